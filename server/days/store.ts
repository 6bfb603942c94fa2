// All SQL of days: what a day and a week gather across capabilities in one statement each, and the choices of people.
import { sql } from 'kysely'
import type { DayChoice, DayView, Mention, NewLead, WeekView } from '#api/days.ts'
import type { Decision } from '#domain/days/next-best-action.ts'
import { visibleTo } from '#server/clients/visible.ts'
import type { Context } from '#server/kit/context.ts'
import { leadVisibleTo } from '#server/leads/visible.ts'

/** Ids inside a subquery, as days below, look the same to the planner whoever asks and when: one plan serves, none is made anew. */
const sameForAll = (ids: readonly string[]) => sql`(select ${[...ids]}::uuid[])::uuid[]`

export interface SomePerson {
  readonly id: string
  readonly name: string
  readonly teamId: string | null
}

/** People at work by id, or of the given teams. */
export async function peopleBy(
  ctx: Context,
  by: { ids?: readonly string[]; teamIds?: readonly string[] | 'all' },
): Promise<SomePerson[]> {
  const { rows } = await sql<SomePerson>`
    select u.id, u.name, u.team_id from users u
    where (u.active and ${
      by.teamIds === 'all' ? sql`u.team_id is not null` : sql`u.team_id = any(${[...(by.teamIds ?? [])]}::uuid[])`
    }) or u.id = any(${[...(by.ids ?? [])]}::uuid[])
    order by u.name collate czech, u.id limit 500`.execute(ctx.db)
  return rows
}

/** The team with all teams below it. */
export async function branchOf(ctx: Context, teamId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive branch as (select id from teams where id = ${teamId}::uuid
      union select t.id from teams t join branch b on t.parent_id = b.id)
    select id from branch`.execute(ctx.db)
  return rows.map((row) => row.id)
}

export async function teamsBy(ctx: Context, ids: readonly string[] | 'all'): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from teams where ${ids === 'all' ? sql`true` : sql`id = any(${[...ids]}::uuid[])`}
    order by name collate czech, id`.execute(ctx.db)
  return rows
}

export interface Grounds {
  readonly choices: readonly {
    userId: string
    rule: string
    recordId: string
    decision: Decision
    decidedOn: string
    until: string | null
  }[]
  readonly names: Readonly<Record<string, string>>
}

/** What is needed to rank the steps: what people decided, names of people. */
export async function groundsOf(ctx: Context, userIds: readonly string[]): Promise<Grounds> {
  const { rows } = await sql<{ grounds: Grounds }>`select json_build_object(
    'choices', (select coalesce(json_agg(json_build_object('userId', d.user_id, 'rule', d.rule, 'recordId', d.record_id, 'decision', d.decision,
      'decidedOn', d.decided_at::date, 'until', d.until)), '[]') from day_choices d where d.user_id = any(${[...userIds]}::uuid[])
        and (d.decision = 'muted' or d.until > ${ctx.today}::date or d.decided_at > ${ctx.today}::date - 15)),
    'names', (select coalesce(json_object_agg(u.id, u.name), '{}') from users u where u.id = any(${[...userIds]}::uuid[]))
  ) as grounds`.execute(ctx.db)
  return (rows[0] as { grounds: Grounds }).grounds
}

/** Class by client. */
export async function classesOf(ctx: Context, clientIds: readonly string[]): Promise<Record<string, string | null>> {
  if (clientIds.length === 0) return {}
  const { rows } = await sql<{ classes: Record<string, string | null> }>`
    select coalesce(json_object_agg(c.id, c.class), '{}') as classes from clients c where c.id = any(${sameForAll(clientIds)})`.execute(
    ctx.db,
  )
  return (rows[0] as { classes: Record<string, string | null> }).classes
}

interface AboutClients {
  readonly classes: Readonly<Record<string, string | null>>
  /** Whom to call there. */
  readonly contacts: Readonly<Record<string, { id: string; name: string; phone: string | null }>>
}

