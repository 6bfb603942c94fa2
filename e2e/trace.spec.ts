// Trace and sight: history with restore, the audit trail, and clients of others that do not exist for me.
import { api, expect, makeClient, test } from './journey.ts'

test('a change is in the history and the old value is put back', async ({ as }) => {
  const page = await as('AM')
  const client = await makeClient(page, 'Historická tiskárna', { source: 'doporučení' })
  await api(page, 'PATCH', `/api/clients/${client.id}`, { source: 'omyl' }, client.version)
  await page.goto(`/clients/${client.id}?tab=history`)
  await expect(page.getByText('doporučení → omyl')).toBeVisible()
  await page.getByRole('button', { name: 'Vrátit původní hodnotu: Zdroj' }).first().click()
  await expect(page.getByText('Vráceno: 1 pole')).toBeVisible()
  await expect(page.getByText('omyl → doporučení')).toBeVisible()
  expect((await api(page, 'GET', `/api/clients/${client.id}`)).source).toBe('doporučení')
})

test('the auditor reads the journal of the whole firm and opens the record', async ({ as }) => {
  const manager = await as('AM')
  await makeClient(manager, 'Deníková slévárna')
  const page = await as('AUD')
  await page.goto('/journal')
  await page.getByRole('link', { name: 'Deníková slévárna' }).first().click()
  await expect(page.getByRole('heading', { level: 1, name: 'Deníková slévárna' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Upravit' })).toBeDisabled()
})

test('a client of another team does not exist, not even by its address', async ({ as }) => {
  const director = await as('SD')
  const { rows } = await api<{ rows: { id: string; name: string }[] }>(
    director,
    'GET',
    `/api/clients?limit=1&sort=name&columns=name,owner&q=${encodeURIComponent('Kadlec')}&filter=${encodeURIComponent('{"f":"city","op":"is","v":"Ostrava"}')}`,
  )
  const hidden =
    rows[0] ??
    (await api<{ rows: { id: string; name: string }[] }>(
      director,
      'GET',
      `/api/clients?limit=1&sort=name&columns=name&filter=${encodeURIComponent('{"f":"city","op":"is","v":"Ostrava"}')}`,
    ).then((reply) => reply.rows[0]))
  if (!hidden) throw new Error('the demo company has nobody in Ostrava')
  await director.goto(`/clients/${hidden.id}`)
  await expect(director.getByRole('heading', { level: 1, name: hidden.name })).toBeVisible()
  const page = await as('AM')
  await page.goto(`/clients/${hidden.id}`)
  await expect(page.getByRole('heading', { name: 'Stránka neexistuje' })).toBeVisible()
  await expect(page.getByText(hidden.name)).toHaveCount(0)
})

test('each client says why I see it', async ({ as }) => {
  const page = await as('AM')
  const client = await makeClient(page, 'Proč to vidím s.r.o.')
  await page.goto(`/clients/${client.id}`)
  await page.getByRole('button', { name: 'Proč to vidím?' }).click()
  await expect(page.getByText('Jste vlastníkem klienta.')).toBeVisible()
})
