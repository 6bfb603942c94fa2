// Client page: what it objected.
import { sql } from 'kysely'
import type { ClientPart } from '#server/clients/actions-page.ts'
import { objectionsAt } from '#server/objections/actions.ts'

export const objectionPart: ClientPart = {
  key: 'objections',
  anything: sql<boolean>`exists (select 1 from objections x where x.client_id = c.id and x.deleted_at is null)`,
  read: objectionsAt,
}
