// How each endpoint that lists, counts, sums, searches or exports is read, to be compared with the oracle.
// An endpoint flagged `lists` without an adapter here fails the test.
import { sql } from 'kysely'
import { expect } from 'vitest'
import { listClients, listDeletedClients } from '#api/clients.ts'
import { listContacts, listDeletedContacts } from '#api/contacts.ts'
import type { Endpoint } from '#api/endpoint.ts'
import { exportClients, exportContacts } from '#api/exports.ts'
import { getGroup } from '#api/groups.ts'
import { exportJournal, historyOfRecord, listJournal } from '#api/journal.ts'
import { listDifferences } from '#api/registers.ts'
import { listRecent, search } from '#api/search.ts'
import type { TestApp } from '#test/app.ts'
import type { Sight } from '#test/strangers/oracle.ts'
import { clientName, contactName, states, type World, words } from '#test/strangers/world.ts'

export interface Probe {
  readonly t: TestApp
  readonly world: World
  readonly sight: Sight
  /** The signed-in person. */
  readonly as: string
  /** A number that changes from probe to probe, to vary sorts and pages. */
  readonly turn: number
}

/** Asks the endpoint as the person and asserts that the answer is what the oracle says. */
export type Adapter = (probe: Probe) => Promise<void>

const numbers = (list: readonly unknown[], keep: (i: number) => boolean) => list.map((_, i) => i).filter(keep)
const sorted = (ids: readonly string[]) => [...ids].sort()

interface Page {
  readonly rows: readonly Record<string, unknown>[]
  readonly next: string | null
  readonly total?: number
  readonly sums?: Record<string, string | null>
  readonly groups?: readonly {
    value: string | null
    label: string | null
    count: number
    sums: Record<string, string | null>
  }[]
}

/** All rows of a list through its pages; totals asked with the first page only, as the browser does. */
async function everything(
  probe: Probe,
  endpoint: Endpoint,
  query: Record<string, unknown>,
): Promise<{ ids: string[]; first: Page }> {
  const ids: string[] = []
  let first: Page | undefined
  let cursor: string | undefined
  do {
    const page = await one(probe, endpoint, { limit: 5, ...query, cursor, totals: first ? false : undefined })
    first ??= page
    ids.push(...page.rows.map((row) => row.id as string))
    cursor = page.next ?? undefined
  } while (cursor)
  return { ids, first: first as Page }
}

async function one(probe: Probe, endpoint: Endpoint, query: Record<string, unknown> = {}): Promise<Page> {
  const { t, as } = probe
  const { status, body, raw } = await t.call(endpoint, { as, query: query as never })
  noHiddenClient(probe, raw.body)
  expect(status, `${endpoint.id} ${JSON.stringify(query)} ${JSON.stringify(body).slice(0, 200)}`).toBe(200)
  return body as unknown as Page
}

/** Refused to who may not read clients at all; the refusal must be 403. */
async function refused({ t, as, sight }: Probe, endpoint: Endpoint): Promise<boolean> {
  if (sight.reads) return false
  expect((await t.call(endpoint, { as })).status, endpoint.id).toBe(403)
  return true
}

const clientSorts = ['name', '-createdAt', 'owner,-name', 'state,-updatedAt', '-city,name']
const contactSorts = ['lastName', '-createdAt', '-name,createdAt']

const counts = (values: readonly (string | null)[]) => {
  const tally = new Map<string | null, number>()
  for (const value of values) tally.set(value, (tally.get(value) ?? 0) + 1)
  return [...tally].map(([value, count]) => `${value}=${count}`).sort()
}

