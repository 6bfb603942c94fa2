// Attachments through HTTP: streamed, judged by content, kept once, never served as anything that runs.
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeEach, expect, test } from 'vitest'
import * as api from '#api/attachments.ts'
import { scannerOf } from '#server/attachments/scanner.ts'
import { aClient } from '#server/clients/factory.ts'
import { aTeam } from '#server/teams/factory.ts'
import { aUser } from '#server/users/factory.ts'
import { useApp } from '#test/app.ts'

/** What the scanner of this test says; `unknown` means it is away. */
let verdict: 'clean' | 'infected' | 'unknown' | undefined
/** A ClamAV daemon: reads the stream piece by piece and answers by what it found. */
const clamav = net.createServer((socket) => {
  let data = Buffer.alloc(0)
  socket.on('data', (chunk: Buffer) => {
    data = Buffer.concat([data, chunk])
    const content = contentOf(data)
    if (content === undefined) return
    if (verdict === 'unknown') return void socket.end('INSTREAM size limit exceeded. ERROR\0')
    const bad = verdict === 'infected' || content.includes('EICAR')
    socket.end(bad ? 'stream: Eicar-Test-Signature FOUND\0' : 'stream: OK\0')
  })
  socket.on('error', () => {})
})
await new Promise<void>((resolve) => clamav.listen(0, '127.0.0.1', resolve))
const clamPort = (clamav.address() as net.AddressInfo).port
afterAll(() => {
  clamav.close()
})

function contentOf(data: Buffer): string | undefined {
  const head = 'zINSTREAM\0'
  if (data.subarray(0, head.length).toString() !== head) return undefined
  let at = head.length
  const parts: Buffer[] = []
  while (at + 4 <= data.length) {
    const length = data.readUInt32BE(at)
    if (length === 0) return Buffer.concat(parts).toString('latin1')
    parts.push(data.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  return undefined
}

const t = useApp({
  outside: () => ({
    storage: { mostBytes: 100_000, ...(verdict ? { scan: { host: '127.0.0.1', port: clamPort } } : {}) },
  }),
})
beforeEach(() => {
  verdict = undefined
})

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const pdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n')

async function people() {
  const ctx = await t.ctx()
  const team = await aTeam(ctx)
  const anna = await aUser(ctx, { teamId: team.id })
  const petr = await aUser(ctx, { teamId: team.id })
  const cizi = await aUser(ctx, { teamId: (await aTeam(ctx)).id })
  const client = await aClient(ctx, { ownerId: anna.id })
  return { ctx, anna, petr, cizi, client, at: { recordType: 'clients', recordId: client.id } }
}

async function attach(
  as: string,
  at: { recordType: string; recordId: string },
  name: string,
  content: Buffer | string,
) {
  const boundary = 'x-boundary-x'
  const answer = await t.app.inject({
    method: 'POST',
    url: `/api/records/${at.recordType}/${at.recordId}/attachments`,
    headers: { cookie: await t.cookie(as), 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: Buffer.concat([
      Buffer.from(
        `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: text/html\r\n\r\n`,
      ),
      Buffer.from(content),
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]),
  })
  return { status: answer.statusCode, body: answer.json() as api.Attachment & Record<string, unknown> }
}
const open = (as: string, id: string, show?: boolean) =>
  t.call(api.openAttachment, { as, params: { id }, query: show === undefined ? {} : { show } })
const stored = () =>
  readdirSync(join(t.outside.dataDir, 'files'), { recursive: true, withFileTypes: true }).filter((one) => one.isFile())

test('a file is kept under its hash, read back as it was, and its kind comes from its content', async () => {
  const { anna, at, client } = await people()
  const made = await attach(anna.id, at, 'C:\\\\foto\\\\tržnice.txt', png)
  expect(made).toMatchObject({
    status: 201,
    body: {
      name: 'tržnice.txt',
      type: 'image/png',
      preview: 'image',
      size: png.length,
      scan: 'notScanned',
      createdBy: { id: anna.id },
    },
  })
  const down = await open(anna.id, made.body.id)
  expect(down.raw.rawPayload.equals(png)).toBe(true)
  expect(down.raw.headers).toMatchObject({
    'content-type': 'application/octet-stream',
    'content-disposition': `attachment; filename*=UTF-8''tr%C5%BEnice.txt`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': expect.stringMatching(/default-src 'none'.*sandbox/),
    'content-length': String(png.length),
  })
  expect(stored().map((one) => one.name)).toEqual([createHash('sha256').update(png).digest('hex')])
  const { rows } = await sql<{
    fact: string
    clientId: string
  }>`select fact, client_id from journal_entries where record_type = 'attachments'`.execute(t.db)
  expect(rows).toEqual([{ fact: 'attachments.added', clientId: client.id }])
})

test('images and PDF may be looked at inside the product; a page, a drawing with scripts and text only downloaded', async () => {
  const { anna, at } = await people()
  const show = async (name: string, content: Buffer | string) => {
    const { body } = await attach(anna.id, at, name, content)
    return (await open(anna.id, body.id, true)).raw.headers
  }
  expect(await show('a.png', png)).toMatchObject({
    'content-type': 'image/png',
    'content-disposition': "inline; filename*=UTF-8''a.png",
    'content-security-policy': expect.stringContaining('sandbox'),
    'x-frame-options': 'SAMEORIGIN',
  })
  expect(await show('a.pdf', pdf)).toMatchObject({
    'content-type': 'application/pdf',
    'content-disposition': "inline; filename*=UTF-8''a.pdf",
    'content-security-policy': "frame-ancestors 'self'",
    'x-content-type-options': 'nosniff',
  })
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
  const html = '<!doctype html><script>fetch("/api/me")</script>'
  for (const [name, content] of [
    ['logo.svg', svg],
    ['logo.png', svg],
    ['stranka.html', html],
    ['smlouva.pdf', html],
    ['data.xml', `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><script>1</script></html>`],
  ] as const) {
    expect(await show(name, content), name).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': expect.stringMatching(/^attachment;/),
      'content-security-policy': expect.stringContaining('sandbox'),
      'x-frame-options': 'DENY',
    })
  }
})

test('the same content twice is one file, and a browser that has it gets it no second time', async () => {
  const { anna, at, ctx } = await people()
  const other = await aClient(ctx, { ownerId: anna.id })
  const first = await attach(anna.id, at, 'a.png', png)
  await attach(anna.id, { recordType: 'clients', recordId: other.id }, 'b.png', png)
  expect(stored()).toHaveLength(1)
  const again = await t.app.inject({
    method: 'GET',
    url: `/api/attachments/${first.body.id}/content?show=true`,
    headers: {
      cookie: await t.cookie(anna.id),
      'if-none-match': `"${createHash('sha256').update(png).digest('hex')}"`,
    },
  })
  expect([again.statusCode, again.rawPayload.length]).toEqual([304, 0])
})

test('what is too large, empty, or a program is refused with a clear sentence, and nothing stays on the disk', async () => {
  const { anna, at } = await people()
  expect((await attach(anna.id, at, 'velky.bin', Buffer.alloc(100_001, 7))).body).toMatchObject({
    status: 413,
    reason: 'attachments.tooLarge',
    title: expect.stringContaining('MB'),
  })
  expect((await attach(anna.id, at, 'obrovsky.bin', Buffer.alloc(600_000, 7))).body).toMatchObject({ status: 413 })
  expect((await attach(anna.id, at, 'nic.txt', '')).body).toMatchObject({ reason: 'attachments.empty' })
  expect(
    (await attach(anna.id, at, 'faktura.pdf', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]))).body,
  ).toMatchObject({
    reason: 'attachments.program',
    title: expect.stringContaining('faktura.pdf'),
  })
  expect((await attach(anna.id, at, 'faktura.pdf.exe', 'text')).body).toMatchObject({ reason: 'attachments.program' })
  expect(stored()).toEqual([])
  const none = await t.call(api.attachFile, { as: anna.id, params: at })
  expect(none.body).toMatchObject({ status: 400, reason: 'attachments.fileMissing' })
  expect((await attach(anna.id, at, 'akorát.bin', Buffer.alloc(100_000, 7))).status).toBe(201)
})

