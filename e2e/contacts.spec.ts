// People at clients: writing one down, drawing who stands where, reading the same as a tree.
import type { Page } from '@playwright/test'
import { api, expect, makeClient, test } from './journey.ts'

interface Made {
  readonly id: string
}

const makePerson = (page: Page, clientId: string, firstName: string, lastName: string) =>
  api<Made>(page, 'POST', '/api/contacts', { firstName, lastName, positions: [{ clientId }], evenIfSimilar: true })

test('a person is added right from the client and shows among its people', async ({ as }) => {
  const page = await as('AM')
  const client = await makeClient(page, 'Pletárna Lidé s.r.o.')
  await page.goto(`/clients/${client.id}`)
  await expect(page.getByText('Zatím tu není nikdo, s kým jednat.')).toBeVisible()
  await page.getByRole('link', { name: 'Přidat člověka' }).click()
  await page.getByLabel('Jméno (křestní)').fill('Blanka')
  await page.getByLabel('Příjmení').fill('Říhová')
  await page.getByLabel('Číslo nebo adresa').first().fill('603 111 222')
  await page.getByLabel('Funkce').fill('vedoucí nákupu')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Pletárna Lidé s.r.o.' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Blanka Říhová' })).toBeVisible()
  await expect(page.getByText('vedoucí nákupu')).toBeVisible()
  await expect(page.getByRole('link', { name: '+420 603 111 222' })).toBeVisible()
})

test('people are moved about the map by dragging and stay there after a reload', async ({ as }) => {
  const page = await as('AM')
  const client = await makeClient(page, 'Mapa lidí a.s.')
  const boss = await makePerson(page, client.id, 'Hedvika', 'Nová')
  await makePerson(page, client.id, 'Igor', 'Starý')
  await page.goto(`/clients/${client.id}?tab=people`)
  const node = page.locator(`.react-flow__node[data-id="${boss.id}"]`)
  await expect(node).toBeVisible()
  const before = await node.getAttribute('style')
  const box = await node.boundingBox()
  if (!box) throw new Error('the person is not drawn')
  const saved = page.waitForResponse((answer) => answer.request().method() !== 'GET' && answer.url().includes('/api/'))
  await page.mouse.move(box.x + box.width - 12, box.y + box.height - 12)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width + 120, box.y + box.height + 90, { steps: 8 })
  await page.mouse.up()
  expect((await saved).ok()).toBe(true)
  const moved = (await node.getAttribute('style')) ?? ''
  const place = (style: string) => /translate\([^)]*\)/.exec(style)?.[0]
  expect(place(moved)).not.toBe(place(before ?? ''))
  await page.reload()
  await expect(node).toBeVisible()
  expect(place((await node.getAttribute('style')) ?? '')).toBe(place(moved))
})

test('the map reads as a tree of who reports to whom', async ({ as }) => {
  const page = await as('KAM')
  await page.goto('/clients?sort=-contacts')
  const { rows } = await api<{ rows: { id: string }[] }>(
    page,
    'GET',
    `/api/clients?limit=1&sort=createdAt&columns=name&filter=${encodeURIComponent('{"f":"custom.segment","op":"in","v":["chain"]}')}`,
  )
  await page.goto(`/clients/${rows[0]?.id}?tab=people`)
  await page.getByText('Strom', { exact: true }).click()
  const tree = page.getByRole('list', { name: 'Mapa lidí' })
  await expect(tree.getByText('rozhodovatel').first()).toBeVisible()
  expect(await tree.getByRole('listitem').getByRole('list').getByRole('listitem').count()).toBeGreaterThan(3)
  await expect(tree.getByText('vliv 5 z 5').first()).toBeVisible()
})

test('the list of people opens one beside it', async ({ as }) => {
  const page = await as('AM')
  await page.goto('/contacts?sort=name')
  const first = page.getByRole('grid', { name: 'Seznam: Kontakty' }).getByRole('rowheader').first()
  const name = (await first.textContent()) ?? ''
  await first.click()
  await expect(page.getByRole('complementary', { name: 'Náhled' })).toContainText(name)
})
