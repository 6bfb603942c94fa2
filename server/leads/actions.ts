// What one does with a lead: enter, change, answer, qualify, turn down, hand over, delete and bring back.
import { type RawBuilder, sql } from 'kysely'
import type { Lead, LeadChange, LeadDraft } from '#api/leads.ts'
import type { ListQuery } from '#api/lists.ts'
import { whyNotEditLead } from '#domain/leads/access.ts'
import { answerDueOn, clockOf, decideBy } from '#domain/leads/answer-clock.ts'
import { leadMoves, offeredMoves, whyNotMove } from '#domain/leads/lifecycle.ts'
import { type Context, dayOf } from '#server/kit/context.ts'
import { BadInput, conflict, Forbidden, NotFound, Refusal } from '#server/kit/errors.ts'
import { escaped } from '#server/kit/list-conditions.ts'
import { type ListSource, listRows } from '#server/kit/lists.ts'
import { record } from '#server/kit/record.ts'
import type { RawJson } from '#server/kit/serve.ts'
import { dispatchers } from '#server/leads/actions-dispatch.ts'
import { type CheckedLead, checkLead } from '#server/leads/check.ts'
import { leadSqlColumns } from '#server/leads/columns.ts'
import { route } from '#server/leads/routing.ts'
import * as store from '#server/leads/store.ts'
import { leadVisibleTo } from '#server/leads/visible.ts'
import { notify } from '#server/notifications/actions.ts'

/** Where the list of leads comes from; export and call lists use it too. */
export function leadSource(ctx: Context, deleted = false): ListSource {
  const inPlace = (alias: string) => sql`${sql.ref(`${alias}.deleted_at`)} is ${deleted ? sql`not null` : sql`null`}`
  return {
    capability: 'leads',
    from: sql`leads l`,
    id: sql`l.id`,
    version: sql`l.version`,
    where: sql`${inPlace('l')} and ${leadVisibleTo(ctx.actor)}`,
    columns: leadSqlColumns(ctx.actor),
    // Found first and sorted afterwards: walking the list in its order until fifty fit takes long for words few leads hold.
    matches: (words, raw) =>
      words.some((word) => word.length >= 3)
        ? sql`l.id = any(array(select m.id from leads m where ${inPlace('m')} and ${matchSql('m', words, raw)}))`
        : matchSql('l', words, raw),
    defaultSort: '-receivedAt',
  }
}

/** Words of the firm's or the person's name in any order, IČO and phone by digits, mail by a part. */
function matchSql(alias: string, words: readonly string[], raw: string): RawBuilder<unknown> {
  const l = (column: string) => sql.ref(`${alias}.${column}`)
  const digits = raw.replace(/\D/g, '')
  const names = sql.join(
    words.map((word) => {
      const pattern = `%${escaped(word)}%`
      return sql`${l('found_folded')} like ${pattern}`
    }),
    sql` and `,
  )
  const parts = [
    sql`(${names})`,
    ...(digits.length >= 3 ? [sql`${l('phone_key')} like ${`%${digits}%`}`, sql`${l('ico')} = ${digits}`] : []),
    ...(raw.includes('@') ? [sql`${l('email_key')} like ${`%${escaped(raw.toLowerCase())}%`}`] : []),
  ]
  return sql`(${sql.join(parts, sql` or `)})`
}

export async function listLeads(ctx: Context, query: ListQuery): Promise<RawJson> {
  return listRows(ctx, leadSource(ctx), query)
}

/** Deleted leads the actor would see: the bin, from which they can be brought back. */
export async function listDeletedLeads(ctx: Context, query: ListQuery): Promise<RawJson> {
  return listRows(ctx, leadSource(ctx, true), query)
}

/** The lead with where its clock stands and what the actor may do with it; not found when not to be seen. */
export async function getLead(ctx: Context, id: string): Promise<Lead> {
  const lead = await store.findLead(ctx, id)
  if (!lead) throw new NotFound('leads.notFound')
  return shown(ctx, lead)
}

/** What comes besides the draft when a form, a call or an import brings the lead. */
export interface Coming {
  readonly consentText?: string | null
  readonly consentAt?: string | null
}

