// All SQL of promises. One base query that already contains who sees what; everything else builds on it.
import { type RawBuilder, sql } from 'kysely'
import type { PromiseView } from '#api/promises.ts'
import type { Actor } from '#domain/access.ts'
import type { ClientForAccess } from '#domain/clients/access.ts'
import type { Division, PromiseKind, PromiseState, Side } from '#domain/promises/ledger.ts'
import { contactVisibleTo, seenOrHidden, visibleTo } from '#server/clients/visible.ts'
import { compiled } from '#server/kit/compiled.ts'
import type { Context } from '#server/kit/context.ts'
import { leadVisibleTo } from '#server/leads/visible.ts'

/** A promise as read, with what rules about rights need to know of its client or lead. */
export interface StoredPromise extends Omit<PromiseView, 'whyNot'> {
  readonly about: ClientForAccess | null
  /** What it points to, whether the reader sees it or not: a change keeps it. */
  readonly links: {
    readonly clientId: string | null
    readonly leadId: string | null
    readonly contactId: string | null
  }
}

export const promiseFrom = sql`promises r left join clients c on c.id = r.client_id and c.deleted_at is null
  left join leads l on l.id = r.lead_id and l.deleted_at is null`

/** What is about a client is seen by whom the client is, about a lead by whom the lead is, the rest by those named in it. */
export function promiseVisibleTo(actor: Actor): RawBuilder<boolean> {
  return sql<boolean>`case when r.client_id is not null then c.id is not null and ${visibleTo(actor, 'c')}
    when r.lead_id is not null then l.id is not null and ${leadVisibleTo(actor, 'l')}
    else ${namedIn(actor)} end`
}

/**
 * How many promises not deleted the actor sees of those that `condition` (over `r` alone) holds for: those about clients,
 * about leads and about neither counted apart, so that each count is answered by an index and joins nothing.
 */
export function countPromises(actor: Actor, condition: RawBuilder<unknown>): RawBuilder<unknown> {
  const count = (where: RawBuilder<unknown>) =>
    sql`(select count(*) from promises r where r.deleted_at is null and ${where} and ${condition})`
  const clients = seenOrHidden(actor)
  const aboutClients =
    'seen' in clients
      ? count(sql`r.client_id in (${clients.seen})`)
      : sql`${count(sql`r.client_id is not null`)} - ${count(sql`r.client_id = any(array(${clients.hidden}))`)}`
  const leads = sql`select l.id from leads l where l.deleted_at is null and ${leadVisibleTo(actor, 'l')}`
  return sql`select ${aboutClients} + ${count(sql`r.client_id is null and r.lead_id in (${leads})`)}
    + ${count(sql`r.client_id is null and r.lead_id is null and ${namedIn(actor)}`)}`
}

function namedIn(actor: Actor): RawBuilder<unknown> {
  const persons = sql`${[...actor.personIds]}::uuid[]`
  return sql`(r.responsible_id = any(${persons}) or r.given_by = any(${persons}) or r.created_by = any(${persons}))`
}

export const contactName = sql`concat_ws(' ', p.title_before, p.first_name, p.last_name) || coalesce(', ' || p.title_after, '')`
const person = (column: string) =>
  sql`(select json_build_object('id', u.id, 'name', u.name) from users u where u.id = ${sql.ref(`r.${column}`)})`

export const contactJson = (actor: Actor) => sql`(select json_build_object('id', p.id, 'name', ${contactName})
  from contacts p where p.id = r.contact_id and ${contactVisibleTo(actor)})`

