// Binds the endpoints of exports.
import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import * as api from '#api/exports.ts'
import * as actions from '#server/exports/actions.ts'
import type { Bind } from '#server/kit/serve.ts'

export function exportRoutes(bind: Bind): void {
  bind(api.exportClients, async (ctx, { query, reply }) =>
    stream(reply, await actions.exportList(ctx, 'clients', query)),
  )
  bind(api.exportContacts, async (ctx, { query, reply }) =>
    stream(reply, await actions.exportList(ctx, 'contacts', query)),
  )
  bind(api.exportEverything, (ctx) => actions.exportEverything(ctx))
  bind(api.listExports, (ctx) => actions.listExports(ctx))
  bind(api.getExport, (ctx, { params }) => actions.getExport(ctx, params.id))
  bind(api.cancelExport, (ctx, { params }) => actions.cancelExport(ctx, params.id))
  bind(api.downloadExport, async (ctx, { params, reply }) => {
    const path = await actions.archivePath(ctx, params.id)
    return stream(reply, { name: `klientela-${ctx.today}.zip`, type: 'application/zip', body: createReadStream(path) })
  })
}

function stream(reply: FastifyReply, file: actions.StreamedFile): FastifyReply {
  return reply
    .header('content-disposition', `attachment; filename="${file.name}"`)
    .type(file.type)
    .send(Readable.from(file.body, { objectMode: false }))
}
