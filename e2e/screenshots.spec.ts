// Pictures for the documentation, taken only when asked for: SCREENSHOTS=1 npm run e2e -- screenshots
import { copyFileSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from '@playwright/test'
import { api, demoLogin, expect, test } from './journey.ts'
import { freePort, type RunningProduct, startServer } from './server.ts'

const folder = join(dirname(dirname(fileURLToPath(import.meta.url))), 'docs', 'images')
const languages = ['cs', 'en'] as const
const schemes = ['light', 'dark'] as const
const desk = { width: 1440, height: 900 }
const phone = { width: 390, height: 844 }

test.setTimeout(600_000)
test.beforeAll(() => void mkdirSync(folder, { recursive: true }))

async function person(browser: Browser, language: 'cs' | 'en', size: typeof desk, address?: string): Promise<Page> {
  const context = await browser.newContext({
    locale: language === 'cs' ? 'cs-CZ' : 'en-GB',
    viewport: size,
    ...(address ? { baseURL: address } : {}),
    ...(size === phone ? { isMobile: true, hasTouch: true } : {}),
  })
  await context.addInitScript((chosen) => localStorage.setItem('klientela-language', chosen), language)
  return context.newPage()
}

/** Everything has come, is drawn and rests. */
async function rest(page: Page): Promise<void> {
  // The line over which the server speaks stays open, so the network never rests: what is being loaded shows as skeletons.
  await expect(page.locator('.mantine-Skeleton-root')).toHaveCount(0)
  // The bell comes a moment after the rest of the frame.
  const frame = page.getByRole('banner')
  if (!page.url().endsWith('/setup') && (await frame.count())) await frame.locator('.tabler-icon-bell').waitFor()
  await page.waitForTimeout(300)
  await page.evaluate(async () => {
    await document.fonts.ready
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
    await Promise.allSettled(document.getAnimations().map((one) => one.finished))
  })
}

async function shoot(page: Page, name: string, language: string): Promise<void> {
  for (const scheme of schemes) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    await page.locator(`html[data-mantine-color-scheme="${scheme}"]`).waitFor()
    await rest(page)
    await page.mouse.move(0, 0)
    await page.screenshot({ path: join(folder, `${name}-${language}-${scheme}.png`), caret: 'hide' })
  }
}

test('first run', async ({ browser }) => {
  let product: RunningProduct | undefined
  try {
    product = await startServer({
      name: 'shots',
      port: await freePort(),
      demo: false,
      aresUrl: 'http://127.0.0.1:9/ares',
    })
    for (const language of languages) {
      const page = await person(browser, language, desk, product.address)
      await page.goto('/setup')
      await page.getByRole('textbox').first().fill('Lahůdkárna Podhájí s.r.o.')
      await shoot(page, 'first-run', language)
      await page.context().close()
    }
  } finally {
    await product?.stop()
  }
})

