// The timeline through HTTP on real PostgreSQL: order and pages, filters, who sees what, milestones, the preparation sheet.
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import * as api from '#api/activities.ts'
import { moveClient } from '#api/client-standing.ts'
import { historyOfRecord } from '#api/journal.ts'
import { cs } from '#messages/cs.ts'
import { en } from '#messages/en.ts'
import { latestActivities, takeOverActivities, touchOf } from '#server/activities/actions.ts'
import { aBakery, anActivity } from '#server/activities/factory.ts'
import { activitySections } from '#server/activities/sheet.ts'
import { aClient } from '#server/clients/factory.ts'
import { milestones } from '#server/milestones.ts'
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
const timeline = async (as: string, query: api.TimelineQuery) => (await t.call(api.getTimeline, { as, query })).body
const texts = (page: api.TimelinePage) => page.items.map((item) => item.activity?.text ?? item.milestone?.fact)
const errorsOf = (reply: { body: Record<string, unknown> }) =>
  (reply.body.errors as { field: string; reason: string }[] | undefined)?.map((e) => `${e.field} ${e.reason}`)

describe('the timeline', () => {
  test('merges entries and milestones by time and goes on by the cursor without skipping or repeating', async () => {
    const { as, anna, client } = await people()
    for (let i = 1; i <= 9; i++)
      await anActivity(as, { clientId: client.id, text: `zápis ${i}`, happenedAt: `2026-11-${10 + i}T09:00:00Z` })
    await sql`insert into journal_entries (at, actor_id, fact, record_type, record_id, client_id, before, after) values
      ('2026-11-12T10:00:00Z', ${anna.id}::uuid, 'clients.created', 'clients', ${client.id}::uuid, ${client.id}::uuid, null, '{"name":"Pekárna"}'),
      ('2026-11-13T10:00:00Z', ${anna.id}::uuid, 'clients.changed', 'clients', ${client.id}::uuid, ${client.id}::uuid, '{"note":"a"}', '{"note":"b"}'),
      ('2026-11-15T10:00:00Z', ${anna.id}::uuid, 'clients.moved', 'clients', ${client.id}::uuid, ${client.id}::uuid, '{"state":"prospect"}', '{"state":"active"}')`.execute(
      t.db,
    )
    const all = await timeline(anna.id, { clientId: client.id })
    expect(all.next).toBeNull()
    expect(texts(all)).toEqual([
      'zápis 9',
      'zápis 8',
      'zápis 7',
      'zápis 6',
      'clients.moved',
      'zápis 5',
      'zápis 4',
      'zápis 3',
      'clients.created',
      'zápis 2',
      'zápis 1',
    ])
    expect(all.items[4]?.milestone).toMatchObject({
      actor: { id: anna.id },
      client: { id: client.id },
      details: { state: 'active', 'was.state': 'prospect' },
    })
    const paged: (string | undefined)[] = []
    let cursor: string | undefined
    do {
      const page = await timeline(anna.id, { clientId: client.id, limit: 2, ...(cursor ? { cursor } : {}) })
      paged.push(...texts(page))
      cursor = page.next ?? undefined
    } while (cursor)
    expect(paged).toEqual(texts(all))
    expect((await t.call(api.getTimeline, { as: anna.id, query: { clientId: client.id, cursor: 'x~y' } })).status).toBe(
      400,
    )
  })

  test('is filtered by channel, kind, person, direction, tag, period and words without accents', async () => {
    const { ctx, as, anna, petr, client, novak } = await people()
    const tag = await aTag(ctx, { name: 'Sleva' })
    const put = (text: string, more: Partial<api.ActivityDraft>) =>
      anActivity(as, { text, ...more, clientId: client.id })
    await put('Žádost o slevu', {
      channel: 'email',
      direction: 'in',
      happenedAt: '2026-11-01T22:30:00Z',
      tagIds: [tag.id],
    })
    await put('Schůzka v pekárně', { channel: 'meeting', happenedAt: '2026-11-10T09:00:00Z', contactIds: [novak.id] })
    await put('Interní poznámka', { channel: 'note', happenedAt: '2026-11-20T09:00:00Z', userIds: [petr.id] })
    await t.call(moveClient, { as: anna.id, params: { id: client.id }, body: { move: 'reopen' } as never })
    const by = async (query: Partial<api.TimelineQuery>) =>
      texts(await timeline(anna.id, { clientId: client.id, ...query }))
    expect(await by({ channels: 'email,note' })).toEqual(['Interní poznámka', 'Žádost o slevu'])
    expect(await by({ kinds: 'milestones' })).toEqual([])
    expect(await by({ kinds: 'entries' })).toHaveLength(3)
    expect(await by({ direction: 'in' })).toEqual(['Žádost o slevu'])
    expect(await by({ person: novak.id })).toEqual(['Schůzka v pekárně'])
    expect(await by({ person: petr.id })).toEqual(['Interní poznámka'])
    expect(await by({ person: anna.id })).toHaveLength(3)
    expect(await by({ tag: tag.id })).toEqual(['Žádost o slevu'])
    // Half past ten of the evening in UTC is the second of November in Prague? No: 23:30, still the first.
    expect(await by({ from: '2026-11-01', to: '2026-11-01' })).toEqual(['Žádost o slevu'])
    expect(await by({ from: '2026-11-02', to: '2026-11-10' })).toEqual(['Schůzka v pekárně'])
    expect(await by({ q: 'PEKARNE schuz' })).toEqual(['Schůzka v pekárně'])
    expect(await by({ q: '%' })).toHaveLength(3)
    expect(
      errorsOf(
        await t.call(api.getTimeline, {
          as: anna.id,
          query: { clientId: client.id, from: '2026-11-02', to: '2026-11-01' },
        }),
      ),
    ).toEqual(['to activities.endsBeforeStart'])
    expect(
      (await t.call(api.getTimeline, { as: anna.id, query: { clientId: client.id, from: '2026-02-30' } })).status,
    ).toBe(400)
    expect(errorsOf(await t.call(api.getTimeline, { as: anna.id, query: {} }))).toEqual([
      'clientId activities.oneSubject',
    ])
  })

  test('of a person and of a chain hold only what the reader sees', async () => {
    const { ctx, as, anna, cizi, client, novak } = await people()
    const shop = await aClient(ctx, { ownerId: anna.id, name: 'Prodejna', kind: 'shop', parentId: client.id })
    const hidden = await aClient(ctx, { ownerId: cizi.id, name: 'Cizí prodejna', kind: 'shop', parentId: client.id })
    await sql`insert into contact_positions (contact_id, client_id) values (${novak.id}::uuid, ${hidden.id}::uuid)`.execute(
      t.db,
    )
    await anActivity(as, {
      clientId: client.id,
      text: 'centrála',
      happenedAt: '2026-11-01T09:00:00Z',
      contactIds: [novak.id],
    })
    await anActivity(as, { clientId: shop.id, text: 'prodejna', happenedAt: '2026-11-02T09:00:00Z' })
    await anActivity(await t.ctx(cizi.id), {
      clientId: hidden.id,
      text: 'cizí',
      happenedAt: '2026-11-03T09:00:00Z',
      contactIds: [novak.id],
    })
    expect(texts(await timeline(anna.id, { groupOf: client.id }))).toEqual(['prodejna', 'centrála'])
    expect(texts(await timeline(anna.id, { contactId: novak.id }))).toEqual(['centrála'])
    expect(texts(await timeline(cizi.id, { contactId: novak.id }))).toEqual(['cizí'])
    expect((await t.call(api.getTimeline, { as: cizi.id, query: { clientId: client.id } })).status).toBe(404)
    expect((await t.call(api.getTimeline, { as: cizi.id, query: { groupOf: client.id } })).status).toBe(404)
    expect((await latestActivities(as, { contactId: novak.id, limit: 5 })).map((a) => a.text)).toEqual(['centrála'])
  })

  test('hides a private entry from everybody but its author, also its words in the journal', async () => {
    const { ctx, as, anna, petr, client } = await people()
    const director = await aUser(ctx, { roles: ['SD', 'AUD'] })
    const secret = await anActivity(as, { clientId: client.id, text: 'Říká se, že odchází', private: true })
    expect(texts(await timeline(anna.id, { clientId: client.id }))).toEqual(['Říká se, že odchází'])
    for (const other of [petr, director]) {
      expect(texts(await timeline(other.id, { clientId: client.id }))).toEqual([])
      expect((await t.call(api.getActivity, { as: other.id, params: { id: secret.id } })).status).toBe(404)
      const history = { recordType: 'activities', recordId: secret.id }
      expect((await t.call(historyOfRecord, { as: other.id, params: history })).status).toBe(404)
    }
    const at = { as: anna.id, params: { id: secret.id } }
    expect((await t.call(api.changeActivity, { ...at, version: 1, body: { text: 'Odchází určitě' } })).status).toBe(200)
    const { rows } = await sql<{ text: string; clientId: string | null }>`
      select coalesce(before::text, '') || coalesce(after::text, '') as text, client_id from journal_entries where record_id = ${secret.id}::uuid`.execute(
      t.db,
    )
    expect(rows.every((row) => !row.text.includes('dcház') && row.clientId === null)).toBe(true)
  })

  test('of a lead goes on at the client it became', async () => {
    const { as, anna, client } = await people()
    const { rows } = await sql<{ id: string }>`
      insert into leads (name, owner_id) values ('Nová pekárna', ${anna.id}::uuid) returning id`.execute(t.db)
    const leadId = rows[0]?.id as string
    await anActivity(as, { leadId, text: 'Poptávka na palety' })
    expect(texts(await timeline(anna.id, { leadId }))).toEqual(['Poptávka na palety'])
    expect(await takeOverActivities(as, { leadId, clientId: client.id })).toBe(1)
    expect(texts(await timeline(anna.id, { leadId }))).toEqual(['Poptávka na palety'])
    expect(texts(await timeline(anna.id, { clientId: client.id, kinds: 'entries' }))).toEqual(['Poptávka na palety'])
    expect((await touchOf(as, client.id)).lastTwoWayAt).not.toBeNull()
  })
})

