// All SQL of group memberships: the tree as of a day, dated rows, circles over time.
import { type RawBuilder, sql } from 'kysely'
import { visibleTo } from '#server/clients/visible.ts'
import type { Context } from '#server/kit/context.ts'

type Fragment = RawBuilder<unknown>

/** A client entered with a parent and never moved has no dated row yet: it counts as a member since it was entered. */
const never = (alias: string) =>
  sql`not exists (select 1 from group_memberships x where x.child_id = ${sql.ref(`${alias}.id`)})`

/** Parent of client `alias` on the day; today's is kept on the client itself. */
function parentOn(ctx: Context, alias: string, on: string): Fragment {
  const parent = sql.ref(`${alias}.parent_id`)
  if (on === ctx.today) return parent
  return sql`coalesce(
    (select m.parent_id from group_memberships m where m.child_id = ${sql.ref(`${alias}.id`)} and m.valid @> ${on}::date),
    case when ${sql.ref(`${alias}.created_at`)}::date <= ${on}::date and ${never(alias)} then ${parent} end)`
}

/** Children of row `t` on the day, as a lateral table with `child_id`. */
function childrenOn(ctx: Context, on: string): Fragment {
  if (on === ctx.today) return sql`(select k.id as child_id from clients k where k.parent_id = t.id)`
  return sql`(select m.child_id from group_memberships m where m.parent_id = t.id and m.valid @> ${on}::date
    union all select k.id from clients k where k.parent_id = t.id and k.created_at::date <= ${on}::date and ${never('k')})`
}

export interface NodeRow {
  id: string
  parentId: string | null
  depth: number
  name: string
  kind: string
  city: string | null
  state: string
  class: string | null
  owner: { id: string; name: string } | null
  contactIds: string[]
  custom: Record<string, unknown>
}

/** Deeper than this no group is; the limit only keeps a damaged tree from running for ever. */
const deepest = 200

/**
 * The tree around a client on a day, parents first: up to the highest parent the actor sees and down from there.
 * Whatever the actor does not see, or what is deleted, cuts its branch off.
 */
export async function treeAround(ctx: Context, id: string, on: string, limit: number): Promise<NodeRow[]> {
  const seen = (alias: string) => sql`${sql.ref(`${alias}.deleted_at`)} is null and ${visibleTo(ctx.actor, alias)}`
  const { rows } = await sql<NodeRow>`
    with recursive up as (
      select c.id, ${parentOn(ctx, 'c', on)} as parent_id, 0 as depth from clients c where c.id = ${id}::uuid and ${seen('c')}
      union all
      select c.id, ${parentOn(ctx, 'c', on)}, up.depth + 1 from up join clients c on c.id = up.parent_id
      where ${seen('c')} and up.depth < ${deepest}
    ), tree as (
      (select up.id, null::uuid as parent_id, 0 as depth from up order by up.depth desc limit 1)
      union all
      select c.id, t.id, t.depth + 1 from tree t cross join lateral ${childrenOn(ctx, on)} kids
      join clients c on c.id = kids.child_id where ${seen('c')} and t.depth < ${deepest}
    )
    select t.id, t.parent_id, t.depth, c.name, c.kind, c.city, c.state, c.class, c.custom,
      (select json_build_object('id', u.id, 'name', u.name) from users u where u.id = c.owner_id) as owner,
      coalesce((select array_agg(distinct w.contact_id) from contact_positions w join contacts p on p.id = w.contact_id and p.deleted_at is null
        where w.client_id = c.id and (w.from_on is null or w.from_on <= ${on}::date) and (w.to_on is null or w.to_on >= ${on}::date)), '{}') as contact_ids
    from tree t join clients c on c.id = t.id
    order by t.depth, c.name collate czech, c.id limit ${limit + 1}`.execute(ctx.db)
  return rows
}

export interface MembershipRow {
  parentId: string
  from: string | null
  /** The first day after. */
  until: string | null
}

/** Memberships change one at a time: two moves at once could otherwise close a circle that neither of them sees. */
export async function lockGroups(ctx: Context): Promise<void> {
  await sql`select pg_advisory_xact_lock(7146553)`.execute(ctx.db)
}

export async function membershipsOf(ctx: Context, childId: string): Promise<MembershipRow[]> {
  const { rows } = await sql<MembershipRow>`
    select parent_id, lower(valid)::text as "from", upper(valid)::text as until from group_memberships
    where child_id = ${childId}::uuid order by valid`.execute(ctx.db)
  return rows
}