/** What a step says of its client. */
export async function aboutClients(ctx: Context, clientIds: readonly string[]): Promise<AboutClients> {
  if (clientIds.length === 0) return { classes: {}, contacts: {} }
  const ids = sameForAll(clientIds)
  const { rows } = await sql<AboutClients>`
    select (select coalesce(json_object_agg(c.id, c.class), '{}') from clients c where c.id = any(${ids})) as classes,
      (select coalesce(json_object_agg(x.client_id, json_build_object('id', x.id, 'name', x.name, 'phone', x.phone)), '{}') from (
      select distinct on (cp.client_id) cp.client_id, p.id, concat_ws(' ', p.first_name, p.last_name) as name,
        (select h.value from contact_channels h where h.contact_id = p.id and h.type = 'phone' order by h.position, h.id limit 1) as phone
      from contact_positions cp join contacts p on p.id = cp.contact_id and p.deleted_at is null and not p.no_contact
      where cp.client_id = any(${ids}) and cp.to_on is null
      order by cp.client_id, cp.main desc, cp.influence desc nulls last, cp.sort, cp.id) x) as contacts`.execute(ctx.db)
  return rows[0] as AboutClients
}

/** Nobody of ours has written or spoken to the lead since it last came (handbook §2.1); as leads themselves judge it. */
const unanswered = sql`l.deleted_at is null and l.answered_at is null and l.state in ('new', 'contacted', 'qualified')
  and not exists (select 1 from activities a where a.lead_id = l.id and a.deleted_at is null and (a.two_way or a.direction = 'out')
    and a.happened_at >= coalesce((select max(s.received_at) from lead_submissions s where s.lead_id = l.id and s.outcome <> 'spam'), l.received_at))`

type StoredLead = Omit<NewLead, 'businessDaysLeft'>
export interface Gathered extends Pick<DayView, 'callLists' | 'reminders' | 'done' | 'promisesTotal'> {
  readonly leads: readonly StoredLead[]
  readonly mentions: Mention[]
  readonly nextPromises: number
}

