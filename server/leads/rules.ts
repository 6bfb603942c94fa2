// The rules that give new leads to people: kept in order by whoever administers the firm.
import { type RawBuilder, sql } from 'kysely'
import type { LeadRule, LeadRuleChange, LeadRuleDraft } from '#api/lead-forms.ts'
import { may } from '#domain/access.ts'
import type { Context } from '#server/kit/context.ts'
import { BadInput, conflict, NotFound } from '#server/kit/errors.ts'
import { record } from '#server/kit/record.ts'
import { tryRoute } from '#server/leads/routing.ts'
import { ableToTake } from '#server/leads/store.ts'

const ruleJson = sql`json_build_object('id', r.id, 'version', r.version, 'name', r.name, 'position', r.position, 'sources', r.sources,
  'postcodes', r.postcodes, 'countries', r.countries, 'naces', r.naces, 'languages', r.languages,
  'users', (select coalesce(json_agg(json_build_object('id', u.id, 'name', u.name, 'active', u.active) order by n.no), '[]')
    from unnest(r.user_ids) with ordinality n(id, no) join users u on u.id = n.id),
  'lastUserId', r.last_user_id, 'active', r.active, 'leads', (select count(*)::int from leads l where l.rule_id = r.id))`

async function find(ctx: Context, id: string, lock = false): Promise<LeadRule> {
  const { rows } = await sql<{ rule: LeadRule }>`
    select ${ruleJson} as rule from lead_rules r where r.id = ${id}::uuid${lock ? sql` for update` : sql``}`.execute(
    ctx.db,
  )
  if (!rows[0]) throw new NotFound('leads.ruleNotFound')
  return rows[0].rule
}

export async function listRules(ctx: Context): Promise<{ rules: LeadRule[]; whyNot: Record<string, string> }> {
  const { rows } = await sql<{ rule: LeadRule }>`
    select ${ruleJson} as rule from lead_rules r order by r.position, r.created_at, r.id`.execute(ctx.db)
  return {
    rules: rows.map((row) => row.rule),
    whyNot: may(ctx.actor, 'firm.administer') ? {} : { edit: 'leads.rulesByAdministrator' },
  }
}

export async function createRule(ctx: Context, draft: LeadRuleDraft): Promise<LeadRule> {
  const rule = await checked(ctx, draft)
  const { rows } = await sql<{ id: string }>`
    insert into lead_rules (name, position, sources, postcodes, countries, naces, languages, user_ids, active)
    select ${rule.name}, coalesce((select max(position) + 1 from lead_rules), 0), ${texts(rule.sources)}, ${texts(rule.postcodes)},
      ${texts(rule.countries)}, ${texts(rule.naces)}, ${texts(rule.languages)}, ${[...draft.userIds]}::uuid[], ${rule.active ?? true}
    returning id`.execute(ctx.db)
  const after = await find(ctx, (rows[0] as { id: string }).id)
  await recorded(ctx, 'leads.ruleAdded', after.id, null, after)
  return after
}

export async function changeRule(ctx: Context, id: string, change: LeadRuleChange, version: number): Promise<LeadRule> {
  const before = await find(ctx, id, true)
  if (before.version !== version) throw conflict(before)
  const rule = await checked(ctx, change)
  const sets: RawBuilder<unknown>[] = [sql`version = version + 1`, sql`updated_at = ${ctx.now}`]
  if (rule.name !== undefined) sets.push(sql`name = ${rule.name}`)
  if (rule.active !== undefined) sets.push(sql`active = ${rule.active}`)
  for (const key of ['sources', 'postcodes', 'countries', 'naces', 'languages'] as const) {
    if (rule[key]) sets.push(sql`${sql.ref(key)} = ${texts(rule[key])}`)
  }
  if (rule.userIds) sets.push(sql`user_ids = ${[...rule.userIds]}::uuid[]`)
  await sql`update lead_rules set ${sql.join(sets)} where id = ${id}::uuid`.execute(ctx.db)
  const after = await find(ctx, id)
  await recorded(ctx, 'leads.ruleChanged', id, before, after)
  return after
}

export async function removeRule(ctx: Context, id: string): Promise<void> {
  const before = await find(ctx, id, true)
  await sql`delete from lead_rules where id = ${id}::uuid`.execute(ctx.db)
  await recorded(ctx, 'leads.ruleRemoved', id, before, null)
}

/** Rules not named keep their order after the named ones. */
export async function orderRules(ctx: Context, ids: readonly string[]): Promise<void> {
  await sql`
    update lead_rules r set position = o.no from (
      select id, row_number() over (order by array_position(${[...ids]}::uuid[], id) nulls last, position, created_at)::int as no from lead_rules
    ) o where o.id = r.id and r.position is distinct from o.no`.execute(ctx.db)
}

/** Whose turn it would be, for the page of the rules. */
export async function tryRules(
  ctx: Context,
  lead: { source?: string; postcode?: string | null; country?: string; nace?: string | null; language?: string },
) {
  const found = await tryRoute(ctx, {
    source: lead.source ?? 'form',
    postcode: lead.postcode?.trim() || null,
    country: lead.country ?? 'CZ',
    nace: lead.nace?.trim() || null,
    language: lead.language ?? 'cs',
  })
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from users where id = ${found.ownerId}::uuid`.execute(ctx.db)
  return {
    rule: found.ruleId && found.ruleName ? { id: found.ruleId, name: found.ruleName } : null,
    user: rows[0] ?? null,
  }
}

const texts = (list: readonly string[] | undefined) => sql`${[...(list ?? [])]}::text[]`

async function checked<T extends LeadRuleChange>(ctx: Context, rule: T): Promise<T> {
  const name = rule.name?.normalize('NFC').trim()
  if (rule.name !== undefined && !name) throw new BadInput([{ field: 'name', reason: 'kit.required' }])
  if (rule.userIds) {
    const able = await ableToTake(ctx, rule.userIds)
    const cannot = rule.userIds.findIndex((id) => !able.has(id))
    if (cannot >= 0) throw new BadInput([{ field: `userIds.${cannot}`, reason: 'leads.cannotTake' }])
  }
  const bare = (list: readonly string[] | undefined) => list?.map((text) => text.replace(/[\s.]/g, '')).filter(Boolean)
  return {
    ...rule,
    ...(name === undefined ? {} : { name }),
    ...(rule.postcodes ? { postcodes: bare(rule.postcodes) } : {}),
    ...(rule.naces ? { naces: bare(rule.naces) } : {}),
  }
}

async function recorded(ctx: Context, fact: string, id: string, before: LeadRule | null, after: LeadRule | null) {
  const picture = (rule: LeadRule | null) => {
    if (!rule) return null
    const { id: _id, version: _v, lastUserId: _l, leads: _n, position: _p, users, ...rest } = rule
    return { ...rest, users: users.map((user) => user.id) }
  }
  await record(ctx, { fact, recordType: 'leadRules', recordId: id, before: picture(before), after: picture(after) })
}
