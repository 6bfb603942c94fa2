// Imports that are killed, stopped or meet somebody else at work: nothing twice, nothing lost, memory constant.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import * as api from '#api/imports.ts'
import { openUpload } from '#server/imports/description.ts'
import { runImport } from '#server/imports/engine.ts'
import { makeTarget, workOn } from '#server/imports/runs.ts'
import { SeenKeys } from '#server/imports/seen-keys.ts'
import * as store from '#server/imports/store.ts'
import { aUser } from '#server/users/factory.ts'
import { useApp } from '#test/app.ts'
import { counts, upload } from '#test/import-upload.ts'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

const t = useApp({ committed: true })
const cli = fileURLToPath(new URL('../cli.ts', import.meta.url))

function ico(n: number): string {
  const digits = String(2_000_000 + n).slice(-7)
  let sum = 0
  for (let i = 0; i < 7; i += 1) sum += Number(digits[i]) * (8 - i)
  return `${digits}${(11 - (sum % 11)) % 10}`
}

/** A list with wrong numbers and repeated rows among good ones. */
function list(rows: number, from = 0): string {
  const lines = ['Název;IČO;E-mail;Město']
  for (let i = from; i < from + rows; i += 1) {
    if (i % 97 === 5) lines.push(`Špatná ${i};12345678;;Brno`)
    else if (i % 101 === 7) lines.push(`FIRMA ${i - 1};${ico(i - 1)};druhy${i}@firma.example;Brno`)
    else lines.push(`Firma ${i};${ico(i)};info@firma${i}.example;Brno`)
  }
  return `${lines.join('\r\n')}\r\n`
}

async function totals() {
  const { rows } = await sql<Record<string, number>>`select
    (select count(*)::int from clients where ico between ${ico(0)} and ${ico(9_000_000 - 2_000_000)} or ico like '2%') as clients,
    (select count(*)::int from client_channels) as channels,
    (select count(*)::int from client_owners) as owners,
    (select count(*)::int from journal_entries where fact like 'clients.%') as entries,
    (select count(*)::int from import_rejects) as rejects`.execute(t.db)
  return rows[0]
}

