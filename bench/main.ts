// npm run bench -- --scale 1k|100k|1m [--activities 5000000] [--only W1,W2] [--json FILE] [--rounds 5] [--seconds 2] [--connections 1,8,32]
// Loads the invented firm, then lets the thin floor and the product take turns, and reports medians.

import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { isFresh } from '../bin/built.mjs'
import { benchServer, cloned, templateOf } from './database.ts'
import { factsOf } from './facts.ts'
import { directorId } from './firm.ts'
import { measureBrowser, measureLong, measureScreens, type Row } from './measure.ts'
import { measureOwn } from './own.ts'
import { printReport } from './report.ts'
import { addressOf, sessionCookie, startFloor, startProduct } from './sides.ts'
import { NotAvailable, type Place } from './work.ts'
import { works } from './works.ts'

const scales: Readonly<Record<string, number>> = { '1k': 1_000, '100k': 100_000, '1m': 1_000_000 }

const { values } = parseArgs({
  options: {
    scale: { type: 'string', default: '100k' },
    activities: { type: 'string' },
    only: { type: 'string' },
    json: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '2' },
    connections: { type: 'string', default: '1,8,32' },
  },
})
const say = (line: string) => process.stderr.write(`${line}\n`)

async function main(): Promise<void> {
  const scale = values.scale
  const clients = scales[scale]
  if (!clients) throw new Error(`--scale is one of ${Object.keys(scales).join(', ')}`)
  const chosen = values.only?.split(',')
  const unknown = chosen?.filter((name) => !works.some((work) => work.name === name)) ?? []
  if (unknown.length > 0)
    throw new Error(`no such work: ${unknown.join(', ')}; there are ${works.map((w) => w.name).join(', ')}`)
  const plan = {
    rounds: Number(values.rounds),
    seconds: Number(values.seconds),
    connections: values.connections.split(',').map(Number),
  }
  const stale = (['web', 'server'] as const).filter((part) => !isFresh(part))
  if (stale.length > 0) spawnSync(process.execPath, ['bin/build.ts', ...stale], { stdio: 'inherit' })
  const folder = mkdtempSync(join(tmpdir(), 'klientela-bench-run-'))
  const server = await benchServer(say)
  const undo: (() => Promise<void>)[] = [
    () => server.stop(),
    async () => rmSync(folder, { recursive: true, force: true }),
  ]
  try {
    const template = await templateOf(
      server,
      scale,
      { clients, activities: values.activities ? Number(values.activities) : undefined },
      say,
    )
    const databaseUrl = await cloned(server, template)
    const facts = await factsOf(databaseUrl, clients)
    const cookies = {
      user: await sessionCookie(databaseUrl, facts.userId),
      director: await sessionCookie(databaseUrl, directorId),
    }
    const floor = await startFloor(databaseUrl, join(folder, 'floor'))
    undo.unshift(() => floor.stop())
    const product = await startProduct(databaseUrl, join(folder, 'product'))
    undo.unshift(() => product.stop())
    const offers = await offersOf(product.port)
    const placeOf = (side: typeof floor, offered: ReadonlySet<string>): Place => ({
      ...facts,
      address: addressOf(side, cookies.user),
      director: addressOf(side, cookies.director),
      databaseUrl,
      offers: offered,
      folder,
      pid: side.pid,
    })
    const sides = { floor: placeOf(floor, new Set()), product: placeOf(product, offers), postgres: server.pid }
    const own = await measureOwn(sides.product, product.startMs)
    const rows: Row[] = []
    const missing: { name: string; title: string; needs: string }[] = []
    for (const work of works) {
      if (chosen && !chosen.includes(work.name)) continue
      say(`${work.name}: ${work.title}`)
      try {
        const found =
          work.kind === 'screen'
            ? await measureScreens(work, sides, plan, scale, say)
            : work.kind === 'long'
              ? await measureLong(work, sides, plan, scale, say)
              : await measureBrowser(work, sides.product, plan, scale, say)
        rows.push(...found)
      } catch (error) {
        if (!(error instanceof NotAvailable)) throw error
        missing.push({ name: work.name, title: work.title, needs: error.message })
        say(`  not available: ${error.message}`)
      }
      if (values.json) writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`)
    }
    printReport({ scale, server: server.description, plan, rows, missing, own })
  } finally {
    for (const step of undo) await step()
  }
}

/** Method and path of everything the product's own description of its API names. */
async function offersOf(port: number): Promise<Set<string>> {
  const reply = await fetch(`http://127.0.0.1:${port}/api/openapi.json`)
  const { paths } = (await reply.json()) as { paths: Record<string, Record<string, unknown>> }
  return new Set(
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
    ),
  )
}

await main()
