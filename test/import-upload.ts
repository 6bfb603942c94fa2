// Uploads a text or file to the test product the way a browser does, and runs the import to its end.
import type { Import, ImportDescription, ImportOptions } from '#api/imports.ts'
import * as api from '#api/imports.ts'
import type { ImportCapability } from '#domain/imports/fields.ts'
import type { TestApp } from '#test/app.ts'

const boundary = 'xxKlientelaxx'

export async function upload(
  t: TestApp,
  as: string,
  capability: ImportCapability,
  content: string | Buffer,
  name = 'seznam.csv',
): Promise<{ status: number; body: Import & { reason?: string; title?: string } }> {
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`
  const reply = await t.app.inject({
    method: 'POST',
    url: `/api/imports?capability=${capability}`,
    headers: { cookie: await t.cookie(as), 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: Buffer.concat([Buffer.from(head), Buffer.from(content), Buffer.from(`\r\n--${boundary}--\r\n`)]),
  })
  return { status: reply.statusCode, body: reply.json() }
}

export interface Imported {
  readonly id: string
  readonly description: ImportDescription
  readonly result: Import
}

/** Upload, guessed options with `change` laid over, start, and the job run. */
export async function importing(
  t: TestApp,
  as: string,
  capability: ImportCapability,
  content: string | Buffer,
  change: Partial<ImportOptions> | ((guessed: ImportDescription) => Partial<ImportOptions>) = {},
  more: { name?: string; dryRun?: boolean } = {},
): Promise<Imported> {
  const { status, body } = await upload(t, as, capability, content, more.name)
  if (status !== 201) throw new Error(`upload: ${status} ${JSON.stringify(body)}`)
  const description = (await t.call(api.describeImport, { as, params: { id: body.id }, body: {} })).body
  const options = { ...description.options, ...(typeof change === 'function' ? change(description) : change) }
  const started = await t.call(api.startImport, {
    as,
    params: { id: body.id },
    body: { options, dryRun: more.dryRun ?? false },
  })
  if (started.status !== 200) throw new Error(`start: ${started.status} ${JSON.stringify(started.body)}`)
  await t.jobs.drain()
  const result = (await t.call(api.getImport, { as, params: { id: body.id } })).body
  return { id: body.id, description, result }
}

/** The counts of a run in one comparable value. */
export function counts(one: Import): Record<string, number> {
  const { created, updated, unchanged, rejected, repeated } = one
  return { rows: one.rows, created, updated, unchanged, rejected, repeated }
}
