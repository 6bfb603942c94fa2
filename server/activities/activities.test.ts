// Entries of the timeline through HTTP on real PostgreSQL: writing and changing, each refusal, history.
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import * as api from '#api/activities.ts'
import { historyOfRecord, restoreFields } from '#api/journal.ts'
import { touchOf } from '#server/activities/actions.ts'
import { aBakery, anActivity } from '#server/activities/factory.ts'
import { aTag } from '#server/tags/factory.ts'
import { aUser } from '#server/users/factory.ts'
import { useApp } from '#test/app.ts'

const t = useApp()
// Now is 2026-11-24 10:00 in Prague.

async function people() {
  const ctx = await t.ctx()
  const made = await aBakery(ctx)
  return { ctx, ...made, as: await t.ctx(made.anna.id) }
}
const write = (as: string, body: api.ActivityDraft) => t.call(api.writeActivity, { as, body })
const timeline = async (as: string, query: api.TimelineQuery) => (await t.call(api.getTimeline, { as, query })).body
const texts = (page: api.TimelinePage) => page.items.map((item) => item.activity?.text ?? item.milestone?.fact)
const errorsOf = (reply: { body: Record<string, unknown> }) =>
  (reply.body.errors as { field: string; reason: string }[] | undefined)?.map((e) => `${e.field} ${e.reason}`)

