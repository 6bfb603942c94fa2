// The list of clients as a CSV file: 100,000 rows with the columns a new user sees, asked by the sales director.
import { Line } from '../load.ts'
import { type LongWork, NotAvailable } from '../work.ts'

export const exportClients: LongWork = {
  kind: 'long',
  name: 'export-100k',
  title: 'export of 100,000 clients to CSV',
  rows: 100_000,
  rounds: 3,
  product: async (place, _round, timed) => {
    if (!place.offers.has('GET /api/exports/clients')) throw new NotAvailable('GET /api/exports/clients')
    if (place.clients < 100_000) throw new NotAvailable('a scale of 100k or more')
    // At a million clients the youngest tenth is asked for.
    const filter =
      place.clients > 100_000
        ? `&filter=${encodeURIComponent(JSON.stringify({ f: 'createdAt', op: 'gte', v: '2026-02-26' }))}`
        : ''
    const line = new Line(place.director.host, place.director.port, place.director.cookie)
    await timed(async () => {
      const { status, body } = await line.ask({ method: 'GET', path: `/api/exports/clients?format=csv${filter}` })
      const rows = body.split('\n').length
      if (status !== 200 || rows < 90_000) throw new Error(`the export answered ${status} with ${rows} lines`)
    })
    line.close()
  },
}
