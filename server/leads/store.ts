// All SQL of leads and of what their forms received; every read goes through the visibility of leads.
import { type RawBuilder, sql } from 'kysely'
import type { Lead, Submission } from '#api/leads.ts'
import type { Actor } from '#domain/access.ts'
import { contactVisibleTo, visibleTo } from '#server/clients/visible.ts'
import type { Context } from '#server/kit/context.ts'
import { conflict, NotFound } from '#server/kit/errors.ts'
import { leadVisibleTo } from '#server/leads/visible.ts'

/** As the border shows it, without what is computed for the one who asks. */
export type StoredLead = Omit<Lead, 'whyNot' | 'clock' | 'decideBy' | 'submissions'>

const person = (id: RawBuilder<unknown>) =>
  sql`(select json_build_object('id', u.id, 'name', u.name) from users u where u.id = ${id})`

/**
 * When the lead was answered since it last wrote: noted, or told by the first entry that went out or in which both sides
 * took part.
 */
export const answeredSql = sql`coalesce(l.answered_at, (
  select min(a.happened_at) from activities a
  where a.lead_id = l.id and a.deleted_at is null and (a.two_way or a.direction = 'out')
    and a.happened_at >= coalesce((select max(s.received_at) from lead_submissions s where s.lead_id = l.id and s.outcome <> 'spam'), l.received_at)))`

const leadJson = (actor: Actor) => sql`json_build_object(
  'id', l.id, 'version', l.version, 'name', l.name, 'personName', l.person_name, 'position', l.position, 'ico', l.ico,
  'email', l.email, 'phone', l.phone, 'web', l.web, 'street', l.street, 'city', l.city, 'postcode', l.postcode, 'country', l.country,
  'nace', l.nace, 'language', l.language, 'interestItems', l.interest_items, 'interestTerms', l.interest_terms,
  'message', l.message, 'note', l.note, 'source', l.source, 'sourceDetail', l.source_detail, 'state', l.state,
  'stateSince', l.state_since, 'stateReason', l.state_reason, 'known', l.known, 'owner', ${person(sql`l.owner_id`)},
  'team', (select json_build_object('id', t.id, 'name', t.name) from teams t where t.id = l.team_id),
  'rule', (select json_build_object('id', r.id, 'name', r.name) from lead_rules r where r.id = l.rule_id),
  'routedReason', l.routed_reason, 'receivedAt', l.received_at, 'receivedCount', l.received_count,
  'answerDueOn', l.answer_due_on, 'answeredAt', ${answeredSql},
  'client', (select json_build_object('id', vc.id, 'name', vc.name) from clients vc
    where vc.id = l.client_id and vc.deleted_at is null and ${visibleTo(actor, 'vc')}),
  'contact', (select json_build_object('id', vp.id, 'name', concat_ws(' ', vp.first_name, vp.last_name)) from contacts vp
    where vp.id = l.contact_id and vp.deleted_at is null and ${contactVisibleTo(actor, 'vp')}),
  'convertedAt', l.converted_at, 'convertedBy', ${person(sql`l.converted_by`)}, 'consentText', l.consent_text, 'consentAt', l.consent_at,
  'createdAt', l.created_at, 'updatedAt', l.updated_at, 'createdBy', ${person(sql`l.created_by`)}, 'deletedAt', l.deleted_at)`

/** The lead if the actor may see it; deleted ones only when asked for. */
export async function findLead(ctx: Context, id: string, deletedToo = false): Promise<StoredLead | undefined> {
  const { rows } = await sql<{ lead: StoredLead }>`
    select ${leadJson(ctx.actor)} as lead from leads l
    where l.id = ${id}::uuid and ${leadVisibleTo(ctx.actor)} and ${deletedToo ? sql`true` : sql`l.deleted_at is null`}`.execute(
    ctx.db,
  )
  return rows[0]?.lead
}

/** The lead, locked until the end of the transaction. */
export async function lockLead(ctx: Context, id: string, deletedToo = false): Promise<StoredLead> {
  // Locked first and read afterwards: who waited for somebody else's change must see what it left.
  await sql`select 1 from leads l where l.id = ${id}::uuid and ${leadVisibleTo(ctx.actor)} for update`.execute(ctx.db)
  const lead = await findLead(ctx, id, deletedToo)
  if (!lead) throw new NotFound('leads.notFound')
  return lead
}

