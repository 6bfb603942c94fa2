// An account manager writes down a call by keyboard alone, with marks, finds it again, corrects it and agrees the next touch.
import { api, expect, expectAccessible, makeClient, test } from './journey.ts'

test('a call is written down by keyboard with people, promises and the next touch, found, corrected and taken back', async ({
  as,
}) => {
  const page = await as('AM')
  const stamp = Date.now()
  const client = await makeClient(page, `Pekárna Časová ${stamp}`)
  await api(page, 'POST', '/api/contacts', {
    firstName: 'Radim',
    lastName: 'Kvapil',
    positions: [{ clientId: client.id, position: 'vedoucí nákupu' }],
    evenIfSimilar: true,
  })
  await page.goto(`/clients/${client.id}`)
  const box = page.getByRole('textbox', { name: 'Co se stalo?' })
  await expect(box).toBeVisible()
  await expect(page.getByRole('button', { name: /Příští kontakt/ })).toBeVisible()

  await page.keyboard.press('n')
  await expect(box).toBeFocused()
  await page.keyboard.type('Volal @kva')
  await expect(page.getByRole('option', { name: /Radim Kvapil/ })).toBeVisible()
  await page.keyboard.press('Tab')
  await page.keyboard.type(
    `o #palety_${stamp}. Ozvat se za 14 dní\n!poslat ceník do 31. 2. nebo do pátku\n!!pošle výkresy zítra\n?kdo schvaluje rozpočet`,
  )
  const chips = page.getByRole('list', { name: 'Co ze zápisu vznikne' })
  await expect(chips.getByText('Radim Kvapil')).toBeVisible()
  await expect(chips.getByText(`palety ${stamp} (nový štítek)`)).toBeVisible()
  await expect(chips.getByText('Náš slib:')).toBeVisible()
  await expect(chips.getByText('Slib klienta:')).toBeVisible()
  await expect(chips.getByText('31. 2. není v kalendáři')).toBeVisible()
  await expect(chips.getByRole('button', { name: /^Příští kontakt/ })).toHaveAttribute('aria-pressed', 'true')
  await expectAccessible(page, 'entry box with marks')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('Zapsáno', { exact: true })).toBeVisible()
  const entry = page.getByRole('article').filter({ hasText: `palety_${stamp}` })
  await expect(entry).toContainText('Telefon')
  await expect(entry).toContainText('Radim Kvapil')
  await expect(box).toHaveValue('')
  await expect(page.getByText('Slíbili nám')).toBeVisible()

  // A second one, for oneself; and an impossible time is refused at its field.
  await page.keyboard.type('Prý odchází jednatel')
  await page.getByRole('button', { name: 'Podrobnosti' }).click()
  await page.getByRole('textbox', { name: 'Kdy se to stalo' }).fill('31. 2. 2026')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('textbox', { name: 'Kdy se to stalo' })).toHaveAttribute('aria-invalid', 'true')
  await page.getByRole('checkbox', { name: 'Jen pro mne' }).check()
  await page.getByRole('textbox', { name: 'Kdy se to stalo' }).fill('')
  await box.press('Control+Enter')
  await expect(page.getByText('jen pro vás')).toBeVisible()

  await page.getByRole('textbox', { name: 'Hledat v zápisech' }).fill('PALETY')
  await expect(page.getByRole('article')).toHaveCount(1)
  await page.getByRole('textbox', { name: 'Hledat v zápisech' }).fill('')
  await expect(page.getByRole('article')).toHaveCount(2)

  await entry.getByRole('button', { name: /Úpravy zápisu/ }).click()
  await page.getByRole('menuitem', { name: 'Upravit' }).click()
  const text = page.getByRole('textbox', { name: 'Text' })
  await text.fill('Volal Kvapil, palety až na jaře')
  await text.press('Control+Enter')
  await expect(page.getByText('Zápis je změněný')).toBeVisible()
  const changed = page.getByRole('article').filter({ hasText: 'až na jaře' })
  await expect(changed).toContainText('upraveno')
  await changed.getByRole('button', { name: /Úpravy zápisu/ }).click()
  await page.getByRole('menuitem', { name: 'Historie zápisu' }).click()
  await expect(page.getByRole('dialog')).toContainText(`palety_${stamp}`)
  await page.keyboard.press('Escape')

  await changed.getByRole('button', { name: /Úpravy zápisu/ }).click()
  await page.getByRole('menuitem', { name: 'Smazat' }).click()
  await expect(changed).toHaveCount(0)
  await page.getByRole('button', { name: 'Vrátit zpět' }).last().click()
  await expect(page.getByRole('article').filter({ hasText: 'až na jaře' })).toBeVisible()

  await page
    .getByRole('button', { name: /Příští kontakt/ })
    .first()
    .click()
  await page.getByRole('button', { name: 'za týden' }).click()
  await page.getByRole('textbox', { name: 'Proč se ozvat' }).fill('Jarní ceník')
  await page.getByRole('button', { name: 'Uložit', exact: true }).click()
  await expect(page.getByText('Příští kontakt je uložen')).toBeVisible()
  await expectAccessible(page, 'client hub')

  // The private entry is not there for the lead.
  const lead = await as('TL')
  await lead.goto(`/clients/${client.id}`)
  await expect(lead.getByRole('article')).toHaveCount(1)
  await expect(lead.getByText('odchází jednatel')).toHaveCount(0)
})
