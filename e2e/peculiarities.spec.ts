// What has to be known before calling: written down, seen in the panel, ended and deleted with a way back.
import { expect, makeClient, test } from './journey.ts'

test('a peculiarity is written with Ctrl+Enter and seen by whoever looks at the client', async ({ as }) => {
  const page = await as('AM')
  const client = await makeClient(page, 'Zvláštní papírna s.r.o.')
  await page.goto(`/clients/${client.id}`)
  await page.getByRole('button', { name: 'Zapsat zvláštnost' }).click()
  await page.getByRole('textbox', { name: 'Text' }).fill('V pondělí nevolat, mají inventuru.')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('V pondělí nevolat, mají inventuru.')).toBeVisible()
  await page.goto(`/clients?q=Zvláštní papírna&peek=${client.id}`)
  await expect(page.getByRole('complementary', { name: 'Náhled' })).toContainText('V pondělí nevolat, mají inventuru.')
})

test('a birth number is refused with an explanation', async ({ as }) => {
  const page = await as('AM')
  const client = await makeClient(page, 'Opatrná papírna s.r.o.')
  await page.goto(`/clients/${client.id}`)
  await page.getByRole('button', { name: 'Zapsat zvláštnost' }).click()
  await page.getByRole('textbox', { name: 'Text' }).fill('Jednatel má rodné číslo 855912/1010.')
  await page.getByRole('button', { name: 'Zapsat', exact: true }).click()
  await expect(page.getByRole('alert')).toContainText(/rodné číslo/i)
})

test('a deleted note comes back by one click', async ({ as }) => {
  const page = await as('AM')
  const client = await makeClient(page, 'Zapomnětlivá papírna s.r.o.')
  await page.goto(`/clients/${client.id}`)
  await page.getByRole('button', { name: 'Zapsat zvláštnost' }).click()
  await page.getByRole('textbox', { name: 'Text' }).fill('Chce jen poštu, žádné e-maily.')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('button', { name: /^Upravit: Chce jen poštu/ }).click()
  await page.getByRole('menuitem', { name: 'Smazat' }).click()
  await expect(page.getByText('Zápis je smazaný')).toBeVisible()
  await page.getByRole('button', { name: 'Vrátit zpět' }).click()
  await expect(page.getByText('Chce jen poštu, žádné e-maily.')).toBeVisible()
})