/** Scalar columns by their border name. */
const columnOf: Readonly<Record<string, string>> = {
  name: 'name',
  personName: 'person_name',
  position: 'position',
  ico: 'ico',
  email: 'email',
  phone: 'phone',
  emailKey: 'email_key',
  phoneKey: 'phone_key',
  web: 'web',
  street: 'street',
  city: 'city',
  postcode: 'postcode',
  country: 'country',
  nace: 'nace',
  language: 'language',
  interestItems: 'interest_items',
  interestTerms: 'interest_terms',
  message: 'message',
  note: 'note',
  source: 'source',
  sourceDetail: 'source_detail',
  state: 'state',
  stateSince: 'state_since',
  stateReason: 'state_reason',
  known: 'known',
  ownerId: 'owner_id',
  teamId: 'team_id',
  ruleId: 'rule_id',
  routedReason: 'routed_reason',
  receivedAt: 'received_at',
  receivedCount: 'received_count',
  answerDueOn: 'answer_due_on',
  answeredAt: 'answered_at',
  clientId: 'client_id',
  contactId: 'contact_id',
  convertedAt: 'converted_at',
  convertedById: 'converted_by',
  consentText: 'consent_text',
  consentAt: 'consent_at',
  deletedAt: 'deleted_at',
  deletedById: 'deleted_by',
}

const literal = (key: string, v: unknown) =>
  key === 'known' ? sql`${[...(v as string[])]}::text[]` : sql`${v as string}`
const written = (values: Record<string, unknown>) =>
  Object.entries(values).filter(([key, v]) => key in columnOf && v !== undefined)
const actorId = (ctx: Context) => sql`(select id from users where id = ${ctx.actor.id}::uuid)`

export async function insertLead(ctx: Context, values: Record<string, unknown>): Promise<string> {
  const entries = written(values)
  const columns = [...entries.map(([key]) => columnOf[key] as string), 'created_by', 'updated_by']
  const { rows } = await sql<{ id: string }>`
    insert into leads (${sql.join(columns.map((column) => sql.ref(column)))})
    values (${sql.join([...entries.map(([key, v]) => literal(key, v)), actorId(ctx), actorId(ctx)])}) returning id`.execute(
    ctx.db,
  )
  return (rows[0] as { id: string }).id
}

/** Writes columns and counts the version up; `expected` guards against a change in between. */
export async function updateLead(
  ctx: Context,
  id: string,
  values: Record<string, unknown>,
  expected?: number,
): Promise<void> {
  const sets = written(values).map(([key, v]) => sql`${sql.ref(columnOf[key] as string)} = ${literal(key, v)}`)
  const { numAffectedRows } = await sql`
    update leads set ${sql.join([...sets, sql`version = version + 1`, sql`updated_at = ${ctx.now}`, sql`updated_by = ${actorId(ctx)}`])}
    where id = ${id}::uuid and ${expected === undefined ? sql`true` : sql`version = ${expected}`}`.execute(ctx.db)
  if (!numAffectedRows) throw conflict(await findLead(ctx, id))
}

/** An active person who may write about clients, with the team: somebody who can be given a lead. */
export async function ableToTake(ctx: Context, ids: readonly string[]): Promise<Map<string, string | null>> {
  const { rows } = await sql<{ id: string; teamId: string | null }>`
    select u.id, u.team_id from users u where u.id = any(${[...ids]}::uuid[]) and u.active
      and exists (select 1 from user_roles r where r.user_id = u.id and r.role in ('AM', 'KAM', 'TL', 'SD', 'CEO'))`.execute(
    ctx.db,
  )
  return new Map(rows.map((row) => [row.id, row.teamId]))
}

export interface Keys {
  readonly emailKey: string | null
  readonly phoneKey: string | null
  readonly ico: string | null
}

