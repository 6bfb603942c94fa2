// Where the content of files lies: the data folder or an S3-compatible storage, each file under its own hash.
import { createReadStream, openAsBlob } from 'node:fs'
import { copyFile, mkdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { AwsClient } from 'aws4fetch'
import type { StorageSettings } from '#server/kit/config.ts'
import { Refusal } from '#server/kit/errors.ts'

export type PlaceName = 'disk' | 's3'

export interface Place {
  readonly name: PlaceName
  /** Takes over a finished file; the same content twice is the same file. */
  keep(hash: string, path: string): Promise<void>
  read(hash: string): Promise<Readable>
  drop(hash: string): Promise<void>
}

/** Two levels of folders, so that none holds more than some thousands of files. */
const pathOf = (hash: string) => `${hash.slice(0, 2)}/${hash.slice(2, 4)}/${hash}`

export function diskPlace(dataDir: string): Place {
  const file = (hash: string) => join(dataDir, 'files', pathOf(hash))
  return {
    name: 'disk',
    async keep(hash, path) {
      const target = file(hash)
      await mkdir(dirname(target), { recursive: true, mode: 0o700 })
      await rename(path, target).catch(async (error: NodeJS.ErrnoException) => {
        if (error.code !== 'EXDEV') throw error
        await copyFile(path, `${target}.new`)
        await rename(`${target}.new`, target)
      })
    },
    async read(hash) {
      await stat(file(hash)).catch((error: unknown) => {
        throw new Refusal('attachments.contentMissing', {}, { status: 503, cause: error })
      })
      return createReadStream(file(hash))
    },
    drop: (hash) => rm(file(hash), { force: true }),
  }
}

/** Path-style addresses (`endpoint/bucket/key`): every S3-compatible server understands them. */
export function s3Place({ endpoint, bucket, region, key, secret }: NonNullable<StorageSettings['s3']>): Place {
  const client = new AwsClient({ accessKeyId: key, secretAccessKey: secret, region, service: 's3', retries: 2 })
  const address = (hash: string) => `${endpoint}/${bucket}/${pathOf(hash)}`
  async function ask(method: string, hash: string, init: RequestInit = {}): Promise<Response> {
    try {
      return await client.fetch(address(hash), { method, redirect: 'error', ...init })
    } catch (error) {
      throw new Refusal('attachments.storageAway', {}, { status: 503, cause: error })
    }
  }
  const refused = (answer: Response) =>
    new Refusal(
      'attachments.storageAway',
      {},
      { status: 503, cause: new Error(`the storage answered ${answer.status}`) },
    )
  return {
    name: 's3',
    async keep(hash, path) {
      // The hash is that of the content, so the signature covers the content without reading it again.
      const answer = await ask('PUT', hash, {
        body: await openAsBlob(path),
        headers: { 'x-amz-content-sha256': hash, 'content-type': 'application/octet-stream' },
      })
      await answer.arrayBuffer()
      if (!answer.ok) throw refused(answer)
      await rm(path, { force: true })
    },
    async read(hash) {
      const answer = await ask('GET', hash)
      if (answer.status === 404) throw new Refusal('attachments.contentMissing', {}, { status: 503 })
      if (!answer.ok || !answer.body) throw refused(answer)
      return Readable.fromWeb(answer.body as ReadableStream)
    },
    async drop(hash) {
      const answer = await ask('DELETE', hash)
      await answer.arrayBuffer()
      if (!answer.ok && answer.status !== 404) throw refused(answer)
    },
  }
}
