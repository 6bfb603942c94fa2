// SQL of appointments and the people invited to them.
import { type RawBuilder, sql } from 'kysely'
import type { Answer } from '#domain/calendars/invitations.ts'
import { contactVisibleTo, visibleTo } from '#server/clients/visible.ts'
import type { Context } from '#server/kit/context.ts'
import { NotFound } from '#server/kit/errors.ts'
import { isoOf } from '#server/kit/zoned-time.ts'
import { leadVisibleTo } from '#server/leads/visible.ts'

export interface PersonRow {
  id: string
  userId: string | null
  contactId: string | null
  name: string | null
  email: string | null
  optional: boolean
  answer: Answer
}

/** What is written of an appointment. */
export interface AppointmentValues {
  uid: string
  sequence: number
  recurrenceId: string | null
  ownerId: string
  title: string
  description: string | null
  place: string | null
  videoUrl: string | null
  startsAt: string
  endsAt: string
  allDay: boolean
  timeZone: string
  rrule: string | null
  exdates: string[]
  rdates: string[]
  repeatsUntil: string | null
  status: 'tentative' | 'confirmed' | 'cancelled'
  busy: boolean
  private: boolean
  organizerEmail: string | null
  organizerName: string | null
  origin: 'own' | 'invitation' | 'import' | 'caldav' | 'booking'
  clientId: string | null
  leadId: string | null
  recordType: string | null
  recordId: string | null
  raw: string | null
}

export interface AppointmentRow extends AppointmentValues {
  id: string
  version: number
  ownerName: string
  clientName: string | null
  leadName: string | null
  clientSeen: boolean
  leadSeen: boolean
  deletedAt: string | null
  people: PersonRow[]
}

const people = sql`coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'userId', p.user_id, 'contactId', p.contact_id,
    'name', coalesce(pu.name, nullif(concat_ws(' ', pc.first_name, pc.last_name), ''), p.name),
    'email', coalesce(pu.email, p.email, (select ch.value from contact_channels ch where ch.contact_id = p.contact_id and ch.type = 'email'
      order by ch.position limit 1)),
    'optional', p.optional, 'answer', p.answer) order by p.id)
  from appointment_people p left join users pu on pu.id = p.user_id left join contacts pc on pc.id = p.contact_id
  where p.appointment_id = a.id), '[]')`

function base(ctx: Context, where: RawBuilder<unknown>, light: boolean): RawBuilder<AppointmentRow> {
  return sql<AppointmentRow>`
    select a.id, a.version, a.uid, a.sequence, a.recurrence_id, a.owner_id, u.name as owner_name, a.title, a.place, a.video_url,
      ${light ? sql`null as description, null as raw` : sql`a.description, a.raw`},
      a.starts_at, a.ends_at, a.all_day, a.time_zone, a.rrule, to_jsonb(a.exdates) as exdates, to_jsonb(a.rdates) as rdates, a.repeats_until, a.status, a.busy, a.private,
      a.organizer_email, a.organizer_name, a.origin, a.client_id, a.lead_id, a.record_type, a.record_id, a.deleted_at,
      c.name as client_name, coalesce(c.deleted_at is null and ${visibleTo(ctx.actor, 'c')}, false) as client_seen,
      l.name as lead_name, coalesce(l.deleted_at is null and ${leadVisibleTo(ctx.actor, 'l')}, false) as lead_seen,
      ${people} as people
    from appointments a join users u on u.id = a.owner_id
    left join clients c on c.id = a.client_id left join leads l on l.id = a.lead_id
    where ${where}`
}

async function rowsOf(ctx: Context, query: RawBuilder<AppointmentRow>): Promise<AppointmentRow[]> {
  const { rows } = await query.execute(ctx.db)
  return rows.map((row) => ({
    ...row,
    recurrenceId: row.recurrenceId && isoOf(row.recurrenceId),
    startsAt: isoOf(row.startsAt),
    endsAt: isoOf(row.endsAt),
    repeatsUntil: row.repeatsUntil && isoOf(row.repeatsUntil),
    exdates: row.exdates.map(isoOf),
    rdates: row.rdates.map(isoOf),
  }))
}

