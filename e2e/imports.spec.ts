// A list from a spreadsheet: read, mapped, previewed, imported, the refused rows taken away, and all of it taken back.
import { readFile } from 'node:fs/promises'
import { api, expect, expectAccessible, test } from './journey.ts'

const file = [
  'Kód;Název;IČO;E-mail;Město',
  'IM-1;Bednárna Dovoz s.r.o.;25596641;nakup@bednarna.example;Brno',
  'IM-2;Provaznictví Dovoz;;provaz@provaznictvi.example;Zlín',
  'IM-3;Chybná Dovoz;12345678;chyba@dovoz.example;Opava',
].join('\r\n')

test('a list in Windows-1250 is imported, refused rows are downloaded with reasons, and the import is reverted', async ({
  as,
}) => {
  const page = await as('AM')
  await page.goto('/imports/new')
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'dovoz.csv', mimeType: 'text/csv', buffer: windows1250(file) })
  await expect(page.getByRole('heading', { level: 1, name: 'dovoz.csv' })).toBeVisible()
  // So short a file leaves room for doubt: the reading is shown ready to be corrected.
  await expect(page.getByText('Tady si nejsme jistí, prosím zkontrolujte.')).toBeVisible()
  await expect(page.getByRole('combobox', { name: 'Kódování' })).toHaveValue('Windows-1250 (středoevropské)')
  await expect(page.getByRole('combobox', { name: 'Oddělovač' })).toHaveValue('středník')
  await expect(page.getByRole('cell', { name: 'Provaznictví Dovoz' }).first()).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Co který sloupec znamená' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Náhled prvních řádků' })).toBeVisible()
  await expect(page.getByText(/V ukázce se 1\sřádek odmítne/)).toBeVisible()
  await expectAccessible(page, 'import: mapping and preview')
  await page.getByRole('button', { name: 'Spustit import' }).click()

  await expect(page.getByRole('heading', { name: 'Výsledek' })).toBeVisible({ timeout: 60_000 })
  await expectAccessible(page, 'import: result')
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Stáhnout odmítnuté řádky' }).click()
  const rejects = await readFile(await (await download).path(), 'utf8')
  expect(rejects).toContain('Chybná Dovoz')
  expect(rejects).not.toContain('Bednárna')
  const names = async () => {
    const path = `/api/clients?columns=name&q=${encodeURIComponent('Dovoz')}`
    const { rows } = await api<{ rows: { name: string }[] }>(page, 'GET', path)
    return rows.map((row) => row.name).sort()
  }
  expect(await names()).toEqual(['Bednárna Dovoz s.r.o.', 'Provaznictví Dovoz'])

  await page.getByRole('button', { name: 'Vrátit celý import' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Vrátit celý import' }).click()
  await expect.poll(names, { timeout: 60_000 }).toEqual([])
})

/** The letters of this file as Windows-1250 writes them. */
function windows1250(text: string): Buffer {
  const bytes: Record<string, number> = { á: 0xe1, é: 0xe9, í: 0xed, ó: 0xf3, ě: 0xec, ý: 0xfd, Č: 0xc8 }
  return Buffer.from([...text].map((letter) => bytes[letter] ?? letter.charCodeAt(0)))
}
