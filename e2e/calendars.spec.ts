// The calendar by keyboard and by mouse: an appointment written, moved, resized, deleted and brought back; colleagues beside
// each other; a file loaded; a client who books a time without an account and cancels it.
import { api, expect, expectAccessible, test } from './journey.ts'

/** Names of this run, so that journeys of another run in the same company are not met. */
const run = Date.now().toString(36).slice(-4)
const walk = `Porada v terénu ${run}`
const round = `Týdenní obchůzka ${run}`
const tasting = `Degustace u dodavatele ${run}`

interface Item {
  id: string
  title: string | null
  startsAt: string
  endsAt: string
}

/** The day of the week after the next one, so that demo data and today do not matter; 1 is Monday. */
function dayOfLaterWeek(weekday: number): string {
  const now = new Date()
  const monday = new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate() - ((now.getDay() + 6) % 7) + 14))
  return new Date(monday.getTime() + (weekday - 1) * 86_400_000).toISOString().slice(0, 10)
}

const pragueTime = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Prague',
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
})
const shown = (one: Item | undefined) =>
  one ? `${pragueTime.format(new Date(one.startsAt))}–${pragueTime.format(new Date(one.endsAt)).slice(-5)}` : undefined

test('an appointment is written, moved and resized by keyboard only, deleted and brought back', async ({ as }) => {
  const page = await as('AM')
  const day = dayOfLaterWeek(2)
  const found = async (title: string) => {
    const { items } = await api<{ items: Item[] }>(
      page,
      'GET',
      `/api/appointments?from=${dayOfLaterWeek(1)}T00:00:00Z&to=${dayOfLaterWeek(7)}T23:00:00Z`,
    )
    return items.find((item) => item.title === title)
  }
  await page.goto(`/calendar?view=week&date=${day}`)
  await expect(page.locator('[data-view="week"]')).toBeVisible()
  await page.keyboard.press('a')
  const dialog = page.getByRole('dialog', { name: 'Nová událost' })
  await expect(dialog.getByRole('textbox', { name: 'Název' })).toBeFocused()
  await page.keyboard.type(walk)
  await expectAccessible(page, 'new appointment')
  await page.keyboard.press('Control+Enter')
  await expect(dialog).toBeHidden()
  const picture = page.locator('[data-appointment]', { hasText: walk })
  await expect(picture).toBeVisible()
  expect(shown(await found(walk))).toBe('Tue 09:00–10:00')

  const focus = () =>
    picture.evaluate((element) => (element.closest('[tabindex], a, [role="button"]') as HTMLElement).focus())
  await focus()
  await page.keyboard.press('Alt+ArrowRight')
  await expect.poll(async () => shown(await found(walk))).toBe('Wed 09:00–10:00')
  await focus()
  await page.keyboard.press('Alt+ArrowDown')
  await expect.poll(async () => shown(await found(walk))).toBe('Wed 09:30–10:30')
  await focus()
  await page.keyboard.press('Alt+Shift+ArrowDown')
  await expect.poll(async () => shown(await found(walk))).toBe('Wed 09:30–11:00')

  await focus()
  await page.keyboard.press('Enter')
  const panel = page.getByRole('dialog', { name: walk })
  await expect(panel.getByRole('button', { name: 'Upravit událost' })).toBeVisible()
  await expectAccessible(page, 'appointment')
  await panel.getByRole('button', { name: 'Smazat' }).click()
  await expect(picture).toBeHidden()
  await page
    .getByRole('alert')
    .filter({ hasText: 'Událost je smazaná' })
    .getByRole('button', { name: 'Vrátit zpět' })
    .click()
  await expect(picture).toBeVisible()
})

test('dragging moves and resizes; of a repeating one it asks what is meant', async ({ as }) => {
  const page = await as('AM')
  const monday = dayOfLaterWeek(1)
  const series = await api<{ id: string }>(page, 'POST', '/api/appointments', {
    title: round,
    start: { day: monday, time: '13:00' },
    end: { day: monday, time: '14:00' },
    rrule: 'FREQ=WEEKLY;BYDAY=MO',
  })
  await page.goto(`/calendar?view=week&date=${monday}`)
  const picture = page.locator('[data-appointment]', { hasText: round }).first()
  await expect(picture).toBeVisible()
  await picture.scrollIntoViewIfNeeded()
  const box = await picture.boundingBox()
  if (!box) throw new Error('the appointment has no place on the page')
  const column = (await page.locator('[data-view="week"] [data-date]').first().boundingBox())?.width ?? 150
  await page.mouse.move(box.x + 20, box.y + 10)
  await page.mouse.down()
  await page.mouse.move(box.x + 20 + column / 2, box.y + 14, { steps: 5 })
  await page.mouse.move(box.x + 20 + column, box.y + 10, { steps: 8 })
  await page.mouse.up()
  const asked = page.getByRole('dialog', { name: 'Událost se opakuje' })
  await asked.getByRole('button', { name: 'Jen tento termín' }).click()
  await expect(asked).toBeHidden()
  const times = async () => {
    const { items } = await api<{ items: Item[] }>(
      page,
      'GET',
      `/api/appointments?from=${monday}T00:00:00Z&to=${dayOfLaterWeek(7)}T23:00:00Z`,
    )
    return items.filter(({ title }) => title === round).map(shown)
  }
  await expect.poll(times).toEqual([expect.stringMatching(/^Tue 1[23]:/)])
  await api(page, 'DELETE', `/api/appointments/${series.id}?scope=all`)
})

