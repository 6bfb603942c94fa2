// My day: everything a salesman has to do today, in one call; the floor runs exactly the SQL it needs.
import { day, measuredFrom } from '../firm.ts'
import { must } from '../load.ts'
import { NotAvailable, type ScreenWork } from '../work.ts'

export const myDay: ScreenWork = {
  kind: 'screen',
  name: 'my-day',
  title: 'My day: agenda, promises, clients to call, leads, meetings to prepare',
  calls: 1,
  product: (place) => {
    if (!place.offers.has('GET /api/days/today')) throw new NotAvailable('GET /api/days/today')
    return async (line, _connection, turn) => {
      const body = await must(line, { method: 'GET', path: '/api/days/today' })
      if (turn > 0) return
      const { steps, promises } = JSON.parse(body) as { steps: unknown[]; promises: unknown[] }
      if (place.clients >= 100_000 && (steps.length < 40 || promises.length < 20))
        throw new Error(`expected a full day, got ${steps.length} steps and ${promises.length} promises`)
    }
  },
  floor: () => async (line) => {
    await must(line, { method: 'GET', path: `/day?today=${day(measuredFrom)}` })
  },
}
