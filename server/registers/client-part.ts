// Client page: the last comparison with the register, and what the register said.
import { sql } from 'kysely'
import type { ClientPart } from '#server/clients/actions-page.ts'
import { registerOf } from '#server/registers/actions.ts'

export const registerPart: ClientPart = {
  key: 'register',
  anything: sql<boolean>`(exists (select 1 from register_checks x where x.client_id = c.id)
    or exists (select 1 from register_answers x where x.source = 'ares' and x.ico = c.ico))`,
  read: registerOf,
}
