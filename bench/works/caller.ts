// A ringing telephone: whose number it is, as an exchange writes it.
import { must } from '../load.ts'
import { NotAvailable, type ScreenWork, turning } from '../work.ts'

/** Exchanges write numbers each in its own way; the product must read them all, the floor is given the key. */
const spelled = (key: string, turn: number) =>
  [key, `00${key.slice(1)}`, key.slice(1), key.startsWith('+420') ? key.slice(4) : key][turn % 4] as string

export const findCaller: ScreenWork = {
  kind: 'screen',
  name: 'caller',
  title: 'find the caller by number: people, firms and leads',
  calls: 1,
  product: (place) => {
    if (!place.offers.has('GET /api/caller')) throw new NotAvailable('GET /api/caller')
    return async (line, connection, turn) => {
      const number = spelled(turning(place.phones, connection, turn), turn)
      await must(line, { method: 'GET', path: `/api/caller?number=${encodeURIComponent(number)}` })
    }
  },
  floor: (place) => async (line, connection, turn) => {
    const key = encodeURIComponent(turning(place.phones, connection, turn))
    await must(line, { method: 'GET', path: `/caller?key=${key}` })
  },
}
