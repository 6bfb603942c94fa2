// Binds the endpoints of the journal.
import * as api from '#api/journal.ts'
import { historyOf, listJournal, restoreFields } from '#server/journal/actions.ts'
import { exportJournal } from '#server/journal/export.ts'
import type { Histories } from '#server/journal/records.ts'
import { type Bind, requireVersion } from '#server/kit/serve.ts'

export function journalRoutes(bind: Bind, histories: Histories): void {
  bind(api.historyOfRecord, (ctx, { params, query }) =>
    historyOf(ctx, histories, { type: params.recordType, id: params.recordId }, query),
  )
  bind(api.restoreFields, (ctx, { params, body, ...input }) =>
    restoreFields(ctx, histories, params.entryId, body.fields, requireVersion(input)),
  )
  bind(api.listJournal, (ctx, { query }) => listJournal(ctx, histories, query))
  bind(api.exportJournal, async (ctx, { query, reply }) => {
    const lines = await exportJournal(ctx, histories, query, ctx.actor.language)
    reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="journal-${ctx.today}.csv"`)
    return reply.send(lines)
  })
}
