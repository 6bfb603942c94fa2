// Clients, people, groups and what registers say of them, compared with the oracle.
import { sql } from 'kysely'
import { expect } from 'vitest'
import { listClients, listDeletedClients } from '#api/clients.ts'
import { listContacts, listDeletedContacts } from '#api/contacts.ts'
import { getGroup } from '#api/groups.ts'
import { listDifferences } from '#api/registers.ts'
import {
  type Adapter,
  counts,
  everything,
  noHiddenClient,
  numbers,
  one,
  type Probe,
  refused,
  sorted,
} from '#test/strangers/probe.ts'
import { states, words } from '#test/strangers/world.ts'

const clientSorts = ['name', '-createdAt', 'owner,-name', 'state,-updatedAt', '-city,name']
const contactSorts = ['lastName', '-createdAt', '-name,createdAt']

export const clientAdapters: Readonly<Record<string, Adapter>> = {
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

  'clients.listDeleted': async (probe) => {
    if (await refused(probe, listDeletedClients)) return
    const { world, sight } = probe
    const binned = numbers(world.clients, (i) => sight.client(i) && world.clients[i]?.deleted === true)
    const whole = await everything(probe, listDeletedClients, {})
    expect(sorted(whole.ids)).toEqual(sorted(binned.map((i) => world.clientIds[i] as string)))
    expect(whole.first.total).toBe(binned.length)
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

  'contacts.listDeleted': async (probe) => {
    if (await refused(probe, listDeletedContacts)) return
    const { world, sight } = probe
    const binned = numbers(world.contacts, (i) => sight.contact(i) && world.contacts[i]?.deleted === true)
    const whole = await everything(probe, listDeletedContacts, {})
    expect(sorted(whole.ids)).toEqual(sorted(binned.map((i) => world.contactIds[i] as string)))
    expect(whole.first.total).toBe(binned.length)
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
