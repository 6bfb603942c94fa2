// A list as a file: its filter, order and columns, and nothing else.
import { readFile } from 'node:fs/promises'
import { expect, makeClient, test } from './journey.ts'

test('the list as it stands is downloaded as CSV, and a formula in a name is made harmless', async ({ as }) => {
  const page = await as('AM')
  await makeClient(page, 'Vývozní dřevo B')
  await makeClient(page, '=Vývozní dřevo A')
  await page.goto('/clients?q=Vývozní dřevo&columns=name,owner&sort=name')
  await expect(page.getByText('2 řádky')).toBeVisible()
  await page.getByRole('button', { name: 'Exportovat' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'CSV (.csv)' }).click()
  const file = await download
  expect(file.suggestedFilename()).toMatch(/\.csv$/)
  const lines = (await readFile(await file.path(), 'utf8'))
    .replace(/^\uFEFF/, '')
    .trim()
    .split(/\r?\n/)
  expect(lines).toHaveLength(3)
  expect(lines[0]).toBe('id;Název;Vlastník')
  expect(lines.join('\n')).toContain('Tereza Holubová')
  expect(lines.join('\n')).toContain("'=Vývozní dřevo A")
})
