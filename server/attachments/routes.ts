// Binds the endpoints of attachments. What is sent to a browser can be looked at, never run.
import type { FastifyReply } from 'fastify'
import * as api from '#api/attachments.ts'
import type { Outside } from '#server/app.ts'
import * as actions from '#server/attachments/actions.ts'
import { storageOf } from '#server/attachments/storage.ts'
import type { Doors } from '#server/kit/doors.ts'
import { Refusal } from '#server/kit/errors.ts'
import { type Bind, requireVersion } from '#server/kit/serve.ts'

export function attachmentRoutes(bind: Bind, outside: Outside, doors: Doors): void {
  const storage = storageOf(outside.dataDir, outside.storage)
  bind(api.listAttachments, async (ctx, { params }) => ({
    ...(await actions.listAttachments(ctx, doors, params)),
    most: storage.mostBytes,
  }))
  bind(api.attachFile, async (ctx, { params, request }) => {
    await actions.mayAttach(ctx, doors, params)
    if (!request.isMultipart()) throw new Refusal('attachments.fileMissing', {}, { status: 400 })
    const part = await request.file({ limits: { fileSize: storage.mostBytes * 5 } })
    if (!part) throw new Refusal('attachments.fileMissing', {}, { status: 400 })
    return actions.attach(ctx, doors, storage, params, { name: part.filename, body: part.file })
  })
  bind(api.openAttachment, async (ctx, { params, query, request, reply }) => {
    const found = await actions.openAttachment(ctx, doors, params.id)
    const show = query.show === true ? found.preview : null
    const tag = `"${found.hash}"`
    reply.headers({
      etag: tag,
      // Asked again each time, because rights change; the content itself never does.
      'cache-control': 'private, no-cache',
      'content-disposition': `${show ? 'inline' : 'attachment'}; filename*=UTF-8''${encoded(found.name)}`,
      'content-security-policy': policies[show ?? 'download'],
      'cross-origin-resource-policy': 'same-origin',
      // A preview is drawn inside the product's own page.
      ...(show ? { 'x-frame-options': 'SAMEORIGIN' } : {}),
    })
    if (request.headers['if-none-match'] === tag) return reply.code(304).send()
    reply.header('content-length', found.size)
    // Only what is shown keeps its type: nothing else may be taken for a page.
    reply.type(show ? found.type : 'application/octet-stream')
    return send(reply, await storage.place(found.place).read(found.hash))
  })
  bind(api.changeAttachment, (ctx, { params, body, ...input }) =>
    actions.changeAttachment(ctx, doors, params.id, body, requireVersion(input)),
  )
  bind(api.removeAttachment, async (ctx, { params, version }) => {
    await actions.removeAttachment(ctx, doors, params.id, version)
    return { ok: true as const }
  })
  bind(api.restoreAttachment, (ctx, { params }) => actions.restoreAttachment(ctx, doors, params.id))
}

/**
 * Browsers show a PDF with a reader of their own, apart from our origin; in a sandbox, or under a policy that forbids the
 * reader's own parts, they refuse to start it. Its content was found to be a PDF and its type is not guessed again.
 */
const policies = {
  image: "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox",
  pdf: "frame-ancestors 'self'",
  download: "default-src 'none'; frame-ancestors 'none'; sandbox",
}

const send = (reply: FastifyReply, body: NodeJS.ReadableStream) => reply.send(body)

/** RFC 5987: more characters than encodeURIComponent leaves alone. */
function encoded(name: string): string {
  return encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
}
