// All SQL of meetings, their people and agenda; every read goes through the visibility of the client or lead.
import { sql } from 'kysely'
import type { Meeting, MeetingBrief, PersonDraft, PointDraft } from '#api/meetings.ts'
import { visibleTo } from '#server/clients/visible.ts'
import { compiled } from '#server/kit/compiled.ts'
import type { Context } from '#server/kit/context.ts'
import type { Fragment } from '#server/kit/lists.ts'
import { leadVisibleTo } from '#server/leads/visible.ts'

export type StoredMeeting = Omit<
  Meeting,
  'whyNot' | 'day' | 'startTime' | 'endTime' | 'minutesDueOn' | 'followedBy' | 'follows'
> & {
  follows: Meeting['follows']
  followedBy: Meeting['followedBy']
  letterSubject: string | null
  letterText: string | null
}

export const joined = sql`meetings m left join clients c on c.id = m.client_id left join leads l on l.id = m.lead_id`

/** Seen iff its client is; without a client iff its lead is. */
export const seen = (ctx: Context): Fragment =>
  sql`((m.client_id is not null and c.deleted_at is null and ${visibleTo(ctx.actor)})
    or (m.client_id is null and l.deleted_at is null and ${leadVisibleTo(ctx.actor)}))`

const person = (column: string) =>
  sql`(select json_build_object('id', u.id, 'name', u.name) from users u where u.id = ${sql.ref(column)})`
const neighbour = (
  condition: Fragment,
) => sql`(select json_build_object('id', n.id, 'title', n.title, 'startsAt', n.starts_at)
  from meetings n where ${condition} and n.deleted_at is null order by n.starts_at limit 1)`

const meetingJson = sql`jsonb_build_object('id', m.id, 'version', m.version, 'title', m.title, 'kind', m.kind,
  'client', case when c.id is not null then jsonb_build_object('id', c.id, 'name', c.name, 'language', c.language) end,
  'lead', case when l.id is not null then jsonb_build_object('id', l.id, 'name', l.name) end,
  'startsAt', m.starts_at, 'endsAt', m.ends_at, 'timeZone', m.time_zone, 'place', m.place, 'videoUrl', m.video_url,
  'goal', m.goal, 'fallback', m.fallback, 'state', m.state, 'stateReason', m.state_reason, 'startedAt', m.started_at,
  'endedAt', m.ended_at, 'organizer', ${person('m.organizer_id')}, 'summary', m.summary, 'letterSentAt', m.letter_sent_at,
  'letterSubject', m.letter_subject, 'letterText', m.letter_text,
  'follows', ${neighbour(sql`n.id = m.follows_id`)}, 'followedBy', ${neighbour(sql`n.follows_id = m.id`)},
  'people', (select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'userId', p.user_id, 'contactId', p.contact_id,
      'name', coalesce(u.name, nullif(concat_ws(' ', k.title_before, k.first_name, k.last_name), '') || coalesce(', ' || k.title_after, ''), p.name, ''),
      'position', (select cp.position from contact_positions cp where cp.contact_id = p.contact_id
        and cp.client_id = m.client_id order by cp.to_on is not null, cp.main desc, cp.sort limit 1),
      'email', coalesce(p.email, u.email, (select h.value from contact_channels h where h.contact_id = p.contact_id
        and h.type = 'email' order by h.position, h.id limit 1)),
      'side', p.side, 'optional', p.optional, 'answer', p.answer, 'attended', p.attended) order by p.side, p.position, p.id), '[]')
    from meeting_people p left join users u on u.id = p.user_id left join contacts k on k.id = p.contact_id where p.meeting_id = m.id),
  'points', (select coalesce(jsonb_agg(jsonb_build_object('id', q.id, 'title', q.title, 'minutes', q.minutes,
      'startedAt', q.started_at, 'spentSeconds', q.spent_seconds, 'done', q.done) order by q.position, q.id), '[]')
    from meeting_points q where q.meeting_id = m.id),
  'lines', (select count(*) from meeting_lines x where x.meeting_id = m.id),
  'createdAt', m.created_at, 'deletedAt', m.deleted_at)`