/**
 * Everything in the calendars of the people that may have an occurrence between two instants: single ones and changed
 * occurrences by their own time, every series that has not ended before. Ordered so that a series comes before its changes.
 */
export async function listBetween(
  ctx: Context,
  userIds: readonly string[],
  from: string,
  to: string,
): Promise<AppointmentRow[]> {
  const users = sql`${[...userIds]}::uuid[]`
  const touches = sql`x.starts_at < ${to}::timestamptz and x.ends_at > ${from}::timestamptz`
  const ids = sql`
    select x.id from appointments x where x.owner_id = any(${users}) and x.deleted_at is null and x.rrule is null
      and x.starts_at > ${from}::timestamptz - interval '40 days' and ${touches}
    union select x.id from appointments x where x.owner_id = any(${users}) and x.deleted_at is null and x.rrule is null
      and x.ends_at - x.starts_at > interval '40 days' and ${touches}
    union select x.id from appointments x where x.owner_id = any(${users}) and x.deleted_at is null and x.rrule is not null
      and x.starts_at < ${to}::timestamptz and (x.repeats_until is null or x.repeats_until > ${from}::timestamptz - interval '400 days')
    union select x.id from appointment_people ap join appointments x on x.id = ap.appointment_id
      where ap.user_id = any(${users}) and x.deleted_at is null
      and (${touches} or x.rrule is not null and x.starts_at < ${to}::timestamptz
        and (x.repeats_until is null or x.repeats_until > ${from}::timestamptz - interval '400 days'))`
  return rowsOf(ctx, base(ctx, sql`a.id in (${ids})`, true))
}

/** Changed occurrences of series, also those moved out of the window they would have been in. */
export async function listChangedOccurrences(
  ctx: Context,
  series: readonly { ownerId: string; uid: string }[],
): Promise<{ ownerId: string; uid: string; recurrenceId: string }[]> {
  if (series.length === 0) return []
  const { rows } = await sql<{ ownerId: string; uid: string; recurrenceId: string }>`
    select a.owner_id, a.uid, a.recurrence_id from appointments a
    join unnest(${series.map((s) => s.ownerId)}::uuid[], ${series.map((s) => s.uid)}::text[]) as s(owner_id, uid)
      on s.owner_id = a.owner_id and s.uid = a.uid
    where a.deleted_at is null and a.recurrence_id is not null`.execute(ctx.db)
  return rows.map((row) => ({ ...row, recurrenceId: isoOf(row.recurrenceId) }))
}

export async function findAppointment(ctx: Context, id: string): Promise<AppointmentRow | undefined> {
  return (await rowsOf(ctx, base(ctx, sql`a.id = ${id}::uuid`, false)))[0]
}

/** The row as it is now, held until the transaction ends. */
export async function lockAppointment(ctx: Context, id: string): Promise<AppointmentRow> {
  await sql`select 1 from appointments where id = ${id}::uuid for update`.execute(ctx.db)
  const row = await findAppointment(ctx, id)
  if (!row) throw new NotFound('calendars.notFound')
  return row
}

/** The series (or single one) and changed occurrences under one uid in one person's calendar, the series first. */
export async function listOfUid(ctx: Context, ownerId: string, uid: string): Promise<AppointmentRow[]> {
  const where = sql`a.owner_id = ${ownerId}::uuid and a.uid = ${uid} and a.deleted_at is null`
  return rowsOf(ctx, sql`${base(ctx, where, false)} order by a.recurrence_id nulls first`)
}

/** The same for many at once: everything a person owns, or is invited to by colleagues. */
export async function listOfPerson(ctx: Context, userId: string): Promise<AppointmentRow[]> {
  const where = sql`a.deleted_at is null and (a.owner_id = ${userId}::uuid
    or a.id in (select appointment_id from appointment_people where user_id = ${userId}::uuid and answer <> 'declined'))`
  return rowsOf(ctx, sql`${base(ctx, where, false)} order by a.uid, a.recurrence_id nulls first`)
}