/** Everything of the day besides steps, agenda and promises, in one statement. */
export async function gather(ctx: Context, userIds: readonly string[], nextDay: string): Promise<Gathered> {
  const users = sameForAll(userIds)
  const persons = sameForAll(ctx.actor.personIds)
  const today = sql`(select ${ctx.today}::date)`
  const { rows } = await sql<{ day: Gathered }>`select json_build_object(
    'leads', (select coalesce(json_agg(x.lead order by x.due, x.id), '[]') from (
      select l.id, l.answer_due_on as due, json_build_object('id', l.id, 'name', l.name,
        'owner', (select json_build_object('id', u.id, 'name', u.name) from users u where u.id = l.owner_id), 'receivedAt', l.received_at,
        'answerDueOn', l.answer_due_on, 'source', l.source, 'interest', left(coalesce(l.interest_items, l.message), 200), 'phone', l.phone) as lead
      from leads l where ${unanswered} and l.answer_due_on is not null and (l.owner_id = any(${users}) or l.owner_id is null) and ${leadVisibleTo(ctx.actor, 'l')}
      order by l.answer_due_on, l.id limit 30) x),
    'mentions', (select coalesce(json_agg(x.mention order by x.at desc), '[]') from (
      select n.created_at as at, json_build_object('id', n.id, 'event', n.event, 'recordType', n.record_type, 'recordId', n.record_id,
        'client', (select json_build_object('id', c.id, 'name', c.name) from clients c where c.id = n.client_id and c.deleted_at is null and ${visibleTo(ctx.actor)}),
        'actor', (select json_build_object('id', u.id, 'name', u.name) from users u where u.id = n.actor_id),
        'text', n.details ->> 'text', 'href', n.details ->> 'href', 'at', n.created_at) as mention
      from notifications n where n.user_id = ${ctx.actor.id}::uuid and n.read_at is null and n.in_app
        and n.event in ('comments.mention', 'activities.mention')
        and (n.client_id is null or exists (select 1 from clients c where c.id = n.client_id and c.deleted_at is null and ${visibleTo(ctx.actor)}))
      order by n.created_at desc limit 20) x),
    'callLists', (select coalesce(json_agg(x.list order by x.at desc), '[]') from (
      select k.created_at as at, json_build_object('id', k.id, 'name', k.name,
        'waiting', (select count(*) from call_list_items i where i.list_id = k.id and i.state in ('waiting', 'later')),
        'total', (select count(*) from call_list_items i where i.list_id = k.id)) as list
      from call_lists k where k.owner_id = any(${users}) and k.deleted_at is null and k.state = 'open' order by k.created_at desc limit 5) x),
    'reminders', (select count(*)::int from peculiarities i join clients c on c.id = i.client_id
      where i.remind_on <= ${today} and i.deleted_at is null and (i.valid_to is null or i.valid_to >= ${today})
        and c.deleted_at is null and c.owner_id = any(${users}) and ${visibleTo(ctx.actor)}),
    'promisesTotal', (select count(*)::int from promises r left join clients c on c.id = r.client_id
      where r.responsible_id = any(${users}) and r.deleted_at is null and r.state = 'open' and r.due_on <= ${today}
        and (r.client_id is null or (c.deleted_at is null and ${visibleTo(ctx.actor)}))
        and (r.client_id is not null or r.lead_id is not null or r.responsible_id = any(${persons})
          or r.given_by = any(${persons}) or r.created_by = any(${persons}))),
    'nextPromises', (select count(*)::int from promises r where r.responsible_id = any(${users}) and r.deleted_at is null
        and r.state = 'open' and r.due_on > ${today} and r.due_on <= (select ${nextDay}::date)),
    'done', json_build_object(
      'entries', (select count(*)::int from activities a where a.author_id = any(${users}) and a.deleted_at is null
        and a.happened_at >= ${today}::timestamptz and a.happened_at < (${today} + 1)::timestamptz),
      'promises', (select count(*)::int from promises r where r.settled_by = any(${users}) and r.settled_on = ${today} and r.state = 'kept' and r.deleted_at is null),
      'steps', (select count(*)::int from day_choices d where d.user_id = any(${users}) and d.decision = 'done' and d.decided_at >= ${today}::timestamptz),
      'meetings', (select count(*)::int from meetings m where m.organizer_id = any(${users}) and m.state in ('held', 'closed') and m.deleted_at is null
        and m.starts_at >= ${today}::timestamptz and m.starts_at < (${today} + 1)::timestamptz))
  ) as day`.execute(ctx.db)
  return (rows[0] as { day: Gathered }).day
}

export interface GatheredWeek extends Pick<WeekView, 'promises' | 'touches'> {
  readonly figures: Readonly<Record<string, { latePromises: number; lateLeads: number; entries: number }>>
}

