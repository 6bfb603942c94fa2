// Binds the endpoints of imports.
import { Readable } from 'node:stream'
import * as api from '#api/imports.ts'
import type { Outside } from '#server/app.ts'
import * as actions from '#server/imports/actions.ts'
import { mostBytes } from '#server/imports/uploads.ts'
import { Refusal } from '#server/kit/errors.ts'
import type { Bind } from '#server/kit/serve.ts'

export function importRoutes(bind: Bind, outside: Outside): void {
  bind(api.uploadImport, async (ctx, { query, request }) => {
    if (!request.isMultipart()) throw new Refusal('imports.fileMissing', {}, { status: 400 })
    const part = await request.file({ limits: { fileSize: mostBytes + 1 } })
    if (!part) throw new Refusal('imports.fileMissing', {}, { status: 400 })
    return actions.uploadImport(ctx, outside.dataDir, query.capability, { name: part.filename, body: part.file })
  })
  bind(api.listImports, (ctx, { query }) => actions.listImports(ctx, query.before))
  bind(api.getImport, (ctx, { params }) => actions.getImport(ctx, params.id))
  bind(api.describeImport, (ctx, { params, body }) => actions.describeImport(ctx, params.id, body.reading))
  bind(api.previewImport, (ctx, { params, body }) => actions.previewImport(ctx, params.id, body.options))
  bind(api.startImport, (ctx, { params, body }) =>
    actions.startImport(ctx, params.id, body.options, body.dryRun ?? false),
  )
  bind(api.cancelImport, (ctx, { params }) => actions.cancelImport(ctx, params.id))
  bind(api.resumeImport, (ctx, { params }) => actions.resumeImport(ctx, params.id))
  bind(api.revertImport, (ctx, { params }) => actions.revertImport(ctx, params.id))
  bind(api.removeImport, async (ctx, { params }) => {
    await actions.removeImport(ctx, params.id)
    return { ok: true as const }
  })
  bind(api.importNotes, (ctx, { params }) => actions.notesOf(ctx, params.id))
  bind(api.importRejects, async (ctx, { params, reply }) => {
    const { name, body } = await actions.rejectsOf(ctx, params.id)
    return reply
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
      .type('text/csv; charset=utf-8')
      .send(Readable.from(body, { objectMode: false }))
  })
}