/** The promise as JSON over promiseFrom. */
export const promiseJson = (ctx: Pick<Context, 'actor' | 'today'>) => sql`json_build_object(
  'id', r.id, 'version', r.version, 'side', r.side, 'kind', r.kind, 'text', r.text, 'note', r.note,
  'client', case when c.id is not null then json_build_object('id', c.id, 'name', c.name) end,
  'lead', case when l.id is not null and ${leadVisibleTo(ctx.actor, 'l')} then json_build_object('id', l.id, 'name', l.name) end,
  'contact', ${contactJson(ctx.actor)}, 'responsible', ${person('responsible_id')}, 'division', r.division,
  'givenBy', ${person('given_by')}, 'givenOn', r.given_on, 'dueOn', r.due_on, 'dueTime', to_char(r.due_time, 'HH24:MI'),
  'state', r.state, 'late', r.state = 'open' and coalesce(r.due_on < ${ctx.today}::date, false), 'proof', r.proof,
  'settledOn', r.settled_on, 'settledBy', ${person('settled_by')}, 'waivedReason', r.waived_reason, 'remindAt', r.remind_at,
  'urgedCount', r.urged_count, 'urgedOn', r.urged_on, 'rrule', r.rrule, 'seriesId', r.series_id,
  'source', case when r.source_id is not null then json_build_object('type', r.source_type, 'id', r.source_id, 'line', r.source_line) end,
  'createdAt', r.created_at, 'createdBy', ${person('created_by')}, 'updatedAt', r.updated_at, 'deletedAt', r.deleted_at,
  'links', json_build_object('clientId', r.client_id, 'leadId', r.lead_id, 'contactId', r.contact_id),
  'about', case when c.id is not null then json_build_object('ownerId', c.owner_id, 'teamId', c.team_id, 'confidentiality', c.confidentiality,
      'member', (select case when bool_or(m.may_edit) then 'edit' else 'read' end from client_members m
        where m.client_id = c.id and m.user_id = any(${[...ctx.actor.personIds]}::uuid[]) having count(*) > 0))
    when l.id is not null then json_build_object('ownerId', l.owner_id, 'teamId', l.team_id, 'confidentiality', 'internal') end)`

export async function findPromise(ctx: Context, id: string, deletedToo = false): Promise<StoredPromise | undefined> {
  const { rows } = await sql<{ promise: StoredPromise }>`
    select ${promiseJson(ctx)} as promise from ${promiseFrom}
    where r.id = ${id}::uuid and ${deletedToo ? sql`true` : sql`r.deleted_at is null`} and ${promiseVisibleTo(ctx.actor)}`.execute(
    ctx.db,
  )
  return rows[0]?.promise
}

/** The same with its row locked for a change. */
export async function lockPromise(ctx: Context, id: string, deletedToo = false): Promise<StoredPromise | undefined> {
  await sql`select 1 from promises where id = ${id}::uuid for update`.execute(ctx.db)
  return findPromise(ctx, id, deletedToo)
}

export async function versionsOf(ctx: Context, ids: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; version: number }>`
    select r.id, r.version from ${promiseFrom} where r.id = any(${[...ids]}::uuid[]) and ${promiseVisibleTo(ctx.actor)}`.execute(
    ctx.db,
  )
  return new Map(rows.map((row) => [row.id, row.version]))
}

export interface Whose {
  readonly clientId?: string | null | undefined
  readonly leadId?: string | null | undefined
  readonly contactIds?: readonly string[] | undefined
}

