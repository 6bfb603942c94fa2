// The ledger by keyboard: a promise written on the client, kept by one key, waived with a reason, the other side reminded.
import { api, expect, expectAccessible, makeClient, test } from './journey.ts'

const dayFrom = (days: number) => new Date(Date.now() + days * 86_400_000).toLocaleDateString('sv-SE')

test('a promise is typed over the client page with the key t, and kept with the key d', async ({ as }) => {
  const page = await as('AM')
  const client = await makeClient(page, 'Slibná papírna s.r.o.')
  await page.goto(`/clients/${client.id}`)
  await expect(page.getByRole('heading', { name: client.name })).toBeVisible()
  await page.keyboard.press('t')
  const dialog = page.getByRole('dialog', { name: 'Nový slib nebo úkol' })
  await expect(dialog.getByRole('textbox', { name: 'Co slibujeme' })).toBeFocused()
  await page.keyboard.type('Poslat vzorky lepenky')
  await dialog.getByRole('button', { name: 'Zítra' }).click()
  await page.keyboard.press('Control+Enter')
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('link', { name: 'Poslat vzorky lepenky' })).toBeVisible()
  await page.getByRole('link', { name: 'Poslat vzorky lepenky' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Poslat vzorky lepenky' })).toBeVisible()
  await expectAccessible(page, 'promise')
  await page.keyboard.press('d')
  await expect(page.getByText('Slib je splněný')).toBeVisible()
  await page.getByRole('button', { name: 'Vrátit zpět' }).click()
  await expect(page.getByRole('button', { name: 'Splněno', exact: true })).toBeVisible()
})

test('a day that does not exist holds the promise up instead of being lost', async ({ as }) => {
  const page = await as('AM')
  await page.goto('/promises')
  await page.getByRole('button', { name: 'Zapsat slib nebo úkol' }).click()
  const dialog = page.getByRole('dialog', { name: 'Nový slib nebo úkol' })
  await dialog.getByRole('textbox', { name: 'Co je třeba udělat' }).fill('Spočítat sklad')
  const day = dialog.getByRole('textbox', { name: 'Do kdy' })
  const nextYear = Number(dayFrom(0).slice(0, 4)) + 1
  await day.fill(`31. 2. ${nextYear}`)
  await page.keyboard.press('Control+Enter')
  await expect(dialog.getByText('Zadejte den')).toBeVisible()
  await expect(day).toBeFocused()
  await expect(day).toHaveValue(`31. 2. ${nextYear}`)
  await day.fill(`26. 2. ${nextYear}`)
  await page.keyboard.press('Control+Enter')
  await expect(dialog).toBeHidden()
  await page.getByRole('searchbox', { name: 'Hledat v seznamu' }).fill('Spočítat sklad')
  await expect(page.getByRole('row', { name: /Spočítat sklad/ })).toContainText(`26. 2. ${nextYear}`)
})

test('the list opens with what one answers for; a row is waived with its reason', async ({ as }) => {
  const page = await as('AM')
  const client = await makeClient(page, 'Odpuštěná papírna s.r.o.')
  await api(page, 'POST', '/api/promises', {
    side: 'ours',
    text: 'Připravit zvláštní nabídku',
    clientId: client.id,
    givenOn: dayFrom(-300),
    dueOn: dayFrom(-299),
  })
  await page.goto('/promises')
  await expect(page.getByRole('button', { name: 'Moje otevřené', exact: true })).toHaveAttribute('aria-current', 'page')
  await expect(page.getByRole('row', { name: /Připravit zvláštní nabídku/ })).toContainText('Po termínu')
  await expectAccessible(page, 'promises')
  await page.keyboard.press('w')
  const dialog = page.getByRole('dialog', { name: 'Prominout slib' })
  await expect(dialog.getByText('Připravit zvláštní nabídku')).toBeVisible()
  await page.keyboard.type('Klient si to rozmyslel')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('Slib je prominutý')).toBeVisible()
  await expect(page.getByRole('row', { name: /Připravit zvláštní nabídku/ })).toBeHidden()
})

test('the other side is reminded by a letter that can be edited and copied', async ({ as }) => {
  const page = await as('AM')
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  const client = await makeClient(page, 'Dlužná papírna s.r.o.')
  const made = await api<{ id: string }>(page, 'POST', '/api/promises', {
    side: 'theirs',
    text: 'Vrátit podepsanou smlouvu',
    clientId: client.id,
    givenOn: dayFrom(-20),
    dueOn: dayFrom(-5),
  })
  await page.goto(`/promises/${made.id}`)
  await expect(page.getByRole('heading', { level: 1, name: 'Vrátit podepsanou smlouvu' })).toBeVisible()
  await page.keyboard.press('u')
  const dialog = page.getByRole('dialog', { name: 'Dopis, který připomene slib' })
  await expect(dialog.getByRole('textbox', { name: 'Text' })).toHaveValue(/Vrátit podepsanou smlouvu/)
  await expectAccessible(page, 'letter')
  await dialog.getByRole('textbox', { name: 'Předmět' }).fill('Smlouva')
  await dialog.getByRole('button', { name: 'Kopírovat' }).click()
  await expect(page.getByText('Dopis je ve schránce')).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^Smlouva\n\nDobrý den,/)
  await expect(page.getByText(/^připomenuto/).first()).toBeVisible()
})