/** Promises and agreed touches of a week, and how each person stands, in one statement. */
export async function gatherWeek(
  ctx: Context,
  userIds: readonly string[],
  from: string,
  to: string,
): Promise<GatheredWeek> {
  const users = sql`${[...userIds]}::uuid[]`
  const persons = sql`${[...ctx.actor.personIds]}::uuid[]`
  const { rows } = await sql<{ week: GatheredWeek }>`select json_build_object(
    'promises', (select coalesce(json_agg(x.promise order by x.due_on, x.due_time nulls last, x.id), '[]') from (
      select r.id, r.due_on, r.due_time, json_build_object('id', r.id, 'text', r.text, 'side', r.side, 'dueOn', r.due_on,
        'dueTime', to_char(r.due_time, 'HH24:MI'), 'late', r.due_on < ${ctx.today}::date, 'userId', r.responsible_id,
        'client', case when c.id is not null then json_build_object('id', c.id, 'name', c.name) end) as promise
      from promises r left join clients c on c.id = r.client_id and c.deleted_at is null
        left join leads l on l.id = r.lead_id and l.deleted_at is null
      where r.responsible_id = any(${users}) and r.deleted_at is null and r.state = 'open' and r.due_on between ${from}::date and ${to}::date
        and case when r.client_id is not null then c.id is not null and ${visibleTo(ctx.actor)}
          when r.lead_id is not null then l.id is not null and ${leadVisibleTo(ctx.actor, 'l')}
          else r.responsible_id = any(${persons}) or r.given_by = any(${persons}) or r.created_by = any(${persons}) end
      order by r.due_on, r.id limit 500) x),
    'touches', (select coalesce(json_agg(x.touch order by x.day, x.name), '[]') from (
      select c.next_touch_on as day, c.name, json_build_object('client', json_build_object('id', c.id, 'name', c.name), 'on', c.next_touch_on,
        'note', k.next_touch_note, 'userId', c.owner_id) as touch
      from clients c left join touches k on k.client_id = c.id
      where c.owner_id = any(${users}) and c.deleted_at is null and c.next_touch_on between ${from}::date and ${to}::date
        and (k.last_two_way_at is null or c.next_touch_on > k.last_two_way_at::date) and ${visibleTo(ctx.actor)}
      order by c.next_touch_on, c.name limit 500) x),
    'figures', (select coalesce(json_object_agg(u.id, json_build_object(
      'latePromises', (select count(*)::int from promises r where r.responsible_id = u.id and r.deleted_at is null and r.state = 'open' and r.due_on < ${ctx.today}::date),
      'lateLeads', (select count(*)::int from leads l where l.owner_id = u.id and ${unanswered} and l.answer_due_on < ${ctx.today}::date and ${leadVisibleTo(ctx.actor, 'l')}),
      'entries', (select count(*)::int from activities a where a.author_id = u.id and a.deleted_at is null
        and a.happened_at >= ${from}::date::timestamptz and a.happened_at < (${to}::date + 1)::timestamptz))), '{}')
      from users u where u.id = any(${users}))
  ) as week`.execute(ctx.db)
  return (rows[0] as { week: GatheredWeek }).week
}

export async function writeChoice(
  ctx: Context,
  choice: {
    userId: string
    rule: string
    recordId: string
    clientId: string | null
    decision: Decision
    until: string | null
    reason: string | null
  },
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into day_choices (user_id, rule, record_id, client_id, decision, until, reason, decided_at)
    values (${choice.userId}::uuid, ${choice.rule}, ${choice.recordId}::uuid, ${choice.clientId}::uuid, ${choice.decision}, ${choice.until},
      ${choice.reason}, ${ctx.now})
    on conflict (user_id, rule, record_id) do update set decision = excluded.decision, until = excluded.until, reason = excluded.reason,
      client_id = excluded.client_id, decided_at = excluded.decided_at, version = day_choices.version + 1
    returning id`.execute(ctx.db)
  return (rows[0] as { id: string }).id
}

const choiceJson = (ctx: Context) => sql`json_build_object('id', d.id, 'rule', d.rule, 'recordId', d.record_id,
  'client', (select json_build_object('id', c.id, 'name', c.name) from clients c where c.id = d.client_id and c.deleted_at is null and ${visibleTo(ctx.actor)}),
  'decision', d.decision, 'until', d.until, 'reason', d.reason, 'decidedAt', d.decided_at)`

const own = (ctx: Context) => sql`d.user_id = any(${[...ctx.actor.personIds]}::uuid[])`

export async function findChoice(ctx: Context, id: string): Promise<DayChoice | undefined> {
  const { rows } = await sql<{ choice: DayChoice }>`
    select ${choiceJson(ctx)} as choice from day_choices d where d.id = ${id}::uuid and ${own(ctx)}`.execute(ctx.db)
  return rows[0]?.choice
}

/** Steps put off to a day still to come, and muted ones. */
export async function listChoices(ctx: Context): Promise<DayChoice[]> {
  const { rows } = await sql<{ choice: DayChoice }>`
    select ${choiceJson(ctx)} as choice from day_choices d
    where ${own(ctx)} and (d.decision = 'muted' or (d.decision = 'snoozed' and d.until > ${ctx.today}::date))
    order by d.decided_at desc, d.id limit 500`.execute(ctx.db)
  return rows.map((row) => row.choice)
}

export async function removeChoice(ctx: Context, id: string): Promise<void> {
  await sql`delete from day_choices d where d.id = ${id}::uuid and ${own(ctx)}`.execute(ctx.db)
}
