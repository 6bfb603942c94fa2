// Files that leave the house, compared with the oracle.
import { expect } from 'vitest'
import type { Endpoint } from '#api/endpoint.ts'
import { exportClients, exportContacts } from '#api/exports.ts'
import { type Adapter, noHiddenClient, numbers, type Probe, sorted } from '#test/strangers/probe.ts'
import { states } from '#test/strangers/world.ts'

export const exportAdapters: Readonly<Record<string, Adapter>> = {
  'exports.clients': async (probe) => {
    const { world, sight, turn } = probe
    const all = numbers(world.clients, sight.listedClient)
    // Strict data leave the house only with a lead: a list that holds any is refused, without them it is given.
    const lead = sight.roles.some((role) => role === 'TL' || role === 'SD' || role === 'CEO')
    const strict = (i: number) => world.clients[i]?.confidentiality === 'strict'
    const seen = lead ? all : all.filter((i) => !strict(i))
    const open = { f: 'confidentiality', op: 'notIn', v: ['strict'] }
    if (seen.length < all.length) {
      const refused = await probe.t.call(exportClients, { as: probe.as })
      expect([refused.status, refused.body.reason]).toEqual([403, 'exports.strictData'])
    }
    const ids = await exported(probe, exportClients, {
      columns: 'name,parent,owner',
      ...(lead ? {} : { filter: JSON.stringify(open) }),
    })
    if (!ids) return
    expect(sorted(ids)).toEqual(sorted(seen.map((i) => world.clientIds[i] as string)))
    const state = states[turn % states.length] as string
    const inState = { f: 'state', op: 'in', v: [state] }
    const filter = JSON.stringify(lead ? inState : { and: [inState, open] })
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
