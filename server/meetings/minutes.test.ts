// Minutes, papers and what follows from a meeting, through HTTP on real PostgreSQL.
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import * as minutesApi from '#api/meeting-minutes.ts'
import * as papersApi from '#api/meeting-papers.ts'
import * as api from '#api/meetings.ts'
import { objectionsOfClient } from '#api/objections.ts'
import { aContact } from '#server/contacts/factory.ts'
import { freshId } from '#server/kit/fresh-ids.ts'
import { aMeeting, someLines, somePeople } from '#server/meetings/factory.ts'
import { anObjection } from '#server/objections/factory.ts'
import { useApp } from '#test/app.ts'

const t = useApp()
// Today is Tuesday 2026-11-24, ten o'clock in Prague.

test('a meeting runs: points are timed, attendance taken, minutes kept; ended it writes one entry on the timeline', async () => {
  const { anna, client, buyer, as } = await somePeople(t)
  const meeting = await aMeeting(as, {
    clientId: client.id,
    day: '2026-11-24',
    startTime: '10:00',
    endTime: '11:00',
    goal: 'Ceník',
    people: [{ contactId: buyer.id, side: 'theirs' }],
    points: [
      { title: 'Ceník', minutes: 30 },
      { title: 'Lhůty', minutes: 20 },
    ],
  })
  const at = { as: anna.id, params: { id: meeting.id } }
  expect((await t.call(api.moveMeeting, { ...at, body: { move: 'start' } })).body).toMatchObject({ state: 'running' })
  const [first, second] = meeting.points.map((point) => point.id) as [string, string]
  await t.call(minutesApi.goToPoint, { ...at, body: { current: first } })
  t.now = new Date('2026-11-24T09:10:00Z')
  const timed = await t.call(minutesApi.goToPoint, {
    ...at,
    body: { current: second, done: [{ id: first, done: true }] },
  })
  expect(timed.body.points).toMatchObject([
    { spentSeconds: 600, startedAt: null, done: true },
    { spentSeconds: 0, startedAt: expect.any(String), done: false },
  ])
  const her = meeting.people.find((one) => one.contactId)?.id as string
  await t.call(minutesApi.takeAttendance, { ...at, body: { came: [{ personId: her, attended: true }] } })
  const joined = await t.call(minutesApi.takeAttendance, {
    ...at,
    body: { add: { name: 'Ing. Nový', side: 'theirs' } },
  })
  expect(joined.body.people.find((one) => one.name === 'Ing. Nový')).toMatchObject({ attended: true })
  await someLines(as, meeting.id, ['Přivítání', ['decision', 'Ceník platí od ledna']])
  t.now = new Date('2026-11-24T09:45:00Z')
  const ended = await t.call(api.moveMeeting, { ...at, body: { move: 'end' } })
  expect(ended.body).toMatchObject({ state: 'held', minutesDueOn: '2026-11-26', lines: 2 })
  expect(ended.body.points[1]).toMatchObject({ spentSeconds: 2100, startedAt: null })
  const entries = async () =>
    (
      await sql<{ text: string; durationMinutes: number; twoWay: boolean; channel: string }>`
      select text, duration_minutes, two_way, channel from activities where source_type = 'meetings' and source_id = ${meeting.id}::uuid`.execute(
        t.db,
      )
    ).rows
  expect(await entries()).toMatchObject([
    {
      channel: 'meeting',
      durationMinutes: 45,
      twoWay: true,
      text: 'Cíl: Ceník\nPřivítání\nDohodnuto: Ceník platí od ledna',
    },
  ])
  // Ended twice it is ended once; a line written later is in the entry when the meeting closes.
  expect((await t.call(api.moveMeeting, { ...at, body: { move: 'end' } })).body).toMatchObject({ state: 'held' })
  await someLines(as, meeting.id, [['need', '40 palet měsíčně']])
  expect((await t.call(api.moveMeeting, { ...at, body: { move: 'close' } })).body).toMatchObject({ state: 'closed' })
  expect((await entries()).map((one) => one.text)[0]).toContain('Potřeba: 40 palet měsíčně')
  expect(await entries()).toHaveLength(1)
  expect(
    (
      await t.call(minutesApi.writeLines, {
        ...at,
        body: { changes: [{ id: freshId(), position: 1, mark: 'line', text: 'x' }] },
      })
    ).body,
  ).toMatchObject({ status: 409, reason: 'meetings.closed' })
})

