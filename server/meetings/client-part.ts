// Client page: its meetings.
import { sql } from 'kysely'
import type { ClientPart } from '#server/clients/actions-page.ts'
import { meetingsAt } from '#server/meetings/actions.ts'

export const meetingPart: ClientPart = {
  key: 'meetings',
  anything: sql<boolean>`exists (select 1 from meetings x where x.client_id = c.id and x.deleted_at is null)`,
  read: meetingsAt,
}
