// The journal in its three forms, compared with the oracle.
import { expect } from 'vitest'
import { exportJournal, historyOfRecord, listJournal } from '#api/journal.ts'
import { type Adapter, everything, noHiddenClient, numbers, one, sorted } from '#test/strangers/probe.ts'

export const journalAdapters: Readonly<Record<string, Adapter>> = {
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
}
