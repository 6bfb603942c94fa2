// What the product weighs by itself: start, memory at rest, packages, first load of the browser.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { Line, must } from './load.ts'
import { rssMbOf } from './processes.ts'
import type { Place } from './work.ts'

export interface Own {
  /** From the start of the process to the first good answer, besides PostgreSQL. */
  readonly startMs: number
  readonly idleMb: number
  readonly packages: {
    readonly count: number
    readonly mb: number
    readonly shippedCount: number
    readonly shippedMb: number
  }
  /** Undefined while the web is not built. */
  readonly firstLoadKb: { readonly script: number; readonly style: number } | undefined
}

const root = fileURLToPath(new URL('..', import.meta.url))

export async function measureOwn(place: Place, listeningMs: number): Promise<Own> {
  const line = new Line(place.address.host, place.address.port, place.address.cookie)
  const began = performance.now()
  await must(line, { method: 'GET', path: '/health/ready' })
  const startMs = listeningMs + performance.now() - began
  line.close()
  // Long enough for the collector to have run and for timers to have settled.
  await sleep(5_000)
  return { startMs, idleMb: rssMbOf(place.pid), packages: packages(), firstLoadKb: firstLoad() }
}

function packages(): Own['packages'] {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { dev?: boolean; devOptional?: boolean }>
  }
  let count = 0
  let bytes = 0
  let shippedCount = 0
  let shippedBytes = 0
  for (const [path, { dev, devOptional }] of Object.entries(lock.packages)) {
    if (!path || !existsSync(join(root, path))) continue
    const size = ownSize(join(root, path))
    count++
    bytes += size
    if (dev || devOptional) continue
    shippedCount++
    shippedBytes += size
  }
  return { count, mb: bytes / 1_048_576, shippedCount, shippedMb: shippedBytes / 1_048_576 }
}

/** Of the package itself; packages inside it are counted on their own. */
function ownSize(folder: string): number {
  let bytes = 0
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) bytes += entry.name === 'node_modules' ? 0 : ownSize(path)
    else if (entry.isFile()) bytes += statSync(path).size
  }
  return bytes
}

/** Scripts and styles index.html names itself: what must come before the first screen. */
function firstLoad(): Own['firstLoadKb'] {
  const page = join(root, 'dist', 'web', 'index.html')
  if (!existsSync(page)) return undefined
  const sizes = { script: 0, style: 0 }
  for (const [, path = ''] of readFileSync(page, 'utf8').matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g)) {
    const size = gzipSync(readFileSync(join(root, 'dist', 'web', path))).length / 1024
    if (path.endsWith('.js')) sizes.script += size
    else sizes.style += size
  }
  return sizes
}
