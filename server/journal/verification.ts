// Proves the journal: every entry against its digest, every seal against its entries, every link of the chain.
import { sql } from 'kysely'
import { genesis, type SealedRange, sealHash } from '#server/journal/sealing.ts'
import type { Db } from '#server/kit/db.ts'

export type JournalProblem =
  /** An entry whose content does not match its own digest: somebody edited the row. */
  | { readonly kind: 'entryChanged'; readonly id: string; readonly day: string }
  /** Fewer entries than were sealed: some were deleted. */
  | ({ readonly kind: 'entriesMissing'; readonly found: number } & SealedRange)
  /** More entries than were sealed: some were slipped in. */
  | ({ readonly kind: 'entriesAdded'; readonly found: number } & SealedRange)
  /** The same number of entries, but not the sealed ones: a row was rewritten together with its digest, or the seal was. */
  | ({ readonly kind: 'sealBroken' } & SealedRange)
  /** The seal does not follow the one before it: a seal was removed or rewritten. */
  | ({ readonly kind: 'chainBroken' } & SealedRange)
  /** An entry between two seals, which the chain never held. */
  | { readonly kind: 'entryUnsealed'; readonly id: string; readonly day: string }
  /** The fingerprint noted earlier is not in the chain any more. */
  | { readonly kind: 'fingerprintGone'; readonly fingerprint: string }

export interface Verification {
  readonly ok: boolean
  readonly entries: number
  readonly seals: number
  /** Written in the last seconds, not sealed yet; their digests are verified. */
  readonly unsealed: number
  /** Hash of the last seal; noted outside, it later proves that nothing before it was rewritten. */
  readonly fingerprint: string | null
  /** At most 1,000 are named. */
  readonly problems: readonly JournalProblem[]
  readonly problemsFound: number
}

interface Seal extends SealedRange {
  readonly previous: Buffer
  readonly hash: Buffer
  readonly before: Buffer | null
  readonly beforeId: string
}

const named = 1_000
const entriesAtOnce = 100_000

/**
 * Verifies the whole journal, or the seals of one day with their links to the days around. `fingerprint` is the
 * hash printed by an earlier verification: it must still be in the chain.
 */
export async function verifyJournal(
  db: Db,
  options: { day?: string; fingerprint?: string } = {},
): Promise<Verification> {
  const problems: JournalProblem[] = []
  let problemsFound = 0
  const report = (problem: JournalProblem) => {
    problemsFound++
    if (problems.length < named) problems.push(problem)
  }
  let entries = 0
  let seals = 0
  let lastId = '0'
  for (;;) {
    const batch = await nextSeals(db, lastId, options.day)
    if (batch.length === 0) break
    const found = await contents(db, batch)
    for (const seal of batch) {
      const { previous, hash, before, beforeId: _, ...range } = seal
      const content = found.get(seal.lastId) as Content
      if (!previous.equals(before ?? genesis)) report({ kind: 'chainBroken', ...range })
      for (const id of content.outside) report({ kind: 'entryUnsealed', id, day: seal.day })
      for (const id of content.changed) report({ kind: 'entryChanged', id, day: seal.day })
      if (content.found < seal.entries) report({ kind: 'entriesMissing', found: content.found, ...range })
      else if (content.found > seal.entries) report({ kind: 'entriesAdded', found: content.found, ...range })
      else if (!content.digest || !sealHash(previous, range, content.digest).equals(hash))
        report({ kind: 'sealBroken', ...range })
      entries += content.found
    }
    seals += batch.length
    lastId = batch.at(-1)?.lastId ?? lastId
  }
  const tail = await unsealed(db, options.day)
  for (const row of tail.changed) report({ kind: 'entryChanged', ...row })
  const { rows } = await sql<{ hash: Buffer }>`select hash from journal_seals order by last_id desc limit 1`.execute(db)
  if (options.fingerprint !== undefined && !(await inChain(db, options.fingerprint))) {
    report({ kind: 'fingerprintGone', fingerprint: options.fingerprint })
  }
  return {
    ok: problemsFound === 0,
    entries: entries + tail.count,
    seals,
    unsealed: tail.count,
    fingerprint: rows[0]?.hash.toString('hex') ?? null,
    problems,
    problemsFound,
  }
}

/** The seals after `lastId`, enough for about a hundred thousand entries, each with the hash that came before it. */
async function nextSeals(db: Db, lastId: string, day: string | undefined): Promise<Seal[]> {
  const ofDay = day ? sql` and s.day = ${day}::date` : sql``
  const { rows } = await sql<Seal>`
    select s.day, s.no, s.first_id, s.last_id, s.entries, s.previous, s.hash, b.hash as before, coalesce(b.last_id, 0) as before_id
    from journal_seals s
    left join lateral (select hash, last_id from journal_seals where last_id < s.last_id order by last_id desc limit 1) b on true
    where s.last_id > ${lastId}::bigint${ofDay} order by s.last_id limit 500`.execute(db)
  const batch: Seal[] = []
  let sum = 0
  for (const seal of rows) {
    if (batch.length > 0 && sum + seal.entries > entriesAtOnce) break
    batch.push(seal)
    sum += seal.entries
  }
  return batch
}

interface Content {
  readonly lastId: string
  readonly found: number
  readonly digest: Buffer | null
  readonly changed: readonly string[]
  readonly outside: readonly string[]
}

async function contents(db: Db, seals: readonly Seal[]): Promise<Map<string, Content>> {
  const ranges = seals.map(({ beforeId, firstId, lastId }) => ({ beforeId, firstId, lastId }))
  const { rows } = await sql<Content>`
    select r."lastId"::text as last_id, c.*,
      array(select o.id::text from journal_entries o where o.id > r."beforeId" and o.id < r."firstId" order by o.id limit 1000) as outside
    from jsonb_to_recordset(${JSON.stringify(ranges)}::jsonb) as r("beforeId" bigint, "firstId" bigint, "lastId" bigint)
    cross join lateral (
      select count(*)::int as found, sha256(string_agg(e.digest, ''::bytea order by e.id)) as digest,
        coalesce(array_agg(e.id::text order by e.id) filter (where journal_digest(e) is distinct from e.digest), '{}') as changed
      from journal_entries e where e.id between r."firstId" and r."lastId"
    ) c`.execute(db)
  return new Map(rows.map((row) => [row.lastId, row]))
}

async function unsealed(
  db: Db,
  day: string | undefined,
): Promise<{ count: number; changed: { id: string; day: string }[] }> {
  const ofDay = day ? sql` and (e.at at time zone 'Europe/Prague')::date = ${day}::date` : sql``
  const { rows } = await sql<{ count: number; changed: { id: string; day: string }[] }>`
    select count(*)::int as count, coalesce(json_agg(json_build_object('id', e.id::text, 'day', (e.at at time zone 'Europe/Prague')::date))
      filter (where journal_digest(e) is distinct from e.digest), '[]') as changed
    from journal_entries e where e.id > coalesce((select max(last_id) from journal_seals), 0)${ofDay}`.execute(db)
  return rows[0] ?? { count: 0, changed: [] }
}

async function inChain(db: Db, fingerprint: string): Promise<boolean> {
  if (!/^[0-9a-f]{64}$/i.test(fingerprint)) return false
  const { rows } = await sql`select from journal_seals where hash = decode(${fingerprint}, 'hex') limit 1`.execute(db)
  return rows.length > 0
}
