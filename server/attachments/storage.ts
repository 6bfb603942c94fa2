// Takes files in: streamed into the data folder, hashed on the way, named by content, shown to the virus scanner,
// then moved to where files lie. Nothing half-received stays there.
import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Scan } from '#api/attachments.ts'
import { whyNotTake } from '#domain/attachments/kinds.ts'
import { diskPlace, type Place, type PlaceName, s3Place } from '#server/attachments/places.ts'
import { type Scanner, scannerOf } from '#server/attachments/scanner.ts'
import { type StorageSettings, usualStorage } from '#server/kit/config.ts'
import { Refusal } from '#server/kit/errors.ts'

export interface Received {
  /** A temporary file; whoever received it keeps it or drops it. */
  readonly path: string
  readonly hash: string
  readonly size: number
  readonly type: string
  readonly scan: Scan
}

export interface Storage {
  readonly mostBytes: number
  /** Where new files go. */
  readonly current: Place
  readonly scanner: Scanner | undefined
  /** Where a file lies that was stored under other settings. */
  place(name: PlaceName): Place
  receive(name: string, source: Readable): Promise<Received>
  drop(received: Received): Promise<void>
  /** Deletes what a crash left half-received more than a day ago. */
  sweep(now: Date): Promise<void>
}

export function storageOf(dataDir: string, settings: StorageSettings = usualStorage): Storage {
  const disk = diskPlace(dataDir)
  const s3 = settings.s3 ? s3Place(settings.s3) : undefined
  const scanner = scannerOf(settings)
  const { mostBytes } = settings
  const incoming = join(dataDir, 'files', 'incoming')
  return {
    mostBytes,
    current: s3 ?? disk,
    scanner,
    place(name) {
      if (name === 'disk') return disk
      if (!s3)
        throw new Refusal('attachments.storageAway', {}, { status: 503, cause: new Error('no S3 storage is set') })
      return s3
    },
    async receive(name, source) {
      await mkdir(incoming, { recursive: true, mode: 0o700 })
      const path = join(incoming, randomUUID())
      try {
        const { hash, size } = await write(source, path, mostBytes)
        const type = await typeOf(path)
        const why = whyNotTake(name, type)
        if (why) throw new Refusal(why, { name })
        const scan = scanner ? await scanner(path) : 'notScanned'
        if (scan === 'infected') throw new Refusal('attachments.infected', { name })
        return { path, hash, size, type, scan }
      } catch (error) {
        await rm(path, { force: true })
        throw error
      }
    },
    drop: ({ path }) => rm(path, { force: true }),
    async sweep(now) {
      for (const name of await readdir(incoming).catch(() => [])) {
        const path = join(incoming, name)
        const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: now.getTime() }))
        if (now.getTime() - mtimeMs > 24 * 3600 * 1000) await rm(path, { force: true })
      }
    },
  }
}

async function write(source: Readable, path: string, mostBytes: number): Promise<{ hash: string; size: number }> {
  const hash = createHash('sha256')
  let size = 0
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length
      // A little too much is read to its end and thrown away: a browser hears the answer only after it has sent all.
      if (size > mostBytes) return size > mostBytes * 4 ? done(tooLarge(mostBytes)) : done()
      hash.update(chunk)
      done(null, chunk)
    },
  })
  await pipeline(source, measure, createWriteStream(path, { mode: 0o600, flush: true }))
  if (size > mostBytes) throw tooLarge(mostBytes)
  if (size === 0) throw new Refusal('attachments.empty')
  return { hash: hash.digest('hex'), size }
}

const tooLarge = (mostBytes: number) =>
  new Refusal('attachments.tooLarge', { megabytes: Math.floor(mostBytes / 1024 ** 2) }, { status: 413 })

/** By the content: a known signature, plain text, or just bytes. Markup is text: it is never shown as a page. */
export async function typeOf(path: string): Promise<string> {
  const { fileTypeFromFile } = await import('file-type')
  const found = await fileTypeFromFile(path).catch(() => undefined)
  if (found) return found.mime === 'application/xml' ? 'text/plain' : found.mime
  return (await isText(path)) ? 'text/plain' : 'application/octet-stream'
}

async function isText(path: string): Promise<boolean> {
  const chunks: Buffer[] = []
  for await (const chunk of createReadStream(path, { end: 65_535 })) chunks.push(chunk as Buffer)
  const start = Buffer.concat(chunks)
  if (start.includes(0)) return false
  try {
    // The last character may be cut in half.
    new TextDecoder('utf-8', { fatal: true }).decode(start, { stream: true })
    return true
  } catch {
    // Older Czech files: Windows-1250 has hardly any control characters.
    return start.every((byte) => byte >= 32 || byte === 9 || byte === 10 || byte === 13)
  }
}
