import { expect, test } from 'vitest'
import * as links from '#api/calendar-links.ts'
import * as api from '#api/calendars.ts'
import { readCalendar } from '#server/calendars/ics-reading.ts'
import { smtpMail } from '#server/kit/mail.ts'
import { aUser } from '#server/users/factory.ts'
import { useApp } from '#test/app.ts'
import { smtpForTest } from '#test/smtp.ts'

const t = useApp()
const week = { from: '2026-11-23T00:00:00Z', to: '2026-11-30T00:00:00Z' }
const hour = { start: { day: '2026-11-25', time: '09:00' }, end: { day: '2026-11-25', time: '10:00' } }

async function send(as: string, ics: string | Buffer, onlyTry = false) {
  const boundary = 'hranice'
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.ics"\r\nContent-Type: text/calendar\r\n\r\n`
  const raw = await t.app.inject({
    method: 'POST',
    url: `/api/appointments/files${onlyTry ? '?try=true' : ''}`,
    headers: { cookie: await t.cookie(as), 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: Buffer.concat([Buffer.from(head), Buffer.from(ics as string), Buffer.from(`\r\n--${boundary}--\r\n`)]),
  })
  return { status: raw.statusCode, body: raw.json() as api.FileReport & { reason?: string } }
}

const event = (parts: Record<string, string>) =>
  `BEGIN:VEVENT\r\n${Object.entries({
    UID: 'porada@dodavatel.example',
    DTSTAMP: '20261101T000000Z',
    SEQUENCE: '0',
    DTSTART: '20261125T080000Z',
    DTEND: '20261125T090000Z',
    SUMMARY: 'Jednání',
    'ORGANIZER;CN=Karel': 'mailto:karel@dodavatel.example',
    ...parts,
  })
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}:${value}`)
    .join('\r\n')}\r\nEND:VEVENT\r\n`
const ics = (method: string, ...events: string[]) =>
  `BEGIN:VCALENDAR\r\nVERSION:2.0\r\n${method ? `METHOD:${method}\r\n` : ''}${events.join('')}END:VCALENDAR\r\n`

async function person() {
  const ctx = await t.ctx()
  return aUser(ctx, { name: 'Jana Nová' })
}
const items = async (as: string) => (await t.call(api.listAppointments, { as, query: week })).body.items

test('an invitation is kept, moved by a later one and cancelled; older and repeated ones change nothing', async () => {
  const me = await person()
  const invitation = (sequence: number, more: Record<string, string> = {}) =>
    ics(
      'REQUEST',
      event({
        'ATTENDEE;PARTSTAT=NEEDS-ACTION': `mailto:${me.email}`,
        SEQUENCE: String(sequence),
        DTSTAMP: `2026110${sequence + 1}T000000Z`,
        ...more,
      }),
    )
  expect((await send(me.id, invitation(1))).body.counts).toEqual({ added: 1 })
  const [item] = await items(me.id)
  expect(item).toMatchObject({ title: 'Jednání', answer: 'waiting', mayMove: false })
  expect((await send(me.id, invitation(1))).body.counts).toEqual({ repeated: 1 })
  await t.call(api.answerAppointment, { as: me.id, params: { id: item?.id as string }, body: { answer: 'accepted' } })
  expect((await send(me.id, invitation(0, { SUMMARY: 'Staré' }))).body.counts).toEqual({ outdated: 1 })
  // Another hour is answered anew, another word is not.
  expect((await send(me.id, invitation(2, { SUMMARY: 'Jednání o ceně' }))).body.counts).toEqual({ changed: 1 })
  expect(await items(me.id)).toMatchObject([{ title: 'Jednání o ceně', answer: 'accepted' }])
  expect(
    (await send(me.id, invitation(3, { DTSTART: '20261126T080000Z', DTEND: '20261126T090000Z' }))).body.counts,
  ).toEqual({ changed: 1 })
  expect(await items(me.id)).toMatchObject([{ startsAt: '2026-11-26T08:00:00.000Z', answer: 'waiting' }])
  const change = await t.call(api.changeAppointment, {
    as: me.id,
    params: { id: item?.id as string },
    version: 5,
    body: { title: 'Moje' },
  })
  expect(change.body.reason).toBe('calendars.organizerDecides')
  const foreign = ics('CANCEL', event({ SEQUENCE: '9', 'ORGANIZER;CN=Karel': 'mailto:nekdo@jiny.example' }))
  expect((await send(me.id, foreign)).body.counts).toEqual({ notOrganizer: 1 })
  expect((await send(me.id, ics('CANCEL', event({ SEQUENCE: '4', DTSTART: '', DTEND: '' })))).body.counts).toEqual({
    cancelled: 1,
  })
  expect(await items(me.id)).toMatchObject([{ status: 'cancelled' }])
  expect((await send(me.id, ics('CANCEL', event({ UID: 'nikdy' })))).body.counts).toEqual({ unknown: 1 })
})

test('our invitation leaves by mail, its answer comes back as .ics, a colleague learns it in the application', async () => {
  const { server, url, letters } = await smtpForTest()
  const mail = smtpMail({ url, from: 'Klientela <k@firma.example>' }, () => 'https://klientela.firma.example')
  Object.assign(t.outside, { mail })
  const { capabilities } = await import('#server/capabilities.ts')
  const jobs = capabilities.find(({ name }) => name === 'calendars')?.jobs?.(t.outside) ?? []
  const run = async (name: string) => {
    for (const job of t.jobs.waiting.splice(0))
      if (job.name === name) await jobs.find((one) => one.name === name)?.work(job.data, new AbortController().signal)
  }
  const me = await person()
  const ctx = await t.ctx()
  const she = await aUser(ctx)
  const { body } = await t.call(api.addAppointment, {
    as: me.id,
    body: {
      title: 'Předání',
      ...hour,
      people: [{ userId: she.id }, { email: 'petr@klient.example', name: 'Petr' }],
      invite: true,
    },
  })
  await run('calendars.sendInvitations')
  expect(letters.map(({ to, subject }) => [to, subject])).toEqual([['petr@klient.example', 'Pozvánka: Předání']])
  expect(letters[0]?.text).toContain('METHOD:REQUEST')
  const reply = (answer: string, sequence = 0) =>
    ics(
      'REPLY',
      event({
        UID: body.uid,
        SEQUENCE: String(sequence),
        DTSTART: '',
        DTEND: '',
        [`ATTENDEE;PARTSTAT=${answer}`]: 'mailto:Petr@klient.example',
        DTSTAMP: `20261102T00000${answer.length % 10}Z`,
      }),
    )
  expect((await send(me.id, reply('TENTATIVE'))).body.counts).toEqual({ answered: 1 })
  const answer = async () =>
    (await t.call(api.getAppointment, { as: me.id, params: { id: body.id } })).body.people.find(
      ({ email }) => email === 'petr@klient.example',
    )?.answer
  expect(await answer()).toBe('tentative')
  const strange = reply('ACCEPTED').replace('Petr@klient', 'nikdo@klient')
  expect((await send(me.id, strange)).body.counts).toEqual({ notInvited: 1 })
  // Moved: an answer to the old time counts no more.
  const version = (await t.call(api.getAppointment, { as: me.id, params: { id: body.id } })).body.version
  await t.call(api.changeAppointment, {
    as: me.id,
    params: { id: body.id },
    version,
    body: { start: { day: '2026-11-26', time: '09:00' }, invite: true },
  })
  await run('calendars.sendInvitations')
  expect(letters).toHaveLength(2)
  expect((await send(me.id, reply('DECLINED', 0))).body.counts).toEqual({ outdated: 1 })
  expect((await send(me.id, reply('ACCEPTED', 1))).body.counts).toEqual({ answered: 1 })
  expect(await answer()).toBe('accepted')
  // Somebody sends our own invitation back.
  expect((await send(me.id, ics('REQUEST', event({ UID: body.uid })))).body.counts).toEqual({ weOrganize: 1 })
  await t.call(api.removeAppointment, { as: me.id, params: { id: body.id } })
  await run('calendars.sendInvitations')
  expect(letters.at(-1)?.subject).toBe('Zrušeno: Předání')
  const { body: log } = await t.call(api.listCalendarMessages, { as: me.id, query: { uid: body.uid } })
  expect(log.messages.filter(({ direction }) => direction === 'out')).toHaveLength(3)
  server.close()
})

test('the answer to an invitation from elsewhere is a letter to its organizer, or a file to send', async () => {
  const { server, url, letters } = await smtpForTest()
  Object.assign(t.outside, { mail: smtpMail({ url, from: 'k@firma.example' }, () => '') })
  const { capabilities } = await import('#server/capabilities.ts')
  const jobs = capabilities.find(({ name }) => name === 'calendars')?.jobs?.(t.outside) ?? []
  const me = await person()
  await send(me.id, ics('REQUEST', event({})))
  const [item] = await items(me.id)
  const params = { id: item?.id as string }
  expect((await t.call(api.downloadAppointment, { as: me.id, params, query: { method: 'REPLY' } })).body.reason).toBe(
    'calendars.notAnswered',
  )
  await t.call(api.answerAppointment, { as: me.id, params, body: { answer: 'declined' } })
  for (const job of t.jobs.waiting.splice(0))
    if (job.name === 'calendars.sendReply')
      await jobs.find(({ name }) => name === job.name)?.work(job.data, new AbortController().signal)
  expect(letters.map(({ to, subject }) => [to, subject])).toEqual([['karel@dodavatel.example', 'Jednání: nepřijde']])
  const file = await t.call(api.downloadAppointment, { as: me.id, params, query: { method: 'REPLY' } })
  const [read] = (await readCalendar(file.raw.body, 'Europe/Prague')).events
  expect(read).toMatchObject({
    method: 'REPLY',
    uid: 'porada@dodavatel.example',
    people: [{ email: me.email, answer: 'declined' }],
  })
  // Declined, it stays to be seen but takes no time.
  expect(await items(me.id)).toMatchObject([{ answer: 'declined' }])
  expect((await t.call(api.listBusyTimes, { as: me.id, query: week })).body.busy).toEqual([])
  server.close()
})

test('a file is tried first without writing, then imported; imported again it adds nothing', async () => {
  const me = await person()
  const file = ics(
    '',
    event({ UID: 'a', SUMMARY: 'První' }),
    event({ UID: 'b', DTSTART: '20260230T080000Z' }),
    event({ UID: 'c', RRULE: 'FREQ=DAILY;COUNT=3', DTSTART: '20261124T080000Z', DTEND: '20261124T083000Z' }),
  )
  const tried = await send(me.id, file, true)
  expect(tried.body.counts).toEqual({ added: 2, refused: 1 })
  expect(tried.body.lines.find(({ outcome }) => outcome === 'refused')).toMatchObject({
    uid: 'b',
    reason: 'calendars.impossibleDay',
    line: 12,
  })
  expect(await items(me.id)).toEqual([])
  expect((await send(me.id, file)).body.counts).toEqual({ added: 2, refused: 1 })
  expect(await items(me.id)).toHaveLength(4)
  expect((await send(me.id, file)).body.counts).toEqual({ same: 2, refused: 1 })
  const later = ics('', event({ UID: 'a', SUMMARY: 'První jinak', SEQUENCE: '1' }))
  expect((await send(me.id, later)).body.counts).toEqual({ changed: 1 })
  expect((await send(me.id, ics('', event({ UID: 'a', SUMMARY: 'Stará' })))).body.counts).toEqual({ outdated: 1 })
})

test('bad files are answered clearly', { timeout: 60_000 }, async () => {
  const me = await person()
  const huge = Buffer.alloc(50 * 1024 * 1024, 'X-ŠUM:aaaaaaaaaaaaaaaaaaaaaaaaa\r\n')
  const big = await send(me.id, huge)
  expect([big.status, big.body.reason]).toEqual([413, 'calendars.fileTooBig'])
  expect((await send(me.id, '')).body.reason).toBe('calendars.fileEmpty')
  expect((await send(me.id, 'ahoj')).body.lines).toMatchObject(
    [{ outcome: 'refused', reason: 'calendars.notACalendar' }, { reason: 'calendars.lineSkipped' }].slice(0, 1),
  )
  const broken = ics(
    '',
    event({ UID: 'x', DESCRIPTION: 'první\r\ndruhý řádek bez odsazení', SUMMARY: 'Má text' }),
    'tohle nic není\r\n',
    event({ UID: 'y' }),
  )
  const { body } = await send(me.id, broken)
  expect(body.counts).toEqual({ added: 2, remark: 2 })
  const many = await readCalendar(
    ics('', event({ RRULE: 'FREQ=SECONDLY' }), event({ RRULE: 'FREQ=DAILY', DTSTART: '20260329T023000', UID: 'gap' })),
    'Europe/Prague',
  )
  expect(many.refused).toMatchObject([{ reason: 'kit.repeatsTooOften' }])
  const cut = ics('', event({ UID: 'z' })).slice(0, 200)
  expect((await send(me.id, cut)).body.lines.some(({ reason }) => reason === 'calendars.cutOff')).toBe(true)
})

test('a secret address gives the calendar to other programs until it is revoked', async () => {
  const me = await person()
  await t.call(api.addAppointment, { as: me.id, body: { title: 'Tajný klient', ...hour, place: 'Brno' } })
  const { body: full } = await t.call(links.addFeed, { as: me.id, body: { name: 'Telefon', details: 'full' } })
  const { body: busy } = await t.call(links.addFeed, { as: me.id, body: { name: 'Web', details: 'busy' } })
  const get = (path: string, headers = {}) => t.app.inject({ method: 'GET', url: path, headers })
  const reply = await get(full.path)
  expect(reply.headers['content-type']).toContain('text/calendar')
  expect((await readCalendar(reply.body, 'Europe/Prague')).events).toMatchObject([
    { title: 'Tajný klient', place: 'Brno', startsAt: '2026-11-25T08:00:00.000Z' },
  ])
  expect((await get(full.path, { 'if-none-match': reply.headers.etag })).statusCode).toBe(304)
  const hidden = (await get(busy.path)).body
  expect(hidden).not.toMatch(/Tajný|Brno/)
  expect((await readCalendar(hidden, 'Europe/Prague')).events).toMatchObject([
    { title: 'Zaneprázdněn', startsAt: '2026-11-25T08:00:00.000Z' },
  ])
  const listed = await t.call(links.listFeeds, { as: me.id })
  expect(listed.raw.body).not.toContain(full.path.slice(-20, -4))
  expect(listed.body.feeds[0]?.lastReadAt).not.toBeNull()
  const other = await person()
  expect((await t.call(links.revokeFeed, { as: other.id, params: { id: full.feed.id } })).status).toBe(404)
  await t.call(links.revokeFeed, { as: me.id, params: { id: full.feed.id } })
  expect((await get(full.path)).statusCode).toBe(404)
  expect((await get('/api/feeds/nejaky-vymysleny-tajny-odkaz')).statusCode).toBe(404)
})

test('a mail rule hands invitations in by a secret address of their own', async () => {
  const me = await person()
  const { body } = await t.call(links.addFeed, { as: me.id, body: { name: 'Pošta', details: 'inbox' } })
  const reply = await t.app.inject({ method: 'POST', url: body.path, payload: { ics: ics('REQUEST', event({})) } })
  expect(reply.json()).toMatchObject({ method: 'REQUEST', counts: { added: 1 } })
  expect(await items(me.id)).toHaveLength(1)
  expect((await t.app.inject({ method: 'GET', url: body.path.replace('calendar-inbox', 'feeds') })).statusCode).toBe(
    404,
  )
})
