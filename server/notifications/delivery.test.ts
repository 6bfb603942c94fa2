// What leaves the application: letters to a real mail server, pushes encrypted for a browser, both silent in quiet hours.
import { createECDH, randomBytes } from 'node:crypto'
import http from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { EventName } from '#domain/notifications/events.ts'
import { isPushService } from '#domain/notifications/push-services.ts'
import { aClient } from '#server/clients/factory.ts'
import { type Mail, smtpMail } from '#server/kit/mail.ts'
import { notify } from '#server/notifications/actions.ts'
import { deliverWaiting } from '#server/notifications/delivery.ts'
import { newKeys, pushSender } from '#server/notifications/push.ts'
import * as store from '#server/notifications/store.ts'
import { aUser } from '#server/users/factory.ts'
import { useApp } from '#test/app.ts'
import { smtpForTest } from '#test/smtp.ts'

interface Received {
  readonly path: string
  readonly headers: http.IncomingHttpHeaders
  readonly body: Buffer
}

const t = useApp()
let smtp: Awaited<ReturnType<typeof smtpForTest>>
let mail: Mail
/** Stands for the push service of a browser. */
let service: http.Server
let serviceUrl: string
let answerWith = 201
const received: Received[] = []
/** The browser's side of the encryption. */
const browser = createECDH('prime256v1')
const p256dh = browser.generateKeys().toString('base64url')
const auth = randomBytes(16)
const ece = createRequire(createRequire(import.meta.url).resolve('web-push'))('http_ece') as {
  decrypt(body: Buffer, options: object): Buffer
}
const read = ({ body }: Received) =>
  JSON.parse(
    ece.decrypt(body, { version: 'aes128gcm', privateKey: browser, authSecret: auth.toString('base64url') }).toString(),
  )

beforeAll(async () => {
  smtp = await smtpForTest()
  mail = smtpMail(
    { url: smtp.url, from: 'Klientela <klientela@firma.example>' },
    () => 'https://klientela.firma.example',
  )
  service = http.createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      received.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks) })
      response.writeHead(answerWith).end()
    })
  })
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
  serviceUrl = `http://127.0.0.1:${(service.address() as AddressInfo).port}`
})
afterAll(async () => {
  service.closeAllConnections()
  await new Promise((resolve) => service.close(resolve))
  await new Promise<void>((resolve) => smtp.server.close(() => resolve()))
})
beforeEach(() => {
  received.length = 0
  smtp.letters.length = 0
  answerWith = 201
})

/** A minute of the delivery at this time in Prague; the local push service is let through here only. */
const deliver = (at: string, allowed: (address: URL) => boolean = () => true) =>
  deliverWaiting({
    db: t.db,
    now: new Date(`${at.replace(' ', 'T')}:00+01:00`),
    mail,
    push: async () =>
      pushSender({
        keys: await store.pushKeys(t.db, newKeys),
        subject: 'mailto:it@firma.example',
        allowed,
        timeoutMs: 2000,
      }),
    failed: (error) => {
      throw error
    },
  })

async function person(more: { push?: boolean } = {}) {
  const ctx = await t.ctx()
  const anna = await aUser(ctx, { name: 'Anna Malá' })
  const client = await aClient(ctx, { ownerId: anna.id, name: 'Pekárna a.s.' })
  if (more.push) {
    await sql`insert into push_subscriptions (user_id, endpoint, keys)
      values (${anna.id}::uuid, ${`${serviceUrl}/send/anna`}, ${JSON.stringify({ p256dh, auth: auth.toString('base64url') })}::jsonb)`.execute(
      t.db,
    )
  }
  const tell = (event: EventName, details: Record<string, unknown>, at = '2026-11-24T09:00:00Z') =>
    notify(
      { ...ctx, now: at },
      { userIds: [anna.id], event, clientId: client.id, recordType: 'clients', recordId: client.id, details },
    )
  const states = async (way: 'mail' | 'push') =>
    (
      await sql<{ state: string | null }>`select ${sql.ref(way)} as state from notifications order by id`.execute(t.db)
    ).rows.map((row) => row.state)
  return { ctx, anna, client, tell, states }
}
const hours = (userId: string, change: Record<string, unknown>) =>
  store.writeHours(t.db, userId, {
    digest: 'daily',
    digestAt: '07:00',
    quietFrom: '20:00',
    quietTo: '06:30',
    quietWeekends: true,
    ...change,
  } as never)

test('a digest gathers the day into one letter with sentences, clients and links', async () => {
  const { anna, client, tell, states } = await person()
  await tell('promises.due', { title: 'Poslat ceník', day: '2026-11-25', text: 'Poslat ceník\ns přílohou' })
  await tell('comments.mention', { title: 'Pekárna a.s.' })
  await deliver('2026-11-25 06:59')
  expect(smtp.letters).toHaveLength(0)
  await deliver('2026-11-25 07:00')
  expect(smtp.letters).toHaveLength(1)
  const letter = smtp.letters[0]
  expect(letter).toMatchObject({ to: anna.email, subject: 'Slib s termínem 25. 11. 2026: Poslat ceník a dalších 1' })
  expect(letter?.text.replaceAll('\u00a0', ' ')).toContain('– Slib s termínem 25. 11. 2026: Poslat ceník')
  expect(letter?.text).toContain('Pekárna a.s.')
  expect(letter?.text).toContain(`https://klientela.firma.example/clients/${client.id}`)
  expect(letter?.text).toContain('https://klientela.firma.example/notifications/settings')
  expect(await states('mail')).toEqual(['sent', 'sent'])
  // The next minute, and the next morning with nothing new, there is no letter.
  await deliver('2026-11-25 07:01')
  await deliver('2026-11-26 07:00')
  expect(smtp.letters).toHaveLength(1)
})

