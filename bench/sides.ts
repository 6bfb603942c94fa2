// Starts the two sides of a comparison, the floor and the product, each in a process of its own on the same database.
import { type ChildProcess, fork } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import type { Address } from './load.ts'

export const secret = 'the secret of the bench, known to everybody'

export interface Side {
  readonly pid: number
  readonly port: number
  readonly startMs: number
  stop(): Promise<void>
}

export async function startSide(
  program: 'floor.ts' | 'product-process.ts',
  databaseUrl: string,
  folder: string,
): Promise<Side> {
  mkdirSync(folder, { recursive: true })
  // The log is written, only nobody reads it.
  const silence = openSync('/dev/null', 'w')
  const began = performance.now()
  const child = fork(fileURLToPath(new URL(program, import.meta.url)), [], {
    // As bin/start.mjs starts the server.
    execArgv: program === 'floor.ts' ? [] : ['--max-semi-space-size=4'],
    stdio: ['ignore', silence, process.env.BENCH_LOG ? 'inherit' : 2, 'ipc'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      NODE_COMPILE_CACHE: fileURLToPath(new URL('../.cache/compiled', import.meta.url)),
      DATABASE_URL: databaseUrl,
      KLIENTELA_SECRET: secret,
      KLIENTELA_DATA: join(folder, 'data'),
      PORT: '0',
    },
  })
  mkdirSync(join(folder, 'data'), { recursive: true })
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message) => resolve((message as { port: number }).port))
    child.once('exit', (code) => reject(new Error(`${program} ended with ${code} before it listened`)))
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
