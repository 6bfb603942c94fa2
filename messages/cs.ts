// Every Czech sentence by capability. One line per capability; the English registry must match it.

import { bulkChanges } from '#messages/cs/bulk-changes.ts'
import { clients } from '#messages/cs/clients.ts'
import { contacts } from '#messages/cs/contacts.ts'
import { customFields } from '#messages/cs/custom-fields.ts'
import { demo } from '#messages/cs/demo.ts'
import { exports } from '#messages/cs/exports.ts'
import { groups } from '#messages/cs/groups.ts'
import { identifiers } from '#messages/cs/identifiers.ts'
import { imports } from '#messages/cs/imports.ts'
import { journal } from '#messages/cs/journal.ts'
import { kit } from '#messages/cs/kit.ts'
import { overview } from '#messages/cs/overview.ts'
import { peculiarities } from '#messages/cs/peculiarities.ts'
import { registers } from '#messages/cs/registers.ts'
import { search } from '#messages/cs/search.ts'
import { settings } from '#messages/cs/settings.ts'
import { tags } from '#messages/cs/tags.ts'
import { teams } from '#messages/cs/teams.ts'
import { users } from '#messages/cs/users.ts'
import { views } from '#messages/cs/views.ts'

export const cs = {
  kit,
  overview,
  demo,
  imports,
  bulkChanges,
  exports,
  identifiers,
  contacts,
  clients,
  registers,
  search,
  settings,
  teams,
  users,
  journal,
  customFields,
  groups,
  peculiarities,
  tags,
  views,
}
