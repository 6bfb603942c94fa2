// The list of clients in a real browser: how long after a key or a click the next picture stands, and whether anything jumped.
import { type BrowserContext, chromium, type Page } from '@playwright/test'
import { chromiumPath } from '../../e2e/chromium.ts'
import type { BrowserWork, Place } from '../work.ts'

interface Seen {
  /** Milliseconds of each key and click from the event to the picture, by the browser's own clock (Event Timing). */
  readonly events: { name: string; ms: number }[]
  shift: number
}
declare global {
  var seen: Seen
}

export const interaction: BrowserWork = {
  kind: 'browser',
  name: 'interaction',
  title: 'the list of clients in a browser: keys, palette, sorting, scrolling, opening',
  product: async (place, rounds) => {
    const { executablePath, args, env } = await chromiumPath()
    const browser = await chromium.launch({ executablePath, args, env })
    try {
      const found: Seen[] = []
      for (let round = 0; round < rounds; round++) {
        const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'cs-CZ' })
        found.push(await oneRound(context, place))
        await context.close()
      }
      return {
        events: found.flatMap((seen) => seen.events),
        layoutShift: Math.max(...found.map((seen) => seen.shift)),
      }
    } finally {
      await browser.close()
    }
  },
}

async function oneRound(context: BrowserContext, place: Place): Promise<Seen> {
  const { host, port, cookie } = place.address
  const address = `http://${host}:${port}`
  const [name = '', value = ''] = cookie.split(/=(.*)/s)
  await context.addCookies([{ name, value, url: address }])
  const page = await context.newPage()
  await page.addInitScript(watch)
  await page.goto(`${address}/clients`)
  const grid = page.getByRole('grid').first()
  await grid.getByRole('rowheader').first().waitFor()
  await page.waitForTimeout(1000)
  for (const key of ['j', 'j', 'j', 'k', 'x']) await press(page, key)
  await press(page, 'Escape')
  await press(page, '/')
  for (const letter of place.fragments[0] ?? '') await press(page, letter)
  await page.waitForTimeout(600)
  for (const key of ['ArrowDown', 'ArrowDown', 'Escape']) await press(page, key)
  await page.getByRole('searchbox').first().click()
  for (const letter of place.fragments[1] ?? '') await press(page, letter)
  await page.waitForTimeout(600)
  await page.getByRole('searchbox').first().fill('')
  await page.waitForTimeout(600)
  await grid.getByRole('columnheader').nth(1).getByRole('button').first().click()
  await page.waitForTimeout(800)
  const box = await grid.boundingBox()
  await page.mouse.move((box?.x ?? 0) + 400, (box?.y ?? 0) + 300)
  for (let i = 0; i < 20; i++) {
    await page.mouse.wheel(0, 1500)
    await page.waitForTimeout(60)
  }
  await page.waitForTimeout(800)
  await grid.getByRole('rowheader').nth(4).click()
  await page.waitForTimeout(800)
  return page.evaluate(() => globalThis.seen)
}

async function press(page: Page, key: string): Promise<void> {
  await page.keyboard.press(key)
  await page.waitForTimeout(120)
}

/** Runs in the page. */
function watch(): void {
  globalThis.seen = { events: [], shift: 0 }
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as PerformanceEventTiming[])
      if (['keydown', 'keypress', 'pointerup', 'click'].includes(entry.name))
        globalThis.seen.events.push({
          name: `${entry.name} on “${(entry.target as Element | null)?.textContent?.trim().slice(0, 30) ?? ''}”`,
          ms: entry.duration,
        })
  }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit)
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
      if (!entry.hadRecentInput) globalThis.seen.shift += entry.value
  }).observe({ type: 'layout-shift', buffered: true })
}
