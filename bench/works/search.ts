// W2: search as you type: the name contains four letters, the first 20.
import { must } from '../load.ts'
import { NotAvailable, type ScreenWork, turning } from '../work.ts'

export const search: ScreenWork = {
  kind: 'screen',
  name: 'W2',
  title: 'search as you type, 4 letters, first 20',
  calls: 1,
  product: (place) => {
    if (!place.offers.has('GET /api/search')) throw new NotAvailable('GET /api/search')
    return async (line, connection, turn) => {
      await must(line, { method: 'GET', path: `/api/search?q=${turning(place.fragments, connection, turn)}` })
    }
  },
  floor: (place) => async (line, connection, turn) => {
    await must(line, { method: 'GET', path: `/w2?q=${turning(place.fragments, connection, turn)}` })
  },
}

/** The same letters in the box of the client list: sorted by name, without counting. */
export const listSearch: ScreenWork = {
  kind: 'screen',
  name: 'list-search',
  title: 'letters in the box of the list, first 20 by name',
  calls: 1,
  product: (place) => {
    if (!place.offers.has('GET /api/clients')) throw new NotAvailable('GET /api/clients')
    return async (line, connection, turn) => {
      const q = turning(place.fragments, connection, turn)
      await must(line, {
        method: 'GET',
        path: `/api/clients?q=${q}&sort=name&limit=20&totals=false&columns=name,city,ico,owner`,
      })
    }
  },
  floor: search.floor,
}