export async function findByRecord(ctx: Context, recordType: string, recordId: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from appointments where record_type = ${recordType} and record_id = ${recordId}::uuid and deleted_at is null
    limit 1 for update`.execute(ctx.db)
  return rows[0]?.id
}

export async function comingOfClient(ctx: Context, clientId: string): Promise<AppointmentRow[]> {
  const where = sql`a.client_id = ${clientId}::uuid and a.deleted_at is null and a.status <> 'cancelled' and a.recurrence_id is null
    and (a.ends_at > ${ctx.now}::timestamptz or a.rrule is not null and (a.repeats_until is null or a.repeats_until > ${ctx.now}::timestamptz))`
  return rowsOf(ctx, sql`${base(ctx, where, true)} order by a.starts_at limit 100`)
}

export async function insertAppointments(ctx: Context, values: readonly AppointmentValues[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    insert into appointments (uid, sequence, recurrence_id, owner_id, title, description, place, video_url, starts_at, ends_at, all_day,
      time_zone, rrule, exdates, rdates, repeats_until, status, busy, private, organizer_email, organizer_name, origin, client_id, lead_id,
      record_type, record_id, raw, created_by, updated_by)
    select r.uid, r.sequence, r."recurrenceId", r."ownerId", r.title, r.description, r.place, r."videoUrl", r."startsAt", r."endsAt",
      r."allDay", r."timeZone", r.rrule, coalesce(r.exdates, '{}'), coalesce(r.rdates, '{}'), r."repeatsUntil", r.status, r.busy, r.private, r."organizerEmail", r."organizerName",
      r.origin, r."clientId", r."leadId", r."recordType", r."recordId", r.raw, ${writer(ctx)}::uuid, ${writer(ctx)}::uuid
    from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as r(uid text, sequence int, "recurrenceId" timestamptz, "ownerId" uuid, title text,
      description text, place text, "videoUrl" text, "startsAt" timestamptz, "endsAt" timestamptz, "allDay" boolean, "timeZone" text,
      rrule text, exdates timestamptz[], rdates timestamptz[], "repeatsUntil" timestamptz, status text, busy boolean, private boolean, "organizerEmail" text,
      "organizerName" text, origin text, "clientId" uuid, "leadId" uuid, "recordType" text, "recordId" uuid, raw text)
    returning id`.execute(ctx.db)
  return rows.map((row) => row.id)
}

/** Writes the row whole; its version rises. */
export async function updateAppointment(ctx: Context, id: string, v: AppointmentValues): Promise<void> {
  await sql`
    update appointments set uid = ${v.uid}, sequence = ${v.sequence}, recurrence_id = ${v.recurrenceId}::timestamptz,
      owner_id = ${v.ownerId}::uuid, title = ${v.title}, description = ${v.description}, place = ${v.place}, video_url = ${v.videoUrl},
      starts_at = ${v.startsAt}::timestamptz, ends_at = ${v.endsAt}::timestamptz, all_day = ${v.allDay}, time_zone = ${v.timeZone},
      rrule = ${v.rrule}, exdates = ${v.exdates}::timestamptz[], rdates = ${v.rdates}::timestamptz[], repeats_until = ${v.repeatsUntil}::timestamptz, status = ${v.status},
      busy = ${v.busy}, private = ${v.private}, organizer_email = ${v.organizerEmail}, organizer_name = ${v.organizerName},
      client_id = ${v.clientId}::uuid, lead_id = ${v.leadId}::uuid, raw = ${v.raw},
      version = version + 1, updated_at = ${ctx.now}, updated_by = ${writer(ctx)}::uuid
    where id = ${id}::uuid`.execute(ctx.db)
}

/** Raises the version of a row whose people changed, so that editors and connected calendars notice. */
export async function touchAppointment(ctx: Context, id: string): Promise<void> {
  await sql`update appointments set version = version + 1, updated_at = ${ctx.now} where id = ${id}::uuid`.execute(
    ctx.db,
  )
}

export async function setDeleted(ctx: Context, ids: readonly string[], at: string | null): Promise<void> {
  await sql`update appointments set deleted_at = ${at}::timestamptz, deleted_by = ${at ? writer(ctx) : null}::uuid, version = version + 1
    where id = any(${[...ids]}::uuid[])`.execute(ctx.db)
}

