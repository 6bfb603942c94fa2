// Every page passes WCAG 2.2 AA by axe: by day and in the evening, on a desk and on a phone.
import type { Page } from '@playwright/test'
import { api, expect, expectAccessible, test } from './journey.ts'

async function expectAllAccessible(page: Page, path: string) {
  // A list on a low screen draws few rows: axe reads every one of them, and they are all alike.
  const low = (await page.getByRole('grid').count()) > 0 ? 480 : undefined
  const desk = { width: 1440, height: low ?? 900 }
  const phone = { width: 390, height: low ?? 844 }
  // Structure depends on the size and contrast on the scheme: each of both is judged once, by all rules.
  for (const [size, scheme] of [
    [desk, 'light'],
    [phone, 'dark'],
  ] as const) {
    await page.setViewportSize(size)
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    await page.locator(`html[data-mantine-color-scheme="${scheme}"]`).waitFor()
    await page.evaluate(async () => {
      await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
      await Promise.allSettled(document.getAnimations().map((one) => one.finished))
    })
    await expectAccessible(page, `${path} ${size.width} ${scheme}`)
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(wider, `${path} is wider than ${size.width}`).toBeLessThanOrEqual(0)
  }
  await page.setViewportSize(desk)
}

/** The biggest client of the demo company. */
async function chain(page: Page): Promise<string> {
  const filter = encodeURIComponent('{"f":"custom.segment","op":"in","v":["chain"]}')
  const path = `/api/clients?limit=1&sort=createdAt&columns=name&filter=${filter}`
  const { rows } = await api<{ rows: { id: string }[] }>(page, 'GET', path)
  return rows[0]?.id ?? ''
}

const pages: Readonly<Record<string, { role: string; ready: string }>> = {
  '/': { role: 'AM', ready: 'h1' },
  '/week': { role: 'TL', ready: 'h1' },
  '/promises': { role: 'AM', ready: '.k-row [role="rowheader"]' },
  '/leads': { role: 'TL', ready: '.k-row [role="rowheader"]' },
  '/meetings': { role: 'TL', ready: '.k-row [role="rowheader"]' },
  '/calendar': { role: 'AM', ready: 'h1' },
  '/calendar/settings': { role: 'AM', ready: 'h1' },
  '/call-lists': { role: 'AM', ready: 'h1' },
  '/clients': { role: 'SD', ready: '.k-row [role="rowheader"]' },
  '/clients/new': { role: 'SD', ready: 'h1' },
  '/clients/CHAIN': { role: 'SD', ready: 'h1' },
  '/clients/CHAIN?tab=people': { role: 'SD', ready: '.react-flow__node' },
  '/clients/CHAIN?tab=group': { role: 'SD', ready: 'table' },
  '/clients/CHAIN?tab=history': { role: 'SD', ready: 'ol > li' },
  '/clients/CHAIN/edit': { role: 'SD', ready: 'form' },
  '/clients?peek=CHAIN': { role: 'SD', ready: '.k-peek h2' },
  '/contacts': { role: 'SD', ready: '.k-row [role="rowheader"]' },
  '/contacts/new': { role: 'SD', ready: 'form' },
  '/firm': { role: 'SD', ready: 'form' },
  '/teams': { role: 'SD', ready: 'h1' },
  '/tags': { role: 'SD', ready: 'table' },
  '/custom-fields': { role: 'SD', ready: 'table' },
  '/account': { role: 'SD', ready: 'h1' },
  '/exports': { role: 'SD', ready: 'h1' },
  '/peculiarities': { role: 'SD', ready: 'h1' },
  '/register-differences': { role: 'SD', ready: 'h1' },
  '/notifications': { role: 'SD', ready: 'h1' },
  '/notifications/settings': { role: 'SD', ready: 'table' },
  '/clients/CHAIN?tab=files': { role: 'SD', ready: 'textarea' },
  '/bin': { role: 'SD', ready: 'h1' },
  '/users': { role: 'ADM', ready: '.k-row [role="rowheader"]' },
  '/telephony': { role: 'ADM', ready: 'h1' },
  '/journal': { role: 'AUD', ready: '.k-row [role="rowheader"]' },
}

for (const [path, { role, ready }] of Object.entries(pages)) {
  test(`${path} is accessible`, async ({ as }) => {
    const page = await as(role)
    await page.goto(path.includes('CHAIN') ? path.replace('CHAIN', await chain(page)) : path)
    await page.locator(ready).first().waitFor()
    await expectAllAccessible(page, path)
  })
}

test('the sign-in page is accessible', async ({ page }) => {
  await page.goto('/sign-in')
  await page.locator('form').waitFor()
  await expectAllAccessible(page, '/sign-in')
})

test('the palette and the keyboard map are accessible', async ({ as }) => {
  const page = await as('AM')
  await page.goto('/clients')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.keyboard.press('Control+k')
  await page.getByRole('option').first().waitFor()
  await expectAllAccessible(page, 'palette')
  await page.keyboard.press('Escape')
  // Until it is gone, a key still belongs to its field.
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('?')
  await page.getByRole('dialog').waitFor()
  await expectAllAccessible(page, 'keyboard map')
})
