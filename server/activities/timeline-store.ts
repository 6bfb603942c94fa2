// Reading the timeline: entries and milestones of a client, contact, lead or group merged by time, newest first,
// in one statement. Each of the two sources goes on from its own last row, so no page skips or repeats anything.
import { type RawBuilder, sql } from 'kysely'
import type { Activity, TimelineQuery } from '#api/activities.ts'
import { activityColumns, activityJson, around, partsOfPage } from '#server/activities/store.ts'
import { activityVisibleTo, notHidden } from '#server/activities/visible.ts'
import { contactVisibleTo, visibleTo } from '#server/clients/visible.ts'
import type { Context } from '#server/kit/context.ts'
import { BadInput } from '#server/kit/errors.ts'
import { escaped } from '#server/kit/list-conditions.ts'
import { wordsOf } from '#server/kit/lists.ts'
import { leadVisibleTo } from '#server/leads/visible.ts'

type Fragment = RawBuilder<unknown>

export type Subject = Pick<TimelineQuery, 'clientId' | 'leadId' | 'contactId' | 'groupOf'>

/** Below this many parts of a chain the timeline of a group is whole; nobody reads more of them at once. */
const mostParts = 2_000

/** Whether the record the timeline is about is seen. */
export async function subjectSeen(ctx: Context, of: Subject): Promise<boolean> {
  const { actor } = ctx
  const query = of.contactId
    ? sql`select 1 from contacts p where p.id = ${of.contactId}::uuid and p.deleted_at is null and ${contactVisibleTo(actor)}`
    : of.leadId
      ? sql`select 1 from leads l where l.id = ${of.leadId}::uuid and l.deleted_at is null and ${leadVisibleTo(actor)}`
      : sql`select 1 from clients c where c.id = ${of.clientId ?? of.groupOf}::uuid and c.deleted_at is null and ${visibleTo(actor)}`
  return (await query.execute(ctx.db)).rows.length > 0
}

interface Cursor {
  readonly at: string
  readonly id: string
}

/** `2026-11-24T10:00:00.123456+01:00~<id of entry>~<number of milestone>`; a part is empty until its source gave a row. */
export function cursorOf(text: string | undefined): { entry?: Cursor; milestone?: string } {
  if (!text) return {}
  const [at = '', id = '', milestone = ''] = text.split('~')
  const entry = at && id
  if (
    (entry && (Number.isNaN(Date.parse(at)) || !/^[0-9a-f-]{36}$/i.test(id))) ||
    (milestone && !/^\d{1,18}$/.test(milestone)) ||
    (!entry && !milestone)
  )
    throw new BadInput([{ field: 'cursor', reason: 'kit.cursor' }])
  return { ...(entry ? { entry: { at, id } } : {}), ...(milestone ? { milestone } : {}) }
}

/**
 * The CTEs `page`, what hangs on it, `stones`, and `timeline` (kind, at, id, item), at most `limit` rows; to be used inside `with`.
 * The caller makes sure that the subject is seen.
 */
export function timelineParts(
  ctx: Context,
  query: TimelineQuery,
  milestones: readonly string[],
  limit: number,
): Fragment {
  const cursor = cursorOf(query.cursor)
  const entries = !query.kinds || query.kinds.includes('entries')
  const stones =
    (!query.kinds || query.kinds.includes('milestones')) && !query.channels && !query.direction && !query.tag
  return sql`
    page as materialized (${entries ? pageOf(ctx, query, cursor.entry, limit) : emptyPage}), ${partsOfPage},
    stones as materialized (${stones ? stonesOf(ctx, query, milestones, cursor.milestone, limit) : emptyStones}),
    timeline as (
      select kind, at, id, item::text as item from (
        select 'activity' as kind, a.happened_at as at, a.id::text as id, json_build_object('activity', ${activityJson(ctx.actor)}) as item
          from page a ${around}
        union all
        select 'milestone', e.at, e.id::text, json_build_object('milestone', json_build_object('id', e.id::text, 'at', e.at, 'fact', e.fact,
          'recordType', e.record_type, 'recordId', e.record_id,
          'client', (select json_build_object('id', c.id, 'name', c.name) from clients c where c.id = e.client_id and ${visibleTo(ctx.actor)}),
          'actor', (select json_build_object('id', u.id, 'name', u.name) from users u where u.id = e.actor_id), 'reason', e.reason,
          'details', ${detailsOf})) from stones e
      ) both_kinds order by at desc, kind, id desc limit ${limit})`
}

