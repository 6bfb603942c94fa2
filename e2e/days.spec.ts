// The morning by keyboard alone: the day opens, steps are done, put off and muted, a promise is kept; the lead looks at the team.
import { api, expect, expectAccessible, makeClient, test } from './journey.ts'

const dayFrom = (days: number) => new Date(Date.now() + days * 86_400_000).toLocaleDateString('sv-SE')

test('the product opens with the day; it is walked through and decided by keyboard', async ({ as }, { retry }) => {
  const page = await as('KAM')
  // Agreed long ago, so that these three lead the list whatever else the demo company offers.
  const names = ['pekárna', 'cukrárna', 'mlékárna'].map((trade) => `Ranní ${trade}${retry ? ` ${retry}` : ''} s.r.o.`)
  for (const name of names) {
    const client = await makeClient(page, name, { state: 'prospect' })
    await api(page, 'PATCH', `/api/clients/${client.id}`, { nextTouchOn: dayFrom(-200) }, client.version)
  }
  await api(page, 'POST', '/api/promises', {
    side: 'ours',
    text: 'Poslat ranní přehled',
    givenOn: dayFrom(-10),
    dueOn: dayFrom(-9),
  })
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1, name: 'Můj den' })).toBeVisible()
  const active = page.locator('[aria-current="true"]')
  await expect(page.getByRole('link', { name: names[0] as string })).toBeVisible()
  await expectAccessible(page, 'day')

  await page.keyboard.press('j')
  const first = (await active.getByRole('link').first().textContent()) as string
  expect(names).toContain(first)
  await page.keyboard.press('d')
  await expect(page.getByText('Krok je hotový')).toBeVisible()
  await expect(page.getByRole('link', { name: first })).toBeHidden()

  // The keyboard stands on what came in its place.
  const second = (await active.getByRole('link').first().textContent()) as string
  expect(names).toContain(second)
  await page.keyboard.press('s')
  const snooze = page.getByRole('dialog', { name: 'Odložit krok' })
  await expect(snooze.getByRole('button', { name: 'Zítra' })).toBeFocused()
  await expectAccessible(page, 'put off')
  await page.keyboard.press('Enter')
  await expect(snooze).toBeHidden()
  await expect(page.getByRole('link', { name: second })).toBeHidden()

  const third = (await active.getByRole('link').first().textContent()) as string
  expect(names).toContain(third)
  await page.keyboard.press('m')
  const mute = page.getByRole('dialog', { name: 'Tento krok už nenabízet' })
  await expect(mute.getByRole('textbox', { name: 'Důvod' })).toBeFocused()
  await page.keyboard.type('Ozývá se sama')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('link', { name: third })).toBeHidden()

  await page.getByRole('button', { name: /^Odložené 1 · nenabízené 1$/ }).click()
  const aside = page.getByRole('dialog', { name: 'Odložené a nenabízené kroky' })
  await expect(aside).toContainText('Ozývá se sama')
  await aside.getByRole('button', { name: 'Zase nabízet' }).first().click()
  await expect(page.getByText('Krok je zpět')).toBeVisible()
  await page.keyboard.press('Escape')

  // Walk on to the promise and keep it.
  const promise = page.getByText('Poslat ranní přehled')
  await expect(promise).toBeVisible()
  for (let i = 0; i < 60 && !(await active.getByText('Poslat ranní přehled').isVisible()); i++)
    await page.keyboard.press('j')
  await page.keyboard.press('d')
  await expect(page.getByText('Slib je splněný')).toBeVisible()
  await expect(promise).toBeHidden()
})

test('a team lead sees the week and the day of the team', async ({ as }) => {
  const page = await as('TL')
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1, name: 'Můj den' })).toBeVisible()
  await page.keyboard.press('w')
  await expect(page.getByRole('heading', { level: 1, name: 'Týden' })).toBeVisible()
  await page.getByRole('combobox', { name: 'Čí den' }).click()
  await page.getByRole('option', { name: /^Tým / }).first().click()
  await expect(page.getByRole('table')).toContainText('Sliby po termínu')
  await expectAccessible(page, 'week of a team')
  await page.keyboard.press('w')
  await expect(page.getByRole('heading', { level: 1, name: 'Den týmu' })).toBeVisible()
})

test('on a phone a number of the day leads to its part of the page', async ({ as }) => {
  const page = await as('AM')
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/')
  const promises = page.getByRole('heading', { name: 'Sliby a úkoly' })
  await expect(promises).toBeVisible()
  await expect(promises).not.toBeInViewport()
  await page.getByRole('button', { name: /^\d+ slib.* po termínu$/ }).click()
  await expect(promises).toBeInViewport()
  await expect(promises).toBeFocused()
  // Only the page moved: the head and the bar stand where they stood.
  await expect(page.getByRole('banner')).toBeInViewport({ ratio: 1 })
  const bar = await page.getByRole('navigation').last().boundingBox()
  expect(bar && bar.y + bar.height).toBe(844)
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(844)
})
