// The databank of clients: finding, looking, adding, changing, deleting, and much at once.
import type { Page } from '@playwright/test'
import { api, expect, makeClient, test } from './journey.ts'

const grid = (page: Page) => page.getByRole('grid', { name: 'Seznam: Klienti' })
const rows = (page: Page) =>
  grid(page)
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader') })

test('an account manager filters and sorts his clients, keeps it as a view, and a pasted link shows the same', async ({
  as,
}) => {
  const page = await as('AM')
  await page.goto('/clients')
  await expect(rows(page).first()).toBeVisible()
  await page.getByRole('columnheader', { name: /Stav/ }).hover()
  await page.getByRole('button', { name: 'Filtrovat: Stav' }).click()
  await page.getByRole('group', { name: 'Hodnota' }).getByLabel('Spící').check()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: /Upravit filtr: Stav/ })).toBeVisible()
  await page.getByRole('columnheader', { name: /Název/ }).getByRole('button').first().click()
  await expect(page).toHaveURL(/sort=name/)
  // The rows before stay until those in order arrive.
  const shown = () => rows(page).getByRole('rowheader').allInnerTexts()
  await expect(async () => {
    const now = await shown()
    expect(now.length).toBeGreaterThan(1)
    expect(now).toEqual([...now].sort(new Intl.Collator('cs').compare))
  }).toPass({ timeout: 15_000 })
  const names = await shown()

  await page.getByRole('button', { name: 'Uložit pohled' }).click()
  await page.getByRole('textbox', { name: 'Název pohledu' }).fill('Spící podle abecedy')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Spící podle abecedy', exact: true })).toHaveAttribute(
    'aria-current',
    'page',
  )

  const link = page.url()
  await page.getByRole('button', { name: 'Vše', exact: true }).click()
  await expect(page).not.toHaveURL(/filter=/)
  await page.goto(link)
  await expect(page.getByRole('button', { name: 'Spící podle abecedy', exact: true })).toHaveAttribute(
    'aria-current',
    'page',
  )
  await expect(rows(page).getByRole('rowheader').first()).toHaveText(names[0] ?? '')
})

test('columns are chosen and put in order by keyboard', async ({ as }) => {
  const page = await as('AM')
  await page.goto('/clients')
  await expect(page.getByRole('columnheader', { name: /E-mail/ })).toBeVisible()
  await page.getByRole('button', { name: 'Sloupce', exact: true }).click()
  await page.getByRole('checkbox', { name: 'Zobrazit sloupec E-mail' }).uncheck()
  await expect(page.getByRole('columnheader', { name: /E-mail/ })).toHaveCount(0)
  await page.getByRole('button', { name: /Přesunout sloupec Stav/ }).press('ArrowUp')
  await expect(page).toHaveURL(/columns=name%2Cstate%2Cclass/)
})

