// What every action of clients shares: the client as rules, reply and journal see it, and refusals in their right form.
import type { Client } from '#api/clients.ts'
import type { Actor } from '#domain/access.ts'
import {
  type ClientForAccess,
  owns,
  whyNotDelete,
  whyNotEdit,
  whyNotNominateKey,
  whyNotReassign,
  whyNotSetClass,
} from '#domain/clients/access.ts'
import { offeredMoves, whyNotMove } from '#domain/clients/lifecycle.ts'
import * as store from '#server/clients/store.ts'
import type { Context } from '#server/kit/context.ts'
import { BadInput, constraintOf, Forbidden, NotFound, Refusal } from '#server/kit/errors.ts'
import { record } from '#server/kit/record.ts'

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

export async function changed(
  ctx: Context,
  before: store.StoredClient,
  fact: string,
  reason?: string | null,
  /** The client as the change left it, when the one who changed it read it at once. */
  left?: store.StoredClient,
): Promise<Client> {
  const after = left ?? (await store.findClient(ctx, before.id, true)) ?? (await ownOnly(ctx, before.id))
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
export async function ownOnly(ctx: Context, id: string): Promise<store.StoredClient> {
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

export async function ownerFor(
  ctx: Context,
  ownerId: string | null,
): Promise<{ id: string; teamId: string | null } | undefined> {
  if (!ownerId) return undefined
  // Who asks works here today: the session said so a moment ago.
  if (ctx.sessionStamp !== undefined && ownerId === ctx.actor.id) return { id: ownerId, teamId: ctx.actor.teamId }
  const owner = await store.findColleague(ctx, ownerId)
  if (!owner) throw new BadInput([{ field: 'ownerId', reason: 'clients.unknownPerson' }])
  return owner
}

/** Natural keys are unique in the database; two people entering the same at once meet this refusal. */
export async function naturally<T>(write: () => Promise<T>): Promise<T> {
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

export function refuse(reason: string | undefined): void {
  if (!reason) return
  if (reason === 'clients.notYours' || reason === 'clients.readOnlyRole') throw new Forbidden(reason)
  throw new Refusal(reason)
}
