// An objection written down at a client, answered with an argument of the library, and the argument's hit rate.
import { expect } from '@playwright/test'
import { api, expectAccessible, makeClient, test } from './journey.ts'

test('an argument goes into the library, answers an objection and learns whether it convinced', async ({ as }) => {
  const page = await as('AM')
  await page.goto('/objections/library')
  await page.getByRole('button', { name: 'Přidat do knihovny' }).first().click()
  await page.getByRole('textbox', { name: 'Námitka', exact: true }).fill('Dodáváte pozdě')
  await page.getByLabel('Doporučený argument').fill('Loni jsme dodali 97 % zakázek v termínu')
  await page.getByLabel('Důkaz').fill('Přehled dodávek za dvanáct měsíců')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { name: 'Dodáváte pozdě' })).toBeVisible()
  await expect(page.getByText('zatím nepoužit').first()).toBeVisible()

  const client = await makeClient(page, 'Sklárna Pod Lesem, a.s.')
  const made = await api<{ id: string; kind: string }>(page, 'POST', '/api/objections', {
    clientId: client.id,
    text: 'Dodací lhůta je dlouhá',
    kind: 'time',
  })
  await page.goto(`/objections/${made.id}`)
  await page.getByRole('button', { name: 'Odpovědět' }).click()
  await expectAccessible(page, 'objection being answered')
  await page.getByRole('button', { name: 'Použít argument' }).first().click()
  await expect(page.getByLabel('Co jsme odpověděli')).toHaveValue(/97 %/)
  await page.keyboard.press('Control+Enter')
  await page.getByRole('button', { name: 'Přijali' }).click()
  await expect(page.getByText('Odpověď přijata').first()).toBeVisible()
  await page.goto('/objections/library')
  const entry = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Dodáváte pozdě' }) })
  await expect(entry.getByText(/zabral v 100 % \(1 z 1\)/)).toBeVisible()
  await expectAccessible(page, 'library')
  await page.goto('/objections')
  await expect(page.getByText('Dodací lhůta je dlouhá').first()).toBeVisible()

  // Written down over the list, too: whose it is comes first.
  await page.getByRole('button', { name: 'Zapsat námitku' }).click()
  const form = page.getByRole('dialog', { name: 'Zapsat námitku' })
  await form.getByRole('textbox', { name: 'Klient', exact: true }).fill('Sklárna Pod')
  await page.getByRole('option', { name: /Sklárna Pod Lesem/ }).click()
  await form.getByRole('textbox', { name: 'Námitka', exact: true }).fill('Konkurence je levnější')
  await expectAccessible(page, 'objection over the list')
  await form.getByRole('button', { name: 'Zapsat', exact: true }).click()
  await expect(page.getByRole('rowheader', { name: 'Konkurence je levnější' })).toBeVisible()
})
