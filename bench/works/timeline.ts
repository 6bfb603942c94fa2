// W4: an entry of the timeline is written. And words are looked for in the timelines of the busiest clients.
import pg from 'pg'
import { must } from '../load.ts'
import { NotAvailable, type Place, type ScreenWork, turning } from '../work.ts'

const draft = (clientId: string, turn: number) => ({
  clientId,
  channel: 'phone',
  direction: 'out',
  outcome: 'agreed',
  text: `Potvrzeno dodání ${turn + 1} palet v úterý ráno, cena zůstává do konce čtvrtletí.`,
})

export const writeActivity: ScreenWork = {
  kind: 'screen',
  name: 'W4',
  title: 'write an entry of the timeline, with last contact and journal',
  calls: 1,
  product: (place) => {
    if (!place.offers.has('POST /api/activities')) throw new NotAvailable('POST /api/activities')
    return async (line, connection, turn) => {
      const body = JSON.stringify(draft(turning(place.clientIds, connection, turn), turn))
      await must(line, { method: 'POST', path: '/api/activities', body })
    }
  },
  floor: (place) => async (line, connection, turn) => {
    const body = JSON.stringify(draft(turning(place.clientIds, connection, turn), turn))
    await must(line, { method: 'POST', path: '/w4', body })
  },
}

const words = ['palet', 'vyjimka', 'dobropis', 'svatky jednatel']

/** Of the clients the salesman sees the hundred with the longest timelines. */
async function busiest({ databaseUrl, clientIds }: Place): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ id: string }>(
      `select client_id as id from activities where client_id = any($1::uuid[]) group by 1 order by count(*) desc, 1 limit 100`,
      [clientIds],
    )
    return rows.map((row) => row.id)
  } finally {
    await client.end()
  }
}

export const searchTimeline: ScreenWork = {
  kind: 'screen',
  name: 'timeline-search',
  title: 'words in the timeline of a busy client, first 30',
  calls: 1,
  product: async (place) => {
    if (!place.offers.has('GET /api/timeline')) throw new NotAvailable('GET /api/timeline')
    const ids = await busiest(place)
    return async (line, connection, turn) => {
      const q = encodeURIComponent(turning(words, connection, turn))
      await must(line, { method: 'GET', path: `/api/timeline?clientId=${turning(ids, connection, turn)}&q=${q}` })
    }
  },
  floor: async (place) => {
    const ids = await busiest(place)
    return async (line, connection, turn) => {
      const q = encodeURIComponent(turning(words, connection, turn))
      await must(line, { method: 'GET', path: `/timeline?id=${turning(ids, connection, turn)}&q=${q}` })
    }
  },
}