test('minutes lose nothing: sent twice they stand once, and two writers of one line keep both wordings', async () => {
  const { anna, petr, client, as } = await somePeople(t)
  const meeting = await aMeeting(as, { clientId: client.id, people: [{ userId: petr.id, side: 'ours' }] })
  const at = { as: anna.id, params: { id: meeting.id } }
  const id = freshId()
  const line = { id, position: 1024, mark: 'line' as const, text: 'Cena' }
  expect((await t.call(minutesApi.writeLines, { ...at, body: { changes: [line] } })).body).toMatchObject({
    saved: 1,
    kept: [],
  })
  expect((await t.call(minutesApi.writeLines, { ...at, body: { changes: [line] } })).body).toMatchObject({ kept: [] })
  const his = await t.call(minutesApi.writeLines, {
    ...at,
    as: petr.id,
    body: { changes: [{ ...line, text: 'Cena 12 Kč', was: 'Cena' }] },
  })
  expect(his.body).toMatchObject({ saved: 1, kept: [] })
  const mine = await t.call(minutesApi.writeLines, {
    ...at,
    body: { changes: [{ ...line, text: 'Cena 13 Kč', was: 'Cena' }] },
  })
  expect(mine.body.kept).toMatchObject([
    { theirs: { text: 'Cena 12 Kč' }, mine: { text: 'Cena 13 Kč', position: 1025 } },
  ])
  const removed = await t.call(minutesApi.writeLines, { ...at, body: { changes: [], removed: [{ id, was: 'Cena' }] } })
  expect(removed.body.kept).toMatchObject([{ theirs: { text: 'Cena 12 Kč' }, mine: null }])
  const { body } = await t.call(minutesApi.readLines, at)
  expect(body.lines.map((one) => one.text)).toEqual(['Cena 12 Kč', 'Cena 13 Kč'])
  // A birth number is refused by itself, the rest is saved; a line of another meeting is not taken over.
  const other = await aMeeting(as, { clientId: client.id })
  const mixed = await t.call(minutesApi.writeLines, {
    ...at,
    params: { id: other.id },
    body: {
      changes: [
        { id: freshId(), position: 1, mark: 'line', text: 'rodné číslo 710319/2745' },
        { id: freshId(), position: 2, mark: 'line', text: 'v pořádku' },
        { ...line, text: 'cizí řádek' },
      ],
    },
  })
  expect(mixed.body).toMatchObject({ saved: 1 })
  expect(mixed.body.refused.map((one) => one.reason)).toEqual(['identifiers.birthNumber', 'meetings.foreignLine'])
})

test('ten thousand lines are written in batches, read at once and printed', async () => {
  const { anna, client, as } = await somePeople(t)
  const meeting = await aMeeting(as, {
    clientId: client.id,
    day: '2026-11-24',
    startTime: '09:00',
    endTime: '11:00',
    held: true,
  })
  const at = { as: anna.id, params: { id: meeting.id } }
  const { rows } = await sql<{ id: string }>`select uuidv7()::text as id from generate_series(1, 10000)`.execute(t.db)
  for (let from = 0; from < 10_000; from += 1000) {
    const changes = rows.slice(from, from + 1000).map(({ id }, i) => ({
      id,
      position: (from + i + 1) * 1024,
      mark: 'line' as const,
      text: `Řádek ${from + i + 1} s během řeči o ceně a lhůtách`,
    }))
    const { status, body } = await t.call(minutesApi.writeLines, { ...at, body: { changes } })
    expect(status, JSON.stringify(body).slice(0, 200)).toBe(200)
  }
  const started = performance.now()
  const { body } = await t.call(minutesApi.readLines, at)
  expect(performance.now() - started).toBeLessThan(2000)
  expect(body.lines).toHaveLength(10_000)
  expect(body.lines[9_999]?.text).toContain('Řádek 10000')
  const { raw } = await t.call(minutesApi.printMinutes, at)
  expect(raw.statusCode).toBe(200)
  expect(raw.rawPayload.subarray(0, 5).toString()).toBe('%PDF-')
}, 60_000)

test('from marked lines come promises of both sides and objections, with person and day, each once', async () => {
  const { anna, petr, client, buyer, as } = await somePeople(t)
  const meeting = await aMeeting(as, {
    clientId: client.id,
    day: '2026-11-23',
    startTime: '09:00',
    endTime: '10:00',
    held: true,
    people: [
      { userId: petr.id, side: 'ours' },
      { contactId: buyer.id, side: 'theirs' },
    ],
  })
  await someLines(as, meeting.id, [
    'Přivítání',
    ['promiseOurs', 'Petr Hruška pošle vzorky do 4. 12.'],
    ['promiseTheirs', 'pošlou výkres'],
    ['objection', 'jsme o 8 % dražší než loni'],
    ['question', 'kdo schvaluje rámcovou smlouvu'],
    ['rival', 'Alfa dává splatnost 60 dní'],
  ])
  const at = { as: anna.id, params: { id: meeting.id } }
  const { body: found } = await t.call(minutesApi.readProposals, at)
  expect(found.promises).toMatchObject([
    { side: 'ours', text: 'Petr Hruška pošle vzorky', responsibleId: petr.id, dueOn: '2026-12-04', dayGuessed: false },
    { side: 'theirs', contactId: buyer.id, responsibleId: anna.id, dueOn: '2026-11-30', dayGuessed: true },
    { side: 'ours', kind: 'question', text: 'kdo schvaluje rámcovou smlouvu' },
  ])
  expect(found.objections).toMatchObject([{ kind: 'price', contactId: buyer.id }])
  const body = {
    promises: found.promises.map(({ dayGuessed: _d, ...one }) => one),
    objections: found.objections,
  }
  expect((await t.call(minutesApi.settleMinutes, { ...at, body })).body).toEqual({ promises: 3, objections: 1 })
  expect((await t.call(minutesApi.settleMinutes, { ...at, body })).body).toEqual({ promises: 0, objections: 0 })
  expect((await t.call(minutesApi.readProposals, at)).body).toEqual({ promises: [], objections: [] })
  const { body: objections } = await t.call(objectionsOfClient, { as: anna.id, params: { id: client.id } })
  expect(objections.open).toMatchObject([
    {
      text: 'jsme o 8 % dražší než loni',
      kind: 'price',
      dueOn: '2026-11-26',
      source: { type: 'meetings', id: meeting.id },
    },
  ])
  const { rows } = await sql<{ text: string; sourceLine: string; side: string }>`
    select text, source_line, side from promises where source_type = 'meetings' and source_id = ${meeting.id}::uuid order by id`.execute(
    t.db,
  )
  expect(rows.map((row) => row.side)).toEqual(['ours', 'theirs', 'ours'])
})