export async function findMeeting(ctx: Context, id: string, deletedToo = false): Promise<StoredMeeting | undefined> {
  const { rows } = await sql<{ meeting: StoredMeeting }>`
    select ${meetingJson} as meeting from ${joined}
    where m.id = ${id}::uuid and ${deletedToo ? sql`true` : sql`m.deleted_at is null`} and ${seen(ctx)}`.execute(ctx.db)
  return rows[0]?.meeting
}

/** Locked until the end of the transaction: two people writing minutes follow each other. */
export async function lockMeeting(ctx: Context, id: string, deletedToo = false): Promise<StoredMeeting | undefined> {
  await sql`select 1 from meetings where id = ${id}::uuid for no key update`.execute(ctx.db)
  return findMeeting(ctx, id, deletedToo)
}

const briefJson = sql`json_build_object('id', m.id, 'title', m.title, 'kind', m.kind, 'state', m.state, 'startsAt', m.starts_at,
  'endsAt', m.ends_at, 'place', m.place, 'organizer', ${person('m.organizer_id')}, 'timeZone', m.time_zone, 'letterSentAt', m.letter_sent_at)`

export type StoredBrief = MeetingBrief & { timeZone: string; letterSentAt: string | null }

/** The nearest `coming` meetings of a client and the latest `past` ones, each in the order of {@link meetingsOf}, in one statement. */
export async function meetingsAround(
  ctx: Context,
  clientId: string,
  limits: { coming: number; past: number },
): Promise<{ coming: StoredBrief[]; past: StoredBrief[] }> {
  const rows = await compiled(
    ctx,
    `meetings around ${limits.coming} ${limits.past}`,
    [clientId],
    ([id]) => sql<{ coming: StoredBrief[]; past: StoredBrief[] }>`
    with m as materialized (
      select m.*, m.state in ('planned', 'running') as coming from ${joined}
      where m.client_id = ${id}::uuid and m.deleted_at is null and ${seen(ctx)}
    )
    select (select coalesce(json_agg(brief), '[]') from (
        select ${briefJson} as brief from m where coming order by m.starts_at, m.id limit ${sql.lit(limits.coming)}) near) as coming,
      (select coalesce(json_agg(brief), '[]') from (
        select ${briefJson} as brief from m where not coming
        order by m.starts_at desc, m.id desc limit ${sql.lit(limits.past)}) late) as past`,
  )
  return rows[0] as { coming: StoredBrief[]; past: StoredBrief[] }
}

/** Coming and running ones, the nearest first; or those that are over or cancelled, the latest first. */
export async function meetingsOf(
  ctx: Context,
  of: { clientId?: string | null; leadId?: string | null },
  which: 'coming' | 'past',
  limit: number,
): Promise<StoredBrief[]> {
  const where = of.clientId ? sql`m.client_id = ${of.clientId}::uuid` : sql`m.lead_id = ${of.leadId ?? null}::uuid`
  const coming = sql`m.state in ('planned', 'running')`
  const { rows } = await sql<{ brief: StoredBrief }>`
    select ${briefJson} as brief from ${joined}
    where ${where} and m.deleted_at is null and ${which === 'coming' ? coming : sql`not ${coming}`} and ${seen(ctx)}
    order by ${which === 'coming' ? sql`m.starts_at, m.id` : sql`m.starts_at desc, m.id desc`} limit ${limit}`.execute(
    ctx.db,
  )
  return rows.map((row) => row.brief)
}

const snake = (key: string) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
const given = (values: object) => Object.entries(values).filter(([, value]) => value !== undefined)

export type MeetingRow = Partial<{
  clientId: string | null
  leadId: string | null
  title: string
  kind: string
  startsAt: string
  endsAt: string
  timeZone: string
  place: string | null
  videoUrl: string | null
  goal: string | null
  fallback: string | null
  state: string
  stateReason: string | null
  startedAt: string | null
  endedAt: string | null
  organizerId: string
  summary: string | null
  letterSubject: string | null
  letterText: string | null
  letterSentAt: string | null
  followsId: string | null
  deletedAt: string | null
  deletedBy: string | null
}>

const actorId = (ctx: Context) => sql`(select id from users where id = ${ctx.actor.id}::uuid)`

