// Ephemeral events to open browsers: published by pg_notify with the transaction, heard by one connection per process,
// written to every stream of the person wherever it is connected.
import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { sql } from 'kysely'
import pg from 'pg'
import type { Context } from '#server/kit/context.ts'

const channel = 'klientela_live'
/** PostgreSQL takes less than 8000 bytes at once, and base64 makes four of three. */
const mostBytes = 5700
/** Streams of one person in this process; the oldest gives way. */
const mostStreams = 12

/**
 * Tells the open browsers of these people that something happened; sent when the transaction commits, kept nowhere.
 * `kind` is `capability.event`; `data` must be only what those people may see.
 */
export async function publish(ctx: Context, userIds: readonly string[], kind: string, data: unknown): Promise<void> {
  if (userIds.length === 0) return
  const text = Buffer.from(JSON.stringify({ users: [...new Set(userIds)], kind, data }))
  const id = randomUUID().slice(0, 8)
  const parts = Math.ceil(text.length / mostBytes)
  // Base64 keeps the pieces whole characters, whatever they are cut through.
  for (let i = 0; i < parts; i++) {
    const piece = text.subarray(i * mostBytes, (i + 1) * mostBytes)
    const payload = `${id} ${i} ${parts} ${parts === 1 ? piece.toString('utf8') : piece.toString('base64')}`
    await sql`select pg_notify(${channel}, ${payload})`.execute(ctx.db)
  }
}

export interface LiveHub {
  /** Writes the events of this person to the response until it ends. */
  stream(userId: string, response: ServerResponse, stillSignedIn: () => Promise<boolean>): void
  /** Open streams of this process. */
  readonly open: number
  close(): Promise<void>
}

export interface LiveOptions {
  /** Without it nothing is heard; the streams only stay open. */
  readonly databaseUrl?: string | undefined
  readonly pingMs?: number
  readonly onBug?: (error: unknown) => void
}

export function liveHub({ databaseUrl, pingMs = 25_000, onBug }: LiveOptions): LiveHub {
  const streams = new Map<string, Map<ServerResponse, (kind: string, data: unknown) => void>>()
  const pieces = new Map<string, string[]>()
  let client: pg.Client | undefined
  let closed = false
  let listening = false
  let retryMs = 500
  let retry: NodeJS.Timeout | undefined

  /** Listens from the first stream on; a lost connection is opened anew, and browsers then ask for what they missed. */
  async function listen(): Promise<void> {
    if (!databaseUrl || closed || client) return
    const fresh = new pg.Client({
      connectionString: databaseUrl,
      application_name: 'klientela-live',
      keepAlive: true,
    })
    client = fresh
    const lost = (error?: unknown) => {
      if (client !== fresh) return
      client = undefined
      listening = false
      pieces.clear()
      fresh.end().catch(() => {})
      if (closed) return
      if (error) onBug?.(error)
      retry = setTimeout(() => void listen(), retryMs)
      retry.unref()
      retryMs = Math.min(retryMs * 2, 15_000)
    }
    fresh.on('error', lost)
    fresh.on('end', () => lost())
    fresh.on('notification', ({ payload }) => payload && hear(payload))
    try {
      await fresh.connect()
      await fresh.query(`listen ${channel}`)
      retryMs = 500
      listening = true
      for (const own of streams.values()) for (const one of own.keys()) write(one, 'live.open', {})
    } catch (error) {
      lost(error)
    }
  }

  function hear(payload: string): void {
    const match = /^(\S+) (\d+) (\d+) ([\s\S]*)$/.exec(payload)
    if (!match) return
    const [, id = '', index = '', count = '', piece = ''] = match
    let text = piece
    if (count !== '1') {
      const gathered = pieces.get(id) ?? []
      gathered[Number(index)] = piece
      if (gathered.filter(Boolean).length < Number(count)) {
        if (pieces.size > 100) pieces.clear()
        pieces.set(id, gathered)
        return
      }
      pieces.delete(id)
      text = Buffer.concat(gathered.map((one) => Buffer.from(one, 'base64'))).toString('utf8')
    }
    const { users, kind, data } = JSON.parse(text) as { users: string[]; kind: string; data: unknown }
    for (const user of users) for (const tell of streams.get(user)?.values() ?? []) tell(kind, data)
  }

  function stream(userId: string, response: ServerResponse, stillSignedIn: () => Promise<boolean>): void {
    if (closed) return void response.end()
    const own = streams.get(userId) ?? new Map<ServerResponse, (kind: string, data: unknown) => void>()
    streams.set(userId, own)
    // Access ends at once, so the session is asked for before each event; one after another keeps their order.
    let last = Promise.resolve()
    own.set(response, (kind, data) => {
      last = last.then(async () => {
        if (await stillSignedIn().catch(() => false)) write(response, kind, data)
        else response.end()
      })
    })
    for (const oldest of own.keys()) {
      if (own.size <= mostStreams) break
      own.delete(oldest)
      oldest.end()
    }
    let pings = 0
    // Routers forget silent connections; a session may have ended meanwhile.
    const ping = setInterval(async () => {
      if (++pings % 4 === 0 && !(await stillSignedIn().catch(() => true))) return void response.end()
      response.write(': \n\n')
    }, pingMs)
    ping.unref()
    response.on('close', () => {
      clearInterval(ping)
      own.delete(response)
      if (own.size === 0) streams.delete(userId)
    })
    response.write('retry: 3000\n\n')
    // Said only once events are heard, so that whatever came before is asked for.
    if (listening || !databaseUrl) write(response, 'live.open', {})
    else void listen()
  }

  return {
    stream,
    get open() {
      return [...streams.values()].reduce((sum, set) => sum + set.size, 0)
    },
    async close() {
      closed = true
      clearTimeout(retry)
      for (const own of streams.values()) for (const one of own.keys()) one.end()
      const last = client
      client = undefined
      await last?.end().catch(() => {})
    },
  }
}

function write(response: ServerResponse, kind: string, data: unknown): void {
  response.write(`data: ${JSON.stringify({ kind, data })}\n\n`)
}