/**
 * Enters a lead. It goes to the person named, by the rules, or, where none fits, to whoever enters it. An open lead with the
 * same mail, phone or IČO is named first and the draft waits for `evenIfSimilar`. The answer clock starts now.
 */
export async function createLead(ctx: Context, draft: LeadDraft, coming: Coming = {}): Promise<Lead> {
  const { evenIfSimilar, ownerId, ...rest } = draft
  const checked = checkLead({ ...rest, name: rest.name?.trim() ? rest.name : undefined })
  const keys = { emailKey: checked.emailKey ?? null, phoneKey: checked.phoneKey ?? null, ico: checked.ico ?? null }
  await store.lockKeys(ctx, keys)
  if (!evenIfSimilar) {
    const same = await store.sameOpenLeads(ctx, keys)
    if (same.length > 0) {
      const matches = same
        .filter((lead) => lead.visible)
        .map(({ visible: _v, ...lead }) => ({ ...lead, type: 'leads' }))
      throw new Refusal('leads.similar', { matches, hidden: same.length - matches.length })
    }
  }
  const id = await insert(ctx, checked, ownerId, coming)
  const lead = await wide(ctx, id)
  await record(ctx, { fact: 'leads.created', recordType: 'leads', recordId: id, after: pictured(lead) })
  await tellOwner(ctx, lead)
  return shown(ctx, lead)
}

async function insert(
  ctx: Context,
  checked: CheckedLead,
  ownerId: string | null | undefined,
  coming: Coming,
): Promise<string> {
  const name = checked.name ?? checked.personName ?? checked.email ?? checked.phone
  if (!name) throw new BadInput([{ field: 'name', reason: 'leads.nameOrPerson' }])
  const owner = ownerId === undefined ? await ownerByRules(ctx, checked) : await ownerById(ctx, ownerId)
  return store.insertLead(ctx, {
    ...checked,
    ...coming,
    ...owner,
    name,
    receivedAt: ctx.now,
    stateSince: ctx.now,
    answerDueOn: answerDueOn(ctx.today),
  })
}

const nobody = { ownerId: null, teamId: null, ruleId: null, routedReason: null }

async function ownerById(ctx: Context, ownerId: string | null) {
  if (!ownerId) return nobody
  const able = await store.ableToTake(ctx, [ownerId])
  if (!able.has(ownerId)) throw new BadInput([{ field: 'ownerId', reason: 'leads.cannotTake' }])
  return { ...nobody, ownerId, teamId: able.get(ownerId) ?? null }
}

async function ownerByRules(ctx: Context, lead: Partial<Lead> | CheckedLead) {
  const { ruleName: _n, ...routed } = await route(ctx, {
    source: lead.source ?? 'other',
    postcode: lead.postcode ?? null,
    country: lead.country ?? 'CZ',
    nace: lead.nace ?? null,
    language: lead.language ?? 'cs',
  })
  if (routed.ownerId) return { ...routed, routedReason: null }
  const able = await store.ableToTake(ctx, [ctx.actor.id])
  if (able.has(ctx.actor.id)) return { ...nobody, ownerId: ctx.actor.id, teamId: ctx.actor.teamId }
  return { ...nobody, routedReason: routed.ruleId ? 'leads.nobodyAble' : 'leads.noRuleFits' }
}

/**
 * What a form or a call brings about somebody we already deal with: empty fields are filled, messages added, the answer
 * clock starts again if it had stopped.
 */
export async function joinLead(ctx: Context, id: string, draft: LeadDraft): Promise<Lead> {
  const before = await wide(ctx, id, true)
  const { evenIfSimilar: _e, ownerId: _o, ...rest } = draft
  const checked = checkLead(rest) as Record<string, unknown>
  const known = before as unknown as Record<string, unknown>
  const filled = Object.fromEntries(
    Object.entries(checked).filter(
      ([key, v]) => v && !['name', 'source', 'language', 'country'].includes(key) && !known[key],
    ),
  )
  // The keys go with the values they belong to.
  if (!filled.email) delete filled.emailKey
  if (!filled.phone) delete filled.phoneKey
  const message = [before.message, checked.message].filter(Boolean)
  if (before.message && checked.message && before.message !== checked.message)
    filled.message = message.join('\n\n').slice(0, 20_000)
  await store.updateLead(ctx, id, {
    ...filled,
    receivedCount: before.receivedCount + 1,
    answeredAt: null,
    answerDueOn: before.answeredAt ? answerDueOn(ctx.today) : before.answerDueOn,
  })
  return changed(ctx, before, 'leads.joined')
}

