// Where a client stands with us: moves of its life, nomination, class, and who owns it on which day.
import { sql } from 'kysely'
import type { Client } from '#api/clients.ts'
import { whyNotNominateKey, whyNotReassign, whyNotSetClass } from '#domain/clients/access.ts'
import { type ClientClass, proposeClass } from '#domain/clients/classes.ts'
import { type ClientMoveName, clientLifecycle, type QualificationSign, whyNotMove } from '#domain/clients/lifecycle.ts'
import { getClient } from '#server/clients/actions.ts'
import { changed, forAccess, ownerFor, refuse } from '#server/clients/actions-record.ts'
import * as store from '#server/clients/store.ts'
import type { Context } from '#server/kit/context.ts'
import { Refusal } from '#server/kit/errors.ts'

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

export async function ownersOfClient(ctx: Context, id: string) {
  await getClient(ctx, id)
  return { owners: await store.ownersOf(ctx, id) }
}

async function reachable(ctx: Context, client: store.StoredClient): Promise<boolean> {
  if (client.channels.length > 0 || client.addresses.length > 0) return true
  const { rows } = await sql<{ some: boolean }>`
    select exists (select 1 from contact_positions cp join contact_channels h on h.contact_id = cp.contact_id
      where cp.client_id = ${client.id}::uuid and cp.to_on is null) as some`.execute(ctx.db)
  return rows[0]?.some ?? false
}