test('killed three times at any moment, an import ends as if nothing had happened', { timeout: 180_000 }, async () => {
  await aUser(await t.ctx(), { roles: ['SD'] })
  const folder = mkdtempSync(join(tmpdir(), 'klientela-crash-'))
  const file = join(folder, 'seznam.csv')
  writeFileSync(file, list(6000))
  const run = () => {
    const child = spawn(process.execPath, [cli, 'import', 'clients', file, '--key', 'ico', '--json'], {
      env: { ...process.env, DATABASE_URL: t.url, KLIENTELA_DATA: folder },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let out = ''
    child.stdout.on('data', (data: Buffer) => {
      out += data.toString()
    })
    return {
      child,
      ended: new Promise<{ code: number | null; out: string }>((done) =>
        child.on('close', (code) => done({ code, out })),
      ),
    }
  }
  for (const after of [1000, 2000, 4000]) {
    const { child, ended } = run()
    await reached(child, after)
    child.kill('SIGKILL')
    await ended
  }
  const { code, out } = await run().ended
  expect(code).toBe(0)
  const result = JSON.parse(out.trim().split('\n').at(-1) as string)
  const wrong = 6000 - [...Array(6000).keys()].filter((i) => i % 97 !== 5).length
  expect(result).toMatchObject({ rows: 6000, rejected: wrong })
  expect(result.created + result.updated + result.unchanged + result.rejected).toBe(6000)
  const { rows: imports } = await sql<{ n: number }>`select count(*)::int as n from imports`.execute(t.db)
  expect(imports[0]?.n).toBe(1)
  const killed = await totals()
  await sql`truncate clients, contacts, imports, group_memberships, peculiarities, client_relations cascade`.execute(
    t.db,
  )
  const whole = await run().ended
  expect(JSON.parse(whole.out.trim().split('\n').at(-1) as string)).toEqual({
    ...result,
    rejectsFile: expect.any(String),
  })
  const uninterrupted = await totals()
  // The journal is never emptied: what the second import added is what the first had written.
  expect({ ...uninterrupted, entries: (uninterrupted?.entries ?? 0) / 2 }).toEqual(killed)
})

async function reached(child: ChildProcess, rows: number): Promise<void> {
  for (let i = 0; i < 1200 && child.exitCode === null; i += 1) {
    const { rows: found } = await sql<{ n: string }>`select coalesce(max(committed_row), 0) as n from imports`.execute(
      t.db,
    )
    if (Number(found[0]?.n ?? 0) >= rows) return
    await sleep(25)
  }
}

test('a stopped import keeps what it stored and goes on when asked', async () => {
  const anna = await aUser(await t.ctx(), { roles: ['SD'] })
  const { body } = await upload(t, anna.id, 'clients', list(2500, 20_000))
  const options = (await t.call(api.describeImport, { as: anna.id, params: { id: body.id }, body: {} })).body.options
  await t.call(api.startImport, { as: anna.id, params: { id: body.id }, body: { options } })
  t.jobs.waiting.length = 0
  let asked = false
  await workOn(t.outside, body.id, new AbortController().signal, () => {
    if (!asked) void t.call(api.cancelImport, { as: anna.id, params: { id: body.id } })
    asked = true
  })
  const stopped = (await t.call(api.getImport, { as: anna.id, params: { id: body.id } })).body
  expect(['cancelled', 'done']).toContain(stopped.state)
  expect(stopped.rows).toBeGreaterThanOrEqual(1000)
  if (stopped.state === 'cancelled') {
    expect(stopped.rows % 500).toBe(0)
    expect((await t.call(api.resumeImport, { as: anna.id, params: { id: body.id } })).status).toBe(200)
    await t.jobs.drain()
  }
  const done = (await t.call(api.getImport, { as: anna.id, params: { id: body.id } })).body
  expect(done.state).toBe('done')
  expect(counts(done).rows).toBe(2500)
})

test('of two workers on one import only one stores', async () => {
  const anna = await aUser(await t.ctx(), { roles: ['SD'] })
  const { body } = await upload(t, anna.id, 'clients', list(3000, 40_000))
  const options = (await t.call(api.describeImport, { as: anna.id, params: { id: body.id }, body: {} })).body.options
  await t.call(api.startImport, { as: anna.id, params: { id: body.id }, body: { options } })
  t.jobs.waiting.length = 0
  const signal = new AbortController().signal
  await Promise.all([workOn(t.outside, body.id, signal), workOn(t.outside, body.id, signal)])
  // Whoever noticed the other has left; the watch takes the rest up.
  await workOn(t.outside, body.id, signal)
  const done = (await t.call(api.getImport, { as: anna.id, params: { id: body.id } })).body
  expect([done.state, done.rows, done.created + done.updated + done.unchanged + done.rejected]).toEqual([
    'done',
    3000,
    3000,
  ])
})

test('an interrupted run is taken up by the watch', async () => {
  const anna = await aUser(await t.ctx(), { roles: ['SD'] })
  const { body } = await upload(t, anna.id, 'clients', list(200, 60_000))
  const options = (await t.call(api.describeImport, { as: anna.id, params: { id: body.id }, body: {} })).body.options
  await t.call(api.startImport, { as: anna.id, params: { id: body.id }, body: { options } })
  t.jobs.waiting.length = 0
  await store.takeRun(t.db, body.id)
  await sql`update imports set beat_at = now() - interval '1 minute' where id = ${body.id}::uuid`.execute(t.db)
  await t.jobs.enqueue(t.db, 'imports.resume', {})
  await t.jobs.drain()
  expect((await t.call(api.getImport, { as: anna.id, params: { id: body.id } })).body.state).toBe('done')
})

test('twenty thousand rows need no more memory than two thousand', { timeout: 120_000 }, async () => {
  const anna = await aUser(await t.ctx(), { roles: ['SD'] })
  const ctx = await t.ctx(anna.id)
  const peak = async (rows: number) => {
    const { body } = await upload(t, anna.id, 'clients', list(rows, 100_000))
    const described = (await t.call(api.describeImport, { as: anna.id, params: { id: body.id }, body: {} })).body
    await t.call(api.startImport, {
      as: anna.id,
      params: { id: body.id },
      body: { options: described.options, dryRun: true },
    })
    t.jobs.waiting.length = 0
    const taken = (await store.takeRun(t.db, body.id)) as store.StoredImport
    const file = await openUpload(taken.filePath, {})
    const target = await makeTarget(ctx, 'clients', described.options, file, true)
    let most = 0
    await runImport(t.db, {
      id: body.id,
      file,
      target,
      dry: true,
      committed: 0,
      context: (db) => ({ ...ctx, db }),
      signal: new AbortController().signal,
      onBatch: () => {
        collect()
        most = Math.max(most, process.memoryUsage().heapUsed)
      },
    })
    return most
  }
  const small = await peak(2000)
  const large = await peak(20_000)
  expect(large - small).toBeLessThan(20 * 1024 ** 2)
})

test('keys once seen are known, others are not', () => {
  const seen = new SeenKeys()
  for (let i = 0; i < 50_000; i += 1) expect(seen.add(`ico ${i}`)).toBe(false)
  for (let i = 0; i < 50_000; i += 1) expect(seen.has(`ico ${i}`)).toBe(true)
  for (let i = 50_000; i < 100_000; i += 1) expect(seen.has(`ico ${i}`)).toBe(false)
})