/** As the border shows them, the latest first; a parent the actor does not see has no name. */
export async function shownMemberships(ctx: Context, childId: string) {
  const { rows } = await sql<{
    parent: { id: string; name: string } | null
    from: string | null
    to: string | null
    setBy: { id: string; name: string } | null
    setAt: string
  }>`
    select (select json_build_object('id', c.id, 'name', c.name) from clients c where c.id = m.parent_id and c.deleted_at is null and ${visibleTo(ctx.actor)}) as parent,
      lower(m.valid)::text as "from", (upper(m.valid) - 1)::text as "to",
      (select json_build_object('id', u.id, 'name', u.name) from users u where u.id = m.set_by) as set_by, m.set_at
    from (
      select parent_id, valid, set_by, set_at from group_memberships where child_id = ${childId}::uuid
      union all
      select k.parent_id, daterange(k.created_at::date, null), k.created_by, k.created_at from clients k
      where k.id = ${childId}::uuid and k.parent_id is not null and ${never('k')}
    ) m order by m.valid desc`.execute(ctx.db)
  return rows
}

/** Writes the implied row of a client that was entered with a parent and never moved. */
export async function adoptImplied(ctx: Context, childId?: string): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into group_memberships (child_id, parent_id, valid, set_by, set_at)
    select k.id, k.parent_id, daterange(least(k.created_at::date, ${ctx.today}::date), null), k.created_by, k.created_at from clients k
    where k.parent_id is not null and ${never('k')} ${childId ? sql`and k.id = ${childId}::uuid` : sql``}`.execute(
    ctx.db,
  )
  return Number(numAffectedRows ?? 0n)
}

/** Cuts a period out of the client's rows and, with a parent, puts one row in its place. `until` is the first day after. */
export async function writeMembership(
  ctx: Context,
  childId: string,
  parentId: string | null,
  from: string,
  until: string | null,
): Promise<void> {
  const period = sql`daterange(${from}::date, ${until}::date)`
  const { rows: cut } = await sql<{
    parentId: string
    from: string | null
    until: string | null
    setBy: string | null
    setAt: string
  }>`
    delete from group_memberships where child_id = ${childId}::uuid and valid && ${period}
    returning parent_id, lower(valid)::text as "from", upper(valid)::text as until, set_by, set_at`.execute(ctx.db)
  // What sticks out of the period on either side stays as it was.
  const rest = cut.flatMap((row) => [
    ...(row.from === null || row.from < from ? [{ ...row, until: from }] : []),
    ...(until !== null && (row.until === null || row.until > until) ? [{ ...row, from: until }] : []),
  ])
  const fresh = parentId ? [{ parentId, from, until, setBy: await knownUser(ctx), setAt: ctx.now }] : []
  await sql`
    insert into group_memberships (child_id, parent_id, valid, set_by, set_at)
    select ${childId}::uuid, "parentId", daterange("from", until), "setBy", "setAt"
    from jsonb_to_recordset(${JSON.stringify([...rest, ...fresh])}::jsonb)
      as r("parentId" uuid, "from" date, until date, "setBy" uuid, "setAt" timestamptz)`.execute(ctx.db)
}

async function knownUser(ctx: Context): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`select id from users where id = ${ctx.actor.id}::uuid`.execute(ctx.db)
  return rows[0]?.id ?? null
}

/**
 * The first day on which the client would be above itself, over any number of parents; undefined when there is none.
 * Follows the dated rows upwards and keeps only the days common to the whole path.
 */
export async function firstCircle(ctx: Context, childId: string): Promise<string | undefined> {
  const { rows } = await sql<{ day: string }>`
    with recursive up as (
      select m.parent_id as id, m.valid as days, 1 as depth from group_memberships m where m.child_id = ${childId}::uuid
      union all
      select m.parent_id, up.days * m.valid, up.depth + 1 from up join lateral (
        select g.parent_id, g.valid from group_memberships g where g.child_id = up.id
        union all select k.parent_id, daterange(k.created_at::date, null) from clients k where k.id = up.id and k.parent_id is not null and ${never('k')}
      ) m on m.valid && up.days
      where up.id <> ${childId}::uuid and up.depth < ${deepest}
    )
    select coalesce(lower(days), '-infinity'::date)::text as day from up where id = ${childId}::uuid order by 1 limit 1`.execute(
    ctx.db,
  )
  return rows[0]?.day
}

/** Clients whose parent on this day differs from the one kept on them. */
export async function staleParents(ctx: Context): Promise<{ id: string; parentId: string | null }[]> {
  const { rows } = await sql<{ id: string; parentId: string | null }>`
    select c.id, m.parent_id from clients c
    left join group_memberships m on m.child_id = c.id and m.valid @> ${ctx.today}::date
    where c.deleted_at is null and c.parent_id is distinct from m.parent_id
      and (m.parent_id is null or exists (select 1 from clients p where p.id = m.parent_id and p.deleted_at is null))
      and (c.parent_id is not null or m.parent_id is not null) and not (${never('c')})
    order by c.id limit 10000`.execute(ctx.db)
  return rows
}
