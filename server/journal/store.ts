// All SQL that reads the journal: what the actor may read of it, history of one record, the audit list.
import { sql } from 'kysely'
import { journalColumns } from '#api/journal.ts'
import type { ListQuery } from '#api/lists.ts'
import { may } from '#domain/access.ts'
import type { Histories } from '#server/journal/records.ts'
import type { Context } from '#server/kit/context.ts'
import { BadInput } from '#server/kit/errors.ts'
import { type Fragment, type ListSource, type SqlColumn, whereOf } from '#server/kit/lists.ts'

export interface StoredEntry {
  readonly id: string
  readonly at: string
  readonly actorId: string | null
  readonly onBehalfOf: string | null
  readonly fact: string
  readonly recordType: string
  readonly recordId: string
  readonly clientId: string | null
  readonly batchId: string | null
  readonly reason: string | null
  readonly before: Record<string, unknown> | null
  readonly after: Record<string, unknown> | null
}

const entryColumns = sql`e.id, e.at, e.actor_id, e.on_behalf_of, e.fact, e.record_type, e.record_id, e.client_id, e.batch_id, e.reason, e.before, e.after`

/** Capabilities whose records are the firm's own arrangement, not business data: an administrator reads their trail. */
const administrative = ['users', 'teams', 'deputies', 'settings', 'custom-fields', 'customFields', 'tags', 'views']

/**
 * Which entries `e` the actor may read (handbook §11, audit trail): auditor, sales director and chief executive
 * everything; a team lead the work of his people; an administrator what concerns users and settings; everybody
 * what he did himself or what was done on his behalf, as long as he still sees the record.
 */
export function readableTo(ctx: Context, histories: Histories): Fragment {
  const { actor } = ctx
  if (may(actor, 'journal.read')) return sql`true`
  const led =
    actor.roles.includes('TL') && actor.ledTeamIds.length > 0
      ? sql` or e.actor_id in (select id from users where team_id = any(${[...actor.ledTeamIds]}::uuid[]))`
      : sql``
  const arranged = may(actor, 'users.administer')
    ? sql` or (e.client_id is null and split_part(e.fact, '.', 1) = any(${administrative}::text[]))`
    : sql``
  return sql`(((e.actor_id = ${actor.id}::uuid or e.on_behalf_of = ${actor.id}::uuid${led}) and ${recordSeen(ctx, histories)})${arranged})`
}

/** The client and the contact that entry `e` speaks of are visible to the actor. */
function recordSeen({ actor }: Context, { clientVisible, contactVisible }: Histories): Fragment {
  return sql`((e.client_id is null or exists (select 1 from clients vc where vc.id = e.client_id and ${clientVisible(actor, 'vc')}))
    and (e.record_type <> 'contacts' or exists (select 1 from contacts vp where vp.id = e.record_id and ${contactVisible(actor, 'vp')})))`
}

export interface HistoryFilter {
  readonly field?: string
  readonly person?: string
  readonly from?: string
  readonly to?: string
  readonly cursor?: string
}

/**
 * Entries of one record, newest first. A client's history holds what carries its id and the trail of its people;
 * records that hang on no client are read by the rule of the audit trail.
 */
export async function entriesOf(
  ctx: Context,
  histories: Histories,
  record: { type: string; id: string },
  filter: HistoryFilter,
  limit: number,
): Promise<StoredEntry[]> {
  const { from, seen } = candidates(ctx, histories, record)
  const conditions = [seen]
  if (filter.cursor) conditions.push(sql`e.id < ${filter.cursor}::bigint`)
  if (filter.person)
    conditions.push(sql`(e.actor_id = ${filter.person}::uuid or e.on_behalf_of = ${filter.person}::uuid)`)
  if (filter.from) conditions.push(sql`e.at >= ${filter.from}::date::timestamp at time zone 'Europe/Prague'`)
  if (filter.to) conditions.push(sql`e.at < (${filter.to}::date + 1)::timestamp at time zone 'Europe/Prague'`)
  if (filter.field) conditions.push(changedField(filter.field))
  const { rows } = await sql<StoredEntry>`
    select ${entryColumns} from ${from} where ${sql.join(conditions, sql` and `)} order by e.id desc limit ${limit}`.execute(
    ctx.db,
  )
  return rows
}

function candidates(
  ctx: Context,
  histories: Histories,
  { type, id }: { type: string; id: string },
): { from: Fragment; seen: Fragment } {
  if (type === 'clients') {
    // A union, because no index serves "or" over three ways of belonging to a client.
    const from = sql`(
      select id from journal_entries where client_id = ${id}::uuid
      union select id from journal_entries where record_id = ${id}::uuid
      union select j.id from contact_positions cp join journal_entries j on j.record_id = cp.contact_id where cp.client_id = ${id}::uuid
    ) mine join journal_entries e on e.id = mine.id`
    return {
      from,
      seen: sql`(e.record_type <> 'contacts' or exists (select 1 from contacts vp where vp.id = e.record_id and ${histories.contactVisible(ctx.actor, 'vp')}))`,
    }
  }
  const from = sql`journal_entries e`
  const own = sql`e.record_id = ${id}::uuid and e.record_type = ${type}`
  const known = histories.records.some((record) => record.type === type)
  return { from, seen: known ? own : sql`${own} and ${readableTo(ctx, histories)}` }
}

function changedField(field: string): Fragment {
  if (!field.startsWith('custom.')) return sql`(e.before::jsonb ? ${field} or e.after::jsonb ? ${field})`
  const key = field.slice('custom.'.length)
  return sql`((e.before -> 'custom' -> ${key}::text)::jsonb is distinct from (e.after -> 'custom' -> ${key}::text)::jsonb)`
}