const emptyPage = sql`select ${activityColumns} from activities a where false`
const emptyStones = sql`select * from journal_entries where false`

/** Of the pictures in the journal the few values a milestone is told with, as text. */
const detailsOf = sql`(select coalesce(json_object_agg(key, value), '{}') from (
  select v.key, left(v.value, 300) as value from json_each_text(e.after) v
    where v.key in ('name', 'text', 'title', 'subject', 'state', 'class', 'side', 'kind', 'dueOn', 'startsAt', 'firstName', 'lastName') and v.value is not null
  union all
  select 'was.' || v.key, left(v.value, 300) from json_each_text(e.before) v where v.key in ('state', 'class', 'dueOn') and v.value is not null
  union all
  select 'owner', u.name from users u where u.id = case when e.after ->> 'owner' ~ '^[0-9a-f-]{36}$' then (e.after ->> 'owner')::uuid end) d)`

/** The newest entries of the subject that pass the filters. */
function pageOf(ctx: Context, query: TimelineQuery, cursor: Cursor | undefined, limit: number): Fragment {
  const { actor } = ctx
  const where = sql.join([sql`a.deleted_at is null`, notHidden(actor), ...filtersOf(query, cursor)], sql` and `)
  const newest = sql`order by a.happened_at desc, a.id desc limit ${limit}`
  if (query.clientId)
    return sql`select ${activityColumns} from activities a where a.client_id = ${query.clientId}::uuid and ${where} ${newest}`
  if (query.leadId)
    return sql`select ${activityColumns} from activities a where a.lead_id = ${query.leadId}::uuid and ${where}
      and ${activityVisibleTo(actor)} ${newest}`
  if (query.contactId)
    return sql`select ${activityColumns} from activities a where a.id = any(array(
        select ap.activity_id from activity_people ap where ap.contact_id = ${query.contactId}::uuid)) and ${where}
      and ${activityVisibleTo(actor)} ${newest}`
  // Each part of the chain gives its newest by its own index; one "any" over all would sort everything ever written.
  return sql`select ${activityColumns} from (${groupIds(ctx, query.groupOf as string)}) parts
    cross join lateral (select * from activities a where a.client_id = parts.id and ${where} ${newest}) a ${newest}`
}

/** The client and all visible parts of its chain below. */
function groupIds(ctx: Context, id: string): Fragment {
  return sql`with recursive tree as (
      select c.id, 0 as depth from clients c where c.id = ${id}::uuid
      union all
      select c.id, t.depth + 1 from tree t join clients c on c.parent_id = t.id
      where c.deleted_at is null and t.depth < 50 and ${visibleTo(ctx.actor)})
    select distinct id from tree limit ${mostParts}`
}

function filtersOf(query: TimelineQuery, cursor: Cursor | undefined): Fragment[] {
  const where: Fragment[] = []
  if (cursor) where.push(sql`(a.happened_at, a.id) < (${cursor.at}::timestamptz, ${cursor.id}::uuid)`)
  if (query.channels) where.push(sql`a.channel = any(${query.channels.split(',')}::text[])`)
  if (query.direction) where.push(sql`a.direction = ${query.direction}`)
  if (query.person)
    where.push(sql`(a.author_id = ${query.person}::uuid or exists (select 1 from activity_people ap where ap.activity_id = a.id
      and (ap.contact_id = ${query.person}::uuid or ap.user_id = ${query.person}::uuid)))`)
  if (query.tag)
    where.push(sql`exists (select 1 from activity_tags x where x.activity_id = a.id and x.tag_id = ${query.tag}::uuid)`)
  where.push(...period('a.happened_at', query))
  for (const word of wordsOf(query.q ?? '')) where.push(sql`a.text_folded like ${`%${escaped(word)}%`}`)
  return where
}

