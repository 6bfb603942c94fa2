// What one does with a client: enter, change, move through its life, hand over, class, confirm, delete and bring back.
import { sql } from 'kysely'
import type { Client, ClientChange, ClientDraft } from '#api/clients.ts'
import type { ListQuery } from '#api/lists.ts'
import type { Actor } from '#domain/access.ts'
import {
  type ClientForAccess,
  groundsToSee,
  owns,
  whyNotDelete,
  whyNotEdit,
  whyNotNominateKey,
  whyNotReassign,
  whyNotSetClass,
} from '#domain/clients/access.ts'
import { type ClientClass, proposeClass } from '#domain/clients/classes.ts'
import {
  type ClientMoveName,
  clientLifecycle,
  offeredMoves,
  type QualificationSign,
  whyNotMove,
} from '#domain/clients/lifecycle.ts'
import { type CheckedChange, checkClient } from '#server/clients/check.ts'
import { clientSqlColumns } from '#server/clients/columns.ts'
import { findDuplicates } from '#server/clients/duplicates.ts'
import * as store from '#server/clients/store.ts'
import { visibleTo } from '#server/clients/visible.ts'
import { checkCustom, customColumnsOf } from '#server/custom-fields/actions.ts'
import type { Context } from '#server/kit/context.ts'
import { BadInput, conflict, constraintOf, Forbidden, NotFound, Refusal } from '#server/kit/errors.ts'
import { type ListSource, listRows } from '#server/kit/lists.ts'
import { record } from '#server/kit/record.ts'
import type { RawJson } from '#server/kit/serve.ts'

/** Where the client list comes from: visible, not deleted, with the firm's own fields. Export and bulk change use it too. */
export async function clientSource(ctx: Context): Promise<ListSource> {
  return {
    capability: 'clients',
    from: sql`clients c`,
    id: sql`c.id`,
    version: sql`c.version`,
    where: sql`c.deleted_at is null and ${visibleTo(ctx.actor)}`,
    columns: [...clientSqlColumns, ...(await customColumnsOf(ctx, 'clients', visibleTo))],
    matches: (words, raw) => {
      const digits = raw.replace(/\D/g, '')
      const names = sql.join(
        words.map((w) => sql`c.name_folded like ${`%${w.replace(/[\\%_]/g, '\\$&')}%`}`),
        sql` and `,
      )
      const numbers =
        digits.length >= 3
          ? sql` or c.ico like ${`${digits}%`} or c.id in (select client_id from client_channels where type = 'phone' and match_key like ${`%${digits}%`})`
          : sql``
      return sql`((${names}) or c.number = ${raw}${numbers} or fold_text(c.city) like ${`${words.join(' ')}%`}${
        raw.includes('@')
          ? sql` or c.id in (select client_id from client_channels where type = 'email' and match_key like ${`%${raw.toLowerCase()}%`})`
          : sql``
      })`
    },
    defaultSort: '-createdAt',
  }
}

export async function listClients(ctx: Context, query: ListQuery): Promise<RawJson> {
  return listRows(ctx, await clientSource(ctx), query)
}

/** The client with what the actor may do with it; not found when not to be seen. */
export async function getClient(ctx: Context, id: string): Promise<Client> {
  const client = await store.findClient(ctx, id)
  if (!client) throw new NotFound('clients.notFound')
  return withRefusals(ctx.actor, client)
}

/** Enters a client. The same IČO is refused; similar ones are named and the draft waits for `evenIfSimilar`. */
export async function createClient(ctx: Context, draft: ClientDraft): Promise<Client> {
  const { evenIfSimilar, ownerId, parentId, state, ...rest } = draft
  const checked = checkClient(rest)
  const duplicates =
    (checked.kind ?? 'company') === 'company' ? await findDuplicates(ctx, { ...rest, name: rest.name }) : []
  const block = duplicates.find((d) => d.block)
  if (block) throw new Refusal('clients.icoTaken', { ico: checked.ico, duplicates: [block] })
  if (duplicates.length > 0 && !evenIfSimilar) throw new Refusal('clients.similar', { duplicates })
  const owner = await ownerFor(ctx, ownerId === undefined ? ctx.actor.id : ownerId)
  const custom = await checkCustom(ctx, 'clients', checked.custom ?? {}, undefined, visibleTo)
  const id = await naturally(() =>
    store.insertClient(ctx, {
      ...checked,
      custom,
      state: state ?? 'suspect',
      stateSince: ctx.today,
      ownerId: owner?.id ?? null,
      teamId: owner?.teamId ?? null,
      parentId: undefined,
      lastConfirmedOn: ctx.today,
      lastConfirmedById: ctx.actor.id,
    }),
  )
  await writeParts(ctx, id, checked)
  if (owner) await store.writeOwner(ctx, id, owner.id, ctx.today, null)
  const client = (await store.findClient(ctx, id)) ?? (await ownOnly(ctx, id))
  await record(ctx, {
    fact: 'clients.created',
    recordType: 'clients',
    recordId: id,
    clientId: id,
    after: pictured(client),
  })
  if (parentId) await setParent(ctx, id, parentId)
  return getClient(ctx, id)
}

