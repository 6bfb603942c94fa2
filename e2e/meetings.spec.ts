// A meeting from plan to letter by keyboard: prepared, run, its promises and objections written down, the follow-up drafted.
import { expect } from '@playwright/test'
import { api, expectAccessible, makeClient, test } from './journey.ts'

test('an account manager plans a meeting, prepares, runs it by keyboard alone and settles what came of it', async ({
  as,
}) => {
  const page = await as('AM')
  const client = await makeClient(page, 'Pekárna U Mostu, s.r.o.')

  // Plan: what it is about, and the time; people and agenda are offered.
  await page.goto(`/meetings/new?client=${client.id}`)
  await expectAccessible(page, 'plan of a meeting')
  await page.getByLabel('O čem').fill('Podmínky na příští rok')
  await page.getByLabel('Cíl', { exact: true }).fill('Dohodnout ceník od ledna')
  await page.getByRole('button', { name: 'Přidat bod' }).click()
  await page.keyboard.type('Ceník')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { name: 'Podmínky na příští rok' })).toBeVisible()
  await expect(page.getByText('Dohodnout ceník od ledna')).toBeVisible()

  // Prepare: the sheet builds itself and prints.
  await page.getByRole('link', { name: 'Příprava', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Příprava na schůzku' })).toBeVisible()
  await expectAccessible(page, 'preparation sheet')
  const id = page.url().split('/').at(-2) as string
  const sheet = await page.request.get(`/api/meetings/${id}/sheet.pdf`)
  expect(sheet.headers()['content-type']).toBe('application/pdf')

  // Run: keyboard alone. Notes in advance, marks, a line corrected.
  await page.getByRole('link', { name: 'Vést schůzku' }).click()
  await expect(page.getByRole('heading', { name: 'Zápis' })).toBeVisible()
  await expect(page.getByPlaceholder('Pište. Enter přidá řádek')).toBeFocused()
  await page.keyboard.type('Přivítání')
  for (const line of [
    '! pošleme vzorky do 4. 12.',
    '!! pošlou výkres',
    '- jsme o 8 % dražší',
    '= ceník platí od ledna',
    '/ Alfa dává splatnost 60 dní',
  ]) {
    await page.keyboard.press('Enter')
    await page.keyboard.type(line)
  }
  await expect(page.getByLabel(/^Slibujeme, Řádek/)).toHaveValue('pošleme vzorky do 4. 12.')
  await expect(page.getByLabel(/^Konkurence, Řádek/)).toHaveValue('Alfa dává splatnost 60 dní')
  await expect(page.getByText('Vše uloženo')).toBeVisible()

  await expectAccessible(page, 'cockpit')

  // Without a connection the words wait in the device, survive a reload of the program, and are sent afterwards.
  await page.context().setOffline(true)
  await page.keyboard.press('Enter')
  await page.keyboard.type('psáno bez spojení')
  await expect(page.getByText('Bez spojení')).toBeVisible()
  await page.context().setOffline(false)
  await expect(page.getByText('Vše uloženo')).toBeVisible({ timeout: 15_000 })
  const { lines } = await api<{ lines: { text: string }[] }>(page, 'GET', `/api/meetings/${id}/lines`)
  expect(lines.map((line) => line.text)).toContain('psáno bez spojení')

  // A meeting that has not begun cannot be ended; it is started first.
  await page.getByRole('button', { name: 'Zahájit schůzku' }).click()
  await expect(page.getByText(/^zbývá/)).toBeVisible()
  await page.keyboard.press('Alt+ArrowDown')
  await expect(page.getByRole('button', { name: 'Probírat: Ceník' })).toHaveAttribute('aria-current', 'step')
  await page.keyboard.press('Control+Enter')

  // What follows: promises of both sides and the objection at once.
  await expect(page.getByRole('heading', { name: 'Co z toho plyne' })).toBeVisible()
  await expectAccessible(page, 'what follows')
  await page.getByRole('button', { name: 'Zapsat 2 sliby a 1 námitku' }).click()
  await expect(page.getByText('V zápisu není nic označeného')).toBeVisible()
  const letter = page.getByLabel('Text dopisu')
  await expect(letter).toHaveValue(/ceník platí od ledna/)
  await expect(letter).toHaveValue(/pošleme vzorky/)
  await expect(letter).not.toHaveValue(/Alfa|dražší/)
  await page.getByRole('button', { name: 'Odesláno jinak' }).click()
  await expect(page.getByText(/^Odesláno/).first()).toBeVisible()
  const open = await api<{ open: { text: string; kind: string }[] }>(
    page,
    'GET',
    `/api/clients/${client.id}/objections`,
  )
  expect(open.open.map((one) => one.text)).toContain('jsme o 8 % dražší')
})
