import { createReadStream } from 'node:fs'
import { CamelCasePlugin, Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { importFromFile } from '#server/imports/actions.ts'
import { workOn } from '#server/imports/runs.ts'
import * as store from '#server/imports/store.ts'
import { hashOfFile } from '#server/imports/uploads.ts'
import { dayOf, systemActor } from '#server/kit/context.ts'
import { openDatabase } from '#server/kit/db.ts'
import { migrate } from '#server/kit/migrate.ts'

const [, , url, file, capability = 'clients'] = process.argv
const base = openDatabase(url)
await migrate(base.pool)
const times = new Map<string, { n: number; ms: number }>()
const raw = base.db
const pool = base.pool
const q = pg.Client.prototype.query as any
;(pg.Client.prototype as any).query = function (this: any, ...a: any[]) {
  const t = performance.now()
  const text = typeof a[0] === 'string' ? a[0] : a[0]?.text
  const r = q.apply(this, a)
  if (r?.then)
    r.then(
      () => {
        const k = String(text).replace(/\s+/g, ' ').trim().slice(0, 90)
        const e = times.get(k) ?? { n: 0, ms: 0 }
        e.n++
        e.ms += performance.now() - t
        times.set(k, e)
      },
      () => {},
    )
  return r
}
const ctx: any = {
  db: base.db,
  actor: systemActor,
  now: new Date().toISOString(),
  today: dayOf(new Date()),
  jobs: { enqueue: async () => {} },
}
const { id } = await importFromFile(
  ctx,
  '/tmp/imports-data',
  { capability: capability as any, name: 'x.csv', open: () => createReadStream(file), hash: await hashOfFile(file) },
  (d) => d.options,
  false,
)

import { readdirSync, readFileSync } from 'node:fs'

const pgCpu = () => {
  let sum = 0
  const name = new URL(url).pathname.slice(1)
  for (const d of readdirSync('/proc')) {
    if (!/^\d+$/.test(d)) continue
    try {
      const c = readFileSync(`/proc/${d}/cmdline`, 'utf8')
      if (!c.startsWith('postgres:') || !c.includes(name)) continue
      const f = readFileSync(`/proc/${d}/stat`, 'utf8').split(') ')[1].split(' ')
      sum += (Number(f[11]) + Number(f[12])) / 100
    } catch {}
  }
  return sum
}
const pg0 = pgCpu()
const t0 = performance.now()
let peak = 0
const cpu0 = process.cpuUsage()
await workOn({ db: base.db, jobs: ctx.jobs, now: () => new Date() }, id, new AbortController().signal, (row) => {
  peak = Math.max(peak, process.memoryUsage().rss)
  if (row % 10000 === 0)
    console.log(row, Math.round(performance.now() - t0), 'ms', Math.round(process.memoryUsage().rss / 1e6), 'MB')
})
const s = (performance.now() - t0) / 1000
const imp = await store.readImport(base.db, id)
const cpu = process.cpuUsage(cpu0)
console.log(
  imp!.state,
  imp!.committedRow,
  imp!.createdCount,
  imp!.updatedCount,
  imp!.unchangedCount,
  imp!.rejectedCount,
  'similar',
  imp!.similarCount,
  'in',
  s.toFixed(1),
  's',
  Math.round(Number(imp!.committedRow) / s),
  'rows/s',
  'node cpu',
  ((cpu.user + cpu.system) / 1e6).toFixed(1),
  's pg cpu',
  (pgCpu() - pg0).toFixed(1),
  's peak',
  Math.round(peak / 1e6),
  'MB',
  imp!.error,
)
for (const [k, e] of [...times].sort((a, b) => b[1].ms - a[1].ms).slice(0, 16))
  console.log(Math.round(e.ms).toString().padStart(8), String(e.n).padStart(5), k)
await base.close()