test('the preparation sheet tells the last entries and how long since the last contact', async () => {
  const { as, client, novak } = await people()
  await anActivity(as, {
    clientId: client.id,
    text: 'Domluvena cena',
    outcome: 'agreed',
    contactIds: [novak.id],
    happenedAt: '2026-10-01T09:00:00Z',
  })
  await anActivity(as, {
    clientId: client.id,
    channel: 'note',
    text: 'Jen pro mne',
    private: true,
    happenedAt: '2026-10-02T09:00:00Z',
  })
  const [section] = activitySections
  const subject = { clientId: client.id, leadId: null, contactIds: [] }
  const mine = await section?.build(as, subject)
  const plain = (text: string | undefined) => text?.replaceAll('\u00a0', ' ')
  expect(mine?.lines.map((line) => plain(line.text))).toEqual([
    'kontakt 33 dní po termínu',
    'Jen pro mne',
    'Domluvena cena',
  ])
  expect(mine?.lines[0]?.tone).toBe('late')
  expect(plain(mine?.lines[0]?.detail)).toBe('naposledy 1. 10. 2026')
  expect(plain(mine?.lines[2]?.detail)).toBe('1. 10. 2026 · Telefon · dohodnuto · Jan Novák · Anna Malá')
  const theirs = await section?.build(await t.ctx(), subject)
  expect(theirs?.lines).toHaveLength(2)
})

test('every milestone of the house has a word in both languages', () => {
  const missing = milestones.filter(
    (fact) => !(fact in cs.activities.milestones) || !(fact in en.activities.milestones),
  )
  expect(missing).toEqual([])
})
