// The list of clients as a CSV file: 100,000 rows with the columns a new user sees, asked by the sales director.
import { get } from 'node:http'
import type { Address } from '../load.ts'
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
    await timed(async () => {
      const rows = await linesOf(place.director, `/api/exports/clients?format=csv${filter}`)
      if (rows < 90_000) throw new Error(`the export gave ${rows} lines`)
      return undefined
    })
  },
}

/** Reads a file as it comes, as a browser saving it does, and counts its lines. */
function linesOf(address: Address, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const { host, port, cookie } = address
    get({ host, port, path, headers: { cookie } }, (reply) => {
      if (reply.statusCode !== 200) return reject(new Error(`${path} answered ${reply.statusCode}`))
      let lines = 0
      reply.on('data', (piece: Buffer) => {
        for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, at + 1)) lines++
      })
      reply.on('end', () => resolve(lines))
      reply.on('error', reject)
    }).on('error', reject)
  })
}
