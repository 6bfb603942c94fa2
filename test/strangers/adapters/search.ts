// What the search field finds and remembers, compared with the oracle.
import { sql } from 'kysely'
import { expect } from 'vitest'
import { type FurtherKind, listRecent, search, searchFurther } from '#api/search.ts'
import {
  someCallLists,
  someFiles,
  someLeads,
  someMeetings,
  someObjections,
  somePromises,
} from '#test/strangers/fill.ts'
import { type Adapter, noHiddenClient, numberOf, numbers, refused, sorted } from '#test/strangers/probe.ts'
import { clientName, words } from '#test/strangers/world.ts'

/** Kinds of which there is one record at each client. */
const hanging: readonly (readonly [FurtherKind, string])[] = [
  ['meetings', 'meetings'],
  ['promises', 'promises'],
  ['objections', 'objections'],
  ['attachments', 'attachments'],
]

export const searchAdapters: Readonly<Record<string, Adapter>> = {
  'search.find': async (probe) => {
    if (await refused(probe, search)) return
    const { t, as, world, sight, turn } = probe
    const find = async (q: string) => {
      const { status, body, raw } = await t.call(search, { as, query: { q, limit: 50 } })
      expect(status, q).toBe(200)
      noHiddenClient(probe, raw.body)
      for (const { type, id } of body.hits) {
        const list = type === 'clients' ? world.clientIds : world.contactIds
        const seen = type === 'clients' ? sight.listedClient : sight.listedContact
        expect(seen(list.indexOf(id)), `search for ${q} found a hidden record`).toBe(true)
      }
      return sorted(body.hits.filter((hit) => hit.match.field !== 'similar').map((hit) => hit.id))
    }
    const word = words[turn % words.length] as string
    const clients = numbers(world.clients, (i) => sight.listedClient(i) && world.clients[i]?.word === word)
    const people = numbers(world.contacts, (i) => sight.listedContact(i) && world.contacts[i]?.word === word)
    expect(await find(`firma ${word}`)).toEqual(sorted(clients.map((i) => world.clientIds[i] as string)))
    expect(await find(`osoba${word}`)).toEqual(sorted(people.map((i) => world.contactIds[i] as string)))
    // The whole name of a record found by nobody else, whether it may be seen or not.
    const one = turn % world.clients.length
    const asked = await find(clientName(one, world.clients[one]?.word ?? ''))
    expect(asked.includes(world.clientIds[one] as string)).toBe(sight.listedClient(one))
  },

  'search.further': async (probe) => {
    if (await refused(probe, searchFurther)) return
    const { t, as, world, sight, turn } = probe
    for (const fill of [someLeads, somePromises, someObjections, someMeetings, someCallLists, someFiles])
      await fill(probe)
    const find = async (q: string) => {
      const { status, body, raw } = await t.call(searchFurther, { as, query: { q, each: 50 } })
      expect(status, q).toBe(200)
      noHiddenClient(probe, raw.body)
      return (kind: FurtherKind) => sorted(body.hits.filter((hit) => hit.kind === kind).map((hit) => hit.id))
    }
    const word = words[turn % words.length] as string
    const clients = numbers(world.clients, (i) => sight.listedClient(i) && world.clients[i]?.word === word)
    const clientIds = clients.map((i) => world.clientIds[i] as string)
    const byClient = await find(`firma ${word}`)
    for (const [kind, table] of hanging) {
      const { rows } = await sql<{ id: string }>`
        select id from ${sql.table(table)} where client_id = any(${clientIds}::uuid[])`.execute(t.db)
      expect(byClient(kind), kind).toEqual(sorted(rows.map((row) => row.id)))
    }
    // A group is a company with a member seen.
    const heads = clients.filter((i) => world.clients.some((c, k) => c.parent === i && sight.listedClient(k)))
    expect(byClient('groups')).toEqual(sorted(heads.map((i) => world.clientIds[i] as string)))
    const { rows: tasks } = await sql<{ id: string; responsibleId: string }>`
      select id, responsible_id from promises where kind = 'task'`.execute(t.db)
    expect((await find('ukol'))('promises')).toEqual(
      sorted(tasks.filter((row) => sight.is(world.personIds.indexOf(row.responsibleId))).map((row) => row.id)),
    )
    const { rows: leads } = await sql<{ id: string; ownerId: string | null; teamId: string | null }>`
      select id, owner_id, team_id from leads where deleted_at is null`.execute(t.db)
    const mine = leads.filter((row) =>
      sight.lead(numberOf(world.personIds, row.ownerId), numberOf(world.teamIds, row.teamId)),
    )
    expect((await find('zajemce'))('leads')).toEqual(sorted(mine.map((row) => row.id)))
    expect((await find('zajenmce'))('leads')).toEqual(sorted(mine.map((row) => row.id)))
    const { rows: lists } = await sql<{
      id: string
      ownerId: string
    }>`select id, owner_id from call_lists where deleted_at is null`.execute(t.db)
    const directs = sight.roles.some((role) => role === 'SD' || role === 'CEO')
    expect((await find('seznam'))('callLists')).toEqual(
      sorted(lists.filter((row) => directs || sight.is(world.personIds.indexOf(row.ownerId))).map((row) => row.id)),
    )
  },

  'search.recent': async (probe) => {
    if (await refused(probe, listRecent)) return
    const { t, as, world, sight } = probe
    // As if he had opened everything once, before his rights changed.
    await sql`insert into recent_records (user_id, record_type, record_id)
      select ${as}::uuid, 'clients', unnest(${world.clientIds.slice(0, 10)}::uuid[])
      union all select ${as}::uuid, 'contacts', unnest(${world.contactIds.slice(0, 8)}::uuid[])`.execute(t.db)
    const { body, raw } = await t.call(listRecent, { as })
    noHiddenClient(probe, raw.body)
    const expected = [
      ...numbers(world.clientIds.slice(0, 10), sight.listedClient).map((i) => world.clientIds[i] as string),
      ...numbers(world.contactIds.slice(0, 8), sight.listedContact).map((i) => world.contactIds[i] as string),
    ]
    expect(sorted(body.hits.map((hit) => hit.id))).toEqual(sorted(expected))
  },
}
