// A whole day by keyboard alone: the morning list, five calls, a meeting with its cockpit, the follow-up, the evening review.
import type { Locator, Page } from '@playwright/test'
import { api, expect, makeClient, test } from './journey.ts'

/** A word is five keys; forty words a minute is the pace of somebody who types with care. */
const keysPerSecond = (40 * 5) / 60
const mostSeconds = 20

test('a day is led from the morning list to the evening review without the mouse', async ({ as }, testInfo) => {
  const page = await as('AM')
  const keys = counting(page)
  const client = await makeClient(page, 'Celodenní pekárna s.r.o.')
  const start = new Date(Date.now() + 20 * 60_000)
  const meeting = await api<{ id: string }>(page, 'POST', '/api/meetings', {
    clientId: client.id,
    title: 'Celoroční podmínky',
    ...pragueTime(start),
    goal: 'Dohodnout objem na pololetí',
    points: [{ title: 'Objem', minutes: 10 }],
  })
  const called: string[] = []
  for (let i = 1; i <= 5; i++) called.push((await makeClient(page, `Volaná prodejna ${i}`, phone(i))).id)
  await api(page, 'POST', '/api/call-lists', {
    name: 'Denní volání',
    from: { kind: 'selection', of: 'clients', selection: { ids: called } },
  })

  // Morning: the day opens and leads.
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1, name: 'Můj den' })).toBeVisible()
  await page.keyboard.press('j')
  await expect(page.locator('[aria-current="true"]').first()).toBeVisible()

  // Five calls: the note, Tab, the digit of the outcome, the digit of the next step, Enter; the next one opens by itself.
  await reach(page, page.getByRole('link', { name: 'Denní volání' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Denní volání' })).toBeVisible()
  await page.keyboard.press('Enter')
  const notes = [
    'Chtějí dva kartony navíc od prosince',
    'Nikdo to nezvedl, zkusím odpoledne',
    'Zajímá je zimní řada, poslat vzorky',
    'Objednali na svátky, potvrdí písemně',
    'Vedoucí je na dovolené do pátku',
  ]
  const answers = ['71', '22', '75', '01', '42']
  const seconds: number[] = []
  for (const [i, note] of notes.entries()) {
    await expect(page.getByRole('heading', { level: 1, name: `Volaná prodejna ${i + 1}` })).toBeVisible()
    await expect(page.getByRole('textbox', { name: 'Co zaznělo' })).toBeFocused()
    const before = keys()
    await page.keyboard.type(note)
    const written = keys()
    await page.keyboard.press('Tab')
    for (const digit of answers[i] ?? '') {
      await page.keyboard.press(digit)
      // The next question takes the focus in the frame after.
      await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
    }
    await page.keyboard.press('Enter')
    expect(keys() - written).toBeLessThanOrEqual(5)
    seconds.push((keys() - before) / keysPerSecond)
  }
  await expect(page.getByText('Seznam je hotový.')).toBeVisible()
  const slowest = Math.max(...seconds)
  testInfo.annotations.push({
    type: 'seconds of typing per logged call at 40 words a minute',
    description: seconds.map((one) => one.toFixed(1)).join(', '),
  })
  process.stdout.write(`      typing per logged call: ${seconds.map((one) => one.toFixed(1)).join(', ')} s\n`)
  expect(slowest).toBeLessThanOrEqual(mostSeconds)

  // The meeting: opened from the day, run in the cockpit.
  await page.keyboard.press('g')
  await page.keyboard.press('d')
  await expect(page.getByRole('heading', { level: 1, name: 'Můj den' })).toBeVisible()
  const inAgenda = page.getByRole('link', { name: 'Celoroční podmínky' }).first()
  if (await inAgenda.isVisible().catch(() => false)) {
    await reach(page, inAgenda)
    await page.keyboard.press('Enter')
  } else await page.goto(`/meetings/${meeting.id}`)
  await expect(page.getByRole('heading', { name: 'Celoroční podmínky' })).toBeVisible()
  await reach(page, page.getByRole('link', { name: 'Příprava', exact: true }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Příprava na schůzku' })).toBeVisible()
  await reach(page, page.getByRole('link', { name: 'Vést schůzku' }))
  await page.keyboard.press('Enter')
  await expect(page.getByPlaceholder('Pište. Enter přidá řádek')).toBeFocused()
  for (const line of ['Objem odsouhlasen', '! pošleme rámcový návrh do pátku', '!! potvrdí závozní dny']) {
    await page.keyboard.type(line)
    await page.keyboard.press('Enter')
  }
  await expect(page.getByText('Vše uloženo')).toBeVisible()
  await reach(page, page.getByRole('button', { name: 'Zahájit schůzku' }))
  await page.keyboard.press('Enter')
  await expect(page.getByText(/^zbývá/)).toBeVisible()
  await page.keyboard.press('Control+Enter')

  // Follow-up: the promises of both sides are entered, the letter is drafted.
  await expect(page.getByRole('heading', { name: 'Co z toho plyne' })).toBeVisible()
  await reach(page, page.getByRole('button', { name: /^Zapsat 2 sliby/ }))
  await page.keyboard.press('Enter')
  await expect(page.getByText('V zápisu není nic označeného')).toBeVisible()
  await expect(page.getByLabel('Text dopisu')).toHaveValue(/rámcový návrh/)
  await reach(page, page.getByRole('button', { name: 'Odesláno jinak' }))
  await page.keyboard.press('Enter')
  await expect(page.getByText(/^Odesláno/).first()).toBeVisible()

  // Evening: what was done stands in the account of the day, what was promised among the promises.
  await page.keyboard.press('g')
  await page.keyboard.press('d')
  await expect(page.getByRole('heading', { level: 1, name: 'Můj den' })).toBeVisible()
  await page.keyboard.press('w')
  await expect(page.getByRole('heading', { level: 1, name: 'Týden' })).toBeVisible()
  const { promises } = await api<{ promises: { open: { text: string }[] } }>(
    page,
    'GET',
    `/api/clients/${client.id}/overview`,
  )
  const open = promises.open.map(({ text }) => text).join('\n')
  expect(open).toContain('rámcový návrh')
  expect(open).toContain('závozní dny')
  for (const id of called) {
    const timeline = await api(page, 'GET', `/api/timeline?clientId=${id}`)
    expect(JSON.stringify(timeline)).toMatch(/kartony|nezvedl|zimní|svátky|dovolené/)
  }
})

/** Walks by Tab, as a person would, until the thing has the focus. */
async function reach(page: Page, target: Locator): Promise<void> {
  await expect(target.first()).toBeVisible()
  for (let i = 0; i < 150; i++) {
    if (await target.first().evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error('Tab never came there')
}

/** How many keys were pressed so far. */
function counting(page: Page): () => number {
  let pressed = 0
  const { type, press } = page.keyboard
  page.keyboard.type = async (text, options) => {
    pressed += [...text].length
    await type.call(page.keyboard, text, options)
  }
  page.keyboard.press = async (key, options) => {
    pressed += 1
    await press.call(page.keyboard, key, options)
  }
  return () => pressed
}

function phone(i: number) {
  return { channels: [{ type: 'phone', value: `+420 601 555 10${i}` }] }
}

function pragueTime(start: Date) {
  const at = (date: Date) => {
    const text = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Prague', dateStyle: 'short', timeStyle: 'short' })
    const [day = '', time = ''] = text.format(date).split(' ')
    return { day, time }
  }
  const from = at(start)
  const to = at(new Date(start.getTime() + 30 * 60_000))
  return { day: from.day, startTime: from.time, endTime: to.time, ...(to.day === from.day ? {} : { endDay: to.day }) }
}