/** Changes the named fields. The version read must be the version stored, otherwise the record as it is comes back. */
export async function changeLead(ctx: Context, id: string, change: LeadChange, version: number): Promise<Lead> {
  const before = await editable(ctx, id)
  if (before.version !== version) throw conflict(await shown(ctx, before))
  const checked = checkLead(change)
  if (change.name !== undefined && !checked.name) throw new BadInput([{ field: 'name', reason: 'kit.required' }])
  await store.updateLead(ctx, id, checked as Record<string, unknown>, version)
  return changed(ctx, before, 'leads.changed')
}

export async function removeLead(ctx: Context, id: string, version: number | undefined): Promise<void> {
  const before = await editable(ctx, id)
  if (before.state === 'converted') throw new Refusal('leads.convertedStays')
  if (version !== undefined && before.version !== version) throw conflict(await shown(ctx, before))
  await store.updateLead(ctx, id, { deletedAt: ctx.now, deletedById: ctx.actor.id })
  await changed(ctx, before, 'leads.removed')
}

export async function restoreLead(ctx: Context, id: string): Promise<Lead> {
  const before = await editable(ctx, id, true)
  if (!before.deletedAt) return shown(ctx, before)
  await store.updateLead(ctx, id, { deletedAt: null, deletedById: null })
  return changed(ctx, before, 'leads.restored')
}

/** Answered, qualified, turned down with a reason, or opened again; conversion is a matter of its own. */
export async function moveLead(
  ctx: Context,
  id: string,
  { move, reason }: { move: 'contact' | 'qualify' | 'disqualify' | 'reopen'; reason?: string | null },
): Promise<Lead> {
  const before = await editable(ctx, id)
  const refused = whyNotMove(before, move, { reason })
  if (refused) throw new Refusal(refused)
  const state = ({ contact: 'contacted', qualify: 'qualified', disqualify: 'disqualified', reopen: 'new' } as const)[
    move
  ]
  await store.updateLead(ctx, id, {
    state,
    stateSince: ctx.now,
    stateReason: reason?.trim() || null,
    // Who qualified it spoke with it; who opens it again owes an answer again.
    ...(move === 'contact' || move === 'qualify' ? { answeredAt: before.answeredAt ?? ctx.now } : {}),
    ...(move === 'reopen' ? { answeredAt: null, answerDueOn: answerDueOn(ctx.today) } : {}),
  })
  return changed(ctx, before, 'leads.moved', reason)
}

/** A call, a letter or a visit answered the lead: the clock stops, and a new lead is from now on contacted. */
export async function leadAnswered(ctx: Context, id: string, at: string): Promise<void> {
  const before = await wide(ctx, id, true)
  if (!offeredMoves(before.state).includes('convert')) return
  const contacted = before.state === 'new' ? { state: 'contacted', stateSince: at } : {}
  if (before.state !== 'new' && before.answeredAt) return
  await store.updateLead(ctx, id, { answeredAt: at, ...contacted })
  await changed(ctx, before, 'leads.answered')
}

/** Hands the lead over: to a person, to nobody, or to whom the rules choose. A lead without owner may be taken by who sees it. */
export async function assignLead(
  ctx: Context,
  id: string,
  { ownerId, byRules, reason }: { ownerId?: string | null; byRules?: boolean; reason?: string | null },
): Promise<Lead> {
  const before = await editable(ctx, id)
  if (before.state === 'converted') throw new Refusal('leads.convertedStays')
  const owner = byRules ? await ownerByRules(ctx, before) : await ownerById(ctx, ownerId ?? null)
  await store.updateLead(ctx, id, owner)
  const after = await wide(ctx, id)
  if (after.owner?.id !== before.owner?.id) await tellOwner(ctx, after)
  return changed(ctx, before, 'leads.assigned', reason)
}

