// The palette: records without diacritics and by fragments, commands by their names, all by keyboard.
import { api, expect, expectAccessible, makeClient, test } from './journey.ts'

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

test('on the page of a client the field first offers what can be done with that client', async ({ as }) => {
  const page = await as('AM')
  const client = await makeClient(page, `Truhlárna Příkazová ${Date.now()}`)
  await page.goto(`/clients/${client.id}`)
  await expect(page.getByRole('link', { name: 'Naplánovat schůzku' })).toBeVisible()
  const found = page.getByRole('listbox', { name: 'Hledání a příkazy' })
  const field = page.getByRole('combobox', { name: 'Hledání a příkazy' })

  await page.keyboard.press('Control+k')
  await expect(found.getByText('Na této stránce')).toBeVisible()
  const own = [
    'Zapsat hovor',
    'Zapsat slib',
    'Zapsat, co se stalo',
    'Naplánovat schůzku',
    'Přidat člověka',
    'Zapsat námitku',
  ]
  const offered = await found.getByRole('option').allInnerTexts()
  expect(offered.slice(0, own.length).map((text) => text.split('\n')[0])).toEqual(own)
  await expect(found.getByText('Naposledy otevřené')).toBeVisible()
  // The general ones step aside.
  await expect(found.getByRole('option', { name: 'Naplánovat schůzku' })).toHaveCount(1)
  await expectAccessible(page, 'palette on the page of a client')

  await field.fill('vytis')
  await expect(found.getByRole('option', { name: 'Vytisknout' })).toHaveAttribute('aria-selected', 'true')
  await field.fill('co se stalo')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: 'Co se stalo?' })).toBeFocused()
  await page.keyboard.type('Psáno rovnou')
  await expect(page.getByRole('textbox', { name: 'Co se stalo?' })).toHaveValue('Psáno rovnou')

  await page.keyboard.press('Control+k')
  await field.fill('namitk')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: 'Námitka' })).toBeFocused()

  await page.keyboard.press('Control+k')
  await field.fill('zapsat slib')
  await page.keyboard.press('Enter')
  const promise = page.getByRole('dialog', { name: 'Nový slib nebo úkol' })
  await expect(promise.getByText(client.name)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(promise).toHaveCount(0)

  await page.keyboard.press('Control+k')
  await field.fill('naplanovat')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`/meetings/new\\?client=${client.id}`))
  // Elsewhere the general one is back.
  await page.goto('/contacts')
  await expect(page.getByRole('heading', { level: 1, name: 'Kontakty' })).toBeVisible()
  await page.keyboard.press('Control+k')
  await expect(found.getByRole('option', { name: 'Naplánovat schůzku' })).toHaveCount(1)
  await expect(found.getByText('Na této stránce')).toHaveCount(0)
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

test('what was written down about a client stands below it by its kind, and opens by keyboard alone', async ({
  as,
}) => {
  const page = await as('AM')
  const client = await makeClient(page, 'Sklárna Karafiát')
  await api(page, 'POST', '/api/promises', { side: 'ours', text: 'Poslat karafiátové vzorky', clientId: client.id })
  await api(page, 'POST', '/api/meetings', {
    title: 'Jednání o sklenicích',
    clientId: client.id,
    day: '2030-01-15',
    startTime: '09:00',
    endTime: '10:00',
  })
  await page.goto('/contacts')
  await expect(page.getByRole('heading', { level: 1, name: 'Kontakty' })).toBeVisible()
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Hledání a příkazy' }).fill('karafiat')
  const found = page.getByRole('listbox', { name: 'Hledání a příkazy' })
  await expect(
    found.getByRole('option', { name: /Jednání o sklenicích.*Sklárna Karafiát.*15\. 1\. 2030/ }),
  ).toBeVisible()
  const promise = found.getByRole('option', { name: /Poslat karafiátové vzorky/ })
  await expect(promise).toBeVisible()
  for (const kind of ['Schůzky', 'Sliby a úkoly']) await expect(found.getByText(kind, { exact: true })).toBeVisible()
  for (let i = 0; i < 3; i++) {
    if ((await promise.getAttribute('aria-selected')) === 'true') break
    await page.keyboard.press('ArrowDown')
  }
  await expect(promise).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/promises\/[0-9a-f-]{36}$/)
  await expect(page.getByRole('heading', { level: 1, name: 'Poslat karafiátové vzorky' })).toBeVisible()
})