test('list, client, people map, palette and import', async ({ browser }) => {
  const { email, password } = demoLogin('SD')
  for (const language of languages) {
    const page = await person(browser, language, desk)
    await page.request.post('/api/auth/sign-in/email', { data: { email, password } })
    const filter = encodeURIComponent('{"f":"custom.segment","op":"in","v":["chain"]}')
    const { rows } = await api<{ rows: { id: string }[] }>(
      page,
      'GET',
      `/api/clients?limit=1&sort=createdAt&columns=name&filter=${filter}`,
    )
    const chain = rows[0]?.id
    await page.goto('/clients?sort=name')
    await page.getByRole('rowheader').first().waitFor()
    await shoot(page, 'clients', language)
    await page.goto(`/clients/${chain}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await shoot(page, 'client', language)
    await page.goto(`/clients/${chain}?tab=people`)
    await page.locator('.react-flow__node').first().waitFor()
    await shoot(page, 'people-map', language)
    await page.goto('/clients?sort=name')
    await page.getByRole('rowheader').first().waitFor()
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox').fill('podlesi')
    await expect(page.getByRole('option', { name: /Podlesí/ }).first()).toBeVisible()
    await shoot(page, 'palette', language)
    await page.goto('/imports/new')
    await page.locator('input[type=file]').setInputFiles({
      name: 'klienti.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(
        '\uFEFFKód;Název;IČO;E-mail;Telefon;Město\r\nZ1;Pekárna Na Kopci s.r.o.;27082440;nakup@kopec.example, ucto@kopec.example;602 123 456;Brno\r\nZ2;Hotel Slunce a.s.;25123891;recepce@slunce.example;+420 777 111 222;Zlín\r\nZ3;Lahůdky Dvorek;1234567;dvorek.example;12;Olomouc\r\n',
      ),
    })
    await page.getByRole('table').first().waitFor()
    await shoot(page, 'import', language)
    await page.context().close()

    const pocket = await person(browser, language, phone)
    await pocket.request.post('/api/auth/sign-in/email', { data: { email, password } })
    await pocket.goto('/clients?sort=name')
    await pocket.getByRole('row').first().waitFor()
    await shoot(pocket, 'phone-clients', language)
    await pocket.goto(`/clients/${chain}`)
    await pocket.getByRole('heading', { level: 1 }).waitFor()
    await shoot(pocket, 'phone-client', language)
    await pocket.context().close()
  }
  copyFileSync(join(folder, 'clients-cs-light.png'), join(folder, 'clients.png'))
})

/** A meeting that has begun, with who came and a few lines of every kind. */
async function someMinutes(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Zahájit schůzku' }).click()
  await expect(page.getByRole('button', { name: 'Ukončit schůzku' })).toBeVisible()
  for (const name of [/Tereza Holubová/, /Petr Novotný/]) await page.getByRole('checkbox', { name }).check()
  await page.getByPlaceholder('Pište. Enter přidá řádek').click()
  const lines = [
    'Podzim byl o devět procent nad plánem, nejvíc rostou saláty.',
    '+Menší balení pomazánek pro snídaně',
    '-Vloni jsme za stejné množství platili o osm procent méně',
    '!Pošleme propočet na porci do pátku',
    '!!Petr Novotný potvrdí objemy na první pololetí do 4. 12.',
    '/Delikatesy Sever nabízejí stojan zdarma',
    '=Závoz zůstává v úterý a v pátek',
  ]
  for (const line of lines) {
    await page.keyboard.type(line)
    await page.keyboard.press('Enter')
  }
  await expect(page.getByText('Vše uloženo')).toBeVisible()
}

test('day, calendar, calls, preparation and cockpit', async ({ browser }) => {
  const { email, password } = demoLogin('AM')
  for (const language of languages) {
    const page = await person(browser, language, desk)
    await page.request.post('/api/auth/sign-in/email', { data: { email, password } })
    const { rows } = await api<{ rows: { id: string; title: string }[] }>(
      page,
      'GET',
      `/api/meetings?limit=20&sort=startsAt&columns=title&filter=${encodeURIComponent('{"f":"organizer","op":"in","v":["me"]}')}`,
    )
    const meeting = rows.find((row) => row.title === 'Podmínky na příští rok')?.id
    const { lists } = await api<{ lists: { id: string }[] }>(page, 'GET', '/api/call-lists')
    const { nextItemId } = await api<{ nextItemId: string }>(page, 'GET', `/api/call-lists/${lists[0]?.id}`)
    const places: readonly [name: string, path: string][] = [
      ['day', '/'],
      ['promises', '/promises'],
      ['leads', '/leads'],
      ['calendar', '/calendar'],
      ['call', `/call-list-items/${nextItemId}`],
      ['meeting-sheet', `/meetings/${meeting}/sheet`],
      ['cockpit', `/meetings/${meeting}/run`],
      ['objections', '/objections/library'],
    ]
    for (const [name, path] of places) {
      await page.goto(path)
      await page.getByRole('heading', { level: 1 }).first().waitFor()
      if (name === 'cockpit' && language === 'cs') await someMinutes(page)
      await shoot(page, name, language)
    }
    await page.context().close()
    const pocket = await person(browser, language, phone)
    await pocket.request.post('/api/auth/sign-in/email', { data: { email, password } })
    for (const [name, path] of places.filter(([one]) => one === 'day' || one === 'meeting-sheet' || one === 'call')) {
      await pocket.goto(path)
      await pocket.getByRole('heading', { level: 1 }).first().waitFor()
      await shoot(pocket, `phone-${name}`, language)
    }
    await pocket.context().close()
  }
  copyFileSync(join(folder, 'day-cs-light.png'), join(folder, 'day.png'))
})