test('a row opens beside the list, the next one follows by keyboard, and Esc returns to the same place', async ({
  as,
}) => {
  const page = await as('AM')
  await page.goto('/clients?sort=name')
  await expect(rows(page).nth(3)).toBeVisible()
  const names = await rows(page).getByRole('rowheader').allInnerTexts()
  const panel = page.getByRole('complementary', { name: 'Náhled' })
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await expect(panel.getByRole('heading', { name: names[1] ?? '' })).toBeVisible()
  await page.keyboard.press('j')
  await expect(panel.getByRole('heading', { name: names[2] ?? '' })).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { level: 1, name: names[2] ?? '' })).toBeVisible()
  await page.goBack()
  await expect(panel.getByRole('heading', { name: names[2] ?? '' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(panel).toHaveCount(0)
  await expect(rows(page).first()).toBeVisible()
})

test('a value is corrected right in the row', async ({ as }) => {
  const page = await as('AM')
  const client = await makeClient(page, 'Sklárna Úprava v řádku')
  await page.goto('/clients?columns=name,source&q=Úprava v řádku')
  const cell = rows(page).first().getByRole('gridcell').last()
  await cell.hover()
  await cell.getByRole('button', { name: 'Zdroj: Upravit' }).click()
  await page.getByRole('textbox', { name: 'Upravit: Zdroj' }).fill('doporučení kolegy')
  await page.keyboard.press('Enter')
  await expect(rows(page).first()).toContainText('doporučení kolegy')
  await expect.poll(async () => (await api(page, 'GET', `/api/clients/${client.id}`)).source).toBe('doporučení kolegy')
})

test('a client already known is found out while typing, and by its company number not let in twice', async ({ as }) => {
  const page = await as('AM')
  await makeClient(page, 'Tkalcovna Podkrkonoší a.s.', { ico: '27082440' })
  await page.goto('/clients')
  await page.getByRole('button', { name: 'Přidat', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Přidat klienta' }).click()
  await page.getByRole('textbox', { name: /^Název/ }).fill('tkalcovna podkrkonosi')
  await expect(page.getByText('Podobní klienti v databance')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Tkalcovna Podkrkonoší a.s.' })).toBeVisible()
  await page.getByLabel('IČO', { exact: true }).fill('270 82 440')
  await expect(page.getByText('Stejné IČO – nového založit nelze.')).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('alert')).toContainText(
    'Klient se stejným IČO už v databance je: Tkalcovna Podkrkonoší a.s.',
  )
})

test('a new client is written down and what was typed survives a reload', async ({ as }) => {
  const page = await as('AM')
  await page.goto('/clients/new')
  await page.getByRole('textbox', { name: /^Název/ }).fill('Medovina Šumava s.r.o.')
  await page.getByLabel('Číslo nebo adresa').first().fill('602 555 111')
  await page.reload()
  await expect(page.getByText('Vrátili jsme rozepsané změny.')).toBeVisible()
  await expect(page.getByRole('textbox', { name: /^Název/ })).toHaveValue('Medovina Šumava s.r.o.')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Medovina Šumava s.r.o.' })).toBeVisible()
  await expect(page.getByRole('link', { name: '+420 602 555 111' }).first()).toBeVisible()
})

test('two people change one client: the second sees both values and decides', async ({ as }) => {
  const first = await as('AM')
  const client = await makeClient(first, 'Brusírna Dvojí úprava', { source: 'web' })
  await first.goto(`/clients/${client.id}`)
  await expect(first.getByRole('heading', { level: 1, name: client.name })).toBeVisible()
  await first.keyboard.press('e')
  await expect(first.getByRole('heading', { name: 'Úprava klienta Brusírna Dvojí úprava' })).toBeVisible()
  const second = await as('TL')
  await second.goto(`/clients/${client.id}/edit`)
  await second.getByRole('button', { name: 'Více' }).click()
  await second.getByLabel('Zdroj').fill('veletrh')
  await second.keyboard.press('Control+Enter')
  await expect(second.getByText('Uloženo.')).toBeVisible()

  await first.getByRole('button', { name: 'Více' }).click()
  await first.getByLabel('Zdroj').fill('telefonát')
  await first.keyboard.press('Control+Enter')
  const dialog = first.getByRole('dialog', { name: 'Záznam mezitím změnil někdo jiný' })
  await expect(dialog.getByText('veletrh')).toBeVisible()
  await expect(dialog.getByText('telefonát')).toBeVisible()
  await dialog.getByText('veletrh').click()
  await dialog.getByRole('button', { name: 'Uložit vybrané' }).click()
  await expect(first.getByRole('heading', { level: 1, name: 'Brusírna Dvojí úprava' })).toBeVisible()
  expect((await api(first, 'GET', `/api/clients/${client.id}`)).source).toBe('veletrh')
})

test('a deleted client comes back by one click', async ({ as }) => {
  const page = await as('AM')
  const client = await makeClient(page, 'Kovárna Omyl')
  await page.goto(`/clients/${client.id}`)
  await page.getByRole('button', { name: 'Další možnosti' }).click()
  await page.getByRole('menuitem', { name: 'Smazat' }).click()
  await expect(page.getByText('Klient Kovárna Omyl je v koši.')).toBeVisible()
  await page.getByRole('button', { name: 'Vrátit zpět' }).click()
  await expect(page.getByText('Klient je zpět.')).toBeVisible()
  await page.goto(`/clients/${client.id}`)
  await expect(page.getByRole('heading', { level: 1, name: 'Kovárna Omyl' })).toBeVisible()
})

test('a deleted client stands in the bin and comes back from there', async ({ as }) => {
  const page = await as('AM')
  const client = await makeClient(page, 'Kovárna Z koše')
  await api(page, 'DELETE', `/api/clients/${client.id}`)
  await page.goto('/clients')
  await expect(rows(page).first()).toBeVisible()
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('koš')
  await page.getByRole('option', { name: /^Koš/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Koš' })).toBeVisible()
  const row = page.getByRole('row', { name: /Kovárna Z koše/ })
  await row.getByRole('checkbox').click()
  await page.getByRole('button', { name: 'Vrátit z koše' }).click()
  await expect(row).toHaveCount(0)
  await page.goto(`/clients/${client.id}`)
  await expect(page.getByRole('heading', { level: 1, name: 'Kovárna Z koše' })).toBeVisible()
})

test('a tag is given to several clients at once and taken back', async ({ as }) => {
  const page = await as('AM')
  for (const n of [1, 2, 3]) await makeClient(page, `Hromadná dílna ${n}`)
  await page.goto('/clients?q=Hromadná dílna')
  await expect(rows(page)).toHaveCount(3)
  await page.getByRole('checkbox', { name: 'Označit vše načtené' }).click()
  await expect(page.getByText('3 vybrané')).toBeVisible()
  await page.getByRole('button', { name: 'Přidat štítky' }).click()
  await page.getByRole('dialog').getByRole('textbox').fill('gastro')
  await page.getByRole('option', { name: 'gastro' }).click()
  await page.getByRole('button', { name: 'Použít (3)' }).click()
  await expect(page.getByText('Změněno: 3 záznamy')).toBeVisible()
  await expect(rows(page).first()).toContainText('gastro')
  await page.getByRole('dialog').getByRole('button', { name: 'Vrátit zpět' }).click()
  await expect(page.getByText('Vráceno: 3 záznamy')).toBeVisible()
  await page.getByRole('dialog').getByRole('button', { name: 'Zavřít' }).last().click()
  await expect(rows(page).first()).not.toContainText('gastro')
})

test('the list is grouped by state, with counts, and a group opens', async ({ as }) => {
  const page = await as('SD')
  await page.goto('/clients')
  await page.getByRole('button', { name: 'Seskupit' }).click()
  await page.getByRole('menuitem', { name: 'Stav', exact: true }).click()
  await expect(page).toHaveURL(/groupBy=state/)
  const group = page.getByRole('row', { name: /Aktivní/ }).first()
  await expect(group).toHaveAttribute('aria-expanded', 'false')
  await group.click()
  await expect(page.getByRole('row', { name: /Aktivní/ }).first()).toHaveAttribute('aria-expanded', 'true')
  await expect(page.getByRole('rowheader').first()).toBeVisible()
})

test('a client opens in one call, besides the note that it was opened', async ({ as }) => {
  const page = await as('AM')
  const { id } = await makeClient(page, 'Jedním dotazem s.r.o.')
  // On a device that knows the product: the first visit ever asks everything twice, once through the keeper of opened records.
  await page.goto('/clients')
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  const live = page.waitForRequest('**/api/live')
  await page.reload()
  await expect(rows(page).first()).toBeVisible()
  await live
  await page.waitForLoadState('networkidle')
  const calls: string[] = []
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    // The bell asks when something rings, whatever page is open.
    if (pathname.startsWith('/api/') && pathname !== '/api/notifications/unread')
      calls.push(`${request.method()} ${pathname}`)
  })
  // As a link inside of the product goes: the page is not loaded anew.
  await page.evaluate((path) => {
    history.pushState({}, '', path)
    dispatchEvent(new PopStateEvent('popstate'))
  }, `/clients/${id}`)
  for (const name of ['Zvláštnosti', 'Sliby', 'Schůzky', 'Námitky'])
    await expect(page.getByRole('heading', { name: new RegExp(name) }).first()).toBeVisible()
  await page.waitForLoadState('networkidle')
  expect(calls.sort()).toEqual([`GET /api/clients/${id}/overview`, 'POST /api/recent'])
})
