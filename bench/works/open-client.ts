// W3: open one company: header with everything that belongs to it, its people, the newest of its timeline, open promises.
import { must } from '../load.ts'
import { NotAvailable, type ScreenWork, turning } from '../work.ts'

export const openClient: ScreenWork = {
  kind: 'screen',
  name: 'W3',
  title: 'open one company: header, people, 20 latest of the timeline, open promises',
  calls: 1,
  product: (place) => {
    const overview = place.offers.has('GET /api/clients/:id/overview')
    if (!overview) throw new NotAvailable('GET /api/clients/:id/overview')
    return async (line, connection, turn) => {
      await must(line, { method: 'GET', path: `/api/clients/${turning(place.clientIds, connection, turn)}/overview` })
    }
  },
  floor: (place) => async (line, connection, turn) => {
    await must(line, { method: 'GET', path: `/w3?id=${turning(place.clientIds, connection, turn)}` })
  },
}

/** Only the record of the client, as the form reads it. */
export const readClient: ScreenWork = {
  kind: 'screen',
  name: 'read-client',
  title: 'one client with its addresses, channels, tags, team',
  calls: 1,
  product: (place) => {
    if (!place.offers.has('GET /api/clients/:id')) throw new NotAvailable('GET /api/clients/:id')
    return async (line, connection, turn) => {
      await must(line, { method: 'GET', path: `/api/clients/${turning(place.clientIds, connection, turn)}` })
    }
  },
  floor: (place) => async (line, connection, turn) => {
    await must(line, { method: 'GET', path: `/client?id=${turning(place.clientIds, connection, turn)}` })
  },
}