/** Changes the named fields. The version read must be the version stored, otherwise the record as it is comes back. `reason` is for the journal. */
export async function changeClient(
  ctx: Context,
  id: string,
  change: ClientChange,
  version: number,
  reason: string | null = null,
): Promise<Client> {
  const before = await store.lockClient(ctx, id)
  refuse(whyNotEdit(ctx.actor, forAccess(ctx.actor, before)))
  if (before.version !== version) throw conflict(withRefusals(ctx.actor, before))
  const checked = checkClient(change)
  if (checked.ico && checked.ico !== before.ico && (checked.kind ?? before.kind) === 'company') {
    const block = (await findDuplicates(ctx, { ico: checked.ico, exceptId: id })).find((d) => d.block)
    if (block) throw new Refusal('clients.icoTaken', { ico: checked.ico, duplicates: [block] })
  }
  const custom = checked.custom
    ? { custom: await checkCustom(ctx, 'clients', checked.custom, before.custom, visibleTo) }
    : {}
  await naturally(() => store.updateClient(ctx, id, { ...checked, ...custom }, version))
  await writeParts(ctx, id, checked)
  return changed(ctx, before, 'clients.changed', reason)
}

/** Puts the client into the bin: it leaves lists, search and sums, keeps its history and can be restored. */
export async function removeClient(ctx: Context, id: string, version: number | undefined): Promise<void> {
  const before = await store.lockClient(ctx, id)
  refuse(whyNotDelete(ctx.actor, { ...forAccess(ctx.actor, before), key: before.state === 'key' }))
  if (version !== undefined && before.version !== version) throw conflict(withRefusals(ctx.actor, before))
  await store.updateClient(ctx, id, { deletedAt: ctx.now, deletedById: ctx.actor.id })
  await record(ctx, {
    fact: 'clients.removed',
    recordType: 'clients',
    recordId: id,
    clientId: id,
    before: { deletedAt: null },
    after: { deletedAt: ctx.now },
    onBehalfOf: onBehalf(ctx.actor, before),
  })
}

export async function restoreClient(ctx: Context, id: string): Promise<Client> {
  const before = await store.lockClient(ctx, id, true)
  refuse(whyNotDelete(ctx.actor, { ...forAccess(ctx.actor, before), key: before.state === 'key' }))
  if (!before.deletedAt) return withRefusals(ctx.actor, before)
  await naturally(() => store.updateClient(ctx, id, { deletedAt: null, deletedById: null }))
  return changed(ctx, before, 'clients.restored')
}

/** Makes a move of the lifecycle (domain/clients/lifecycle.ts); what is not recorded yet never opens a guard. */
export async function moveClient(
  ctx: Context,
  id: string,
  move: {
    move: ClientMoveName
    reasonCode?: string
    note?: string | null
    signs?: QualificationSign[]
    endedInWriting?: boolean
  },
): Promise<Client> {
  const before = await store.lockClient(ctx, id)
  const reason = whyNotMove(ctx.actor, { ...forAccess(ctx.actor, before), state: before.state }, move.move, {
    today: ctx.today,
    reasonCode: move.reasonCode,
    contactWithLegalBasis: !before.noContact && (await reachable(ctx, before)),
    qualificationSigns: move.signs,
    icoValid: before.ico !== null,
    endedInWriting: move.endedInWriting,
    ...(before.nomination?.by ? { nomination: { by: before.nomination.by.id, strategicReason: true } } : {}),
  })
  refuse(reason)
  const rule = clientLifecycle.moves[move.move]
  const note = [move.reasonCode, move.note?.trim()].filter(Boolean).join(': ') || null
  await store.updateClient(ctx, id, {
    state: rule.to,
    stateSince: ctx.today,
    stateReason: note,
    ...(before.nomination ? { nominatedById: null, nominatedOn: null, nominationReason: null } : {}),
  })
  return changed(ctx, before, 'clients.moved', [note, move.signs?.join(', ')].filter(Boolean).join(' · ') || null)
}