export async function insertMeeting(ctx: Context, values: MeetingRow): Promise<string> {
  const entries = given(values)
  const { rows } = await sql<{ id: string }>`
    insert into meetings (${sql.join([...entries.map(([key]) => sql.ref(snake(key))), sql.ref('created_by'), sql.ref('updated_by')])})
    values (${sql.join([...entries.map(([, value]) => sql`${value}`), actorId(ctx), actorId(ctx)])}) returning id`.execute(
    ctx.db,
  )
  return (rows[0] as { id: string }).id
}

export async function updateMeeting(ctx: Context, id: string, values: MeetingRow): Promise<void> {
  const sets = given(values).map(([key, value]) => sql`${sql.ref(snake(key))} = ${value}`)
  await sql`update meetings set ${sql.join([...sets, sql`version = version + 1`, sql`updated_at = ${ctx.now}`, sql`updated_by = ${actorId(ctx)}`])}
    where id = ${id}::uuid`.execute(ctx.db)
}

/** Makes the list of people as given: those left out go, those who stay keep answer and attendance. */
export async function replacePeople(ctx: Context, meetingId: string, people: readonly PersonDraft[]): Promise<void> {
  const rows = people.map((one, position) => ({ ...one, position }))
  await sql`delete from meeting_people p where p.meeting_id = ${meetingId}::uuid and not exists (
    select 1 from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, "userId" uuid, "contactId" uuid)
    where r.id = p.id or r."userId" = p.user_id or r."contactId" = p.contact_id)`.execute(ctx.db)
  await sql`update meeting_people p set position = r.position, optional = coalesce(r.optional, false), side = r.side,
      name = case when p.user_id is null and p.contact_id is null then coalesce(r.name, p.name) else p.name end,
      email = coalesce(r.email, p.email)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, "userId" uuid, "contactId" uuid, name text, email text, side text, optional boolean, position int)
    where p.meeting_id = ${meetingId}::uuid and (r.id = p.id or r."userId" = p.user_id or r."contactId" = p.contact_id)`.execute(
    ctx.db,
  )
  await sql`insert into meeting_people (meeting_id, user_id, contact_id, name, email, side, optional, position)
    select ${meetingId}::uuid, r."userId", r."contactId", r.name, r.email, r.side, coalesce(r.optional, false), r.position
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, "userId" uuid, "contactId" uuid, name text, email text, side text, optional boolean, position int)
    where not exists (select 1 from meeting_people p where p.meeting_id = ${meetingId}::uuid
      and (p.id = r.id or p.user_id = r."userId" or p.contact_id = r."contactId"))
    on conflict do nothing`.execute(ctx.db)
}