/** Promises of a client, a lead or some contacts: open ones, late first, and the last ones settled; in one statement. */
export async function promisesOf(
  ctx: Context,
  whose: Whose,
  limits: { open: number; settled: number },
): Promise<{ open: StoredPromise[]; settled: StoredPromise[] }> {
  const grounds: { column: string; type: string; value: unknown }[] = []
  if (whose.clientId) grounds.push({ column: 'client_id', type: 'uuid', value: whose.clientId })
  if (whose.leadId) grounds.push({ column: 'lead_id', type: 'uuid', value: whose.leadId })
  if (whose.contactIds?.length) grounds.push({ column: 'contact_id', type: 'uuid[]', value: [...whose.contactIds] })
  if (grounds.length === 0) return { open: [], settled: [] }
  const shape = `promises of ${grounds.map((one) => one.column)} ${limits.open} ${limits.settled}`
  const values = [ctx.today, ...grounds.map((one) => one.value)]
  const rows = await compiled(ctx, shape, values, ([today, ...slots]) => {
    const theirs = sql.join(
      grounds.map(({ column, type }, i) =>
        type === 'uuid'
          ? sql`${sql.ref(`r.${column}`)} = ${slots[i]}::uuid`
          : sql`${sql.ref(`r.${column}`)} = any(${slots[i]}::uuid[])`,
      ),
      sql` or `,
    )
    const list = (state: RawBuilder<unknown>, order: RawBuilder<unknown>, limit: number) => sql`
      (select coalesce(json_agg(promise), '[]') from (
        select ${promiseJson({ actor: ctx.actor, today: today as string })} as promise from ${promiseFrom}
        where (${theirs}) and r.deleted_at is null and ${promiseVisibleTo(ctx.actor)} and ${state}
        order by ${order} limit ${sql.lit(limit)}) found)`
    const due = sql`r.due_on nulls last, r.due_time nulls last, r.id`
    return sql<{ open: StoredPromise[]; settled: StoredPromise[] }>`
      select ${list(sql`r.state = 'open'`, due, limits.open)} as open,
        ${list(sql`r.state <> 'open'`, sql`r.settled_on desc, r.updated_at desc, r.id desc`, limits.settled)} as settled`
  })
  return rows[0] as { open: StoredPromise[]; settled: StoredPromise[] }
}

/** Open promises that the people answer for, due by the day; the day is long, so at most `limit`. */
export async function dueOf(
  ctx: Context,
  userIds: readonly string[],
  until: string,
  limit: number,
): Promise<StoredPromise[]> {
  const { rows } = await sql<{ promise: StoredPromise }>`
    select ${promiseJson(ctx)} as promise from ${promiseFrom}
    where r.responsible_id = any(${[...userIds]}::uuid[]) and r.deleted_at is null and r.state = 'open' and r.due_on <= ${until}::date
      and ${promiseVisibleTo(ctx.actor)}
    order by r.due_on, r.due_time nulls last, r.id limit ${sql.lit(limit)}`.execute(ctx.db)
  return rows.map((row) => row.promise)
}

/** The columns a person fills in. */
export interface PromiseRow {
  readonly side: Side
  readonly kind: PromiseKind
  readonly text: string
  readonly note: string | null
  readonly clientId: string | null
  readonly leadId: string | null
  readonly contactId: string | null
  readonly responsibleId: string | null
  readonly division: Division | null
  readonly givenOn: string
  readonly dueOn: string | null
  readonly dueTime: string | null
  readonly remindAt: string | null
  readonly rrule: string | null
  readonly proof: string | null
}

const actorId = (ctx: Context) => sql`(select id from users where id = ${ctx.actor.id}::uuid)`