export const adapters: Readonly<Record<string, Adapter>> = {
  'clients.list': async (probe) => {
    if (await refused(probe, listClients)) return
    const { world, sight, turn } = probe
    const seen = numbers(world.clients, sight.listedClient)
    const idsOf = (list: readonly number[]) => sorted(list.map((i) => world.clientIds[i] as string))
    const whole = await everything(probe, listClients, {
      sort: clientSorts[turn % clientSorts.length],
      columns: 'name,parent,owner,contacts',
    })
    expect(sorted(whole.ids)).toEqual(idsOf(seen))
    expect(whole.first.total).toBe(seen.length)
    // How many people work at all the seen clients together: only people there today, not deleted.
    const places = world.contacts.flatMap((p) =>
      p.deleted ? [] : p.at.filter((place) => !place.left && seen.includes(place.client)),
    )
    expect(Number(whole.first.sums?.contacts ?? 0)).toBe(places.length)
    const filter = (f: unknown) => ({ filter: JSON.stringify(f) })
    const state = states[turn % states.length] as string
    const some = seen.filter((i) => world.clients[i]?.state === state)
    const filtered = await everything(probe, listClients, filter({ f: 'state', op: 'in', v: [state] }))
    expect(sorted(filtered.ids)).toEqual(idsOf(some))
    expect(filtered.first.total).toBe(some.length)
    const word = words[turn % words.length] as string
    expect(sorted((await everything(probe, listClients, { q: word })).ids)).toEqual(
      idsOf(seen.filter((i) => world.clients[i]?.word === word)),
    )
    // "or" must not open what the visibility closes.
    const wide = await everything(
      probe,
      listClients,
      filter({
        or: [
          { f: 'name', op: 'contains', v: 'firma' },
          { f: 'createdAt', op: 'notEmpty' },
        ],
      }),
    )
    expect(sorted(wide.ids)).toEqual(idsOf(seen))
    const { groups } = await one(probe, listClients, { groupBy: 'owner' })
    expect(groups?.map((group) => `${group.value}=${group.count}`).sort()).toEqual(
      counts(seen.map((i) => world.personIds[world.clients[i]?.owner ?? -1] ?? null)),
    )
    const parents = await one(probe, listClients, { groupBy: 'parent' })
    for (const { label } of parents.groups ?? []) noHiddenClient(probe, label ?? '')
  },

  'contacts.list': async (probe) => {
    if (await refused(probe, listContacts)) return
    const { world, sight, turn } = probe
    const seen = numbers(world.contacts, sight.listedContact)
    const idsOf = (list: readonly number[]) => sorted(list.map((i) => world.contactIds[i] as string))
    const whole = await everything(probe, listContacts, { sort: contactSorts[turn % contactSorts.length] })
    expect(sorted(whole.ids)).toEqual(idsOf(seen))
    expect(whole.first.total).toBe(seen.length)
    const word = words[turn % words.length] as string
    const named = seen.filter((i) => world.contacts[i]?.word === word)
    expect(sorted((await everything(probe, listContacts, { q: `osoba${word}` })).ids)).toEqual(idsOf(named))
    // Asking by a hidden company must not tell who works there.
    for (const [i, client] of world.clientIds.entries()) {
      if ((i + turn) % 5 !== 0) continue
      const at = sight.listedClient(i)
        ? seen.filter((p) => world.contacts[p]?.at.some((place) => place.client === i))
        : []
      const page = await everything(probe, listContacts, {
        filter: JSON.stringify({ f: 'client', op: 'in', v: [client] }),
      })
      expect(sorted(page.ids)).toEqual(idsOf(at))
    }
  },

  'clients.listDeleted': async (probe) => {
    if (await refused(probe, listDeletedClients)) return
    const { world, sight } = probe
    const binned = numbers(world.clients, (i) => sight.client(i) && world.clients[i]?.deleted === true)
    const whole = await everything(probe, listDeletedClients, {})
    expect(sorted(whole.ids)).toEqual(sorted(binned.map((i) => world.clientIds[i] as string)))
    expect(whole.first.total).toBe(binned.length)
  },

  'contacts.listDeleted': async (probe) => {
    if (await refused(probe, listDeletedContacts)) return
    const { world, sight } = probe
    const binned = numbers(world.contacts, (i) => sight.contact(i) && world.contacts[i]?.deleted === true)
    const whole = await everything(probe, listDeletedContacts, {})
    expect(sorted(whole.ids)).toEqual(sorted(binned.map((i) => world.contactIds[i] as string)))
    expect(whole.first.total).toBe(binned.length)
  },

  'registers.differences': async (probe) => {
    if (await refused(probe, listDifferences)) return
    const { t, as, world, sight } = probe
    await sql`insert into register_checks (client_id, source, state, differences)
      select c.id, 'ares', 'differs', '[{"field": "name", "ours": "a", "theirs": "b", "decided": null}]' from clients c
      where not exists (select 1 from register_checks r where r.client_id = c.id)`.execute(t.db)
    const seen = numbers(world.clients, sight.listedClient)
    const ids: string[] = []
    for (let cursor: string | undefined; ; ) {
      const { body, raw } = await t.call(listDifferences, { as, query: { limit: 7, ...(cursor ? { cursor } : {}) } })
      noHiddenClient(probe, raw.body)
      expect(body.total).toBe(seen.length)
      ids.push(...body.rows.map((row) => row.client.id))
      if (!body.next) break
      cursor = body.next
    }
    expect(sorted(ids)).toEqual(sorted(seen.map((i) => world.clientIds[i] as string)))
  },

  'journal.list': async (probe) => {
    const { world, sight, turn } = probe
    const mine = numbers(world.entries, sight.entry)
    const own = new Set(world.entryIds)
    const whole = await everything(probe, listJournal, { limit: 4 })
    expect(sorted(whole.ids.filter((id) => own.has(id)))).toEqual(sorted(mine.map((i) => world.entryIds[i] as string)))
    expect(whole.first.total).toBe(whole.ids.length)
    const person = turn % world.people.length
    const his = mine.filter((i) => world.entries[i]?.actor === person)
    const filtered = await everything(probe, listJournal, {
      filter: JSON.stringify({ f: 'actor', op: 'in', v: [world.personIds[person]] }),
    })
    expect(sorted(filtered.ids.filter((id) => own.has(id)))).toEqual(
      sorted(his.map((i) => world.entryIds[i] as string)),
    )
    const { groups } = await one(probe, listJournal, { groupBy: 'client' })
    expect(groups?.reduce((n, group) => n + group.count, 0)).toBe(whole.ids.length)
    for (const { label } of groups ?? []) noHiddenClient(probe, label ?? '')
  },

  'journal.export': async (probe) => {
    const { t, as, sight, world } = probe
    const { status, raw } = await t.call(exportJournal, { as })
    expect(status).toBe(sight.roles.some((role) => ['AUD', 'SD', 'CEO'].includes(role)) ? 200 : 403)
    if (status !== 200) return
    const numbersInFile = new Set(raw.body.split('\r\n').map((line) => line.split(';')[0] as string))
    for (const id of world.entryIds) expect(numbersInFile.has(id)).toBe(true)
  },

  'journal.history': async (probe) => {
    const { t, as, world, sight, turn } = probe
    const history = async (recordType: string, recordId: string) => {
      const { status, body } = await t.call(historyOfRecord, {
        as,
        params: { recordType, recordId },
        query: { limit: 200 },
      })
      return { status, ids: status === 200 ? sorted(body.entries.map((entry) => entry.id)) : [] }
    }
    const entryIds = (keep: (i: number) => boolean) =>
      sorted(numbers(world.entries, keep).map((i) => world.entryIds[i] as string))
    for (const [i, id] of world.clientIds.entries()) {
      if ((i + turn) % 3 !== 0) continue
      const expected = entryIds((k) => {
        const e = world.entries[k]
        if (e?.contact === null) return e.client === i
        const person = e?.contact ?? -1
        return sight.contact(person) && (world.contacts[person]?.at.some((place) => place.client === i) ?? false)
      })
      expect(await history('clients', id)).toEqual(
        sight.client(i) ? { status: 200, ids: expected } : { status: 404, ids: [] },
      )
    }
    for (const [i, id] of world.contactIds.entries()) {
      if ((i + turn) % 2 !== 0) continue
      const expected = entryIds((k) => world.entries[k]?.contact === i)
      expect(await history('contacts', id)).toEqual(
        sight.contact(i) ? { status: 200, ids: expected } : { status: 404, ids: [] },
      )
    }
  },

  'groups.get': async (probe) => {
    if (!probe.sight.reads) return
    const { t, as, world, sight, turn } = probe
    for (const [i, id] of world.clientIds.entries()) {
      if ((i + turn) % 3 !== 0) continue
      const { status, body, raw } = await t.call(getGroup, { as, params: { id } })
      expect(status, `group of client ${i}`).toBe(sight.listedClient(i) ? 200 : 404)
      if (status !== 200) continue
      const tree = groupOf(probe, i)
      const idsOf = tree.map((k) => world.clientIds[k] as string)
      expect(sorted(body.nodes.map((node) => node.id))).toEqual(sorted(idsOf))
      const root = body.nodes.find((node) => node.parentId === null)
      expect(root?.sum.clients).toBe(tree.length)
      const people = numbers(
        world.contacts,
        (p) =>
          !world.contacts[p]?.deleted &&
          (world.contacts[p]?.at.some((at) => !at.left && tree.includes(at.client)) ?? false),
      )
      expect(root?.sum.contacts).toBe(people.length)
      noHiddenClient(probe, raw.body)
    }
  },

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

  'exports.clients': async (probe) => {
    const { world, sight, turn } = probe
    const ids = await exported(probe, exportClients, { columns: 'name,parent,owner' })
    if (!ids) return
    const seen = numbers(world.clients, sight.listedClient)
    expect(sorted(ids)).toEqual(sorted(seen.map((i) => world.clientIds[i] as string)))
    const state = states[turn % states.length] as string
    const filter = JSON.stringify({ f: 'state', op: 'in', v: [state] })
    const some = await exported(probe, exportClients, { columns: 'name', filter })
    expect(some?.length).toBe(seen.filter((i) => world.clients[i]?.state === state).length)
  },

  'exports.contacts': async (probe) => {
    const { world, sight } = probe
    const ids = await exported(probe, exportContacts, { columns: 'lastName,client' })
    if (!ids) return
    const seen = numbers(world.contacts, sight.listedContact)
    expect(sorted(ids)).toEqual(sorted(seen.map((i) => world.contactIds[i] as string)))
  },
}