test('the preparation sheet gathers what capabilities offer and fits two pages', async () => {
  const { anna, client, buyer, as } = await somePeople(t)
  for (let i = 0; i < 30; i++)
    await anObjection(as, { clientId: client.id, text: `Námitka číslo ${i} ${'se slovy '.repeat(12)}` })
  for (let i = 0; i < 25; i++) await aContact(as, { clientId: client.id, lastName: `Člověk ${i}`, position: 'technik' })
  const meeting = await aMeeting(as, {
    clientId: client.id,
    goal: 'Dohodnout ceník',
    people: [{ contactId: buyer.id, side: 'theirs' }],
    points: Array.from({ length: 20 }, (_, i) => ({ title: `Bod ${i} ${'a k tomu leccos '.repeat(6)}`, minutes: 5 })),
  })
  const at = { as: anna.id, params: { id: meeting.id } }
  const { body } = await t.call(papersApi.prepareMeeting, at)
  expect(body.blocks.map((block) => block.key).slice(0, 1)).toEqual(['contacts.people'])
  expect(body.blocks[0]?.lines[0]).toMatchObject({ text: 'Jana Dvořáková, vedoucí nákupu', tone: 'risk' })
  expect(body.blocks.map((block) => block.key)).toContain('objections.open')
  const { raw } = await t.call(papersApi.printSheet, at)
  expect(raw.headers['content-type']).toBe('application/pdf')
  const pages = raw.rawPayload.toString('latin1').match(/\/Type \/Page\b/g)?.length
  expect(pages).toBe(2)
})

test('the letter is drafted in the language of the client without what is only ours, kept as edited, and marked as sent', async () => {
  const { anna, client, buyer, as } = await somePeople(t)
  const meeting = await aMeeting(as, {
    clientId: client.id,
    day: '2026-11-23',
    startTime: '09:00',
    endTime: '10:00',
    held: true,
    people: [{ contactId: buyer.id, side: 'theirs' }],
  })
  await someLines(as, meeting.id, [
    ['decision', 'Ceník platí od ledna'],
    ['promiseOurs', 'pošleme vzorky'],
    ['objection', 'jsme drazí'],
    ['rival', 'Alfa dává splatnost 60 dní'],
  ])
  const at = { as: anna.id, params: { id: meeting.id } }
  const { body } = await t.call(papersApi.readLetter, at)
  expect(body).toMatchObject({
    drafted: true,
    language: 'cs',
    to: [{ email: 'dvorakova@papirny.example' }],
    whyNot: { send: 'meetings.noMailServer' },
  })
  expect(body.subject).toContain('Zápis ze schůzky 23. 11. 2026')
  expect(body.text).toContain('Dohodli jsme se:\n– Ceník platí od ledna')
  expect(body.text).toContain('My zajistíme:\n– pošleme vzorky')
  expect(body.text).not.toContain('Alfa')
  expect(body.text).not.toContain('drazí')
  await sql`update clients set language = 'en' where id = ${client.id}::uuid`.execute(t.db)
  expect((await t.call(papersApi.readLetter, at)).body.text).toContain('We agreed:')
  const kept = await t.call(papersApi.writeLetter, { ...at, body: { subject: 'Zápis', text: 'Vlastní text' } })
  expect(kept.body).toMatchObject({ drafted: false, text: 'Vlastní text' })
  expect((await t.call(papersApi.readLetter, { ...at, query: { anew: true } })).body.text).toContain('We agreed:')
  const send = { subject: 'Zápis', text: 'Vlastní text', to: ['dvorakova@papirny.example'] }
  expect((await t.call(papersApi.sendLetter, { ...at, body: send })).body).toMatchObject({
    reason: 'meetings.noMailServer',
  })
  expect(
    (await t.call(papersApi.sendLetter, { ...at, body: { ...send, to: [], already: true } })).body.sentAt,
  ).toBeTruthy()
  expect((await t.call(papersApi.sendLetter, { ...at, body: { ...send, already: true } })).body).toMatchObject({
    reason: 'meetings.letterSent',
  })
  expect((await t.call(api.getMeeting, at)).body).toMatchObject({ minutesDueOn: null })
})
