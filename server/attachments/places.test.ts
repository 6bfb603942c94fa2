// S3-compatible storage: every request signed as AWS signs it, checked by a server that computes the signature itself.
import { createHash, createHmac } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { stat, writeFile } from 'node:fs/promises'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { diskPlace, s3Place } from '#server/attachments/places.ts'

const [key, secret, region] = ['AKIDEXAMPLE', 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY', 'eu-central-1']
const kept = new Map<string, Buffer>()
let server: http.Server
let endpoint: string
let broken = 0

beforeAll(async () => {
  server = http.createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks)
      if (broken > 0) return void response.writeHead(broken).end()
      if (!signedRight(request, body)) return void response.writeHead(403).end('SignatureDoesNotMatch')
      // Amazon refuses bodies of an unknown length.
      if (request.method === 'PUT' && request.headers['content-length'] === undefined)
        return void response.writeHead(411).end()
      const path = request.url ?? ''
      if (request.method === 'PUT') kept.set(path, body)
      if (request.method === 'DELETE') kept.delete(path)
      const found = kept.get(path)
      if (request.method === 'GET' && !found) return void response.writeHead(404).end()
      response.writeHead(request.method === 'DELETE' ? 204 : 200).end(request.method === 'GET' ? found : undefined)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const sha = (data: string | Buffer) => createHash('sha256').update(data).digest('hex')
const mac = (by: string | Buffer, text: string) => createHmac('sha256', by).update(text).digest()

/** AWS Signature Version 4, from the specification. */
function signedRight(request: http.IncomingMessage, body: Buffer): boolean {
  const match =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=(\w+)$/.exec(
      request.headers.authorization ?? '',
    )
  if (!match) return false
  const [, id, day = '', where, names = '', signature] = match
  const payload = String(request.headers['x-amz-content-sha256'])
  if (payload !== 'UNSIGNED-PAYLOAD' && payload !== sha(body)) return false
  if (request.method === 'PUT' && payload === 'UNSIGNED-PAYLOAD') return false
  const headers = names.split(';').map((name) => `${name}:${String(request.headers[name]).trim()}\n`)
  const canonical = [request.method, request.url, '', headers.join(''), names, payload].join('\n')
  const toSign = [
    'AWS4-HMAC-SHA256',
    request.headers['x-amz-date'],
    `${day}/${region}/s3/aws4_request`,
    sha(canonical),
  ].join('\n')
  const by = ['s3', 'aws4_request'].reduce<Buffer>((k, part) => mac(k, part), mac(mac(`AWS4${secret}`, day), region))
  return id === key && where === region && mac(by, toSign).toString('hex') === signature
}

async function content(stream: Readable): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}

test('a file goes to the storage under its hash, comes back as it was, and can be deleted', async () => {
  const place = s3Place({ endpoint, bucket: 'klientela', region, key, secret })
  const path = join(mkdtempSync(join(tmpdir(), 'klientela-s3-')), 'incoming')
  const text = 'obsah přílohy '.repeat(20_000)
  const hash = sha(text)
  await writeFile(path, text)
  await place.keep(hash, path)
  await expect(stat(path), 'the temporary file is gone').rejects.toThrow()
  expect([...kept.keys()]).toEqual([`/klientela/${hash.slice(0, 2)}/${hash.slice(2, 4)}/${hash}`])
  expect(await content(await place.read(hash))).toBe(text)
  await place.drop(hash)
  expect(kept.size).toBe(0)
  await expect(place.read(hash)).rejects.toMatchObject({ reason: 'attachments.contentMissing', status: 503 })
})

test('a storage that refuses or is away says so, and the file received is not lost', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'klientela-s3-')), 'incoming')
  await writeFile(path, 'x')
  const wrongKey = s3Place({ endpoint, bucket: 'klientela', region, key, secret: 'jiný' })
  await expect(wrongKey.keep(sha('x'), path)).rejects.toMatchObject({ reason: 'attachments.storageAway', status: 503 })
  const away = s3Place({ endpoint: 'http://127.0.0.1:9', bucket: 'klientela', region, key, secret })
  await expect(away.keep(sha('x'), path)).rejects.toMatchObject({ reason: 'attachments.storageAway' })
  expect((await stat(path)).size).toBe(1)
  broken = 404
  await expect(s3Place({ endpoint, bucket: 'klientela', region, key, secret }).drop(sha('x'))).resolves.toBeUndefined()
  broken = 0
})

test('on a disk a file that was lost is said to be missing instead of breaking the reply', async () => {
  const place = diskPlace(mkdtempSync(join(tmpdir(), 'klientela-disk-')))
  await expect(place.read(sha('nic'))).rejects.toMatchObject({ reason: 'attachments.contentMissing' })
})
