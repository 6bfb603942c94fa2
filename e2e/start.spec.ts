// The product opens: the built program runs under its security policy, signs a person in and survives a reload.
import { expect, test } from '@playwright/test'
import { demoLogin, signIn } from './sign-in.ts'

test('the sign-in page opens without a complaint of the browser', async ({ page }) => {
  const complaints: string[] = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto('/')
  await expect(page.getByLabel(/e-mail/i)).toBeVisible()
  const fonts = await page.evaluate(() => document.fonts.ready.then((set) => [...set].map((font) => font.family)))
  expect(fonts.join()).toContain('Inter')
  // Asking who is signed in is answered by 401, which the browser writes down as an error of its own accord.
  expect(complaints.filter((text) => !text.includes('401'))).toEqual([])
})

test('a person signs in by the form and stays signed in after a reload', async ({ page }) => {
  const { email, password } = demoLogin('AM')
  await page.goto('/')
  await page.getByLabel(/e-mail/i).fill(email)
  await page.getByLabel(/heslo/i).first().fill(password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('navigation').first()).toBeVisible()
  await page.reload()
  await expect(page.getByRole('navigation').first()).toBeVisible()
})

test('the interface is described and readable at /api/docs', async ({ page }) => {
  await signIn(page, 'ADM')
  const description = await page.request.get('/api/openapi.json')
  expect((await description.json()).openapi).toMatch(/^3\.1/)
})
