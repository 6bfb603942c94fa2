// Colleagues talk at a record: a mention rings on the other's screen at once; a file is attached, looked at, deleted and brought back.
import { api, expect, expectAccessible, makeClient, test } from './journey.ts'

test('a mention in a comment rings on the screen of the colleague and opens the record', async ({ as }) => {
  const [lead, manager] = [await as('TL'), await as('AM')]
  const client = await makeClient(manager, 'Zmíněná pekárna s.r.o.')
  await lead.goto('/clients')
  const bell = lead.getByRole('button', { name: /^Upozornění/ })
  await expect(bell).toBeVisible()
  // The stream is open before anything happens.
  await lead.waitForTimeout(2500)
  const { name } = await api<{ name: string }>(lead, 'GET', '/api/me')
  await manager.goto(`/clients/${client.id}?tab=files`)
  const box = manager.getByRole('textbox', { name: 'Napsat kolegům' })
  await box.click()
  await manager.keyboard.type(`@${name.split(' ')[0]}`)
  const colleague = manager.getByRole('option', { name: new RegExp(name) })
  await expect(colleague).toBeVisible()
  // Offered under what is being written, not in a corner of the screen.
  const [field, offer] = [await box.boundingBox(), await colleague.boundingBox()]
  expect(Math.abs((offer?.x ?? 0) - (field?.x ?? 0))).toBeLessThan(24)
  expect(Math.abs((offer?.y ?? 0) - (field?.y ?? 0))).toBeLessThan(400)
  await manager.keyboard.press('Enter')
  await manager.keyboard.type('můžete se na to podívat?')
  await manager.keyboard.press('Control+Enter')
  await expect(manager.getByRole('article')).toContainText(`@${name} můžete se na to podívat?`)
  await expect(lead.getByRole('button', { name: /nepřečtená: \d/ })).toBeVisible({ timeout: 10_000 })
  await lead.keyboard.press('g')
  await lead.keyboard.press('u')
  const sentence = lead.getByRole('link', { name: /Zmínka v komentáři: Zmíněná pekárna/ })
  await sentence.click()
  await expect(lead.getByRole('heading', { level: 1, name: client.name })).toBeVisible()
  await expect(bell).toHaveAccessibleName('Upozornění')
  await lead.goto('/notifications')
  await expect(lead.getByRole('link', { name: /Zmínka v komentáři/ }).first()).toBeVisible()
  await expectAccessible(lead, '/notifications')
})

test('what one wants to hear of is chosen event by event and stays chosen', async ({ as }) => {
  const page = await as('AM')
  await page.goto('/notifications/settings')
  const tick = page.getByRole('checkbox', { name: 'Nový zájemce pro mě: E-mailem' })
  await expect(tick).toBeChecked()
  await tick.uncheck()
  await page.getByLabel('Od', { exact: true }).selectOption('18:30')
  await expect(page.getByText('Uloženo')).toBeVisible()
  await page.reload()
  await expect(tick).not.toBeChecked()
  await expect(page.getByLabel('Od', { exact: true })).toHaveValue('18:30')
  await expectAccessible(page, '/notifications/settings')
})

test('a file is dropped on a record, looked at, deleted and brought back', async ({ as }) => {
  const page = await as('AM')
  const client = await makeClient(page, 'Pekárna s přílohou s.r.o.')
  await page.goto(`/clients/${client.id}?tab=files`)
  const chosen = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Přiložit soubor' }).click()
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )
  await (await chosen).setFiles([
    { name: 'regál.png', mimeType: 'image/png', buffer: png },
    { name: 'instalace.exe', mimeType: 'image/png', buffer: Buffer.from('MZ not a picture') },
  ])
  await expect(page.getByText('je program nebo skript')).toBeVisible()
  await page.getByRole('button', { name: 'Zavřít' }).first().click()
  await page.getByRole('button', { name: 'Zobrazit regál.png' }).click()
  const picture = page.getByRole('dialog').getByRole('img', { name: 'regál.png' })
  await expect(picture).toBeVisible()
  expect(await picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(1)
  await page.keyboard.press('Escape')
  await expectAccessible(page, 'attachments')
  await page.getByRole('button', { name: 'Co udělat se souborem regál.png' }).click()
  await page.getByRole('menuitem', { name: 'Smazat' }).click()
  await expect(page.getByRole('button', { name: 'Zobrazit regál.png' })).toBeHidden()
  await page.getByRole('button', { name: 'Vrátit zpět' }).click()
  await expect(page.getByRole('button', { name: 'Zobrazit regál.png' })).toBeVisible()
})
