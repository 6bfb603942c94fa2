// Ids for records not written yet: of many at once made by the database, of one like the database makes them (UUID v7),
// so that parts can be written beside their records.
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '#server/kit/db.ts'

/** So many new ids, in their order. */
export async function freshIds(db: Db, count: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select uuidv7() as id from generate_series(1, ${count}::int)`.execute(db)
  return rows.map(({ id }) => id)
}

// Asking for chance costs more than all the rest of an id, so that it is asked for many at once.
let pool: Buffer = Buffer.alloc(4096)
let drawn = pool.length

/** One new id, in the order of time like all others. */
export function freshId(): string {
  if (drawn === pool.length) {
    pool = randomBytes(pool.length)
    drawn = 0
  }
  const bytes = pool.subarray(drawn, drawn + 16)
  drawn += 16
  bytes.writeUIntBE(Date.now(), 0, 6)
  bytes[6] = 0x70 | ((bytes[6] as number) & 0x0f)
  bytes[8] = 0x80 | ((bytes[8] as number) & 0x3f)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
