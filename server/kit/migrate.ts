// Applies db/migrations in order, each once, each in its own transaction; an edited old one is refused.
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'
import { root } from '#server/kit/root.ts'

const folder = join(root, 'db', 'migrations')
const foldFile = join(root, 'db', 'fold.sql')

/** Brings the schema up to date; returns the names applied now. Safe when several processes start at once. */
export async function migrate(pool: pg.Pool): Promise<string[]> {
  const files = await migrationNames()
  const client = await pool.connect()
  const applied: string[] = []
  try {
    await client.query(`select pg_advisory_lock(7146551)`)
    await client.query(
      `create table if not exists migrations (name text primary key, digest text not null, applied_at timestamptz not null default now())`,
    )
    const known = new Map(
      (await client.query<{ name: string; digest: string }>('select name, digest from migrations')).rows.map((r) => [
        r.name,
        r.digest,
      ]),
    )
    for (const name of files) {
      const text = await textOf(name)
      const digest = createHash('sha256').update(text).digest('hex')
      const before = known.get(name)
      if (before === digest) continue
      if (before) throw new Error(`Migration ${name} was changed after it had been applied; add a new one instead.`)
      await client.query('begin')
      try {
        await client.query(text)
        await client.query('insert into migrations (name, digest) values ($1, $2)', [name, digest])
        await client.query('commit')
      } catch (error) {
        await client.query('rollback')
        throw new Error(`Migration ${name} failed: ${(error as Error).message}`, { cause: error })
      }
      applied.push(name)
    }
  } finally {
    await client.query(`select pg_advisory_unlock(7146551)`).catch(() => {})
    client.release()
  }
  return applied
}

/** The migrations this program knows, in order. */
export async function migrationNames(): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
}

/** The folding functions live in one file that a test compares with domain/names.ts; the first migration includes it. */
async function textOf(name: string): Promise<string> {
  const text = await readFile(join(folder, name), 'utf8')
  if (!text.includes('-- FOLD FUNCTIONS')) return text
  const fold = await readFile(foldFile, 'utf8')
  return text.replace(/^-- FOLD FUNCTIONS.*$/m, () => fold)
}