function period(column: string, { from, to }: TimelineQuery): Fragment[] {
  return [
    ...(from ? [sql`${sql.ref(column)} >= ${from}::date::timestamp at time zone 'Europe/Prague'`] : []),
    ...(to ? [sql`${sql.ref(column)} < (${to}::date + 1)::timestamp at time zone 'Europe/Prague'`] : []),
  ]
}

/** The newest facts about the subject's records that are milestones. */
function stonesOf(
  ctx: Context,
  query: TimelineQuery,
  milestones: readonly string[],
  below: string | undefined,
  limit: number,
): Fragment {
  const where: Fragment[] = [sql`e.fact = any(${[...milestones]}::text[])`, ...period('e.at', query)]
  // A promise given with an entry stands in that entry already.
  where.push(
    sql`(e.fact <> 'promises.made' or not exists (select 1 from promises m where m.id = e.record_id and m.source_type = 'activities'))`,
  )
  if (below) where.push(sql`e.id < ${below}::bigint`)
  if (query.person) where.push(sql`(e.actor_id = ${query.person}::uuid or e.record_id = ${query.person}::uuid)`)
  for (const word of wordsOf(query.q ?? ''))
    where.push(
      sql`fold_text(concat_ws(' ', e.reason, e.after ->> 'text', e.after ->> 'name', e.after ->> 'title')) like ${`%${escaped(word)}%`}`,
    )
  const all = sql.join(where, sql` and `)
  const newest = sql`order by e.id desc limit ${limit}`
  if (query.clientId)
    return sql`select e.* from journal_entries e where e.client_id = ${query.clientId}::uuid and e.record_type <> 'activities' and ${all} ${newest}`
  if (query.groupOf)
    return sql`select e.* from (${groupIds(ctx, query.groupOf)}) parts
      cross join lateral (select * from journal_entries e where e.client_id = parts.id and e.record_type <> 'activities' and ${all} ${newest}) e ${newest}`
  // What happened to a person at a company he works for is that company's matter; here only the record itself.
  return sql`select e.* from journal_entries e where e.record_id = ${query.contactId ?? query.leadId}::uuid and ${all} ${newest}`
}

/**
 * A page of the CTE `timeline` as JSON text `{items, next}`, when that holds one row more than `limit`. `next` names the last row
 * of each source, or where that source already stood.
 */
export function pageText(query: Pick<TimelineQuery, 'cursor'>, limit: number): Fragment {
  const { entry, milestone } = cursorOf(query.cursor)
  const last = (kind: string, text: Fragment, before: string) =>
    sql`coalesce((array_agg(${text} order by n desc) filter (where kind = ${sql.lit(kind)} and n <= ${limit}))[1], ${before})`
  return sql`(select '{"items":[' || coalesce(string_agg(item, ',' order by n) filter (where n <= ${limit}), '') || '],"next":'
    || case when count(*) > ${limit} then to_json(${last('activity', sql`(to_json(at) #>> '{}') || '~' || id`, entry ? `${entry.at}~${entry.id}` : '~')}
      || '~' || ${last('milestone', sql`id`, milestone ?? '')})::text else 'null' end || '}'
    from (select *, row_number() over (order by at desc, kind, id desc) as n from timeline) numbered)`
}

/** A page of the timeline as JSON text. */
export async function findPage(
  ctx: Context,
  query: TimelineQuery,
  milestones: readonly string[],
  limit: number,
): Promise<string> {
  const { rows } = await sql<{ page: string }>`
    with ${timelineParts(ctx, query, milestones, limit + 1)} select ${pageText(query, limit)} as page`.execute(ctx.db)
  return rows[0]?.page as string
}

/** The newest entries alone. */
export async function listEntries(ctx: Context, of: Subject, limit: number): Promise<Activity[]> {
  const { rows } = await sql<{ item: string }>`
    with ${timelineParts(ctx, { ...of, kinds: 'entries' }, [], limit)} select item from timeline order by at desc, id desc`.execute(
    ctx.db,
  )
  return rows.map((row) => (JSON.parse(row.item) as { activity: Activity }).activity)
}
