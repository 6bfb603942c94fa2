// The register: a new client is filled in from ARES, a register out of order is a state of its own.

import { expect, makeClient, test } from './journey.ts'
import { icoOfAnUnreachableRegister } from './product.ts'

test('a new client is filled in from ARES by the company number', async ({ as }) => {
  const page = await as('AM')
  await page.goto('/clients/new')
  await page.getByLabel('Najít v ARES').fill('45274649')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Z ARES vyplněno: ČEZ, a. s.')).toBeVisible()
  await expect(page.getByRole('textbox', { name: /^Název/ })).toHaveValue('ČEZ, a. s.')
  await expect(page.getByLabel('Město')).toHaveValue('Praha')
})

test('ARES out of order says so and does not pretend that all is well', async ({ as }) => {
  const page = await as('AM')
  await page.goto('/clients/new')
  await page.getByLabel('Najít v ARES').fill(icoOfAnUnreachableRegister)
  await page.keyboard.press('Enter')
  await expect(page.getByText('ARES hlásí chybu na své straně. Zkuste to později.')).toBeVisible()
})

test('what differs from ARES is decided value by value', async ({ as }) => {
  const page = await as('AM')
  const client = await makeClient(page, 'Komerční spořitelna, a.s.', { ico: '45317054' })
  await page.goto(`/clients/${client.id}`)
  await page.getByRole('button', { name: 'Zkontrolovat teď' }).click()
  await expect(page.getByText('Údaje se od ARES liší.')).toBeVisible()
  await page.getByRole('button', { name: 'Převzít vše' }).click()
  await page.getByRole('button', { name: 'Uložit rozhodnutí' }).click()
  await expect(page.getByText('Rozhodnutí uloženo.')).toBeVisible()
  await expect(page.getByRole('heading', { level: 1, name: /Komerční banka/ })).toBeVisible()
})