/** Makes the agenda as given: points that stay keep their time, those left out go and their lines stay without a point. */
export async function replacePoints(ctx: Context, meetingId: string, points: readonly PointDraft[]): Promise<void> {
  const rows = points.map((one, position) => ({ ...one, position }))
  const given = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, title text, minutes int, position int)`
  await sql`delete from meeting_points q where q.meeting_id = ${meetingId}::uuid and not exists (select 1 from ${given} where r.id = q.id)`.execute(
    ctx.db,
  )
  await sql`update meeting_points q set title = r.title, minutes = r.minutes, position = r.position from ${given}
    where q.meeting_id = ${meetingId}::uuid and r.id = q.id`.execute(ctx.db)
  await sql`insert into meeting_points (meeting_id, position, title, minutes)
    select ${meetingId}::uuid, r.position, r.title, r.minutes from ${given}
    where not exists (select 1 from meeting_points q where q.meeting_id = ${meetingId}::uuid and q.id = r.id)`.execute(
    ctx.db,
  )
}

export async function addPoint(ctx: Context, meetingId: string, point: PointDraft): Promise<void> {
  await sql`insert into meeting_points (meeting_id, position, title, minutes)
    select ${meetingId}::uuid, coalesce(max(position), -1) + 1, ${point.title}, ${point.minutes ?? null}::int
    from meeting_points where meeting_id = ${meetingId}::uuid`.execute(ctx.db)
}

/** Stops the clock of the point being talked about and, if given, starts another's. */
export async function switchPoint(ctx: Context, meetingId: string, current: string | null): Promise<void> {
  await sql`update meeting_points set
      spent_seconds = spent_seconds + greatest(0, extract(epoch from ${ctx.now}::timestamptz - started_at))::int, started_at = null
    where meeting_id = ${meetingId}::uuid and started_at is not null and id is distinct from ${current}::uuid`.execute(
    ctx.db,
  )
  if (current)
    await sql`update meeting_points set started_at = coalesce(started_at, ${ctx.now}), done = false
      where meeting_id = ${meetingId}::uuid and id = ${current}::uuid`.execute(ctx.db)
}

export async function markPoints(
  ctx: Context,
  meetingId: string,
  done: readonly { id: string; done: boolean }[],
): Promise<void> {
  await sql`update meeting_points q set done = r.done from jsonb_to_recordset(${JSON.stringify(done)}::jsonb) as r(id uuid, done boolean)
    where q.meeting_id = ${meetingId}::uuid and q.id = r.id`.execute(ctx.db)
}

export async function writeAttendance(
  ctx: Context,
  meetingId: string,
  came: readonly { personId: string; attended: boolean | null }[],
): Promise<void> {
  await sql`update meeting_people p set attended = r.attended
    from jsonb_to_recordset(${JSON.stringify(came)}::jsonb) as r("personId" uuid, attended boolean)
    where p.meeting_id = ${meetingId}::uuid and p.id = r."personId"`.execute(ctx.db)
}

/** Where somebody of a side was ticked off, those of it who were not did not come. */
export async function closeAttendance(ctx: Context, meetingId: string): Promise<void> {
  await sql`update meeting_people p set attended = false where p.meeting_id = ${meetingId}::uuid and p.attended is null
    and exists (select 1 from meeting_people o where o.meeting_id = p.meeting_id and o.side = p.side and o.attended)`.execute(
    ctx.db,
  )
}

/** An answer to the invitation, by colleague, contact or address. */
export async function writeAnswer(
  ctx: Context,
  meetingId: string,
  who: { userId?: string | null; contactId?: string | null; email?: string | null },
  answer: string,
): Promise<void> {
  await sql`update meeting_people set answer = ${answer} where meeting_id = ${meetingId}::uuid
    and (user_id = ${who.userId ?? null}::uuid or contact_id = ${who.contactId ?? null}::uuid or lower(email) = lower(${who.email ?? null}))`.execute(
    ctx.db,
  )
}

/** People of the other side must be seen, colleagues must exist; gives the ids that do not. */
export async function unknownPeople(
  ctx: Context,
  people: readonly PersonDraft[],
  seenContacts: Fragment,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select r."userId" as id from jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as r("userId" uuid)
      where r."userId" is not null and not exists (select 1 from users u where u.id = r."userId" and u.active)
    union all
    select r."contactId" from jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as r("contactId" uuid)
      where r."contactId" is not null and not exists (select 1 from contacts p where p.id = r."contactId" and p.deleted_at is null and ${seenContacts})`.execute(
    ctx.db,
  )
  return rows.map((row) => row.id)
}

export async function leadOwner(ctx: Context, leadId: string): Promise<{ ownerId: string | null } | undefined> {
  const { rows } = await sql<{ ownerId: string | null }>`
    select l.owner_id from leads l where l.id = ${leadId}::uuid and l.deleted_at is null and ${leadVisibleTo(ctx.actor)}`.execute(
    ctx.db,
  )
  return rows[0]
}

/** The language of letters to the client: that of the first of their people who has one, else of the client. */
export async function letterPeople(
  ctx: Context,
  meetingId: string,
): Promise<{ name: string; email: string | null; salutation: string | null; language: string | null }[]> {
  const { rows } = await sql<{
    name: string
    email: string | null
    salutation: string | null
    language: string | null
  }>`
    select coalesce(nullif(concat_ws(' ', k.first_name, k.last_name), ''), p.name) as name, k.salutation, k.language,
      coalesce(p.email, (select h.value from contact_channels h where h.contact_id = k.id and h.type = 'email' order by h.position, h.id limit 1)) as email
    from meeting_people p left join contacts k on k.id = p.contact_id
    where p.meeting_id = ${meetingId}::uuid and p.side = 'theirs' and p.attended is distinct from false
      and coalesce(k.no_contact, false) = false order by p.position, p.id`.execute(ctx.db)
  return rows
}