test('colleagues stand side by side, what may not be seen is only busy', async ({ as }) => {
  const page = await as('AM')
  const other = await as('FIN')
  const day = dayOfLaterWeek(4)
  const { id } = await api<{ id: string }>(other, 'GET', '/api/me')
  await api(other, 'POST', '/api/appointments', {
    title: 'Tajná porada',
    start: { day, time: '10:00' },
    end: { day, time: '11:00' },
  })
  await page.goto(`/calendar?view=day&date=${day}&users=${id}&sides=1`)
  await expect(page.locator('section h2')).toHaveCount(2)
  await expect(page.locator('[data-appointment]', { hasText: 'Zaneprázdněn' }).first()).toBeVisible()
  await expect(page.getByText('Tajná porada')).toHaveCount(0)
  await page.getByRole('button', { name: 'Kdy mají všichni čas' }).click()
  await expect(page.getByRole('button', { name: / v \d+:\d\d$/ }).first()).toBeVisible()
  await expectAccessible(page, 'side by side')
})

test('an invitation in a file is looked at first, then taken in and answered', async ({ as }) => {
  const page = await as('AM')
  const day = dayOfLaterWeek(5).replaceAll('-', '')
  const ics = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'METHOD:REQUEST',
    'BEGIN:VEVENT',
    `UID:e2e-${Date.now()}@dodavatel.example`,
    'DTSTAMP:20260101T000000Z',
    `DTSTART;TZID=Europe/Prague:${day}T150000`,
    `DTEND;TZID=Europe/Prague:${day}T160000`,
    `SUMMARY:${tasting}`,
    'ORGANIZER;CN=Karel Dodavatel:mailto:karel@dodavatel.example',
    'END:VEVENT',
    'END:VCALENDAR',
  ].join('\r\n')
  await page.goto(`/calendar?view=week&date=${dayOfLaterWeek(5)}`)
  await page.getByRole('button', { name: 'Propojení a rezervace' }).click()
  await page.getByRole('menuitem', { name: 'Načíst .ics' }).click()
  const dialog = page.getByRole('dialog', { name: 'Soubor .ics' })
  await dialog.getByRole('textbox').fill(ics)
  await dialog.getByRole('button', { name: 'Podívat se, co obsahuje' }).click()
  await expect(dialog.getByText('Pozvánka', { exact: true })).toBeVisible()
  await expect(dialog.getByText('1 nové')).toBeVisible()
  await expectAccessible(page, 'file')
  await dialog.getByRole('button', { name: 'Načíst do kalendáře' }).click()
  await page.locator('[data-appointment]', { hasText: tasting }).click()
  const panel = page.getByRole('dialog', { name: tasting })
  await expect(panel.getByText('Pořádá Karel Dodavatel')).toBeVisible()
  await panel.getByText('Přijdu', { exact: true }).click()
  await expect(page.getByText('Odpověď je zapsaná')).toBeVisible()
})

test('a client books a free time without an account and cancels it by the link', async ({ as, browser }) => {
  const page = await as('AM')
  await page.goto('/calendar/settings')
  await page.getByRole('button', { name: 'Nová rezervační stránka' }).click()
  await page.getByRole('textbox', { name: 'Název' }).fill('Konzultace sortimentu')
  await expectAccessible(page, 'calendar settings')
  await page.getByRole('button', { name: 'Uložit', exact: true }).click()
  const address = await page.getByRole('link', { name: 'Otevřít stránku' }).first().getAttribute('href')
  const guests = await browser.newContext({ timezoneId: 'Europe/London', locale: 'cs-CZ' })
  const guest = await guests.newPage()
  await guest.goto(new URL(address ?? '').pathname)
  await expect(guest.getByRole('heading', { name: 'Konzultace sortimentu' })).toBeVisible()
  await expect(guest.getByText('Časy jsou v pásmu Europe/London')).toBeVisible()
  await expectAccessible(guest, 'booking')
  // A person needs a moment; what is filled in at once is taken for a robot.
  await guest.waitForTimeout(3200)
  // The second day: what is left of the first may be over before the form is filled in, or be taken by another journey.
  await guest.getByRole('button', { pressed: false }).first().click()
  await guest
    .getByRole('button', { name: /^\d{1,2}:\d\d$/ })
    .first()
    .click()
  await guest.getByRole('textbox', { name: 'Vaše jméno' }).fill('Petra Klientová')
  await guest.getByRole('textbox', { name: 'E-mail' }).fill('petra@klient.example')
  await guest.getByRole('button', { name: 'Rezervovat' }).click()
  await expect(guest.getByText(/^Máte rezervováno/)).toBeVisible()
  await guest.getByRole('link').last().click()
  await guest.getByRole('button', { name: 'Zrušit rezervaci' }).click()
  await expect(guest.getByText('Rezervace je zrušená. Čas je znovu volný.')).toBeVisible()
  await guests.close()
})

test('on a phone the month has the list of the chosen day, and a time no clock shows is not saved', async ({ as }) => {
  const page = await as('AM')
  await page.setViewportSize({ width: 390, height: 844 })
  const day = dayOfLaterWeek(3)
  await page.goto(`/calendar?view=month&date=${day}`)
  const chosen = page.locator('td button[aria-pressed="true"]')
  await expect(chosen).toContainText(String(Number(day.slice(8))))

  await page.getByRole('button', { name: 'Nová událost' }).click()
  const title = `Inventura ${run}`
  await page.getByRole('textbox', { name: 'Název' }).fill(title)
  const time = page.locator('#field-startTime')
  await time.fill('25')
  await time.press('Control+Enter')
  await expect(page.getByText('Zadejte čas, například 9:30.')).toBeVisible()
  await time.fill('1315')
  await time.press('Control+Enter')
  await expect(page.getByRole('button', { name: new RegExp(`13:15–14:15.*${title}`) })).toBeVisible()
  await expect(chosen).toHaveAccessibleName(/událost/)
  await expectAccessible(page, 'month on a phone')
})
