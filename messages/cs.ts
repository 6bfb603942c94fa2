// Every Czech sentence by capability. One line per capability; the English registry must match it.

import { activities } from '#messages/cs/activities.ts'
import { attachments } from '#messages/cs/attachments.ts'
import { bulkChanges } from '#messages/cs/bulk-changes.ts'
import { calendars } from '#messages/cs/calendars.ts'
import { calls } from '#messages/cs/calls.ts'
import { clients } from '#messages/cs/clients.ts'
import { comments } from '#messages/cs/comments.ts'
import { contacts } from '#messages/cs/contacts.ts'
import { customFields } from '#messages/cs/custom-fields.ts'
import { days } from '#messages/cs/days.ts'
import { demo } from '#messages/cs/demo.ts'
import { exports } from '#messages/cs/exports.ts'
import { groups } from '#messages/cs/groups.ts'
import { identifiers } from '#messages/cs/identifiers.ts'
import { imports } from '#messages/cs/imports.ts'
import { journal } from '#messages/cs/journal.ts'
import { kit } from '#messages/cs/kit.ts'
import { leads } from '#messages/cs/leads.ts'
import { meetings } from '#messages/cs/meetings.ts'
import { notifications } from '#messages/cs/notifications.ts'
import { objections } from '#messages/cs/objections.ts'
import { offline } from '#messages/cs/offline.ts'
import { overview } from '#messages/cs/overview.ts'
import { peculiarities } from '#messages/cs/peculiarities.ts'
import { promises } from '#messages/cs/promises.ts'
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
