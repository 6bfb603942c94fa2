// Ids for many records at once, made by the database like all others, so that parts can be written beside their records.
import { sql } from 'kysely'
import type { Db } from '#server/kit/db.ts'

/** So many new ids, in their order. */
export async function freshIds(db: Db, count: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select uuidv7() as id from generate_series(1, ${count}::int)`.execute(db)
  return rows.map(({ id }) => id)
}
