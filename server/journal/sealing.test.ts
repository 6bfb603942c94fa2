// The chain of hashes: what was written is proven, and every way of rewriting it is found.
import { type ControlledTransaction, sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { journalSealer, sealHash } from '#server/journal/sealing.ts'
import { verifyJournal } from '#server/journal/verification.ts'
import { systemActor } from '#server/kit/context.ts'
import { type Database, type Db, openDatabase } from '#server/kit/db.ts'
import { jobsInMemory } from '#server/kit/jobs.ts'
import { record } from '#server/kit/record.ts'
import type { Tables } from '#server/kit/tables.ts'
import { type TemporaryDatabase, temporaryDatabase } from '#test/temporary-database.ts'

const someone = '0198c000-0000-7000-8000-000000000001'

/** A day of work: `count` changes written at noon of the day. */
async function aDay(t: { db: Db }, day: string, count: number): Promise<void> {
  await sql`
    insert into journal_entries (at, fact, record_type, record_id, reason, before, after)
    select (${day}::date + time '12:00' + make_interval(secs => n)) at time zone 'Europe/Prague', 'clients.changed', 'clients',
      ${someone}::uuid, 'změna ' || n, jsonb_build_object('name', n), jsonb_build_object('name', n + 1)
    from generate_series(1, ${count}::int) n`.execute(t.db)
}

/** Runs a statement the way a database administrator could: with the guards of the journal switched off. */
async function asAdministrator(t: { db: Db }, statement: string): Promise<void> {
  await sql
    .raw('alter table journal_entries disable trigger user; alter table journal_seals disable trigger user')
    .execute(t.db)
  await sql.raw(statement).execute(t.db)
  await sql
    .raw('alter table journal_entries enable trigger user; alter table journal_seals enable trigger user')
    .execute(t.db)
}

const nth = (n: number) => `(select id from journal_entries order by id offset ${n} limit 1)`

/** A database of the journal alone; with `committed` nothing is rolled back and several connections may write. */
function useDatabase(options: { committed?: boolean } = {}): { db: Db; url: string } {
  const t = {} as { db: Db; url: string }
  let clone: TemporaryDatabase
  let database: Database
  let tx: ControlledTransaction<Tables> | undefined
  beforeAll(async () => {
    clone = await temporaryDatabase('journal', process.env.TEST_TEMPLATE)
    t.url = clone.url
    database = openDatabase(clone.url, options.committed ? 4 : 1)
  })
  beforeEach(async () => {
    tx = options.committed ? undefined : await database.db.startTransaction().execute()
    t.db = tx ?? database.db
  })
  afterEach(() => tx?.rollback().execute())
  afterAll(async () => {
    await database.close()
    await clone.drop()
  })
  return t
}

describe('the chain of the journal', () => {
  const t = useDatabase()
  const verify = (options: { day?: string; fingerprint?: string } = {}) => verifyJournal(t.db, options)
  const kinds = async () => (await verify()).problems.map((problem) => problem.kind)
  const threeDays = async () => {
    for (const day of ['2026-11-21', '2026-11-22', '2026-11-23']) {
      await aDay(t, day, 30)
      await journalSealer(t.db).seal()
    }
  }

  it('an empty journal is true', async () => {
    expect(await verify()).toMatchObject({ ok: true, entries: 0, seals: 0, fingerprint: null })
  })

  it('a day of journal is verified', async () => {
    await threeDays()
    expect(await verify()).toMatchObject({ ok: true, entries: 90, seals: 3, unsealed: 0, problems: [] })
    expect(await verify({ day: '2026-11-22' })).toMatchObject({ ok: true, entries: 30, seals: 1 })
    expect(await verify({ day: '2026-11-20' })).toMatchObject({ ok: true, entries: 0, seals: 0 })
  })

  it('what record() writes is sealed too, and sealing again adds nothing', async () => {
    const ctx = {
      db: t.db,
      actor: systemActor,
      now: '2026-11-24T09:00:00Z',
      today: '2026-11-24',
      jobs: jobsInMemory([]),
    }
    await record(ctx, {
      fact: 'clients.changed',
      recordType: 'clients',
      recordId: someone,
      before: { a: 1 },
      after: { a: 2 },
    })
    expect(await verify()).toMatchObject({ ok: true, entries: 1, unsealed: 1 })
    expect(await journalSealer(t.db).seal()).toEqual({ seals: 1, entries: 1 })
    expect(await journalSealer(t.db).seal()).toEqual({ seals: 0, entries: 0 })
    expect(await verify()).toMatchObject({ ok: true, entries: 1, seals: 1, unsealed: 0 })
  })

  it('entries of two days written across midnight lie in runs of their own day', async () => {
    for (const day of ['2026-11-21', '2026-11-22', '2026-11-21', '2026-11-22']) await aDay(t, day, 2)
    expect(await journalSealer(t.db).seal()).toEqual({ seals: 4, entries: 8 })
    expect(await verify()).toMatchObject({ ok: true, seals: 4 })
    expect(await verify({ day: '2026-11-21' })).toMatchObject({ ok: true, seals: 2, entries: 4 })
  })

  it('the journal refuses to be changed or emptied', async () => {
    await aDay(t, '2026-11-23', 1)
    for (const statement of [
      'update journal_entries set reason = null',
      'delete from journal_entries',
      'truncate journal_entries',
    ]) {
      await sql`savepoint attempt`.execute(t.db)
      await expect(sql.raw(statement).execute(t.db)).rejects.toThrow('append-only')
      await sql`rollback to savepoint attempt`.execute(t.db)
    }
  })

  it('a row edited with the guards off is found by its digest', async () => {
    await threeDays()
    await asAdministrator(t, `update journal_entries set after = '{"name": 1000000}' where id = ${nth(40)}`)
    const found = await verify()
    const { rows } = await sql<{ id: string }>`select id from journal_entries order by id offset 40 limit 1`.execute(
      t.db,
    )
    expect(found).toMatchObject({ ok: false, problems: [{ kind: 'entryChanged', id: rows[0]?.id, day: '2026-11-22' }] })
    expect(await verify({ day: '2026-11-22' })).toMatchObject({ ok: false })
    expect(await verify({ day: '2026-11-21' })).toMatchObject({ ok: true })
  })

  it('a row edited together with its digest is found by the seal', async () => {
    await threeDays()
    await asAdministrator(t, `update journal_entries set after = '{"name": 1000000}' where id = ${nth(40)}`)
    await asAdministrator(t, `update journal_entries e set digest = journal_digest(e) where id = ${nth(40)}`)
    expect((await verify()).problems).toMatchObject([{ kind: 'sealBroken', day: '2026-11-22', entries: 30 }])
  })

  it('who acted and for whom cannot be exchanged', async () => {
    await sql`insert into journal_entries (actor_id, fact, record_type, record_id) values (${someone}::uuid, 'clients.changed', 'clients', ${someone}::uuid)`.execute(
      t.db,
    )
    await journalSealer(t.db).seal()
    await asAdministrator(t, 'update journal_entries set on_behalf_of = actor_id, actor_id = null')
    expect(await kinds()).toEqual(['entryChanged'])
  })

  it('text moved from one field into its neighbour is found', async () => {
    await sql`insert into journal_entries (fact, record_type, record_id, reason) values ('clients.changed', 'clients', ${someone}::uuid, '-')`.execute(
      t.db,
    )
    await journalSealer(t.db).seal()
    await asAdministrator(t, 'update journal_entries set reason = null')
    expect(await kinds()).toEqual(['entryChanged'])
  })

  it('a deleted row is found', async () => {
    await threeDays()
    await asAdministrator(t, `delete from journal_entries where id = ${nth(40)}`)
    expect((await verify()).problems).toMatchObject([
      { kind: 'entriesMissing', day: '2026-11-22', entries: 30, found: 29 },
    ])
  })

  it('a row slipped into a sealed stretch is found', async () => {
    await threeDays()
    await sql`select nextval(pg_get_serial_sequence('journal_entries', 'id'))`.execute(t.db)
    await aDay(t, '2026-11-23', 5)
    await journalSealer(t.db).seal()
    // A number skipped by a change that was rolled back; somebody fills it later.
    const slip = (id: string) =>
      asAdministrator(
        t,
        `insert into journal_entries (id, at, fact, record_type, record_id, digest) overriding system value
         values (${id}, '2026-11-23 13:00+01', 'clients.changed', 'clients', '${someone}', ''::bytea);
         update journal_entries e set digest = journal_digest(e) where digest = ''::bytea`,
      )
    await slip('(select max(last_id) + 1 from journal_seals where no = 1)')
    expect(await kinds()).toEqual(['entryUnsealed'])
  })

  it('a removed seal and a rewritten seal break the chain', async () => {
    await threeDays()
    await asAdministrator(t, `delete from journal_seals where day = '2026-11-22'`)
    const found = await verify()
    expect(found.problems[0]).toMatchObject({ kind: 'chainBroken', day: '2026-11-23' })
    expect(found.problems.filter((problem) => problem.kind === 'entryUnsealed')).toHaveLength(30)
  })

  it('a seal computed anew after the fact no longer fits its followers', async () => {
    await threeDays()
    await asAdministrator(t, `update journal_entries set reason = 'jinak' where id = ${nth(40)}`)
    await asAdministrator(t, `update journal_entries e set digest = journal_digest(e) where id = ${nth(40)}`)
    const { rows } = await sql<{
      no: number
      firstId: string
      lastId: string
      entries: number
      previous: Buffer
      content: Buffer
    }>`
      select s.*, (select sha256(string_agg(digest, ''::bytea order by id)) from journal_entries e where e.id between s.first_id and s.last_id) as content
      from journal_seals s where day = '2026-11-22'`.execute(t.db)
    const seal = rows[0] as (typeof rows)[0]
    const forged = sealHash(seal.previous, { ...seal, day: '2026-11-22' }, seal.content).toString('hex')
    await asAdministrator(t, `update journal_seals set hash = '\\x${forged}' where day = '2026-11-22'`)
    expect((await verify()).problems).toMatchObject([{ kind: 'chainBroken', day: '2026-11-23' }])
  })

  it('an ending cut off is found by a fingerprint noted before', async () => {
    await threeDays()
    const { fingerprint } = await verify()
    expect(await verify({ fingerprint: fingerprint as string })).toMatchObject({ ok: true })
    await asAdministrator(
      t,
      `delete from journal_entries where id > ${nth(59)}; delete from journal_seals where day = '2026-11-23'`,
    )
    expect(await verify()).toMatchObject({ ok: true })
    expect((await verify({ fingerprint: fingerprint as string })).problems).toMatchObject([{ kind: 'fingerprintGone' }])
  })
})

describe('sealing beside people who write', () => {
  const t = useDatabase({ committed: true })
  const insert = sql`insert into journal_entries (fact, record_type, record_id) values ('clients.changed', 'clients', ${someone}::uuid)`

  it('waits for a change under way, blocks nobody, and seals everything once', async () => {
    const other: Database = openDatabase(t.url, 2)
    try {
      const slow = await other.db.startTransaction().execute()
      await insert.execute(slow)
      await insert.execute(t.db)
      const sealer = journalSealer(t.db)
      expect(await sealer.seal(100)).toEqual({ seals: 0, entries: 0 })
      // A later writer neither waits for the sealer nor holds it up.
      const later = await other.db.startTransaction().execute()
      await insert.execute(later)
      await slow.commit().execute()
      expect(await sealer.seal(1_000)).toEqual({ seals: 1, entries: 2 })
      await later.commit().execute()
      const both = await Promise.all([journalSealer(t.db).seal(), journalSealer(other.db).seal()])
      expect(both.reduce((n, done) => n + done.entries, 0)).toBe(1)
      expect(await verifyJournal(t.db)).toMatchObject({ ok: true, entries: 3, unsealed: 0 })
    } finally {
      await other.close()
    }
  })
})
