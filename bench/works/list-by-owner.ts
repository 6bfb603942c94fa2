// W1: the list of 50 clients of one owner, newest first, with the total; the columns a new user sees.
import { must } from '../load.ts'
import { NotAvailable, type ScreenWork, turning } from '../work.ts'

export const listByOwner: ScreenWork = {
  kind: 'screen',
  name: 'W1',
  title: 'list of 50 by owner, newest first, with total',
  calls: 1,
  product: (place) => {
    if (!place.offers.has('GET /api/clients')) throw new NotAvailable('GET /api/clients')
    const paths = place.ownerIds.map((id) => {
      const filter = encodeURIComponent(JSON.stringify({ f: 'owner', op: 'in', v: [id] }))
      return `/api/clients?filter=${filter}&sort=-createdAt&limit=50`
    })
    return async (line, connection, turn) => {
      const body = await must(line, { method: 'GET', path: turning(paths, connection, turn) })
      if (turn === 0) expectRows(body, place.clients >= 1000 ? 50 : 1)
    }
  },
  floor: (place) => async (line, connection, turn) => {
    const body = await must(line, { method: 'GET', path: `/w1?owner=${turning(place.ownerIds, connection, turn)}` })
    if (turn === 0) expectRows(body, place.clients >= 1000 ? 50 : 1)
  },
}

function expectRows(body: string, least: number): void {
  const { rows, total } = JSON.parse(body) as { rows: unknown[]; total: number }
  if (rows.length < least || !(total >= rows.length))
    throw new Error(`expected ${least} rows and a total, got ${rows.length} of ${total}`)
}

/** What everybody meets first: all clients he sees, newest first, with the total. */
export const defaultList: ScreenWork = {
  kind: 'screen',
  name: 'default-list',
  title: 'list of all clients one sees, newest first, with total',
  calls: 1,
  product: (place) => {
    if (!place.offers.has('GET /api/clients')) throw new NotAvailable('GET /api/clients')
    return async (line) => {
      await must(line, { method: 'GET', path: '/api/clients?sort=-createdAt&limit=50' })
    }
  },
  floor: (place) => async (line) => {
    await must(line, { method: 'GET', path: `/team?id=${place.teamId}` })
  },
}