test('who sees the record sees its files; who may edit it adds and deletes; a stranger finds nothing', async () => {
  const { anna, petr, cizi, at } = await people()
  const { body: file } = await attach(anna.id, at, 'a.pdf', pdf)
  const list = (as: string) => t.call(api.listAttachments, { as, params: at })
  expect((await list(anna.id)).body).toMatchObject({ items: [{ id: file.id }], mayWrite: true, most: 100_000 })
  expect((await list(petr.id)).body).toMatchObject({ items: [{ id: file.id }], mayWrite: false })
  expect((await open(petr.id, file.id)).status).toBe(200)
  expect((await attach(petr.id, at, 'b.pdf', pdf)).body).toMatchObject({ status: 403, reason: 'attachments.notYours' })
  expect((await t.call(api.removeAttachment, { as: petr.id, params: { id: file.id } })).status).toBe(403)
  expect((await attach(cizi.id, at, 'b.pdf', pdf)).status).toBe(404)
  const stranger = { as: cizi.id, params: { id: file.id } }
  for (const call of [
    () => list(cizi.id),
    () => open(cizi.id, file.id),
    () => t.call(api.changeAttachment, { ...stranger, body: { name: 'x' }, version: 1 }),
    () => t.call(api.removeAttachment, stranger),
    () => t.call(api.restoreAttachment, stranger),
  ])
    expect((await call()).status).toBe(404)
})

