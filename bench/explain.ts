// Shows the plans of the statements behind one request: node bench/explain.ts DATABASE_URL USER_ID PATH [custom|generic]
import { tmpdir } from 'node:os'
import pg from 'pg'
import { buildApp, type Outside } from '#server/app.ts'
import { openDatabase } from '#server/kit/db.ts'
import { jobsInMemory } from '#server/kit/jobs.ts'
import { Pipeline } from '#server/kit/pipeline.ts'
import { makeAuth } from '#server/users/auth.ts'
import { secret, sessionCookie } from './sides.ts'

const [url = '', userId = '', path = '', mode = 'custom'] = process.argv.slice(2)
const seen: { text: string; values: unknown[] }[] = []
const original = pg.Client.prototype.query as (...args: unknown[]) => unknown
pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
  const [given] = args as [string | { text: string; values?: unknown[] }]
  const sent =
    given instanceof Pipeline
      ? given.steps
      : typeof given === 'string'
        ? [{ text: given, values: (args[1] as unknown[]) ?? [] }]
        : [{ text: given.text, values: given.values ?? [] }]
  for (const { text, values } of sent) {
    if (/^\s*(select|with|insert|update|delete)/i.test(text ?? '')) seen.push({ text, values: [...values] })
  }
  return original.apply(this, args)
} as never
const database = openDatabase(url)
const { auth } = makeAuth({ databaseUrl: url, secret }, database.db)
const outside: Outside = {
  secret,
  db: database.db,
  auth,
  dataDir: tmpdir(),
  aresUrl: 'http://127.0.0.1:9',
  now: () => new Date(),
  jobs: jobsInMemory([]),
}
const app = await buildApp({ ...outside, logger: false, requestsPerMinute: 0 })
const cookie = await sessionCookie(url, userId)
await app.inject({ method: 'GET', url: path, headers: { cookie } })
seen.length = 0
const reply = await app.inject({ method: 'GET', url: path, headers: { cookie } })
console.log(reply.statusCode, reply.body.length, reply.body.slice(0, 600))
const client = new pg.Client({ connectionString: url })
await client.connect()
await client.query(`set plan_cache_mode = force_${mode}_plan`)
await client.query(`set timezone = 'Europe/Prague'`)
const statements = [...seen]
for (const { text, values } of statements) {
  console.log(`\n--- ${text}\n${JSON.stringify(values)}`)
  const literal = (v: unknown): string =>
    v === null || v === undefined
      ? 'null'
      : Array.isArray(v)
        ? `'{${v.join(',')}}'`
        : typeof v === 'number' || typeof v === 'boolean'
          ? String(v)
          : `'${String(v).replace(/'/g, "''")}'`
  await client.query('deallocate all')
  await client.query(`prepare x as ${text}`)
  const execute = `explain (analyze, buffers, settings off) execute x${values.length > 0 ? `(${values.map(literal).join(', ')})` : ''}`
  for (let i = 0; i < 2; i++) await client.query(execute)
  const { rows } = await client.query(execute)
  console.log(rows.map((r) => r['QUERY PLAN']).join('\n'))
}
process.exit()