test('a letter obeys quiet hours, weekends, and the rhythm the person chose', async () => {
  const { anna, tell } = await person()
  await hours(anna.id, { digest: 'atOnce' })
  await tell('promises.due', { title: 'A' })
  await deliver('2026-11-24 20:30')
  await deliver('2026-11-28 10:00')
  expect(smtp.letters).toHaveLength(0)
  await deliver('2026-11-30 06:30')
  expect(smtp.letters).toHaveLength(1)
  await hours(anna.id, { digest: 'never' })
  await tell('promises.due', { title: 'B' }, '2026-11-30T09:00:00Z')
  await deliver('2026-11-30 12:00')
  expect(smtp.letters).toHaveLength(1)
})

test('what was read meanwhile, or is no longer to be seen, is not written about', async () => {
  const { anna, tell, client, states } = await person()
  await tell('promises.due', { title: 'přečtené' })
  await sql`update notifications set read_at = now()`.execute(t.db)
  await deliver('2026-11-25 07:00')
  await tell('promises.due', { title: 'tajné' })
  await sql`update clients set owner_id = null, team_id = null where id = ${client.id}::uuid`.execute(t.db)
  await sql`update settings set visibility = 'own'`.execute(t.db)
  await deliver('2026-11-25 07:00')
  expect(smtp.letters).toEqual([])
  expect(await states('mail')).toEqual([null, null])
  expect(anna.id).toBeTruthy()
})

test('a mail server that is away loses nothing: the letter leaves later', async () => {
  const { tell, states } = await person()
  await tell('promises.due', { title: 'A' })
  const away: Mail = { send: () => Promise.reject(new Error('away')), address: (path) => path }
  const errors: unknown[] = []
  await deliverWaiting({
    db: t.db,
    now: new Date('2026-11-25T07:00:00+01:00'),
    mail: away,
    push: () => Promise.reject(new Error('no push')),
    failed: (error) => errors.push(error),
  })
  expect(errors).toHaveLength(1)
  expect(await states('mail')).toEqual(['waiting'])
  await deliver('2026-11-25 07:05')
  expect(smtp.letters).toHaveLength(1)
})

test('a push is encrypted for the browser, signed by the firm, and only the browser can read it', async () => {
  const { client, tell, states } = await person({ push: true })
  await tell('promises.given', { title: 'Poslat ceník' })
  expect(await states('push')).toEqual(['waiting'])
  await deliver('2026-11-24 10:01')
  expect(received).toHaveLength(1)
  const [message] = received as [Received]
  expect(message.path).toBe('/send/anna')
  expect(message.headers).toMatchObject({ 'content-encoding': 'aes128gcm', ttl: '86400', urgency: 'high' })
  expect(message.headers.authorization).toMatch(/^vapid t=[\w-]+\.[\w-]+\.[\w-]+, k=[\w-]+$/)
  expect(message.body.toString('latin1')).not.toContain('cen')
  expect(read(message)).toMatchObject({
    title: 'Nový slib pro vás: Poslat ceník',
    body: 'Pekárna a.s.',
    href: `/clients/${client.id}`,
  })
  expect(await states('push')).toEqual(['sent'])
  await deliver('2026-11-24 10:02')
  expect(received).toHaveLength(1)
})

test('in the evening a push waits; in the morning all that gathered comes as one', async () => {
  const { tell } = await person({ push: true })
  await tell('promises.given', { title: 'A' })
  await tell('promises.given', { title: 'B' })
  await deliver('2026-11-24 21:00')
  expect(received).toHaveLength(0)
  await deliver('2026-11-25 06:30')
  expect(received).toHaveLength(1)
  expect(read(received[0] as Received)).toMatchObject({
    title: expect.stringMatching(/^Máte 2\snová upozornění$/),
    body: 'Nový slib pro vás: B\nNový slib pro vás: A',
    href: '/notifications',
  })
})

test('a browser that is gone is forgotten; a service that is busy is asked again; one that refuses is told to the person', async () => {
  const { anna, tell, states } = await person({ push: true })
  await tell('promises.given', { title: 'A' })
  answerWith = 429
  await deliver('2026-11-24 10:01')
  expect(await states('push')).toEqual(['waiting'])
  answerWith = 403
  await deliver('2026-11-24 10:02')
  expect(await states('push')).toEqual(['failed'])
  expect((await store.devicesOf(t.db, anna.id))[0]?.failedAt).toBeTruthy()
  answerWith = 410
  await tell('promises.given', { title: 'B' })
  await deliver('2026-11-24 10:03')
  expect(await states('push')).toEqual(['failed', 'gone'])
  expect(await store.devicesOf(t.db, anna.id)).toEqual([])
})

test('an address that is no push service is never called, however it came into the database', async () => {
  const { tell, states } = await person({ push: true })
  await tell('promises.given', { title: 'A' })
  await deliver('2026-11-24 10:01', isPushService)
  expect(received).toHaveLength(0)
  expect(await states('push')).toEqual(['failed'])
})