test('a file is renamed, deleted and brought back', async () => {
  const { anna, at } = await people()
  const { body: file } = await attach(anna.id, at, 'a.pdf', pdf)
  const one = { as: anna.id, params: { id: file.id } }
  const change = (body: { name?: string; note?: string | null }, version: number) =>
    t.call(api.changeAttachment, { ...one, body, version })
  expect((await change({ name: '../smlouva 2026.pdf', note: ' podepsaná ' }, 1)).body).toMatchObject({
    name: 'smlouva 2026.pdf',
    note: 'podepsaná',
    version: 2,
  })
  expect((await change({ name: 'jiná.pdf' }, 1)).body).toMatchObject({ reason: 'kit.conflict', theirs: { version: 2 } })
  expect((await t.call(api.removeAttachment, { ...one, version: 2 })).status).toBe(200)
  expect((await open(anna.id, file.id)).status).toBe(404)
  expect((await t.call(api.listAttachments, { as: anna.id, params: at })).body.items).toEqual([])
  expect((await t.call(api.restoreAttachment, one)).body).toMatchObject({ name: 'smlouva 2026.pdf', deletedAt: null })
  expect((await open(anna.id, file.id)).raw.rawPayload.equals(pdf)).toBe(true)
})

test('an infected file is not taken; while the scanner is away a file waits and opens once it was judged', async () => {
  verdict = 'clean'
  // The server of this test was built before the scanner was known to it.
  const { buildApp } = await import('#server/app.ts')
  await t.app.close()
  const scan = { host: '127.0.0.1', port: clamPort }
  Object.assign(t.outside, { storage: { mostBytes: 100_000, scan } })
  ;(t as { app: unknown }).app = await buildApp({ ...t.outside, logger: false, requestsPerMinute: 0 })
  const { attachmentJobs } = await import('#server/attachments/jobs.ts')
  const judge = () =>
    attachmentJobs(t.outside)
      .find((job) => job.name === 'attachments.scan')
      ?.work({}, new AbortController().signal)
  const { anna, at } = await people()
  expect((await attach(anna.id, at, 'a.txt', 'nevinný text')).body).toMatchObject({ scan: 'clean' })
  const bad = await attach(anna.id, at, 'b.txt', 'X5O!P%@AP EICAR-STANDARD-ANTIVIRUS-TEST-FILE')
  expect(bad.body).toMatchObject({
    status: 409,
    reason: 'attachments.infected',
    title: expect.stringContaining('b.txt'),
  })
  expect(stored()).toHaveLength(1)
  verdict = 'unknown'
  const waits = await attach(anna.id, at, 'c.txt', 'čeká')
  expect(waits.body).toMatchObject({ scan: 'unknown' })
  expect((await open(anna.id, waits.body.id)).body).toMatchObject({ reason: 'attachments.waitsForScan' })
  await judge()
  expect((await open(anna.id, waits.body.id)).status).toBe(409)
  verdict = 'clean'
  await judge()
  expect((await open(anna.id, waits.body.id)).status).toBe(200)
})

test('a scanner can be a command, without a shell in between', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'klientela-scan-'))
  const script = join(folder, 'scan.mjs')
  await writeFile(
    script,
    `import { readFileSync } from 'node:fs'\nprocess.exit(readFileSync(process.argv[2], 'utf8').includes('virus') ? 1 : 0)\n`,
  )
  const scanner = scannerOf({ mostBytes: 1, scan: { command: [process.execPath, script] } })
  const file = join(folder, '$(touch pwned); a b.txt')
  await writeFile(file, 'text')
  expect(await scanner?.(file)).toBe('clean')
  await writeFile(file, 'virus')
  expect(await scanner?.(file)).toBe('infected')
  expect(await scannerOf({ mostBytes: 1, scan: { command: ['/no/such/scanner'] } })?.(file)).toBe('unknown')
  expect(await scannerOf({ mostBytes: 1, scan: { host: '127.0.0.1', port: 9 } })?.(file)).toBe('unknown')
  expect(readdirSync(folder)).not.toContain('pwned')
  await rm(folder, { recursive: true })
})

test('content that no attachment names is swept after a day; what is only deleted stays', async () => {
  const { anna, at } = await people()
  const { body: file } = await attach(anna.id, at, 'a.pdf', pdf)
  await t.call(api.removeAttachment, { as: anna.id, params: { id: file.id } })
  const { body: lost } = await attach(anna.id, at, 'b.png', png)
  await sql`delete from attachments where id = ${lost.id}::uuid`.execute(t.db)
  const sweep = async () => {
    await t.jobs.enqueue(t.db, 'attachments.sweep', {})
    await t.jobs.drain()
    return stored().length
  }
  expect(await sweep()).toBe(2)
  t.now = new Date('2026-11-26T09:00:00Z')
  expect(await sweep()).toBe(1)
  expect((await t.call(api.restoreAttachment, { as: anna.id, params: { id: file.id } })).status).toBe(200)
})