/** Two who write at once with the same mail, phone or IČO wait for each other, so that one lead comes of it. */
export async function lockKeys(ctx: Context, keys: Keys): Promise<void> {
  const names = [keys.emailKey, keys.phoneKey, keys.ico].filter((key) => key !== null).sort()
  for (const name of names) {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`lead ${name}`}, 0))`.execute(ctx.db)
  }
}

/** Open leads with the same mail, phone or IČO, the one that wrote last first; whether the actor sees it stands beside. */
export async function sameOpenLeads(
  ctx: Context,
  keys: Keys,
  exceptId?: string,
): Promise<
  { id: string; name: string; detail: string | null; visible: boolean; reasons: ('ico' | 'email' | 'phone')[] }[]
> {
  const tests = [
    ...(keys.emailKey
      ? [sql`select id, 'email' as why, 1 as rank from leads where email_key = ${keys.emailKey} and deleted_at is null`]
      : []),
    ...(keys.phoneKey
      ? [sql`select id, 'phone' as why, 2 as rank from leads where phone_key = ${keys.phoneKey} and deleted_at is null`]
      : []),
    ...(keys.ico
      ? [sql`select id, 'ico' as why, 3 as rank from leads where ico = ${keys.ico} and deleted_at is null`]
      : []),
  ]
  if (tests.length === 0) return []
  const { rows } = await sql<{
    id: string
    name: string
    detail: string | null
    visible: boolean
    reasons: ('ico' | 'email' | 'phone')[]
  }>`
    select l.id, l.name, concat_ws(' · ', l.person_name, l.city) as detail, ${leadVisibleTo(ctx.actor)} as visible, k.reasons
    from (select id, array_agg(why order by rank) as reasons, min(rank) as rank from (${sql.join(tests, sql` union all `)}) hit group by id) k
    join leads l on l.id = k.id
    where l.state in ('new', 'contacted', 'qualified') and l.id is distinct from ${exceptId ?? null}::uuid
    order by k.rank, l.received_at desc, l.id desc limit 10`.execute(ctx.db)
  return rows
}

const submissionJson = sql`json_build_object('id', s.id, 'receivedAt', s.received_at, 'outcome', s.outcome, 'spamReason', s.spam_reason,
  'leadId', s.lead_id, 'payload', s.payload, 'form', (select json_build_object('id', f.id, 'name', f.name) from lead_forms f where f.id = s.form_id))`

/** Everything the lead ever sent in through forms, newest first. */
export async function submissionsOf(ctx: Context, leadId: string): Promise<Submission[]> {
  const { rows } = await sql<{ submission: Submission }>`
    select ${submissionJson} as submission from lead_submissions s where s.lead_id = ${leadId}::uuid
    order by s.received_at desc, s.id desc limit 50`.execute(ctx.db)
  return rows.map((row) => row.submission)
}

export async function insertSubmission(
  ctx: Context,
  row: {
    formId: string
    payload: unknown
    outcome: Submission['outcome']
    spamReason: string | null
    leadId: string | null
  },
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into lead_submissions (form_id, received_at, payload, outcome, spam_reason, lead_id)
    values (${row.formId}::uuid, ${ctx.now}, ${JSON.stringify(row.payload)}::jsonb, ${row.outcome}, ${row.spamReason}, ${row.leadId}::uuid)
    returning id`.execute(ctx.db)
  return (rows[0] as { id: string }).id
}

/** A page of spam, newest first. Ids grow with time, so the id of the last one is enough to go on. */
export async function listSpam(ctx: Context, before: string | undefined): Promise<Submission[]> {
  const { rows } = await sql<{ submission: Submission }>`
    select ${submissionJson} as submission from lead_submissions s
    where s.outcome = 'spam' and ${before ? sql`s.id < ${before}::uuid` : sql`true`}
    order by s.id desc limit 50`.execute(ctx.db)
  return rows.map((row) => row.submission)
}

export async function countSpam(ctx: Context): Promise<number> {
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int as n from lead_submissions where outcome = 'spam'`.execute(ctx.db)
  return rows[0]?.n ?? 0
}

export async function lockSubmission(
  ctx: Context,
  id: string,
): Promise<(Submission & { formId: string | null }) | undefined> {
  const { rows } = await sql<{ submission: Submission; formId: string | null }>`
    select ${submissionJson} as submission, s.form_id from lead_submissions s where s.id = ${id}::uuid for update of s`.execute(
    ctx.db,
  )
  return rows[0] && { ...rows[0].submission, formId: rows[0].formId }
}

export async function settleSubmission(
  ctx: Context,
  id: string,
  outcome: 'created' | 'joined',
  leadId: string,
): Promise<void> {
  await sql`update lead_submissions set outcome = ${outcome}, lead_id = ${leadId}::uuid where id = ${id}::uuid`.execute(
    ctx.db,
  )
}

/** Open leads of the people that nobody answered yet, and those without an owner as far as the actor sees them. */
export async function counts(ctx: Context): Promise<{ toAnswer: number; late: number; unowned: number }> {
  const waiting = sql`l.deleted_at is null and l.answered_at is null and l.state in ('new', 'contacted', 'qualified')`
  const { rows } = await sql<{ toAnswer: number; late: number; unowned: number }>`
    select count(*)::int as to_answer, (count(*) filter (where l.answer_due_on < ${ctx.today}::date))::int as late,
      (select count(*)::int from leads l where l.owner_id is null and ${waiting} and ${leadVisibleTo(ctx.actor)}) as unowned
    from leads l where l.owner_id = any(${[...ctx.actor.personIds]}::uuid[]) and ${waiting}`.execute(ctx.db)
  return rows[0] ?? { toAnswer: 0, late: 0, unowned: 0 }
}
