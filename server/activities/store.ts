// SQL that writes entries of the timeline and touches, and reads one entry; reading many is in timeline-store.ts.
import { type RawBuilder, sql } from 'kysely'
import type { Activity } from '#api/activities.ts'
import { type Actor, may } from '#domain/access.ts'
import { decidesAll } from '#domain/clients/access.ts'
import { activityVisibleTo } from '#server/activities/visible.ts'
import { editableBy } from '#server/clients/editable.ts'
import { contactVisibleTo, visibleTo } from '#server/clients/visible.ts'
import type { Context } from '#server/kit/context.ts'
import { recordRows } from '#server/kit/record.ts'
import { leadVisibleTo } from '#server/leads/visible.ts'

type Fragment = RawBuilder<unknown>

/** Of a long text the timeline sends only the beginning. */
export const shownText = 4_000

const personName = sql`concat_ws(' ', p.title_before, p.first_name, p.last_name) || coalesce(', ' || p.title_after, '')`

/** Columns of row `a` that `activityJson` reads, without the folded copy of the text. */
export const activityColumns = sql`a.id, a.version, a.client_id, a.lead_id, a.channel, a.direction, a.happened_at, a.duration_minutes, a.subject,
  a.text, a.outcome, a.two_way, a.private, a.source_type, a.source_id, a.author_id, a.created_at, a.updated_at, a.deleted_at`

/**
 * What hangs on the entries of the CTE `page`, each table read once for all of them. Followed by `around` as the joins that
 * `activityJson` needs.
 */
export const partsOfPage = sql`
  page_ids as (select coalesce(array_agg(id), '{}') as ids from page),
  page_people as (
    select ap.activity_id,
      json_agg(json_build_object('id', p.id, 'name', ${personName}) order by p.last_name, p.id) filter (where p.id is not null) as contacts,
      json_agg(json_build_object('id', u.id, 'name', u.name) order by u.name, u.id) filter (where u.id is not null) as users
    from activity_people ap left join contacts p on p.id = ap.contact_id left join users u on u.id = ap.user_id
    where ap.activity_id = any((select ids from page_ids)::uuid[]) group by ap.activity_id),
  page_tags as (
    select x.activity_id, json_agg(json_build_object('id', g.id, 'name', g.name, 'color', g.color) order by g.name) as tags
    from activity_tags x join tags g on g.id = x.tag_id
    where x.activity_id = any((select ids from page_ids)::uuid[]) group by x.activity_id),
  page_promises as (
    select m.source_id, json_agg(json_build_object('id', m.id, 'text', m.text, 'side', m.side, 'kind', m.kind, 'state', m.state,
      'dueOn', m.due_on) order by m.id) as promises
    from promises m where m.source_type = 'activities' and m.source_id = any((select ids from page_ids)::uuid[]) and m.deleted_at is null
    group by m.source_id),
  page_files as (
    select f.record_id, count(*)::int as n from attachments f
    where f.record_type = 'activities' and f.record_id = any((select ids from page_ids)::uuid[]) and f.deleted_at is null group by f.record_id),
  page_comments as (
    select m.record_id, count(*)::int as n from comments m
    where m.record_type = 'activities' and m.record_id = any((select ids from page_ids)::uuid[]) and m.deleted_at is null group by m.record_id)`

export const around = sql`
  left join page_people pp on pp.activity_id = a.id left join page_tags pt on pt.activity_id = a.id
  left join page_promises pm on pm.source_id = a.id left join page_files pf on pf.record_id = a.id
  left join page_comments pc on pc.record_id = a.id
  left join users au on au.id = a.author_id left join clients c on c.id = a.client_id left join leads l on l.id = a.lead_id`

/** Entry `a` as the border shows it; `whole` sends all of its text. */
export function activityJson(actor: Actor, whole = false): Fragment {
  const text = whole
    ? sql`'text', a.text, 'textLength', null`
    : sql`'text', case when length(a.text) > ${most} then left(a.text, ${most}) else a.text end,
      'textLength', case when length(a.text) > ${most} then length(a.text) end`
  return sql`json_build_object(
    'id', a.id, 'version', a.version,
    'client', case when c.id is not null then json_build_object('id', c.id, 'name', c.name) end,
    'lead', case when l.id is not null then json_build_object('id', l.id, 'name', l.name) end,
    'channel', a.channel, 'direction', a.direction, 'happenedAt', a.happened_at, 'durationMinutes', a.duration_minutes,
    'subject', a.subject, ${text}, 'outcome', a.outcome, 'twoWay', a.two_way, 'private', a.private,
    'source', case when a.source_id is not null then json_build_object('type', a.source_type, 'id', a.source_id) end,
    'author', case when au.id is not null then json_build_object('id', au.id, 'name', au.name) end,
    'contacts', coalesce(pp.contacts, '[]'), 'users', coalesce(pp.users, '[]'), 'tags', coalesce(pt.tags, '[]'),
    'promises', coalesce(pm.promises, '[]'), 'attachments', coalesce(pf.n, 0), 'comments', coalesce(pc.n, 0),
    'createdAt', a.created_at, 'editedAt', case when a.version > 1 then a.updated_at end, 'deletedAt', a.deleted_at,
    'mayEdit', ${mayEdit(actor)})`
}
const most = sql.lit(shownText)

