// Binds the endpoints of imports.
import { Readable } from 'node:stream'
import * as api from '#api/imports.ts'
import type { Outside } from '#server/app.ts'
import { mostBytes } from '#server/imports/uploads.ts'
import { Refusal } from '#server/kit/errors.ts'
import type { Bind } from '#server/kit/serve.ts'

/** Readers of every kind of file are loaded with the first import: most days nobody imports. */
const actions = () => import('#server/imports/actions.ts')

export function importRoutes(bind: Bind, outside: Outside): void {
  bind(api.uploadImport, async (ctx, { query, request }) => {
    if (!request.isMultipart()) throw new Refusal('imports.fileMissing', {}, { status: 400 })
    const part = await request.file({ limits: { fileSize: mostBytes + 1 } })
    if (!part) throw new Refusal('imports.fileMissing', {}, { status: 400 })
    return (await actions()).uploadImport(ctx, outside.dataDir, query.capability, {
      name: part.filename,
      body: part.file,
    })
  })
  bind(api.listImports, async (ctx, { query }) => (await actions()).listImports(ctx, query.before))
  bind(api.getImport, async (ctx, { params }) => (await actions()).getImport(ctx, params.id))
  bind(api.describeImport, async (ctx, { params, body }) =>
    (await actions()).describeImport(ctx, params.id, body.reading),
  )
  bind(api.previewImport, async (ctx, { params, body }) =>
    (await actions()).previewImport(ctx, params.id, body.options),
  )
  bind(api.startImport, async (ctx, { params, body }) =>
    (await actions()).startImport(ctx, params.id, body.options, body.dryRun ?? false),
  )
  bind(api.cancelImport, async (ctx, { params }) => (await actions()).cancelImport(ctx, params.id))
  bind(api.resumeImport, async (ctx, { params }) => (await actions()).resumeImport(ctx, params.id))
  bind(api.revertImport, async (ctx, { params }) => (await actions()).revertImport(ctx, params.id))
  bind(api.removeImport, async (ctx, { params }) => {
    await (await actions()).removeImport(ctx, params.id)
    return { ok: true as const }
  })
  bind(api.importNotes, async (ctx, { params }) => (await actions()).notesOf(ctx, params.id))
  bind(api.importRejects, async (ctx, { params, reply }) => {
    const { name, body } = await (await actions()).rejectsOf(ctx, params.id)
    return reply
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
      .type('text/csv; charset=utf-8')
      .send(Readable.from(body, { objectMode: false }))
  })
}