/** A team lead proposes a key account; the sales director decides by the move `makeKey`. */
export async function nominateClient(ctx: Context, id: string, reason: string): Promise<Client> {
  const before = await store.lockClient(ctx, id)
  refuse(whyNotNominateKey(ctx.actor, forAccess(ctx.actor, before)))
  if (before.state !== 'active') throw new Refusal('clients.moveNotFromHere')
  await store.updateClient(ctx, id, { nominatedById: ctx.actor.id, nominatedOn: ctx.today, nominationReason: reason })
  return changed(ctx, before, 'clients.nominated', reason)
}

/** Gives the client to another owner from a day on; the dated rows answer who owned it on any day. */
export async function reassignClient(
  ctx: Context,
  id: string,
  to: { ownerId: string | null; from?: string; reason?: string | null },
): Promise<Client> {
  const before = await store.lockClient(ctx, id)
  const owner = await ownerFor(ctx, to.ownerId)
  refuse(
    whyNotReassign(ctx.actor, forAccess(ctx.actor, before), owner ? { teamId: owner.teamId, active: true } : undefined),
  )
  const from = to.from ?? ctx.today
  await store.writeOwner(ctx, id, owner?.id ?? null, from, to.reason ?? null)
  if (from <= ctx.today)
    await store.updateClient(ctx, id, { ownerId: owner?.id ?? null, teamId: owner?.teamId ?? null })
  return changed(ctx, before, 'clients.reassigned', to.reason ?? null)
}