/** The rule whyNotChange of domain/activities/access.ts over the row `a` with its client `c` and lead `l`. */
function mayEdit(actor: Actor): Fragment {
  if (!may(actor, 'clients.write')) return sql`false`
  const persons = sql`${[...actor.personIds]}::uuid[]`
  return sql`coalesce(a.author_id = ${actor.id}::uuid or (not a.private and (a.author_id = any(${persons})
    or case when c.id is not null then ${editableBy(actor)} else ${decidesAll(actor) ? sql`true` : sql`l.owner_id = any(${persons})`} end)), false)`
}

/** One entry with its whole text; undefined when it is not seen. `lock` keeps others from changing it meanwhile. */
export async function findActivity(
  ctx: Context,
  id: string,
  how: { readonly deletedToo?: boolean; readonly lock?: boolean } = {},
): Promise<Activity | undefined> {
  const where = sql`a.id = ${id}::uuid and ${how.deletedToo ? sql`true` : sql`a.deleted_at is null`} and ${activityVisibleTo(ctx.actor)}`
  if (how.lock) await sql`select 1 from activities a where ${where} for update of a`.execute(ctx.db)
  const { rows } = await sql<{ activity: Activity }>`
    with page as materialized (select ${activityColumns} from activities a where ${where}), ${partsOfPage}
    select ${activityJson(ctx.actor, true)} as activity from page a ${around}`.execute(ctx.db)
  return rows[0]?.activity
}

export interface ActivityRow {
  readonly clientId: string | null
  readonly leadId: string | null
  readonly channel: string
  readonly direction: string | null
  readonly happenedAt: string
  readonly durationMinutes: number | null
  readonly subject: string | null
  readonly text: string
  readonly outcome: string | null
  readonly twoWay: boolean
  readonly private: boolean
  readonly sourceType: string | null
  readonly sourceId: string | null
  readonly contactIds: readonly string[]
  readonly userIds: readonly string[]
  readonly tagIds: readonly string[]
}

export interface Written {
  readonly activity: Activity
  /** How many of the people and tags asked for were found. */
  readonly contacts: number
  readonly users: number
  readonly tags: number
}

/**
 * Writes the entry with its people and tags, the client's touch and the journal, all in one statement. Undefined when client or
 * lead is not seen. Text of a private entry does not go into the journal, which others read.
 */
