// The first minute with an empty product: the firm, its first person, and an empty databank that says what to do.
import { expect, expectAccessible, test } from './journey.ts'
import { freePort, type RunningProduct, startServer } from './server.ts'

let empty: RunningProduct
test.beforeAll(async () => {
  empty = await startServer({
    name: 'empty',
    port: await freePort(),
    demo: false,
    aresUrl: 'http://127.0.0.1:9/ares',
  })
})
test.afterAll(() => empty?.stop())

test('the firm is founded and the databank starts empty', async ({ page }) => {
  await page.goto(empty.address)
  await expect(page.getByRole('heading', { name: 'Založení firmy' })).toBeVisible()
  await expectAccessible(page, 'first run: firm')
  await page.getByLabel('Název firmy').fill('Mlékárna Dolní Lhota s.r.o.')
  await page.getByRole('radio', { name: /Otevřená firma/ }).check()
  await page.keyboard.press('Enter')

  await expect(page.getByRole('heading', { name: 'Váš účet' })).toBeVisible()
  await expectAccessible(page, 'first run: person')
  await page.getByLabel('Vaše jméno a příjmení').fill('Marie Kopecká')
  await page.getByLabel('E-mail').fill('marie.kopecka@mlekarna.example')
  await page.getByLabel(/^Heslo/).fill('heslo123')
  await page.getByRole('button', { name: 'Založit firmu' }).click()
  await expect(page.getByRole('alert')).toContainText('Heslo')
  await page.getByLabel(/^Heslo/).fill('stodola mlha pilnik okurka')
  await page.getByRole('button', { name: 'Založit firmu' }).click()

  await expect(page.getByRole('heading', { name: 'Jak chcete začít?' })).toBeVisible()
  await expect(page.getByText('Firma Mlékárna Dolní Lhota s.r.o. je připravená')).toBeVisible()
  await expectAccessible(page, 'first run: start')
  await page.getByRole('button', { name: /Začít s prázdnou/ }).click()

  await expect(page.getByText('Tady bude vaše databanka klientů.')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Importovat klienty' })).toBeVisible()
  await expectAccessible(page, 'empty databank')
  const filters = page.getByRole('searchbox', { name: 'Hledat v seznamu' })
  await expect(filters).toHaveCount(0)
  // Where nothing is yet there is nothing to filter; the list says what it is for and how to begin.
  const begin: Record<string, string> = {
    '/contacts': 'Přidat kontakt',
    '/leads': 'Nový zájemce',
    '/promises': 'Zapsat slib nebo úkol',
    '/meetings': 'Naplánovat schůzku',
    '/calls': 'Připojit ústřednu',
    '/objections': 'Zapsat námitku',
  }
  for (const [address, name] of Object.entries(begin)) {
    await page.goto(`${empty.address}${address}`)
    const said = page.getByRole('main').locator('a, button').filter({ hasText: name }).last()
    await expect(said).toBeVisible()
    await expect(page.getByRole('link', { name: 'Přečíst v příručce' })).toBeVisible()
    await expect(filters).toHaveCount(0)
  }
  await page.getByRole('link', { name: 'Firma', exact: true }).first().click()
  await expect(page.getByLabel('Název firmy')).toHaveValue('Mlékárna Dolní Lhota s.r.o.')
  await expect(page.getByRole('radio', { name: /Otevřená firma/ })).toBeChecked()
})

test('a firm that exists is not founded a second time', async ({ page }) => {
  await page.goto(`${empty.address}/setup`)
  await expect(page).toHaveURL(/\/sign-in/)
  await expect(page.getByText('Mlékárna Dolní Lhota s.r.o.')).toBeVisible()
})