/** Rows deleted in the same moment as this one under its uid: what one deletion took away. */
export async function deletedTogether(ctx: Context, row: AppointmentRow): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from appointments where owner_id = ${row.ownerId}::uuid and uid = ${row.uid} and deleted_at = ${row.deletedAt}::timestamptz`.execute(
    ctx.db,
  )
  return rows.map(({ id }) => id)
}

export interface PersonValues {
  userId: string | null
  contactId: string | null
  email: string | null
  name: string | null
  optional: boolean
  answer: Answer
}

/** Puts exactly these people on the appointment. */
export async function replacePeople(ctx: Context, appointmentId: string, list: readonly PersonValues[]): Promise<void> {
  await sql`delete from appointment_people where appointment_id = ${appointmentId}::uuid`.execute(ctx.db)
  if (list.length === 0) return
  await sql`
    insert into appointment_people (appointment_id, user_id, contact_id, email, name, optional, answer)
    select ${appointmentId}::uuid, r."userId", r."contactId", r.email, r.name, r.optional, r.answer
    from jsonb_to_recordset(${JSON.stringify(list)}::jsonb) as r("userId" uuid, "contactId" uuid, email text, name text, optional boolean, answer text)
    on conflict do nothing`.execute(ctx.db)
}

export async function setAnswer(ctx: Context, personId: string, answer: Answer): Promise<void> {
  await sql`update appointment_people set answer = ${answer}, answered_at = ${ctx.now} where id = ${personId}::uuid`.execute(
    ctx.db,
  )
}

/** The one who writes; jobs write as nobody. */
function writer(ctx: Context): string | null {
  return ctx.actor.roles.length === 0 || ctx.actor.id.startsWith('00000000-0000-0000-0000-') ? null : ctx.actor.id
}

export async function leadSeen(ctx: Context, leadId: string): Promise<boolean> {
  const { rows } =
    await sql`select 1 from leads l where l.id = ${leadId}::uuid and l.deleted_at is null and ${leadVisibleTo(ctx.actor, 'l')}`.execute(
      ctx.db,
    )
  return rows.length > 0
}

/** Whether anybody of these does not exist, has left, or is a contact that the actor does not see. */
export async function anyUnknown(
  ctx: Context,
  people: readonly { userId?: string; contactId?: string }[],
): Promise<boolean> {
  if (people.length === 0) return false
  const { rows } = await sql`
    select 1 from jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as r("userId" uuid, "contactId" uuid)
    where (r."userId" is not null and not exists (select 1 from users u where u.id = r."userId" and u.active))
      or (r."contactId" is not null and not exists (select 1 from contacts p where p.id = r."contactId"
        and p.deleted_at is null and ${contactVisibleTo(ctx.actor)})) limit 1`.execute(ctx.db)
  return rows.length > 0
}

export async function listOfUids(ctx: Context, ownerId: string, uids: readonly string[]): Promise<AppointmentRow[]> {
  return rowsOf(
    ctx,
    base(ctx, sql`a.owner_id = ${ownerId}::uuid and a.uid = any(${[...uids]}::text[]) and a.deleted_at is null`, false),
  )
}

export async function addPeople(
  ctx: Context,
  list: readonly (PersonValues & { appointmentId: string })[],
): Promise<void> {
  if (list.length === 0) return
  await sql`
    insert into appointment_people (appointment_id, user_id, contact_id, email, name, optional, answer)
    select r."appointmentId", r."userId", r."contactId", r.email, r.name, r.optional, r.answer
    from jsonb_to_recordset(${JSON.stringify(list)}::jsonb)
      as r("appointmentId" uuid, "userId" uuid, "contactId" uuid, email text, name text, optional boolean, answer text)
    on conflict do nothing`.execute(ctx.db)
}

/** Whether an invitation to this appointment ever left the house. */
export async function wereInvited(ctx: Context, uid: string): Promise<boolean> {
  const { rows } = await sql`select 1 from calendar_messages where uid = ${uid} and direction = 'out'
    and method = 'REQUEST' limit 1`.execute(ctx.db)
  return rows.length > 0
}