/** The owner of a later day becomes today's owner when the day comes; a timer calls this. Returns how many changed. */
export async function applyOwnersOfToday(ctx: Context): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    select c.id from clients c join client_owners o on o.client_id = c.id and o.valid @> ${ctx.today}::date
    where o.user_id is distinct from c.owner_id for update of c`.execute(ctx.db)
  for (const { id } of rows) {
    const before = await store.lockClient(ctx, id, true)
    await sql`update clients c set owner_id = o.user_id, team_id = u.team_id, version = c.version + 1
      from client_owners o join users u on u.id = o.user_id
      where c.id = ${id}::uuid and o.client_id = c.id and o.valid @> ${ctx.today}::date`.execute(ctx.db)
    await changed(ctx, before, 'clients.reassigned')
  }
  return rows.length
}

/** The class is proposed by data and set by a person, with a reason. */
export async function setClientClass(
  ctx: Context,
  id: string,
  to: ClientClass | null,
  reason: string | null,
): Promise<Client> {
  const before = await store.lockClient(ctx, id)
  refuse(whyNotSetClass(ctx.actor, { ...forAccess(ctx.actor, before), class: before.class }, to))
  await store.updateClient(ctx, id, {
    class: to,
    classReason: reason,
    classSetById: to ? ctx.actor.id : null,
    classSetOn: to ? ctx.today : null,
  })
  return changed(ctx, before, 'clients.classed', reason)
}

/** The class the data speak for. Turnover, margin and potential are unknown until orders exist; unknown is said, not guessed. */
export async function proposeClientClass(ctx: Context, id: string) {
  await getClient(ctx, id)
  const proposal = proposeClass({ percentiles: {} })
  return {
    proposed: proposal.proposed ?? null,
    score: proposal.score ?? null,
    parts: [
      ...proposal.parts.map((p) => ({
        part: p.part as string,
        weight: p.weight,
        percentile: p.percentile as number | null,
        missing: false,
      })),
      ...proposal.missing.map((part) => ({ part: part as string, weight: 0, percentile: null, missing: true })),
    ],
    reasons: proposal.watch.map((cause) => ({ reason: `clients.watch_${cause}` })),
  }
}

/** Somebody vouches that the data are true today; the next confirmation is due in 180 days (key 90). */
export async function confirmClient(ctx: Context, id: string): Promise<Client> {
  const before = await store.lockClient(ctx, id)
  refuse(whyNotEdit(ctx.actor, forAccess(ctx.actor, before)))
  await store.updateClient(ctx, id, { lastConfirmedOn: ctx.today, lastConfirmedById: ctx.actor.id })
  return changed(ctx, before, 'clients.confirmed')
}

export async function setClientMembers(
  ctx: Context,
  id: string,
  members: readonly { userId: string; role: string; mayEdit: boolean }[],
): Promise<Client> {
  const before = await store.lockClient(ctx, id)
  refuse(whyNotEdit(ctx.actor, forAccess(ctx.actor, before)))
  for (const [i, member] of members.entries()) {
    if (!(await store.findColleague(ctx, member.userId))) {
      throw new BadInput([{ field: `members.${i}.userId`, reason: 'clients.unknownPerson' }])
    }
  }
  await store.replaceMembers(ctx, id, members)
  await store.updateClient(ctx, id, {})
  return changed(ctx, before, 'clients.membersChanged')
}

export async function ownersOfClient(ctx: Context, id: string) {
  await getClient(ctx, id)
  return { owners: await store.ownersOf(ctx, id) }
}

/** Every ground on which the actor sees the client, with the names behind it. */
export async function whySeeClient(ctx: Context, id: string) {
  const client = await getClient(ctx, id)
  const grounds = groundsToSee(ctx.actor, forAccess(ctx.actor, client))
  return {
    grounds: grounds.map((ground) => ({
      reason: `clients.sees_${ground}`,
      details: {
        owner: client.owner?.name ?? null,
        team: client.team?.name ?? null,
        role: client.members.find((m) => ctx.actor.personIds.includes(m.userId))?.role ?? null,
        roles: ctx.actor.roles,
      } as Record<string, unknown>,
    })),
    policy: ctx.actor.policy as string,
    confidentiality: client.confidentiality,
  }
}

/** Today's parent in the group, kept on the client for lists; the dated rows belong to groups. */
export async function setParent(ctx: Context, id: string, parentId: string | null): Promise<void> {
  const before = await store.lockClient(ctx, id)
  refuse(whyNotEdit(ctx.actor, forAccess(ctx.actor, before)))
  if (parentId && !(await store.findClient(ctx, parentId)))
    throw new BadInput([{ field: 'parentId', reason: 'clients.notFound' }])
  await naturally(() => store.updateClient(ctx, id, { parentId }))
  await changed(ctx, before, 'clients.regrouped')
}

/** The fields of a client that rules judge by, seen by this actor. */
export function forAccess(
  actor: Actor,
  client: Pick<Client, 'owner' | 'team' | 'confidentiality' | 'members'>,
): ClientForAccess {
  const mine = client.members.filter((m) => actor.personIds.includes(m.userId))
  return {
    ownerId: client.owner?.id ?? null,
    teamId: client.team?.id ?? null,
    confidentiality: client.confidentiality,
    member: mine.some((m) => m.mayEdit) ? 'edit' : mine.length > 0 ? 'read' : null,
  }
}

/** Whose work it is when a deputy does it: the owner he stands in for. */
export function onBehalf(actor: Actor, client: Pick<Client, 'owner'>): string | null {
  const ownerId = client.owner?.id ?? null
  return ownerId && ownerId !== actor.id && owns(actor, { ownerId }) ? ownerId : null
}

export function withRefusals(actor: Actor, client: store.StoredClient): Client {
  const a = forAccess(actor, client)
  const state = { ...a, state: client.state }
  const whyNot: Record<string, string> = {}
  const say = (what: string, reason: string | undefined) => {
    if (reason) whyNot[what] = reason
  }
  say('edit', whyNotEdit(actor, a))
  say('reassign', whyNotReassign(actor, a))
  say('remove', whyNotDelete(actor, { ...a, key: client.state === 'key' }))
  say('classKey', whyNotSetClass(actor, { ...a, class: client.class }, 'key'))
  say('nominate', client.state === 'active' ? whyNotNominateKey(actor, a) : 'clients.moveNotFromHere')
  // Guards that a person fills in while moving are asked then; here only whether the move is his to make at all.
  for (const move of offeredMoves(client.state)) {
    const reason = whyNotMove(actor, state, move, { today: '0001-01-01' })
    if (reason === 'clients.moveByOwner' || reason === 'clients.keyBySalesDirector') whyNot[`move.${move}`] = reason
    if (reason === 'clients.nominationMissing' && !client.nomination) whyNot[`move.${move}`] = reason
    if (move === 'verify') say(`move.${move}`, client.ico ? 'clients.reliabilityMissing' : 'clients.icoNotValid')
  }
  return { ...client, whyNot }
}

async function changed(
  ctx: Context,
  before: store.StoredClient,
  fact: string,
  reason?: string | null,
): Promise<Client> {
  const after = (await store.findClient(ctx, before.id, true)) ?? (await ownOnly(ctx, before.id))
  await record(ctx, {
    fact,
    recordType: 'clients',
    recordId: before.id,
    clientId: before.id,
    before: pictured(before),
    after: pictured(after),
    reason: reason ?? null,
    onBehalfOf: onBehalf(ctx.actor, before),
  })
  return withRefusals(ctx.actor, after)
}

/** After giving a client away the actor may not see it any more; the journal and the answer still need it once. */
async function ownOnly(ctx: Context, id: string): Promise<store.StoredClient> {
  const wide = { ...ctx, actor: { ...ctx.actor, roles: ['SD'] as const, policy: 'open' as const } }
  const client = await store.findClient(wide, id, true)
  if (!client) throw new NotFound('clients.notFound')
  return client
}

/** What the journal compares: values without row ids, links by their id. */
export function pictured(client: store.StoredClient): Record<string, unknown> {
  const {
    id: _id,
    version: _v,
    createdAt: _c,
    updatedAt: _u,
    createdBy: _cb,
    updatedBy: _ub,
    confirmDueOn: _d,
    ...rest
  } = client
  const bare = (rows: readonly { id?: string }[]) => rows.map(({ id: _row, ...row }) => row)
  return {
    ...rest,
    owner: client.owner?.id ?? null,
    team: client.team?.id ?? null,
    parent: client.parent?.id ?? null,
    classSetBy: client.classSetBy?.id ?? null,
    lastConfirmedBy: client.lastConfirmedBy?.id ?? null,
    tags: client.tags.map((t) => t.id),
    members: client.members.map(({ userId, role, mayEdit }) => ({ userId, role, mayEdit })),
    addresses: bare(client.addresses),
    channels: bare(client.channels),
    bankAccounts: bare(client.bankAccounts),
  }
}

async function writeParts(ctx: Context, id: string, checked: CheckedChange): Promise<void> {
  if (checked.addresses) await store.replaceAddresses(ctx.db, id, checked.addresses)
  if (checked.channels) await store.replaceChannels(ctx.db, id, checked.channels)
  if (checked.bankAccounts) await store.replaceBankAccounts(ctx.db, id, checked.bankAccounts)
  if (checked.tagIds) {
    try {
      await store.replaceTags(ctx.db, id, checked.tagIds)
    } catch (error) {
      if (constraintOf(error)) throw new BadInput([{ field: 'tagIds', reason: 'clients.unknownTag' }])
      throw error
    }
  }
}

async function ownerFor(
  ctx: Context,
  ownerId: string | null,
): Promise<{ id: string; teamId: string | null } | undefined> {
  if (!ownerId) return undefined
  const owner = await store.findColleague(ctx, ownerId)
  if (!owner) throw new BadInput([{ field: 'ownerId', reason: 'clients.unknownPerson' }])
  return owner
}

async function reachable(ctx: Context, client: store.StoredClient): Promise<boolean> {
  if (client.channels.length > 0 || client.addresses.length > 0) return true
  const { rows } = await sql<{ some: boolean }>`
    select exists (select 1 from contact_positions cp join contact_channels h on h.contact_id = cp.contact_id
      where cp.client_id = ${client.id}::uuid and cp.to_on is null) as some`.execute(ctx.db)
  return rows[0]?.some ?? false
}

/** Natural keys are unique in the database; two people entering the same at once meet this refusal. */
async function naturally<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    const constraint = constraintOf(error)
    if (constraint === 'clients_ico') throw new Refusal('clients.icoTaken', {})
    if (constraint === 'clients_number') throw new Refusal('clients.numberTaken', {})
    if (constraint === 'clients_no_cycle') throw new Refusal('clients.groupCycle', {})
    throw error
  }
}

function refuse(reason: string | undefined): void {
  if (!reason) return
  if (reason === 'clients.notYours' || reason === 'clients.readOnlyRole') throw new Forbidden(reason)
  throw new Refusal(reason)
}