export async function insertActivity(ctx: Context, row: ActivityRow): Promise<Written | undefined> {
  const me = sql`(select id from users where id = ${ctx.actor.id}::uuid)`
  const target = row.clientId
    ? sql`select c.id as client_id, ${row.leadId}::uuid as lead_id, c.owner_id, c.name as client_name, null::text as lead_name
        from clients c where c.id = ${row.clientId}::uuid and c.deleted_at is null and ${visibleTo(ctx.actor)}
          ${row.leadId ? sql`and exists (select 1 from leads l where l.id = ${row.leadId}::uuid and l.deleted_at is null and ${leadVisibleTo(ctx.actor)})` : sql``}`
    : sql`select null::uuid as client_id, l.id as lead_id, l.owner_id, null::text as client_name, l.name as lead_name
        from leads l where l.id = ${row.leadId}::uuid and l.deleted_at is null and ${leadVisibleTo(ctx.actor)}`
  const contacts =
    row.contactIds.length > 0
      ? sql`select p.id, ${personName} as name, p.last_name from contacts p
          where p.id = any(${[...row.contactIds]}::uuid[]) and p.deleted_at is null and ${contactVisibleTo(ctx.actor)}`
      : undefined
  const users =
    row.userIds.length > 0
      ? sql`select u.id, u.name from users u where u.id = any(${[...row.userIds]}::uuid[])`
      : undefined
  const tags =
    row.tagIds.length > 0
      ? sql`select g.id, g.name, g.color from tags g where g.id = any(${[...row.tagIds]}::uuid[])`
      : undefined
  const people = [
    ...(contacts ? [sql`select a.id, k.id, null::uuid from a, contacts_in k`] : []),
    ...(users ? [sql`select a.id, null::uuid, u.id from a, users_in u`] : []),
  ]
  const touched = row.clientId !== null && row.channel !== 'note'
  const named = (from: string) =>
    sql`(select json_agg(json_build_object('id', x.id, 'name', x.name)) from ${sql.ref(from)} x)`
  const { rows } = await sql<Written>`
    with target as (${target})
    ${contacts ? sql`, contacts_in as (${contacts})` : sql``}${users ? sql`, users_in as (${users})` : sql``}${tags ? sql`, tags_in as (${tags})` : sql``},
    a as (
      insert into activities (client_id, lead_id, channel, direction, happened_at, duration_minutes, subject, text, outcome, two_way, private,
        source_type, source_id, author_id, created_at, updated_at, updated_by)
      select t.client_id, t.lead_id, ${row.channel}, ${row.direction}, ${row.happenedAt}::timestamptz, ${row.durationMinutes}::int, ${row.subject},
        ${row.text}, ${row.outcome}, ${row.twoWay}, ${row.private}, ${row.sourceType}, ${row.sourceId}::uuid, ${me}, ${ctx.now}, ${ctx.now}, ${me}
      from target t
      returning id, client_id, lead_id, happened_at, author_id)
    ${people.length > 0 ? sql`, put_people as (insert into activity_people (activity_id, contact_id, user_id) ${sql.join(people, sql` union all `)})` : sql``}
    ${tags ? sql`, put_tags as (insert into activity_tags (activity_id, tag_id) select a.id, g.id from a, tags_in g)` : sql``}
    ${touched ? sql`, put_touch as (${touchUpsert(row.twoWay)})` : sql``},
    facts as (
      select a.id, ${row.private ? sql`null::uuid` : sql`a.client_id`} as client_id, t.owner_id, null::jsonb as before,
        ${JSON.stringify(pictureOf(row))}::jsonb || jsonb_build_object('happenedAt', a.happened_at) as after
      from a, target t),
    put_entry as (${recordRows(ctx, 'facts', { fact: 'activities.written', recordType: 'activities' })})
    select json_build_object('id', a.id, 'version', 1,
        'client', case when t.client_id is not null then json_build_object('id', t.client_id, 'name', t.client_name) end,
        'lead', case when t.lead_name is not null then json_build_object('id', t.lead_id, 'name', t.lead_name) end,
        'channel', ${row.channel}::text, 'direction', ${row.direction}::text, 'happenedAt', a.happened_at, 'durationMinutes', ${row.durationMinutes}::int,
        'subject', ${row.subject}::text, 'text', ${row.text}::text, 'textLength', null, 'outcome', ${row.outcome}::text, 'twoWay', ${row.twoWay}::boolean,
        'private', ${row.private}::boolean,
        'source', ${row.sourceId ? sql`json_build_object('type', ${row.sourceType}::text, 'id', ${row.sourceId}::uuid)` : sql`null`},
        'author', case when a.author_id is not null then json_build_object('id', a.author_id, 'name', ${ctx.actor.name}::text) end,
        'contacts', ${contacts ? sql`coalesce(${named('contacts_in')}, '[]')` : sql`'[]'::json`},
        'users', ${users ? sql`coalesce(${named('users_in')}, '[]')` : sql`'[]'::json`},
        'tags', ${tags ? sql`coalesce((select json_agg(json_build_object('id', g.id, 'name', g.name, 'color', g.color) order by g.name) from tags_in g), '[]')` : sql`'[]'::json`},
        'promises', '[]'::json, 'attachments', 0, 'comments', 0, 'createdAt', ${ctx.now}::timestamptz, 'editedAt', null, 'deletedAt', null,
        'mayEdit', true) as activity,
      ${contacts ? sql`(select count(*)::int from contacts_in)` : sql`0`} as contacts,
      ${users ? sql`(select count(*)::int from users_in)` : sql`0`} as users,
      ${tags ? sql`(select count(*)::int from tags_in)` : sql`0`} as tags
    from a, target t`.execute(ctx.db)
  return rows[0]
}

/** What the journal says of a new entry; its words are in the entry itself, and in the journal once they are changed. */
function pictureOf(row: ActivityRow): Record<string, unknown> {
  if (row.private) return { private: true, channel: row.channel }
  const { channel, direction, durationMinutes, subject, outcome, contactIds, userIds, tagIds } = row
  const all = { channel, direction, durationMinutes, subject, outcome, contactIds, userIds, tagIds }
  return Object.fromEntries(
    Object.entries(all).filter(([, value]) => (Array.isArray(value) ? value.length > 0 : value !== null)),
  )
}

