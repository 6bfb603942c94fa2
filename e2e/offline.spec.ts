// The phone without a connection: what was opened stays readable, what is written waits and reaches the server once, in order.
import type { Browser, Page } from '@playwright/test'
import { cutLine, type Line } from './cut-line.ts'
import { api, demoLogin, expect, expectAccessible, makeClient, test } from './journey.ts'

/** A phone of the account manager on a line that can be cut; its browser complains of that, so nobody reads its log. */
async function phone(browser: Browser): Promise<{ page: Page; line: Line; close(): Promise<void> }> {
  const line = await cutLine(Number(process.env.E2E_PORT))
  const context = await browser.newContext({ baseURL: line.address, viewport: { width: 390, height: 844 } })
  const { email, password } = demoLogin('AM')
  const answer = await context.request.post('/api/auth/sign-in/email', { data: { email, password } })
  expect(answer.ok()).toBe(true)
  const close = async () => {
    await context.close()
    await line.close()
  }
  return { page: await context.newPage(), line, close }
}

/** The keeper of opened records works and has the whole program. */
async function keptOnDevice(page: Page) {
  await expect
    .poll(() => page.evaluate(async () => (await caches.keys()).some((name) => name.endsWith('-whole'))), {
      timeout: 45_000,
    })
    .toBe(true)
}

const airplane = async (page: Page, line: Line) => {
  line.cut()
  await page.context().setOffline(true)
}
const landed = async (page: Page, line: Line) => {
  line.mend()
  await page.context().setOffline(false)
}

test('airplane mode loses nothing', async ({ browser }) => {
  test.setTimeout(150_000)
  const { page, line, close } = await phone(browser)
  const client = await makeClient(page, 'Pekárna Bez Signálu s.r.o.')
  const title = page.getByRole('heading', { level: 1, name: client.name })
  const box = page.getByRole('textbox', { name: 'Co se stalo?' })
  const waiting = (n: number) => page.getByRole('button', { name: new RegExp(`Čeká na odeslání: ${n} `) })
  const write = async (text: string) => {
    await box.click()
    await box.fill(text)
    await page.keyboard.press('Control+Enter')
    await expect(page.getByText(text).first()).toBeVisible()
  }
  await page.goto(`/clients/${client.id}`)
  await expect(box).toBeVisible()
  await keptOnDevice(page)

  await airplane(page, line)
  await write('První zápis ze sklepa')
  await expect(page.getByText(/čeká na odeslání/i).first()).toBeVisible()
  // Opened anew without a connection: the page is there, and so is what waits.
  await page.reload()
  await expect(title).toBeVisible()
  await expect(waiting(1)).toBeVisible({ timeout: 15_000 })
  await write('Druhý zápis ze sklepa')
  await write('Třetí zápis ze sklepa')
  await expect(waiting(3)).toBeVisible()
  await page.getByRole('button', { name: /Bez připojení/ }).click()
  await expect(page.getByRole('region', { name: 'Čeká na odeslání' }).getByRole('listitem')).toHaveCount(3)
  await expectAccessible(page, 'waiting list')
  await page.keyboard.press('Escape')

  // The connection comes back, but breaks while the answer to the first write is on its way.
  line.loseAnswerTo('POST /api/activities')
  await landed(page, line)
  const entries = async () => {
    const text = JSON.stringify(await api(page, 'GET', `/api/timeline?clientId=${client.id}&limit=50`))
    return (text.match(/(První|Druhý|Třetí) zápis ze sklepa/g) ?? []).map((entry) => entry.split(' ')[0])
  }
  // Newest first, each once, although the first was sent at least twice.
  await expect.poll(entries, { timeout: 60_000 }).toEqual(['Třetí', 'Druhý', 'První'])
  expect(line.passed('POST /api/activities')).toBeGreaterThanOrEqual(4)
  await expect(page.getByRole('button', { name: /Čeká na odeslání/ })).toBeHidden()
  await expect(page.getByText(/čeká na odeslání/i)).toHaveCount(0)
  await close()
})

test('signing out leaves nothing to read on the device', async ({ browser }) => {
  test.setTimeout(90_000)
  const { page, line, close } = await phone(browser)
  const client = await makeClient(page, 'Tajná pekárna s.r.o.')
  await page.goto(`/clients/${client.id}`)
  await expect(page.getByRole('heading', { level: 1, name: client.name })).toBeVisible()
  await keptOnDevice(page)
  const kept = () => page.evaluate(async () => (await (await caches.open('klientela-data')).keys()).length)
  await expect.poll(kept).toBeGreaterThan(2)
  await page.getByRole('button', { name: /Můj účet/ }).click()
  await page.getByRole('menuitem', { name: 'Odhlásit se' }).click()
  await expect(page.locator('form')).toBeVisible()
  await expect.poll(kept).toBe(0)
  await airplane(page, line)
  await page.goto(`/clients/${client.id}`).catch(() => undefined)
  await page.waitForTimeout(1000)
  await expect(page.getByText(client.name)).toHaveCount(0)
  await close()
})
