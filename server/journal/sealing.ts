// Seals the journal: entries are closed, in the order they were written, into a chain of hashes per day.
// Nobody waits for it: it neither locks the table nor blocks an import, and several processes may run it at once.
import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { type Db, inTransaction } from '#server/kit/db.ts'

/** The first seal of the journal follows this. */
export const genesis: Buffer = createHash('sha256').update('Klientela journal').digest()

/** A seal never holds more entries, so that sealing and verifying a long import need little memory. */
const mostEntries = 10_000

export interface SealedRange {
  readonly day: string
  readonly no: number
  readonly firstId: string
  readonly lastId: string
  readonly entries: number
}

/** SHA-256 of the previous seal, the range in words, and the digests of its entries in order (`content`). */
export function sealHash(previous: Buffer, range: SealedRange, content: Buffer): Buffer {
  const { day, no, firstId, lastId, entries } = range
  return createHash('sha256')
    .update(previous)
    .update(`${day}/${no}/${firstId}-${lastId}/${entries}:`)
    .update(content)
    .digest()
}

export interface Sealer {
  /** Seals what can be sealed now; waits at most `patienceMs` for writers that were in the middle of a change. */
  seal(patienceMs?: number): Promise<{ seals: number; entries: number }>
}

/**
 * An entry gets its number before its transaction commits, so a lower number may appear after a higher one.
 * The sealer therefore takes the highest visible number, lists the transactions writing to the journal at that
 * moment, and seals up to that number once each of them has ended; those that began later have higher numbers.
 */
export function journalSealer(db: Db): Sealer {
  let horizon: { upTo: string; writers: Set<string> } | undefined
  return {
    async seal(patienceMs = 2_000) {
      const until = Date.now() + patienceMs
      horizon ??= await newHorizon(db)
      while (horizon.writers.size > 0) {
        const still = await writers(db)
        for (const writer of horizon.writers) if (!still.has(writer)) horizon.writers.delete(writer)
        if (horizon.writers.size === 0) break
        if (Date.now() >= until) return { seals: 0, entries: 0 }
        await pause(50)
      }
      const { upTo } = horizon
      horizon = undefined
      const done = { seals: 0, entries: 0 }
      for (;;) {
        const step = await inTransaction(db, (tx) => sealNext(tx, upTo))
        done.seals += step.seals
        done.entries += step.entries
        if (step.entries < mostEntries) return done
      }
    },
  }
}

async function newHorizon(db: Db): Promise<{ upTo: string; writers: Set<string> }> {
  // The order of these two reads is the whole proof: first the number, then who is writing.
  const { rows } = await sql<{ upTo: string }>`select coalesce(max(id), 0) as up_to from journal_entries`.execute(db)
  return { upTo: rows[0]?.upTo ?? '0', writers: await writers(db) }
}

async function writers(db: Db): Promise<Set<string>> {
  const { rows } = await sql<{ transaction: string }>`
    select distinct virtualtransaction as transaction from pg_locks
    where locktype = 'relation' and relation = 'journal_entries'::regclass and mode = 'RowExclusiveLock' and granted
      and database = (select oid from pg_database where datname = current_database())
      and pid is distinct from pg_backend_pid()`.execute(db)
  return new Set(rows.map((row) => row.transaction))
}

/** One batch: unbroken runs of entries of the same day become seals, chained one to the next. */
async function sealNext(tx: Db, upTo: string): Promise<{ seals: number; entries: number }> {
  const { rows: turn } = await sql<{ mine: boolean }>`select pg_try_advisory_xact_lock(7146552) as mine`.execute(tx)
  if (!turn[0]?.mine) return { seals: 0, entries: 0 }
  const { rows: last } = await sql<{ lastId: string; hash: Buffer }>`
    select last_id, hash from journal_seals order by last_id desc limit 1`.execute(tx)
  const { rows: runs } = await sql<{
    day: string
    no: number
    firstId: string
    lastId: string
    entries: number
    content: Buffer
  }>`
    with batch as (
      select id, digest, (at at time zone 'Europe/Prague')::date as day from journal_entries
      where id > ${last[0]?.lastId ?? '0'}::bigint and id <= ${upTo}::bigint order by id limit ${mostEntries}
    ), marked as (
      select *, (day is distinct from lag(day) over (order by id))::int as begins from batch
    ), numbered as (
      select *, sum(begins) over (order by id) as run from marked
    ), runs as (
      select day, min(id) as first_id, max(id) as last_id, count(*)::int as entries, sha256(string_agg(digest, ''::bytea order by id)) as content
      from numbered group by run, day
    )
    select r.*, (coalesce((select max(s.no) from journal_seals s where s.day = r.day), 0)
      + row_number() over (partition by r.day order by r.first_id))::int as no
    from runs r order by r.first_id`.execute(tx)
  let previous = last[0]?.hash ?? genesis
  const seals = runs.map(({ content, ...range }) => {
    const seal = { ...range, previous: hex(previous), hash: hex(sealHash(previous, range, content)) }
    previous = Buffer.from(seal.hash, 'hex')
    return seal
  })
  if (seals.length > 0) {
    await sql`
      insert into journal_seals (day, no, first_id, last_id, entries, previous, hash)
      select day, no, "firstId", "lastId", entries, decode(previous, 'hex'), decode(hash, 'hex')
      from jsonb_to_recordset(${JSON.stringify(seals)}::jsonb)
        as s(day date, no int, "firstId" bigint, "lastId" bigint, entries int, previous text, hash text)`.execute(tx)
  }
  return { seals: seals.length, entries: seals.reduce((n, seal) => n + seal.entries, 0) }
}

const hex = (bytes: Buffer) => bytes.toString('hex')