/** Last contacts only move forward: what is written down later may have happened earlier. */
function touchUpsert(twoWay: boolean): Fragment {
  return sql`insert into touches as k (client_id, version, last_at, last_two_way_at)
    select a.client_id, 0, a.happened_at, ${twoWay ? sql`a.happened_at` : sql`null::timestamptz`} from a
    on conflict (client_id) do update set last_at = greatest(k.last_at, excluded.last_at),
      last_two_way_at = greatest(k.last_two_way_at, excluded.last_two_way_at)`
}

export async function updateActivity(ctx: Context, id: string, row: ActivityRow): Promise<void> {
  await sql`
    update activities set channel = ${row.channel}, direction = ${row.direction}, happened_at = ${row.happenedAt}::timestamptz,
      duration_minutes = ${row.durationMinutes}::int, subject = ${row.subject}, text = ${row.text}, outcome = ${row.outcome},
      two_way = ${row.twoWay}, private = ${row.private}, version = version + 1, updated_at = ${ctx.now},
      updated_by = (select id from users where id = ${ctx.actor.id}::uuid)
    where id = ${id}::uuid`.execute(ctx.db)
}

/** Puts people and tags of an entry in place of those it had. */
export async function replaceLinks(
  ctx: Context,
  id: string,
  { contactIds, userIds, tagIds }: Pick<ActivityRow, 'contactIds' | 'userIds' | 'tagIds'>,
): Promise<void> {
  await sql`delete from activity_people where activity_id = ${id}::uuid`.execute(ctx.db)
  await sql`insert into activity_people (activity_id, contact_id, user_id)
    select ${id}::uuid, x, null from unnest(${[...contactIds]}::uuid[]) x
    union all select ${id}::uuid, null, x from unnest(${[...userIds]}::uuid[]) x`.execute(ctx.db)
  await sql`delete from activity_tags where activity_id = ${id}::uuid`.execute(ctx.db)
  await sql`insert into activity_tags (activity_id, tag_id) select ${id}::uuid, unnest(${[...tagIds]}::uuid[])`.execute(
    ctx.db,
  )
}

export async function setDeleted(ctx: Context, id: string, deleted: boolean): Promise<void> {
  const by = deleted ? sql`(select id from users where id = ${ctx.actor.id}::uuid)` : sql`null`
  await sql`
    update activities set deleted_at = ${deleted ? ctx.now : null}::timestamptz, deleted_by = ${by}, version = version + 1
    where id = ${id}::uuid`.execute(ctx.db)
}

/** Of the ids those that may be named in an entry. */
export async function knownLinks(
  ctx: Context,
  { contactIds, userIds, tagIds }: Pick<ActivityRow, 'contactIds' | 'userIds' | 'tagIds'>,
): Promise<{ contactIds: string[]; userIds: string[]; tagIds: string[] }> {
  const { rows } = await sql<{ contactIds: string[]; userIds: string[]; tagIds: string[] }>`
    select array(select p.id from contacts p where p.id = any(${[...contactIds]}::uuid[]) and ${contactVisibleTo(ctx.actor)}) as contact_ids,
      array(select u.id from users u where u.id = any(${[...userIds]}::uuid[])) as user_ids,
      array(select g.id from tags g where g.id = any(${[...tagIds]}::uuid[])) as tag_ids`.execute(ctx.db)
  return rows[0] as { contactIds: string[]; userIds: string[]; tagIds: string[] }
}

/** After a change or deletion the last contacts are found anew from what is left. */
export async function recountTouch(ctx: Context, clientId: string): Promise<void> {
  const last = (where: Fragment) => sql`(select a.happened_at from activities a where a.client_id = ${clientId}::uuid
    and a.deleted_at is null and a.channel <> 'note' and ${where} order by a.happened_at desc, a.id desc limit 1)`
  await sql`
    insert into touches (client_id, version, last_at, last_two_way_at) values (${clientId}::uuid, 0, ${last(sql`true`)}, ${last(sql`a.two_way`)})
    on conflict (client_id) do update set last_at = excluded.last_at, last_two_way_at = excluded.last_two_way_at`.execute(
    ctx.db,
  )
}

/** Entries of a lead that became a client belong to the client too; they stay on the lead. */
export async function moveToClient(ctx: Context, leadId: string, clientId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    with moved as (
      update activities set client_id = ${clientId}::uuid where lead_id = ${leadId}::uuid and client_id is null
      returning id, client_id, private),
    facts as (
      select m.id, case when m.private then null else m.client_id end as client_id, null::uuid as owner_id,
        jsonb_build_object('client', null) as before, jsonb_build_object('client', m.client_id) as after from moved m),
    entries as (${recordRows(ctx, 'facts', { fact: 'activities.takenOver', recordType: 'activities' })})
    select count(*)::int as n from moved`.execute(ctx.db)
  return rows[0]?.n ?? 0
}
