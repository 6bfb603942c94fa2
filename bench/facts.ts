// What the works ask for: the salesman, clients he sees, letters of names; the same in every run of a scale.
import pg from 'pg'
import { foldName } from '#domain/names.ts'
import { companyAt, firmOf, ownerId, teamId, teamOf } from './firm.ts'
import { randomAt } from './random.ts'
import type { Facts } from './work.ts'

export async function factsOf(databaseUrl: string, clients: number): Promise<Facts> {
  const firm = firmOf(clients)
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const userId = ownerId(0)
    const owners = Array.from({ length: Math.min(8, firm.owners) }, (_, i) => ownerId(i))
    const visible = await client.query<{ id: string }>(
      `select id from clients where team_id = (select team_id from users where id = $1) and confidentiality in ('public', 'internal')
       and deleted_at is null order by md5(id::text) limit 2000`,
      [userId],
    )
    const own = await client.query<{ id: string }>(
      `select id from clients where owner_id = $1 and confidentiality in ('public', 'internal') and deleted_at is null order by md5(id::text) limit 200`,
      [userId],
    )
    const phones = await client.query<{ key: string }>(
      `select key from (
         (select h.match_key as key from contact_channels h join contact_positions p on p.contact_id = h.contact_id
           where h.type = 'phone' and p.client_id = any($1) order by h.id limit 900)
         union all
         (select match_key from client_channels where type = 'phone' and client_id = any($1) order by id limit 900)) found
       order by md5(key)`,
      [visible.rows.map((r) => r.id)],
    )
    return {
      clients,
      userId,
      teamId: teamId(teamOf(0)),
      ownerIds: owners,
      clientIds: visible.rows.map((r) => r.id),
      ownClientIds: own.rows.map((r) => r.id),
      fragments: fragments(clients, 500),
      phones: phones.rows.map((r, i) => (i % 10 === 9 ? `+4207990${String(10_000 + i)}` : r.key)),
    }
  } finally {
    await client.end()
  }
}

/**
 * The first four letters of a word of a company's name as it is folded, so without its legal form: what stands in the field
 * while somebody types the name of a company he looks for. Each is found by some name.
 */
function fragments(clients: number, count: number): string[] {
  const found: string[] = []
  for (let i = 0; found.length < count; i++) {
    const random = randomAt(77, i)
    const words = foldName(companyAt(random.below(clients)).name)
      .split(' ')
      .filter((w) => w.length >= 4)
    if (words.length === 0) continue
    found.push(random.pick(words).slice(0, 4))
  }
  return found
}
