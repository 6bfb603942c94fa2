// Starts the two sides of a comparison, the floor and the product, each in a process of its own on the same database.
import { type ChildProcess, fork } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { folderOf } from '../bin/built.mjs'
import { environment, serverFlags } from '../bin/launch.mjs'
import { measuredFrom } from './firm.ts'
import type { Address } from './load.ts'

export const secret = 'the secret of the bench, known to everybody'

export interface Side {
  readonly pid: number
  readonly port: number
  readonly startMs: number
  stop(): Promise<void>
}

/** The bare server of bench/floor.ts. */
export function startFloor(databaseUrl: string, folder: string): Promise<Side> {
  return started(fileURLToPath(new URL('floor.ts', import.meta.url)), [], databaseUrl, folder)
}

/**
 * The product as `npm start` runs it: jobs, log and checks on. Only the limit of requests per minute is off, because here
 * one address asks for everybody.
 */
export function startProduct(databaseUrl: string, folder: string): Promise<Side> {
  const clock = fileURLToPath(new URL('clock.mjs', import.meta.url))
  return started(join(folderOf('server'), 'main.mjs'), [...serverFlags, '--import', clock], databaseUrl, folder)
}

async function started(program: string, execArgv: string[], databaseUrl: string, folder: string): Promise<Side> {
  mkdirSync(join(folder, 'data'), { recursive: true })
  const began = performance.now()
  const child = fork(program, [], {
    execArgv,
    stdio: ['ignore', 'pipe', process.env.BENCH_LOG ? 'inherit' : 2, 'ipc'],
    env: {
      ...environment(),
      NODE_ENV: 'production',
      DATABASE_URL: databaseUrl,
      KLIENTELA_SECRET: secret,
      KLIENTELA_DATA: join(folder, 'data'),
      KLIENTELA_REQUESTS: '0',
      BENCH_FROM: String(measuredFrom),
      PORT: '0',
    },
  })
  const port = await new Promise<number>((resolve, reject) => {
    let said = ''
    // The log is written and read, only nobody keeps it.
    child.stdout?.on('data', (chunk) => {
      if (said.length > 100_000) return
      said += chunk
      const found = /http:\/\/127\.0\.0\.1:(\d+)/.exec(said)?.[1]
      if (found) resolve(Number(found))
    })
    child.once('exit', (code) => reject(new Error(`${program} ended with ${code} before it listened: ${said}`)))
    child.once('error', reject)
  })
  return { pid: child.pid ?? 0, port, startMs: performance.now() - began, stop: () => ended(child) }
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) return resolve()
    child.once('exit', () => resolve())
    child.disconnect()
  })
}

/** Signs a user in by a row in `sessions`, as sign-in itself leaves it, and returns the cookie. */
export async function sessionCookie(databaseUrl: string, userId: string): Promise<string> {
  const token = `bench${userId.replaceAll('-', '')}`
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  await client.query(
    `insert into sessions (user_id, token, expires_at) values ($1, $2, now() + interval '2 days') on conflict (token) do nothing`,
    [userId, token],
  )
  await client.end()
  const signature = createHmac('sha256', secret).update(token).digest('base64')
  return `klientela.session_token=${encodeURIComponent(`${token}.${signature}`)}`
}

export const addressOf = (side: Side, cookie: string): Address => ({ host: '127.0.0.1', port: side.port, cookie })
