import { createHmac, randomUUID } from 'node:crypto'
import { api, expect, expectAccessible, makeClient, test } from './journey.ts'

/** Five strokes a word, forty words a minute. */
const secondsOf = (strokes: number) => (strokes / 5 / 40) * 60

test('Five calls of a list by keyboard alone: the note, the outcome, the next step, and the next call opens', async ({
  as,
}) => {
  const am = await as('AM')
  const stamp = Date.now().toString(36)
  for (let i = 1; i <= 5; i++) {
    await makeClient(am, `Volaný klient ${stamp} ${i}`, { channels: [{ type: 'phone', value: `60210020${i}` }] })
  }
  await am.goto(`/clients?q=${encodeURIComponent(`Volaný klient ${stamp}`)}`)
  await expect(am.getByText('5 řádků')).toBeVisible()
  await am.getByRole('checkbox', { name: 'Označit vše načtené' }).click()
  await am.getByRole('button', { name: 'Volat jeden po druhém' }).click()
  await am.getByRole('dialog').getByLabel('Název').fill(`Jarní ceník ${stamp}`)
  await am.keyboard.press('Control+Enter')
  await am.waitForURL(/\/call-lists\//)
  await expect(am.getByText('0 z 5')).toBeVisible()
  await expectAccessible(am, 'call list')
  await am.keyboard.press('Enter')
  await am.waitForURL(/\/call-list-items\//)
  const notes = [
    'Chtějí ceník do pátku a vzorky nových sýrů.',
    'Nikdo to nebere.',
    'Zatím mají zásoby, ozvat se po svátcích.',
    'Objednávají dvacet kusů jako minule.',
    'Mají zájem o ochutnávku na prodejně.',
  ]
  const keys = [
    ['6', '5'],
    ['2', '1'],
    ['9', '3'],
    ['0', '0'],
    ['7', '6'],
  ] as const
  const times: number[] = []
  for (const [i, note] of notes.entries()) {
    await expect(am.getByRole('heading', { name: `Volaný klient ${stamp} ${i + 1}` })).toBeVisible()
    await expect(am.getByLabel('Co zaznělo')).toBeFocused()
    if (i === 0) {
      await expect(am.getByRole('link', { name: /Zavolat \+420 602 100 201/ })).toHaveAttribute(
        'href',
        'tel:+420602100201',
      )
      await expectAccessible(am, 'screen of a call')
    }
    await am.keyboard.type(note)
    const [outcome, step] = keys[i] as readonly [string, string]
    const after = ['Tab', outcome, step, 'Enter']
    expect(after.length).toBeLessThanOrEqual(5)
    for (const key of after) await am.keyboard.press(key)
    times.push(secondsOf(note.length + after.length))
    await expect(am.getByText('Hovor je zapsaný').first()).toBeVisible()
  }
  await am.waitForURL(/\/call-lists\//)
  await expect(am.getByText('5 z 5')).toBeVisible()
  const mean = times.reduce((sum, one) => sum + one, 0) / times.length
  test.info().annotations.push({ type: 'seconds a logged call at 40 words a minute', description: mean.toFixed(1) })
  expect(Math.max(...times)).toBeLessThanOrEqual(20)
  const { rows } = await api<{ rows: { text: string }[] }>(
    am,
    'GET',
    `/api/promises?columns=text,client&filter=${encodeURIComponent(JSON.stringify({ f: 'text', op: 'is', v: 'Poslat nabídku' }))}`,
  )
  expect(rows.length).toBeGreaterThan(0)
})

test('A ringing telephone opens the card; a strange number becomes a lead by one key; a missed call is promised back', async ({
  as,
  request,
}) => {
  const am = await as('AM')
  const adm = await as('ADM')
  const me = await api<{ id: string }>(am, 'GET', '/api/me')
  const stamp = Date.now().toString(36)
  const digits = String(Date.now()).slice(-6)
  const client = await makeClient(am, `Volající klient ${stamp}`, {
    channels: [{ type: 'phone', value: `605${digits}` }],
  })
  await adm.goto('/telephony')
  await adm.getByRole('button', { name: 'Připojit ústřednu' }).first().click()
  await adm.getByLabel('Název').fill(`Ústředna ${stamp}`)
  await adm.getByRole('dialog').getByRole('button', { name: 'Připojit ústřednu' }).click()
  await expect(adm.getByText('Klíč se ukáže jen teď')).toBeVisible()
  await expectAccessible(adm, 'telephone exchange')
  const secret = (await adm.getByRole('alert').locator('code').textContent()) as string
  const { exchanges } = await api<{ exchanges: { id: string; name: string; hookPath: string }[] }>(
    adm,
    'GET',
    '/api/telephony/exchanges',
  )
  const exchange = exchanges.find((one) => one.name === `Ústředna ${stamp}`) as (typeof exchanges)[number]
  await adm.request.put(`/api/telephony/exchanges/${exchange.id}/extensions`, {
    data: { extensions: [{ extension: '21', userId: me.id }] },
  })
  const tell = async (message: object) => {
    const body = JSON.stringify({ messageId: randomUUID(), ...message })
    const timestamp = String(Math.floor(Date.now() / 1000))
    const signature = createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex')
    const reply = await request.post(exchange.hookPath, {
      headers: {
        'content-type': 'application/json',
        'x-klientela-timestamp': timestamp,
        'x-klientela-signature': `sha256=${signature}`,
      },
      data: Buffer.from(body),
    })
    expect(reply.ok(), await reply.text()).toBe(true)
  }
  await am.goto('/clients')
  // The stream of events is opened once the first screen stands.
  await am.waitForResponse((reply) => reply.url().includes('/api/live'))
  const callId = randomUUID()
  const rings = () => tell({ event: 'ringing', callId, direction: 'in', number: `00420605${digits}`, extension: '21' })
  await rings()
  const card = am.getByRole('complementary', { name: new RegExp(`Příchozí hovor: Volající klient ${stamp}`) })
  await expect(card).toBeVisible()
  await expectAccessible(am, 'card of a ringing call')
  await tell({ event: 'answered', callId, extension: '21' })
  await expect(card.getByText('Hovor s')).toBeVisible()
  await tell({ event: 'ended', callId, extension: '21' })
  await am.keyboard.press('h')
  await am.waitForURL(/\/calls\//)
  await expect(am.getByRole('heading', { name: client.name })).toBeVisible()
  await am.getByLabel('Co zaznělo').fill('Chce změnit závoz na čtvrtek.')
  for (const key of ['Tab', '6', '0', 'Enter']) await am.keyboard.press(key)
  await expect(am.getByText('Hovor je zapsaný').first()).toBeVisible()

  const strange = randomUUID()
  await tell({ event: 'ringing', callId: strange, direction: 'in', number: `777${digits}`, extension: '21' })
  await expect(am.getByRole('complementary', { name: /Neznámé číslo/ })).toBeVisible()
  await tell({ event: 'missed', callId: strange, extension: '21' })
  await expect(am.getByText('Zmeškaný hovor').first()).toBeVisible()
  await am.keyboard.press('l')
  await am.waitForURL(/\/leads\//)
  await expect(am.getByRole('heading', { name: new RegExp(digits.slice(-3)) })).toBeVisible()
  await expect(am.getByText(/Zavolat zpět na/).first()).toBeVisible()
})
