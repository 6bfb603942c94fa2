// The pictures of docs/images, taken on the demo company: SCREENSHOTS=1 npm run e2e -- screenshots
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from '@playwright/test'
import { expect, test } from './journey.ts'
import { freePort, startServer } from './server.ts'

const folder = fileURLToPath(new URL('../docs/images/', import.meta.url))
const chains = encodeURIComponent(JSON.stringify({ f: 'custom.segment', op: 'in', v: ['chain'] }))

test.describe.configure({ timeout: 300_000 })

for (const language of ['cs', 'en'] as const) {
  for (const scheme of ['light', 'dark'] as const) {
    test(`pictures in ${language}, ${scheme}`, async ({ as }) => {
      const page = await as('KAM')
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
      await page.goto('/clients')
      const origin = new URL(page.url()).origin
      await page.request.patch('/api/me', { data: { language, colorScheme: scheme }, headers: { origin } })
      await page.evaluate(
        ([l, s]) => {
          localStorage.setItem('klientela-language', l as string)
          localStorage.setItem('mantine-color-scheme-value', s as string)
        },
        [language, scheme],
      )
      const shot = async (name: string) => {
        await page.waitForTimeout(900)
        await page.screenshot({ path: `${folder}${name}-${language}-${scheme}.png` })
      }
      await page.goto('/clients')
      await expect(page.getByRole('grid')).toBeVisible()
      await shot('clients')
      const found = await page.request.get(`/api/clients?sort=name&limit=1&filter=${chains}`)
      const id = ((await found.json()) as { rows: { id: string }[] }).rows[0]?.id
      await page.goto(`/clients/${id}`)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await shot('client')
      await page.goto(`/clients/${id}?tab=people`)
      await expect(page.locator('.react-flow__node').first()).toBeVisible()
      await shot('people-map')
      await page.goto('/clients')
      await expect(page.getByRole('grid')).toBeVisible()
      await page.keyboard.press('Control+k')
      await expect(page.getByRole('dialog')).toBeVisible()
      await page.keyboard.type('zatisi', { delay: 30 })
      await page.waitForTimeout(900)
      await shot('palette')
      await importPicture(page)
      await shot('import')
      await page.setViewportSize({ width: 390, height: 844 })
      await page.goto('/clients')
      await shot('phone-clients')
      await page.goto(`/clients/${id}`)
      await shot('phone-client')
    })
  }
}

async function importPicture(page: Page): Promise<void> {
  await page.goto('/imports/new')
  await page.locator('input[type=file]').setInputFiles({
    name: 'klienti.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(
      '\uFEFFKód;Název;IČO;E-mail;Telefon;Město\r\nZ1;Pekárna Na Kopci s.r.o.;27082440;nakup@kopec.example, ucto@kopec.example;602 123 456;Brno\r\nZ2;Hotel Slunce a.s.;25123891;recepce@slunce.example;+420 777 111 222;Zlín\r\nZ3;Lahůdky Dvorek;1234567;dvorek.example;12;Olomouc\r\n',
    ),
  })
  await page.waitForURL(/\/imports\/[0-9a-f-]{36}/)
}

test('the first run in both languages', async ({ browser }) => {
  const product = await startServer({
    name: 'pictures',
    port: await freePort(),
    demo: false,
    aresUrl: 'http://127.0.0.1:9',
  })
  try {
    await firstRun(browser, product.address, 'cs', 'light')
    await firstRun(browser, product.address, 'en', 'dark')
  } finally {
    await product.stop()
  }
})

async function firstRun(
  browser: Browser,
  address: string,
  language: string,
  colorScheme: 'light' | 'dark',
): Promise<void> {
  const context = await browser.newContext({
    baseURL: address,
    colorScheme,
    locale: language === 'cs' ? 'cs-CZ' : 'en-GB',
  })
  const page = await context.newPage()
  await page.goto('/')
  await expect(page.getByRole('heading').first()).toBeVisible()
  await page.waitForTimeout(700)
  await page.screenshot({ path: `${folder}first-run-${language}-${colorScheme}.png` })
  await context.close()
}