export async function insertPromise(
  ctx: Context,
  row: PromiseRow,
  more: {
    givenById: string | null
    seriesId: string | null
    source: { type: string; id: string; line?: string | null | undefined } | null
  },
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into promises (side, kind, text, note, client_id, lead_id, contact_id, responsible_id, division, given_on, due_on, due_time,
      remind_at, rrule, series_id, given_by, source_type, source_id, source_line, created_by, updated_by)
    values (${row.side}, ${row.kind}, ${row.text}, ${row.note}, ${row.clientId}, ${row.leadId}, ${row.contactId}, ${row.responsibleId},
      ${row.division}, ${row.givenOn}, ${row.dueOn}, ${row.dueTime}, ${row.remindAt}, ${row.rrule},
      case when ${row.rrule}::text is null then null else coalesce(${more.seriesId}::uuid, uuidv7()) end,
      (select id from users where id = ${more.givenById}::uuid), ${more.source?.type ?? null}, ${more.source?.id ?? null}::uuid,
      ${more.source?.line ?? null}, ${actorId(ctx)}, ${actorId(ctx)}) returning id`.execute(ctx.db)
  return (rows[0] as { id: string }).id
}

export async function updatePromise(ctx: Context, id: string, row: PromiseRow): Promise<void> {
  await sql`update promises set side = ${row.side}, kind = ${row.kind}, text = ${row.text}, note = ${row.note},
      client_id = ${row.clientId}, lead_id = ${row.leadId}, contact_id = ${row.contactId}, responsible_id = ${row.responsibleId},
      division = ${row.division}, given_on = ${row.givenOn}, due_on = ${row.dueOn}, due_time = ${row.dueTime}, proof = ${row.proof},
      reminded_at = case when remind_at is distinct from ${row.remindAt}::timestamptz then null else reminded_at end,
      remind_at = ${row.remindAt}, rrule = ${row.rrule},
      series_id = case when ${row.rrule}::text is null then null else coalesce(series_id, uuidv7()) end,
      ${touched(ctx)} where id = ${id}::uuid`.execute(ctx.db)
}

const touched = (ctx: Context) => sql`version = version + 1, updated_at = ${ctx.now}, updated_by = ${actorId(ctx)}`

export async function settle(
  ctx: Context,
  id: string,
  how: { state: PromiseState; on: string | null; proof: string | null; waivedReason: string | null },
): Promise<void> {
  await sql`update promises set state = ${how.state}, settled_on = ${how.on}::date,
      settled_by = case when ${how.on}::date is null then null else ${actorId(ctx)} end,
      proof = ${how.proof}, waived_reason = ${how.waivedReason}, ${touched(ctx)} where id = ${id}::uuid`.execute(ctx.db)
}

export async function setDeleted(ctx: Context, id: string, deleted: boolean): Promise<void> {
  await sql`update promises set deleted_at = ${deleted ? ctx.now : null}::timestamptz,
      deleted_by = ${deleted ? actorId(ctx) : sql`null`}, ${touched(ctx)} where id = ${id}::uuid`.execute(ctx.db)
}

export async function countUrging(ctx: Context, id: string): Promise<void> {
  await sql`update promises set urged_count = urged_count + 1, urged_on = ${ctx.today}::date, ${touched(ctx)}
    where id = ${id}::uuid`.execute(ctx.db)
}

/** The first day of the series, from which its rule is counted, and whether the day already has its promise. */
export async function seriesOf(ctx: Context, seriesId: string): Promise<{ firstOn: string; days: string[] }> {
  const { rows } = await sql<{ firstOn: string; days: string[] }>`
    select min(due_on) as first_on, json_agg(due_on order by due_on) as days from promises
    where series_id = ${seriesId}::uuid and deleted_at is null`.execute(ctx.db)
  return rows[0] as { firstOn: string; days: string[] }
}

/** The next of the series that nobody has touched since settling made it. */
export async function untouchedNext(ctx: Context, seriesId: string, afterDay: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from promises where series_id = ${seriesId}::uuid and due_on > ${afterDay}::date and state = 'open' and version = 1
      and deleted_at is null order by due_on desc limit 1`.execute(ctx.db)
  return rows[0]?.id
}

/** Whether the client or the lead is seen by somebody, whose rights are given. */
export async function seen(ctx: Context, actor: Actor, about: Whose): Promise<boolean> {
  const { rows } = await sql<{ ok: boolean }>`select ${
    about.clientId
      ? sql`exists (select 1 from clients c where c.id = ${about.clientId}::uuid and c.deleted_at is null and ${visibleTo(actor, 'c')})`
      : sql`true`
  } and ${
    about.leadId
      ? sql`exists (select 1 from leads l where l.id = ${about.leadId}::uuid and l.deleted_at is null and ${leadVisibleTo(actor, 'l')})`
      : sql`true`
  } as ok`.execute(ctx.db)
  return rows[0]?.ok ?? false
}

export async function contactSeen(ctx: Context, id: string): Promise<boolean> {
  const { rows } = await sql`select 1 from contacts p where p.id = ${id}::uuid and p.deleted_at is null
    and ${contactVisibleTo(ctx.actor)}`.execute(ctx.db)
  return rows.length > 0
}

