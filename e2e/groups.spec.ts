// Chains and related companies.
import { expect, makeClient, test } from './journey.ts'

test('a shop is put under its chain and the tree counts it', async ({ as }) => {
  const page = await as('AM')
  const chain = await makeClient(page, 'Řetězec Pod Horou a.s.')
  const shop = await makeClient(page, 'Pod Horou, prodejna Tábor', { kind: 'shop' })
  await page.goto(`/clients/${shop.id}?tab=group`)
  await page.getByRole('button', { name: 'Zařadit pod jinou firmu' }).click()
  const form = page.getByRole('dialog', { name: /Zařadit/ })
  await form.getByRole('textbox', { name: 'Nadřízená firma' }).fill('retezec pod horou')
  await page.getByRole('option', { name: /Řetězec Pod Horou/ }).click()
  await form.getByRole('button', { name: 'Zařadit', exact: true }).click()
  await expect(page.getByText('Zařazení je uložené')).toBeVisible()
  await expect(page.getByRole('table', { name: 'Strom skupiny' })).toContainText('Řetězec Pod Horou a.s.')
  await page.goto(`/clients/${chain.id}?tab=group`)
  await expect(page.getByRole('table', { name: 'Strom skupiny' })).toContainText('Pod Horou, prodejna Tábor')
})

test('two companies are related by a named relation seen from both', async ({ as }) => {
  const page = await as('AM')
  const supplier = await makeClient(page, 'Mouka Vysočina s.r.o.')
  const baker = await makeClient(page, 'Pekař Vysočina s.r.o.')
  await page.goto(`/clients/${supplier.id}?tab=group`)
  await page.getByRole('button', { name: 'Přidat vztah' }).click()
  const form = page.getByRole('dialog', { name: 'Nový vztah' })
  await form.getByRole('textbox', { name: 'Firma' }).fill('Pekař Vysočina')
  await page.getByRole('option', { name: /Pekař Vysočina/ }).click()
  await form.getByRole('button', { name: 'Uložit vztah' }).click()
  await expect(page.getByText('Vztah je uložený')).toBeVisible()
  await page.goto(`/clients/${baker.id}?tab=group`)
  await expect(page.getByRole('link', { name: 'Mouka Vysočina s.r.o.' })).toBeVisible()
})