describe('writing', () => {
  test('an entry carries its people of both sides, tags and promises, and moves the last contact', async () => {
    const { anna, petr, client, novak, ctx } = await people()
    const tag = await aTag(ctx, { name: 'Palety' })
    const reply = await write(anna.id, {
      clientId: client.id,
      channel: 'phone',
      direction: 'out',
      text: 'Novák chce nové palety.\r\nPošleme ceník.',
      outcome: 'agreed',
      durationMinutes: 12,
      contactIds: [novak.id],
      userIds: [petr.id],
      tagIds: [tag.id],
      tagNames: ['Ceník 2027'],
      promises: [{ side: 'ours', text: 'poslat ceník', dueOn: '2026-11-27' }],
      nextTouchOn: '2026-12-01',
    })
    expect(reply.status).toBe(201)
    expect(reply.body).toMatchObject({
      version: 1,
      client: { id: client.id, name: 'Pekárna' },
      channel: 'phone',
      text: 'Novák chce nové palety.\nPošleme ceník.',
      twoWay: true,
      author: { id: anna.id },
      contacts: [{ id: novak.id, name: 'Jan Novák' }],
      users: [{ id: petr.id, name: 'Petr Velký' }],
      tags: [{ name: 'Ceník 2027' }, { name: 'Palety' }],
      promises: [{ text: 'poslat ceník', side: 'ours', dueOn: '2026-11-27', state: 'open' }],
      editedAt: null,
      mayEdit: true,
    })
    expect((await t.call(api.getActivity, { as: anna.id, params: { id: reply.body.id } })).body).toEqual(reply.body)
    const touch = (await t.call(api.getTouch, { as: anna.id, params: { id: client.id } })).body
    expect(touch).toMatchObject({
      cadenceDays: 21,
      plannedOn: '2026-12-01',
      next: { on: '2026-12-01', why: 'planned' },
    })
    expect(Date.parse(touch.lastTwoWayAt ?? '')).toBe(t.now.getTime())
    const { rows } = await sql<{ event: string; userId: string }>`select event, user_id from notifications`.execute(
      t.db,
    )
    expect(rows).toEqual([{ event: 'activities.mention', userId: petr.id }])
  })

  test('a plain entry takes one statement besides the session, with its journal', async () => {
    const { anna, client } = await people()
    const body = { clientId: client.id, channel: 'note' as const, text: 'Sklad má dovolenou' }
    const made = await write(anna.id, { ...body, outcome: null, subject: null, durationMinutes: null, direction: null })
    expect(made.body).toMatchObject({ outcome: null, subject: null, durationMinutes: null })
    const { rows } = await sql<{ fact: string; clientId: string; after: unknown }>`
      select fact, client_id, after from journal_entries where record_type = 'activities'`.execute(t.db)
    expect(rows).toMatchObject([{ fact: 'activities.written', clientId: client.id, after: { channel: 'note' } }])
    // A note is no contact.
    expect((await t.call(api.getTouch, { as: anna.id, params: { id: client.id } })).body).toMatchObject({
      lastAt: null,
      version: 0,
    })
  })

  test('impossible and future times, birth numbers, nothing at all and unknown people are refused, each at its field', async () => {
    const { anna, client } = await people()
    const of = async (more: Partial<api.ActivityDraft>) =>
      errorsOf(await write(anna.id, { clientId: client.id, channel: 'phone', text: 'x', ...more }))
    expect(await of({ happenedAt: '2026-02-30T10:00:00+01:00' })).toEqual(['happenedAt activities.noSuchTime'])
    expect(await of({ happenedAt: '2026-11-24T25:00:00+01:00' })).toEqual(['happenedAt activities.noSuchTime'])
    expect(await of({ happenedAt: '2026-11-24 10:00' })).toEqual(['happenedAt activities.noSuchTime'])
    expect(await of({ happenedAt: '2026-11-25T10:00:00Z' })).toEqual(['happenedAt activities.inFuture'])
    expect(await of({ happenedAt: '1020-11-25T10:00:00Z' })).toEqual(['happenedAt activities.tooOld'])
    expect(await of({ text: 'rč 710319/2745' })).toEqual(['text identifiers.birthNumber'])
    expect(await of({ text: 'a\u0000b' })).toEqual(['text kit.badCharacters'])
    expect(await of({ text: '  ' })).toEqual(['text activities.nothingWritten'])
    expect(await of({ text: '', outcome: 'notReached' })).toBeUndefined()
    expect(await of({ contactIds: [anna.id], userIds: [client.id], tagIds: [client.id] })).toEqual([
      'contactIds activities.unknownContact',
      'userIds activities.unknownColleague',
      'tagIds activities.unknownTag',
    ])
    expect(errorsOf(await write(anna.id, { channel: 'note', text: 'x' }))).toEqual(['clientId activities.aboutNobody'])
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from activities`.execute(t.db)
    expect(rows[0]?.n).toBe(1)
  })

  test('ten thousand lines are kept whole, shown by their beginning and read by one more call; a million and one is refused', async () => {
    const { anna, client } = await people()
    const text = Array.from({ length: 10_000 }, (_, i) => `Řádek ${i}: cena zůstává, dodání v úterý`).join('\n')
    const { status, body } = await write(anna.id, { clientId: client.id, channel: 'meeting', text })
    expect([status, body.text.length]).toEqual([201, text.length])
    const page = await timeline(anna.id, { clientId: client.id })
    expect(page.items[0]?.activity).toMatchObject({ id: body.id, textLength: text.length })
    expect(page.items[0]?.activity?.text.length).toBe(4000)
    expect((await t.call(api.getActivity, { as: anna.id, params: { id: body.id } })).body.text).toBe(text)
    expect(texts(await timeline(anna.id, { clientId: client.id, q: 'radek 9999' }))).toHaveLength(1)
    const more = await write(anna.id, { clientId: client.id, channel: 'note', text: 'á'.repeat(1_000_001) })
    expect([more.status, errorsOf(more)?.[0]?.split(' ')[0]]).toEqual([400, 'text'])
  })

  test('a colleague who sees the client writes; who only reads does not; a stranger finds nothing', async () => {
    const { ctx, petr, cizi, client } = await people()
    const draft = { clientId: client.id, channel: 'phone' as const, text: 'Volali kvůli závozu' }
    expect((await write(petr.id, draft)).status).toBe(201)
    expect((await write(cizi.id, draft)).body).toMatchObject({ status: 404, reason: 'clients.notFound' })
    const fin = await aUser(ctx, { roles: ['FIN'] })
    expect((await write(fin.id, draft)).status).toBe(403)
  })

  test('what a record writes into the timeline, it writes once', async () => {
    const { as, client } = await people()
    const source = { type: 'meetings', id: client.id }
    await anActivity(as, { clientId: client.id, channel: 'meeting', source })
    await expect(anActivity(as, { clientId: client.id, channel: 'meeting', source })).rejects.toThrow(
      'activities.alreadyWritten',
    )
  })
})

describe('changing', () => {
  test('keeps what the entry said before, which can be put back', async () => {
    const { as, anna, client, novak } = await people()
    const made = await anActivity(as, { clientId: client.id, text: 'Cena 100', contactIds: [novak.id] })
    const at = { as: anna.id, params: { id: made.id } }
    const change = await t.call(api.changeActivity, { ...at, version: 1, body: { text: 'Cena 120', contactIds: [] } })
    expect(change.body).toMatchObject({ version: 2, text: 'Cena 120', contacts: [] })
    expect(change.body.editedAt).not.toBeNull()
    expect((await t.call(api.changeActivity, { ...at, version: 1, body: { text: 'Jinak' } })).body).toMatchObject({
      reason: 'kit.conflict',
      theirs: { text: 'Cena 120', version: 2 },
    })
    expect((await t.call(api.changeActivity, { ...at, body: { text: 'Jinak' } })).status).toBe(428)
    const params = { recordType: 'activities', recordId: made.id }
    const history = (await t.call(historyOfRecord, { as: anna.id, params })).body
    expect(history.entries[0]).toMatchObject({
      fact: 'activities.changed',
      restorable: ['text', 'contactIds'],
      version: 2,
    })
    const entryId = history.entries[0]?.id as string
    const back = await t.call(restoreFields, {
      as: anna.id,
      params: { entryId },
      version: 2,
      body: { fields: ['text', 'contactIds'] },
    })
    expect(back.status).toBe(200)
    expect((await t.call(api.getActivity, at)).body).toMatchObject({
      version: 3,
      text: 'Cena 100',
      contacts: [{ id: novak.id }],
    })
  })

  test('is for the author and who may edit the client; deleting moves the last contact back and can be undone', async () => {
    const { ctx, as, anna, petr, client } = await people()
    const older = await anActivity(as, { clientId: client.id, happenedAt: '2026-11-02T09:00:00Z' })
    const mine = await anActivity(await t.ctx(petr.id), { clientId: client.id, happenedAt: '2026-11-20T09:00:00Z' })
    const change = { version: 1, body: { text: 'x' } }
    const at = (as: string, id: string) => ({ as, params: { id } })
    expect((await t.call(api.changeActivity, { ...at(petr.id, older.id), ...change })).body).toMatchObject({
      status: 403,
      reason: 'activities.notYours',
    })
    expect((await t.call(api.removeActivity, { ...at(anna.id, mine.id), version: 1 })).status).toBe(200)
    const day = (text: string | null) => text?.slice(0, 10)
    expect(day((await touchOf(ctx, client.id)).lastAt)).toBe('2026-11-02')
    expect((await t.call(api.getActivity, at(anna.id, mine.id))).status).toBe(404)
    expect((await t.call(api.restoreActivity, at(anna.id, mine.id))).body).toMatchObject({
      deletedAt: null,
      version: 3,
    })
    expect(day((await touchOf(ctx, client.id)).lastAt)).toBe('2026-11-20')
    // An outcome that says nobody was reached takes the contact out of the cadence.
    const vain = await t.call(api.changeActivity, {
      ...at(petr.id, mine.id),
      version: 3,
      body: { outcome: 'notReached' },
    })
    expect(vain.body.twoWay).toBe(false)
    expect(day((await touchOf(ctx, client.id)).lastTwoWayAt)).toBe('2026-11-02')
  })
})
