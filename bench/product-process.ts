// The product in a process of its own, as it runs in a firm: jobs, log and checks on; only the limit of requests per
// minute is off, because one address asks for all.
import type { AddressInfo } from 'node:net'
import pino from 'pino'
import { buildApp } from '#server/app.ts'
import { capabilities } from '#server/capabilities.ts'
import { openDatabase } from '#server/kit/db.ts'
import { type JobDefinition, startJobs } from '#server/kit/jobs.ts'
import { makeAuth } from '#server/users/auth.ts'

const databaseUrl = process.env.DATABASE_URL ?? ''
const secret = process.env.KLIENTELA_SECRET ?? ''
const dataDir = process.env.KLIENTELA_DATA ?? ''
const log = pino({ level: 'info' }, pino.destination({ dest: '/dev/null', sync: false }))
const database = openDatabase(databaseUrl)
const { auth } = makeAuth({ databaseUrl, secret }, database.db)
const definitions: JobDefinition[] = []
const jobs = await startJobs(databaseUrl, database.db, definitions, log)
const app = await buildApp({ db: database.db, jobs, auth, secret, dataDir, loggerInstance: log as never, logger: false, requestsPerMinute: 0 })
void capabilities
await app.listen({ port: 0, host: '127.0.0.1' })
process.send?.({ port: (app.server.address() as AddressInfo).port })
process.on('disconnect', () => process.exit(0))
