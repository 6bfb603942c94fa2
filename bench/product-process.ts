// The product in a process of its own with the parts of server/product.ts: jobs, log and checks on. Only the limit of
// requests per minute is off, because here one address asks for everybody.
import type { AddressInfo } from 'node:net'
import { buildApp, type Outside } from '#server/app.ts'
import { capabilities } from '#server/capabilities.ts'
import { readConfig } from '#server/kit/config.ts'
import { openDatabase } from '#server/kit/db.ts'
import { type Jobs, type RunningJobs, startJobs } from '#server/kit/jobs.ts'
import { makeLogger } from '#server/kit/logger.ts'
import { makeAuth } from '#server/users/auth.ts'

const { databaseUrl = '', secret = '', dataDir, aresUrl, logLevel } = readConfig(process.env)
const { log } = makeLogger(logLevel)
const database = openDatabase(databaseUrl)
const { auth } = makeAuth({ databaseUrl, secret }, database.db)
let running: RunningJobs | undefined
const jobs: Jobs & { readonly ready: boolean } = {
  get ready() {
    return running?.ready ?? false
  },
  enqueue: (...args) => (running ? running.enqueue(...args) : Promise.reject(new Error('jobs have not started'))),
}
const outside: Outside = { secret, db: database.db, auth, dataDir, aresUrl, now: () => new Date(), jobs }
const app = await buildApp({ ...outside, jobs, logger: false, loggerInstance: log, requestsPerMinute: 0 })
running = await startJobs(
  databaseUrl,
  database.db,
  capabilities.flatMap((c) => c.jobs?.(outside) ?? []),
  log,
)
await app.listen({ port: Number(process.env.PORT ?? 0), host: '127.0.0.1' })
process.send?.({ port: (app.server.address() as AddressInfo).port })
process.on('disconnect', () => process.exit(0))
