// Client page: its peculiarities and wishes.
import { sql } from 'kysely'
import type { ClientPart } from '#server/clients/actions-page.ts'
import { peculiaritiesOf } from '#server/peculiarities/actions.ts'

export const peculiarityPart: ClientPart = {
  key: 'peculiarities',
  anything: sql<boolean>`exists (select 1 from peculiarities x where x.client_id = c.id and x.deleted_at is null)`,
  read: peculiaritiesOf,
}
