// Hands the journal what it must know of the capabilities above it: who sees a record, and how old values return.
import { type RawBuilder, sql } from 'kysely'
import type { ActivityChange } from '#api/activities.ts'
import type { AppointmentChange } from '#api/calendars.ts'
import type { ClientChange } from '#api/clients.ts'
import type { ContactChange } from '#api/contacts.ts'
import type { LeadChange } from '#api/leads.ts'
import type { MeetingChange } from '#api/meetings.ts'
import type { ObjectionChange } from '#api/objections.ts'
import type { PromiseChange } from '#api/promises.ts'
import { changeActivity } from '#server/activities/actions.ts'
import { activityVisibleTo } from '#server/activities/visible.ts'
import { appointmentVersions } from '#server/calendars/actions.ts'
import { changeAppointment } from '#server/calendars/actions-change.ts'
import { changeClient } from '#server/clients/actions.ts'
import { contactVisibleTo, visibleTo } from '#server/clients/visible.ts'
import { changeContact } from '#server/contacts/actions.ts'
import type { Histories } from '#server/journal/records.ts'
import type { Context } from '#server/kit/context.ts'
import { changeLead } from '#server/leads/actions.ts'
import { leadVisibleTo } from '#server/leads/visible.ts'
import { changeMeeting, meetingVersions } from '#server/meetings/actions.ts'
import { changeObjection, objectionVersions } from '#server/objections/actions.ts'
import { changePromise, promiseVersions } from '#server/promises/actions.ts'

export const histories: Histories = {
  clientVisible: visibleTo,
  contactVisible: contactVisibleTo,
  records: [
    {
      type: 'clients',
      versions: (ctx, ids) =>
        versionsOf(ctx, sql`clients c`, sql`c.id = any(${[...ids]}::uuid[]) and ${visibleTo(ctx.actor)}`),
      restorable: [
        'name',
        'kind',
        'number',
        'ico',
        'dic',
        'legalForm',
        'isClient',
        'isSupplier',
        'isPartner',
        'isCompetitor',
        'noContact',
        'creditHold',
        'sanctionsBlock',
        'confidentiality',
        'language',
        'currency',
        'timeZone',
        'nace',
        'naceVersion',
        'source',
        'note',
        'nextTouchOn',
        'addresses',
        'channels',
        'bankAccounts',
        'tags',
        'custom',
      ],
      restore: (ctx, id, values, version) => changeClient(ctx, id, asChange<ClientChange>(values), version),
    },
    {
      type: 'contacts',
      versions: (ctx, ids) =>
        versionsOf(ctx, sql`contacts p`, sql`p.id = any(${[...ids]}::uuid[]) and ${contactVisibleTo(ctx.actor)}`),
      restorable: [
        'firstName',
        'lastName',
        'titleBefore',
        'titleAfter',
        'salutation',
        'language',
        'note',
        'source',
        'noContact',
        'channels',
        'positions',
        'tags',
        'custom',
      ],
      restore: (ctx, id, values, version) => changeContact(ctx, id, asChange<ContactChange>(values), version),
    },
    {
      type: 'activities',
      versions: (ctx, ids) =>
        versionsOf(ctx, sql`activities a`, sql`a.id = any(${[...ids]}::uuid[]) and ${activityVisibleTo(ctx.actor)}`),
      restorable: [
        'text',
        'subject',
        'channel',
        'direction',
        'happenedAt',
        'durationMinutes',
        'outcome',
        'twoWay',
        'contactIds',
        'userIds',
        'tagIds',
      ],
      restore: (ctx, id, values, version) => changeActivity(ctx, id, values as ActivityChange, version),
    },
    {
      type: 'leads',
      versions: (ctx, ids) =>
        versionsOf(ctx, sql`leads l`, sql`l.id = any(${[...ids]}::uuid[]) and ${leadVisibleTo(ctx.actor)}`),
      restorable: [
        'name',
        'personName',
        'position',
        'ico',
        'email',
        'phone',
        'web',
        'street',
        'city',
        'postcode',
        'country',
        'nace',
        'language',
        'interestItems',
        'interestTerms',
        'message',
        'note',
        'source',
        'sourceDetail',
        'known',
      ],
      restore: (ctx, id, values, version) => changeLead(ctx, id, values as LeadChange, version),
    },
    {
      type: 'promises',
      versions: promiseVersions,
      restorable: [
        'text',
        'note',
        'side',
        'kind',
        'contactId',
        'responsibleId',
        'division',
        'dueOn',
        'dueTime',
        'rrule',
        'proof',
      ],
      restore: (ctx, id, values, version) => changePromise(ctx, id, values as PromiseChange, version),
    },
    {
      type: 'objections',
      versions: objectionVersions,
      restorable: ['text', 'kind', 'answer'],
      restore: (ctx, id, values, version) => changeObjection(ctx, id, values as ObjectionChange, version),
    },
    {
      type: 'appointments',
      versions: appointmentVersions,
      restorable: ['title', 'description', 'place', 'videoUrl', 'busy', 'private'],
      restore: (ctx, id, values, version) => changeAppointment(ctx, id, values as AppointmentChange, version, []),
    },
    {
      type: 'meetings',
      versions: meetingVersions,
      restorable: ['title', 'kind', 'place', 'videoUrl', 'goal', 'fallback', 'summary'],
      restore: (ctx, id, values, version) => changeMeeting(ctx, id, values as MeetingChange, version),
    },
  ],
}

async function versionsOf(
  ctx: Context,
  from: RawBuilder<unknown>,
  where: RawBuilder<unknown>,
): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; version: number }>`select id, version from ${from} where ${where}`.execute(
    ctx.db,
  )
  return new Map(rows.map((row) => [row.id, row.version]))
}

/** The journal names links by the record, the change by its ids. */
function asChange<T>({ tags, ...values }: Record<string, unknown>): T {
  return { ...values, ...(tags === undefined ? {} : { tagIds: tags }) } as T
}