/** One entry, whoever may see it; the caller asks whether its record is visible. */
export async function findEntry(ctx: Context, id: string): Promise<StoredEntry | undefined> {
  const { rows } =
    await sql<StoredEntry>`select ${entryColumns} from journal_entries e where e.id = ${id}::bigint`.execute(ctx.db)
  return rows[0]
}

export async function lastEntryOf(ctx: Context, recordId: string): Promise<string | null> {
  const { rows } = await sql<{
    id: string | null
  }>`select max(id) as id from journal_entries where record_id = ${recordId}::uuid`.execute(ctx.db)
  return rows[0]?.id ?? null
}

/** Names by id, all in one question; clients and contacts only those the actor may see. */
export async function namesOf(
  ctx: Context,
  histories: Histories,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const list = sql`any(${[...ids]}::uuid[])`
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from users where id = ${list}
    union all select id, name from teams where id = ${list}
    union all select id, name from tags where id = ${list}
    union all select c.id, c.name from clients c where c.id = ${list} and ${histories.clientVisible(ctx.actor, 'c')}
    union all select p.id, concat_ws(' ', p.first_name, p.last_name) from contacts p
      where p.id = ${list} and ${histories.contactVisible(ctx.actor, 'p')}`.execute(ctx.db)
  return new Map(rows.map((row) => [row.id, row.name]))
}

/** Of the given clients those the actor may see. */
export async function seenClients(ctx: Context, histories: Histories, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const { rows } = await sql<{ id: string }>`
    select c.id from clients c where c.id = any(${[...ids]}::uuid[]) and ${histories.clientVisible(ctx.actor, 'c')}`.execute(
    ctx.db,
  )
  return new Set(rows.map((row) => row.id))
}

/** The audit list as a source of the list engine: its filters and groups; the order is that of the numbers. */
export function journalSource(ctx: Context, histories: Histories): ListSource {
  const person = (id: Fragment) =>
    sql`case when ${id} is not null then json_build_object('id', ${id}, 'name', (select u.name from users u where u.id = ${id})) end`
  const keys = sql`(select coalesce(array_agg(k order by k), '{}') from (select json_object_keys(coalesce(e.before, '{}')) union select json_object_keys(coalesce(e.after, '{}'))) keys(k))`
  const clientName = sql`(select vc.name from clients vc where vc.id = e.client_id and ${histories.clientVisible(ctx.actor, 'vc')})`
  const personLabel = sql`(select u.name from users u where u.id = g.value::uuid)`
  const of: Record<string, Omit<SqlColumn, 'key' | 'type'>> = {
    at: { select: sql`e.at` },
    actor: { select: person(sql`e.actor_id`), value: sql`e.actor_id`, groupLabel: personLabel },
    onBehalfOf: { select: person(sql`e.on_behalf_of`), value: sql`e.on_behalf_of`, groupLabel: personLabel },
    fact: { select: sql`e.fact` },
    recordType: { select: sql`e.record_type` },
    record: { select: sql`null` },
    client: {
      select: sql`case when e.client_id is not null then json_build_object('id', e.client_id, 'name', ${clientName}) end`,
      value: sql`e.client_id`,
      groupLabel: sql`(select vc.name from clients vc where vc.id = g.value::uuid and ${histories.clientVisible(ctx.actor, 'vc')})`,
    },
    fields: {
      select: keys,
      among: (fields) => sql`(e.before::jsonb ?| ${[...fields]}::text[] or e.after::jsonb ?| ${[...fields]}::text[])`,
      none: sql`(e.before is null and e.after is null)`,
    },
    reason: { select: sql`e.reason` },
    batch: { select: sql`e.batch_id::text` },
  }
  return {
    capability: 'journal',
    from: sql`journal_entries e`,
    id: sql`e.id`,
    where: readableTo(ctx, histories),
    columns: journalColumns.map((column) => ({ ...column, ...(of[column.key] as Omit<SqlColumn, 'key' | 'type'>) })),
    matches: (words, raw) => {
      if (/^[0-9a-f-]{36}$/i.test(raw))
        return sql`(e.record_id = ${raw}::uuid or e.client_id = ${raw}::uuid or e.batch_id = ${raw}::uuid)`
      const each = words.map((word) => {
        const pattern = `%${word.replace(/[\\%_]/g, '\\$&')}%`
        return sql`(fold_text(coalesce(e.reason, '')) like ${pattern} or e.actor_id in (select id from users where fold_text(name) like ${pattern}))`
      })
      return sql`(${sql.join(each, sql` and `)})`
    },
    defaultSort: '',
  }
}

export interface JournalPage {
  readonly entries: StoredEntry[]
  readonly total: number | undefined
}

/** A page of the audit list, newest first, below the entry `before`; with the count of all that match if asked. */
export async function journalPage(
  ctx: Context,
  histories: Histories,
  query: Pick<ListQuery, 'filter' | 'q' | 'offset' | 'cursor' | 'totals'>,
  limit: number,
): Promise<JournalPage> {
  const where = whereOf(journalSource(ctx, histories), query, ctx)
  if (query.cursor && !/^\d{1,18}$/.test(query.cursor)) throw new BadInput([{ field: 'cursor', reason: 'kit.cursor' }])
  const below = query.cursor ? sql` and e.id < ${query.cursor}::bigint` : sql``
  const { rows } = await sql<StoredEntry>`
    select ${entryColumns} from journal_entries e where ${where}${below} order by e.id desc limit ${limit} offset ${query.offset ?? 0}`.execute(
    ctx.db,
  )
  if (query.totals === false) return { entries: rows, total: undefined }
  const { rows: count } = await sql<{
    total: number
  }>`select count(*)::int as total from journal_entries e where ${where}`.execute(ctx.db)
  return { entries: rows, total: count[0]?.total ?? 0 }
}
