// The palette: records without diacritics and by fragments, commands by their names, all by keyboard.
import { expect, makeClient, test } from './journey.ts'

test('a client is found without diacritics and opened by Enter', async ({ as }) => {
  const page = await as('AM')
  await makeClient(page, 'Česká žížalárna Třeboň a.s.')
  await page.goto('/contacts')
  await expect(page.getByRole('heading', { level: 1, name: 'Kontakty' })).toBeVisible()
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Hledání a příkazy' }).fill('ceska zizal')
  await expect(page.getByRole('option', { name: /Česká žížalárna Třeboň/ })).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Česká žížalárna Třeboň a.s.' })).toBeVisible()
})

test('a fragment of a phone and one typo are enough', async ({ as }) => {
  const page = await as('AM')
  await makeClient(page, 'Hrnčířství Kvasnička', { channels: [{ type: 'phone', value: '+420 777 654 987' }] })
  await page.goto('/contacts')
  await expect(page.getByRole('heading', { level: 1, name: 'Kontakty' })).toBeVisible()
  await page.keyboard.press('/')
  const field = page.getByRole('combobox', { name: 'Hledání a příkazy' })
  await field.fill('654987')
  await expect(page.getByRole('option', { name: /Hrnčířství Kvasnička.*telefon/ })).toBeVisible()
  await field.fill('Kvasnicks')
  await expect(page.getByRole('option', { name: /Hrnčířství Kvasnička/ })).toBeVisible()
})

test('commands are run from the same field', async ({ as }) => {
  const page = await as('AM')
  await page.goto('/contacts')
  await expect(page.getByRole('heading', { level: 1, name: 'Kontakty' })).toBeVisible()
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Hledání a příkazy' }).fill('pridat klienta')
  await page.getByRole('option', { name: 'Přidat klienta' }).waitFor()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Nový klient' })).toBeVisible()
})

test('g and a letter go to a section, ? shows all keys', async ({ as }) => {
  const page = await as('AM')
  await page.goto('/clients')
  await expect(page.getByRole('heading', { level: 1, name: 'Klienti' })).toBeVisible()
  await page.keyboard.press('g')
  await page.keyboard.press('o')
  await expect(page.getByRole('heading', { level: 1, name: 'Kontakty' })).toBeVisible()
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Klávesové zkratky' })).toBeVisible()
})
