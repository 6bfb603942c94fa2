// Brings a file into the data folder as a stream, hashed on the way; nothing half-written stays there.
import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Readable } from 'node:stream'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Refusal } from '#server/kit/errors.ts'

export interface KeptFile {
  readonly path: string
  readonly name: string
  readonly size: number
  readonly hash: string
}

/** Two gigabytes: some twenty million rows. */
export const mostBytes = 2 * 1024 ** 3

export async function keepFile(dataDir: string, name: string, source: Readable): Promise<KeptFile> {
  const folder = join(dataDir, 'imports')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, randomUUID())
  const hash = createHash('sha256')
  let size = 0
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length
      hash.update(chunk)
      if (size > mostBytes) done(new Refusal('imports.fileTooLarge', { most: mostBytes }, { status: 413 }))
      else done(null, chunk)
    },
  })
  try {
    await pipeline(source, count, createWriteStream(`${path}.part`, { mode: 0o600, flush: true }))
    if (size === 0) throw new Refusal('imports.fileEmpty')
    await rename(`${path}.part`, path)
  } catch (error) {
    await rm(`${path}.part`, { force: true })
    throw error
  }
  return { path, name: safeName(name), size, hash: hash.digest('hex') }
}

export async function hashOfFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

export async function dropFile(path: string): Promise<void> {
  if (path !== '') await rm(path, { force: true })
}

function safeName(name: string): string {
  // Control characters in a name could forge a line of a log or of a header.
  const bare = basename(name.replaceAll('\\', '/'))
    .replace(/\p{Cc}/gu, '')
    .trim()
  return (bare || 'soubor').slice(-300)
}
