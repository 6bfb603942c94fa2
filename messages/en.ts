// Every English sentence by capability, complete against the Czech registry.
import type { cs } from '#messages/cs.ts'
import { activities } from '#messages/en/activities.ts'
import { attachments } from '#messages/en/attachments.ts'
import { bulkChanges } from '#messages/en/bulk-changes.ts'
import { calendars } from '#messages/en/calendars.ts'
import { calls } from '#messages/en/calls.ts'
import { clients } from '#messages/en/clients.ts'
import { comments } from '#messages/en/comments.ts'
import { contacts } from '#messages/en/contacts.ts'
import { customFields } from '#messages/en/custom-fields.ts'
import { days } from '#messages/en/days.ts'
import { demo } from '#messages/en/demo.ts'
import { exports } from '#messages/en/exports.ts'
import { groups } from '#messages/en/groups.ts'
import { identifiers } from '#messages/en/identifiers.ts'
import { imports } from '#messages/en/imports.ts'
import { journal } from '#messages/en/journal.ts'
import { kit } from '#messages/en/kit.ts'
import { leads } from '#messages/en/leads.ts'
import { meetings } from '#messages/en/meetings.ts'
import { notifications } from '#messages/en/notifications.ts'
import { objections } from '#messages/en/objections.ts'
import { offline } from '#messages/en/offline.ts'
import { overview } from '#messages/en/overview.ts'
import { peculiarities } from '#messages/en/peculiarities.ts'
import { promises } from '#messages/en/promises.ts'
import { registers } from '#messages/en/registers.ts'
import { search } from '#messages/en/search.ts'
import { settings } from '#messages/en/settings.ts'
import { tags } from '#messages/en/tags.ts'
import { teams } from '#messages/en/teams.ts'
import { users } from '#messages/en/users.ts'
import { views } from '#messages/en/views.ts'
import type { Messages } from '#messages/plural.ts'

export const en: Messages<typeof cs> = {
  kit,
  overview,
  demo,
  imports,
  bulkChanges,
  exports,
  identifiers,
  contacts,
  calendars,
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
  activities,
  leads,
  calls,
  promises,
  days,
  objections,
  meetings,
  notifications,
  offline,
  attachments,
  comments,
  tags,
  views,
}
