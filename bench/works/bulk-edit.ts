// One field of 10,000 clients changed at once, in the background, with rights and journal; asked by the sales director.
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { Line, must } from '../load.ts'
import { type LongWork, NotAvailable } from '../work.ts'

export const bulkEdit: LongWork = {
  kind: 'long',
  name: 'bulk-edit-10k',
  title: 'one field of 10,000 clients changed at once, with journal',
  rows: 10_000,
  rounds: 3,
  product: async (place, round, timed) => {
    if (!place.offers.has('POST /api/bulk-changes/clients')) throw new NotAvailable('POST /api/bulk-changes/clients')
    if (place.clients < 10_000) throw new NotAvailable('a scale of 100k or more')
    const database = new pg.Client({ connectionString: place.databaseUrl })
    await database.connect()
    const { rows } = await database.query<{ id: string }>(
      `select id from clients where deleted_at is null order by created_at, id offset $1 limit 10000`,
      [round * 10_000],
    )
    await database.end()
    const line = new Line(place.director.host, place.director.port, place.director.cookie)
    const body = JSON.stringify({
      selection: { ids: rows.map((r) => r.id) },
      change: { kind: 'set', field: 'source', value: `hromadně ${round}` },
    })
    await timed(async () => {
      let bulk = JSON.parse(await must(line, { method: 'POST', path: '/api/bulk-changes/clients', body })) as {
        id: string
        state: string
        changed: number
      }
      while (bulk.state === 'queued' || bulk.state === 'running') {
        await sleep(50)
        bulk = JSON.parse(await must(line, { method: 'GET', path: `/api/bulk-changes/${bulk.id}` }))
      }
      if (bulk.state !== 'done' || bulk.changed < 9_000)
        throw new Error(`the bulk change ended with ${JSON.stringify(bulk)}`)
      return undefined
    })
    line.close()
  },
}
