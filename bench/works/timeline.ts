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

/** One of them stands in no entry: then all are looked through. */
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

/** One client the salesman sees, its entries said over and over again until there are ten thousand of them. */
async function tenThousand({ databaseUrl, clientIds }: Place): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const id = clientIds[0] as string
    await client.query(
      `insert into activities (client_id, channel, happened_at, text, author_id)
       select $1, 'note', now() - n * interval '1 hour', (array(select text from activities limit 500))[1 + n % 500] || ' ' || n,
         (select owner_id from clients where id = $1)
       from generate_series(1, 10000 - (select count(*)::int from activities where client_id = $1)) n`,
      [id],
    )
    await client.query('analyze activities')
    return [id]
  } finally {
    await client.end()
  }
}

function searching(name: string, title: string, clientsOf: (place: Place) => Promise<string[]>): ScreenWork {
  return {
    kind: 'screen',
    name,
    title,
    calls: 1,
    product: async (place) => {
      if (!place.offers.has('GET /api/timeline')) throw new NotAvailable('GET /api/timeline')
      const ids = await clientsOf(place)
      return async (line, connection, turn) => {
        const q = encodeURIComponent(turning(words, connection, turn))
        await must(line, { method: 'GET', path: `/api/timeline?clientId=${turning(ids, connection, turn)}&q=${q}` })
      }
    },
    floor: async (place) => {
      const ids = await clientsOf(place)
      return async (line, connection, turn) => {
        const q = encodeURIComponent(turning(words, connection, turn))
        await must(line, { method: 'GET', path: `/timeline?id=${turning(ids, connection, turn)}&q=${q}` })
      }
    },
  }
}

export const searchTimeline = searching('timeline-search', 'words in the timeline of a busy client, first 30', busiest)
export const searchTenThousand = searching(
  'timeline-10k',
  'words, also one nobody wrote, in a timeline of 10,000 entries',
  tenThousand,
)
