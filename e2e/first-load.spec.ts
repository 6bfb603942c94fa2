// The first screen is light: all scripts asked for until the list of clients is drawn, as they travel compressed.
import { gzipSync } from 'node:zlib'
import { expect, test } from './journey.ts'

const most = 250_000

test('the list of clients needs at most 250 kB of script', async ({ as }) => {
  const page = await as('AM')
  const scripts = new Map<string, Promise<Buffer>>()
  page.on('response', (answer) => {
    if (answer.request().resourceType() === 'script') scripts.set(answer.url(), answer.body())
  })
  // What is fetched a second later, while the person reads, does not stand in the way; a slow machine must not count it.
  await page.addInitScript(() => {
    const later = globalThis.setTimeout
    globalThis.setTimeout = ((run: () => void, ms?: number) =>
      (ms ?? 0) >= 1000 ? 0 : later(run, ms)) as typeof setTimeout
  })
  await page.goto('/clients')
  await page.getByRole('rowheader').first().waitFor()
  const first = [...scripts]
  const sizes = await Promise.all(
    first.map(async ([url, body]) => [gzipSync(await body, { level: 9 }).length, url.split('/').at(-1)] as const),
  )
  const total = sizes.reduce((sum, [size]) => sum + size, 0)
  const list = sizes
    .sort(([a], [b]) => b - a)
    .map(([size, name]) => `${size} ${name}`)
    .join('\n')
  test.info().annotations.push({ type: 'first load', description: `${total} bytes of script` })
  expect(total, `${list}\n${total} in all`).toBeLessThanOrEqual(most)
})

test('before the program is here a slow line shows whose page it is; without scripts the page says what it needs', async ({
  browser,
}) => {
  const slow = await browser.newPage()
  let deliver = () => {}
  const wait = new Promise<void>((resolve) => {
    deliver = resolve
  })
  await slow.route(/\/assets\/.*\.js$/, async (route) => {
    await wait
    await route.continue()
  })
  await slow.goto('/', { waitUntil: 'commit' })
  await expect(slow.getByRole('status', { name: 'Klientela' })).toHaveCSS('opacity', '1')
  deliver()
  await expect(slow.getByRole('heading', { name: 'Přihlášení' })).toBeVisible()
  await expect(slow.getByRole('status', { name: 'Klientela' })).toHaveCount(0)
  await slow.close()

  const bare = await browser.newContext({ javaScriptEnabled: false })
  const page = await bare.newPage()
  await page.goto('/')
  await expect(page.locator('noscript p').first()).toBeInViewport()
  await expect(page.getByRole('status', { name: 'Klientela' })).toBeHidden()
  await bare.close()
})