export async function findPerson(ctx: Context, id: string): Promise<{ name: string; active: boolean } | undefined> {
  const { rows } = await sql<{ name: string; active: boolean }>`
    select name, active from users where id = ${id}::uuid`.execute(ctx.db)
  return rows[0]
}

/** An instant of a day in the firm's time zone. */
export async function instantOf(ctx: Context, day: string, time: string): Promise<string> {
  const { rows } = await sql<{ at: string }>`select (${day}::date + ${time}::time)::timestamptz as at`.execute(ctx.db)
  return (rows[0] as { at: string }).at
}

/** Whom a letter that urges goes to, and in which language. */
export async function addressee(
  ctx: Context,
  promise: { contactId: string | null; clientId: string | null; leadId: string | null },
) {
  const { rows } = await sql<{
    email: string | null
    name: string | null
    salutation: string | null
    language: string | null
    firm: string
    noContact: boolean
    senderEmail: string | null
  }>`
    select coalesce(
        (select h.value from contact_channels h where h.contact_id = p.id and h.type = 'email' order by h.position, h.id limit 1), l.email) as email,
      coalesce(concat_ws(' ', p.first_name, p.last_name), l.person_name) as name, p.salutation,
      coalesce(p.language, c.language, l.language) as language, s.firm_name as firm,
      coalesce(p.no_contact, false) or coalesce(c.no_contact, false) as no_contact,
      (select u.email from users u where u.id = ${ctx.actor.id}::uuid) as sender_email
    from settings s
      left join contacts p on p.id = ${promise.contactId}::uuid and p.deleted_at is null
      left join clients c on c.id = ${promise.clientId}::uuid
      left join leads l on l.id = ${promise.leadId}::uuid and p.id is null`.execute(ctx.db)
  return rows[0]
}

export interface DuePromise {
  readonly id: string
  readonly text: string
  readonly dueOn: string | null
  readonly remindAt: string
  readonly clientId: string | null
  readonly clientName: string | null
  readonly responsibleId: string | null
}

/** Reminders whose hour has come, marked as given; for the timer, so without regard to who sees them. */
export async function takeReminders(ctx: Context): Promise<DuePromise[]> {
  const { rows } = await sql<DuePromise>`
    with due as (
      select id from promises where deleted_at is null and state = 'open' and reminded_at is null and remind_at is not null
        and remind_at <= ${ctx.now} order by remind_at limit 1000 for update skip locked
    )
    update promises r set reminded_at = ${ctx.now} from due where r.id = due.id
    returning r.id, r.text, r.due_on, r.remind_at, r.client_id, r.responsible_id,
      (select c.name from clients c where c.id = r.client_id) as client_name`.execute(ctx.db)
  return rows
}

export interface LatePromise extends Omit<DuePromise, 'remindAt' | 'dueOn'> {
  readonly dueOn: string
  readonly side: Side
  readonly kind: PromiseKind
  readonly contactId: string | null
  readonly leadOfTeamId: string | null
  /** Whether the responsible person still works here. */
  readonly active: boolean
}

/** Open promises whose day has passed and nobody was told yet, marked as noticed. */
export async function takeLate(ctx: Context): Promise<LatePromise[]> {
  const { rows } = await sql<LatePromise>`
    with late as (
      select id from promises where deleted_at is null and state = 'open' and due_on < ${ctx.today}::date
        and late_noticed_on is distinct from due_on order by due_on limit 1000 for update skip locked
    )
    update promises r set late_noticed_on = r.due_on from late where r.id = late.id
    returning r.id, r.text, r.due_on, r.client_id, r.responsible_id, r.side, r.kind, r.contact_id,
      (select c.name from clients c where c.id = r.client_id) as client_name,
      (select t.lead_id from users u join teams t on t.id = u.team_id where u.id = r.responsible_id) as lead_of_team_id,
      coalesce((select u.active from users u where u.id = r.responsible_id), false) as active`.execute(ctx.db)
  return rows
}