/** From the highest parent that is seen without a break down through everything seen without a break. */
function groupOf({ world, sight }: Probe, start: number): number[] {
  let root = start
  for (
    let up = world.clients[root]?.parent ?? null;
    up !== null && sight.listedClient(up);
    up = world.clients[root]?.parent ?? null
  )
    root = up
  const below = (i: number): number[] => [
    i,
    ...numbers(world.clients, (k) => world.clients[k]?.parent === i && sight.listedClient(k)).flatMap(below),
  ]
  return below(root)
}

/** Ids of the lines of an exported CSV; undefined when the export is rightly refused. */
async function exported(
  probe: Probe,
  endpoint: Endpoint,
  query: Record<string, unknown>,
): Promise<string[] | undefined> {
  const { t, as, sight } = probe
  const { status, raw } = await t.call(endpoint, { as, query: { format: 'csv', ...query } as never })
  expect(status, `${endpoint.id} ${raw.body.slice(0, 200)}`).toBe(sight.reads ? 200 : 403)
  if (status !== 200) return undefined
  noHiddenClient(probe, raw.body)
  const lines = raw.body.split(/\r?\n/).slice(1)
  return lines.filter((line) => line !== '').map((line) => line.slice(0, 36))
}

/** Names of clients and contacts that this person may not see must not occur in the text. */
export function noHiddenClient({ world, sight }: Pick<Probe, 'world' | 'sight'>, text: string): void {
  for (const match of text.matchAll(/Firma \w+ q(\d+)z/g)) {
    const i = Number(match[1])
    expect(sight.client(i), `the name of a hidden client leaked: ${clientName(i, world.clients[i]?.word ?? '')}`).toBe(
      true,
    )
  }
  for (const match of text.matchAll(/Osoba\w+ w(\d+)z/g)) {
    const i = Number(match[1])
    expect(
      sight.contact(i),
      `the name of a hidden contact leaked: ${contactName(i, world.contacts[i]?.word ?? '')}`,
    ).toBe(true)
  }
}
