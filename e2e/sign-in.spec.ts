// Coming in and going out: the form, a wrong password, the devices one is signed in on.
import { demoLogin, expect, test } from './journey.ts'

test('the sign-in page opens, in the typeface of the product', async ({ page }) => {
  await page.goto('/')
  await expect(page).toHaveURL(/\/sign-in/)
  await expect(page.getByLabel('E-mail')).toBeFocused()
  const fonts = await page.evaluate(() => document.fonts.ready.then((set) => [...set].map((font) => font.family)))
  expect(fonts.join()).toContain('Inter')
})

test('a wrong password is refused in words, the right one opens the page one was going to', async ({ page }) => {
  const { email, password } = demoLogin('BO')
  await page.goto('/contacts')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel(/^Heslo/).fill('uplně jiné heslo')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('E-mail nebo heslo nesouhlasí.')
  await page.getByLabel(/^Heslo/).fill(password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Kontakty' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('heading', { level: 1, name: 'Kontakty' })).toBeVisible()
})

test('a forgotten device is signed out from afar', async ({ page, browser }) => {
  const { email, password } = demoLogin('BO')
  const tablet = await browser.newContext({
    userAgent: 'Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) Version/18.0 Safari/604.1',
  })
  for (const context of [tablet, page.context()]) {
    const answer = await context.request.post('/api/auth/sign-in/email', { data: { email, password } })
    expect(answer.ok()).toBe(true)
  }
  expect((await tablet.request.get('/api/me')).status()).toBe(200)
  await page.goto('/account')
  await expect(page.getByText('toto zařízení')).toBeVisible()
  await page.getByRole('button', { name: /Odhlásit zařízení: Safari/ }).click()
  await expect(page.getByText('Zařízení je odhlášené')).toBeVisible()
  await expect.poll(async () => (await tablet.request.get('/api/me')).status()).toBe(401)
  await tablet.close()
})

test('after signing out nothing opens without signing in again', async ({ page }) => {
  const { email, password } = demoLogin('BO')
  const answer = await page.request.post('/api/auth/sign-in/email', { data: { email, password } })
  expect(answer.ok(), await answer.text()).toBe(true)
  await page.goto('/clients')
  await page.getByRole('button', { name: /Můj účet/ }).click()
  await page.getByRole('menuitem', { name: 'Odhlásit se' }).click()
  await expect(page).toHaveURL(/\/sign-in/)
  await page.goto('/clients')
  await expect(page).toHaveURL(/\/sign-in/)
})

test('a forgotten password explains how to get a new one', async ({ page }) => {
  await page.goto('/sign-in')
  await page.getByRole('link', { name: 'Zapomenuté heslo' }).click()
  await expect(page.getByText('Požádejte správce, aby vám v části Lidé vytvořil jednorázový odkaz')).toBeVisible()
})
