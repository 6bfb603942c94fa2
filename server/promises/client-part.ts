// Client page: what is owed, ours and theirs.
import { sql } from 'kysely'
import type { ClientPart } from '#server/clients/actions-page.ts'
import { promisesAt } from '#server/promises/actions.ts'

export const promisePart: ClientPart = {
  key: 'promises',
  anything: sql<boolean>`exists (select 1 from promises x where x.client_id = c.id and x.deleted_at is null)`,
  read: (ctx, client, nothing) => promisesAt(ctx, { clientId: client.id }, nothing),
}