export async function countLeads(ctx: Context) {
  const seesSpam = ctx.actor.roles.some((role) => ['SD', 'CEO', 'TL', 'MKT'].includes(role))
  return { ...(await store.counts(ctx)), spam: seesSpam ? await store.countSpam(ctx) : 0 }
}

/** The lead as it is now, whoever asks: after giving one away the actor may not see it any more, and the journal must. */
export async function wide(ctx: Context, id: string, lock = false): Promise<store.StoredLead> {
  const all = { ...ctx, actor: { ...ctx.actor, roles: ['SD'] as const, policy: 'open' as const } }
  const lead = lock ? await store.lockLead(all, id, true) : await store.findLead(all, id, true)
  if (!lead) throw new NotFound('leads.notFound')
  return lead
}

export async function editable(ctx: Context, id: string, deletedToo = false): Promise<store.StoredLead> {
  const lead = await store.lockLead(ctx, id, deletedToo)
  const reason = whyNotEditLead(ctx.actor, forAccess(lead))
  if (reason) throw new Forbidden(reason)
  return lead
}

const forAccess = (lead: store.StoredLead) => ({ ownerId: lead.owner?.id ?? null, teamId: lead.team?.id ?? null })

/** What whoever asks sees: the clock, the moves open to him, and everything the lead ever sent. */
export async function shown(ctx: Context, lead: store.StoredLead): Promise<Lead> {
  const whyNot: Record<string, string> = {}
  const edit = whyNotEditLead(ctx.actor, forAccess(lead))
  if (edit) Object.assign(whyNot, { edit, remove: edit, assign: edit })
  else if (lead.state === 'converted')
    Object.assign(whyNot, { remove: 'leads.convertedStays', assign: 'leads.convertedStays' })
  for (const move of leadMoves) {
    const reason = edit ?? whyNotMove(lead, move, { reason: 'asked while moving' })
    if (reason) whyNot[`move.${move}`] = reason
  }
  const receivedOn = dayOf(new Date(lead.receivedAt))
  return {
    ...lead,
    clock: clockOf({ state: lead.state, answerDueOn: lead.answerDueOn, answered: lead.answeredAt !== null }, ctx.today),
    decideBy: decideBy(receivedOn),
    submissions: await store.submissionsOf(ctx, lead.id),
    whyNot,
  }
}

export async function changed(
  ctx: Context,
  before: store.StoredLead,
  fact: string,
  reason?: string | null,
  clientId?: string | null,
): Promise<Lead> {
  const after = await wide(ctx, before.id)
  const ownerId = before.owner?.id ?? null
  await record(ctx, {
    fact,
    recordType: 'leads',
    recordId: before.id,
    clientId: clientId ?? after.client?.id ?? null,
    before: pictured(before),
    after: pictured(after),
    reason: reason?.trim() || null,
    onBehalfOf: ownerId && ownerId !== ctx.actor.id && ctx.actor.personIds.includes(ownerId) ? ownerId : null,
  })
  return shown(ctx, after)
}

/** What the journal compares: values, links by their id. */
function pictured(lead: store.StoredLead): Record<string, unknown> {
  const { id: _id, version: _v, createdAt: _c, updatedAt: _u, createdBy: _b, ...rest } = lead
  const ids = {
    owner: lead.owner?.id,
    team: lead.team?.id,
    rule: lead.rule?.id,
    client: lead.client?.id,
    contact: lead.contact?.id,
  }
  return {
    ...rest,
    ...Object.fromEntries(Object.entries(ids).map(([key, id]) => [key, id ?? null])),
    convertedBy: lead.convertedBy?.id ?? null,
  }
}

/** The owner learns of a new lead; of one that nobody has, those who give leads out. */
async function tellOwner(ctx: Context, lead: store.StoredLead): Promise<void> {
  await notify(ctx, {
    userIds: lead.owner ? [lead.owner.id] : await dispatchers(ctx),
    event: 'leads.new',
    recordType: 'leads',
    recordId: lead.id,
    details: { title: lead.name, day: lead.answerDueOn, href: `/leads/${lead.id}` },
  })
}
