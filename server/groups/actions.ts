// What one does with groups: see the tree with its sums, put a client under another from a day on, take it out.
import type { ClientGroup } from '#api/groups.ts'
import { addDays } from '#domain/day.ts'
import { sumGroup } from '#domain/groups/sums.ts'
import { getClient, setParent } from '#server/clients/actions.ts'
import { onBehalf } from '#server/clients/actions-record.ts'
import { fieldsOf } from '#server/custom-fields/actions.ts'
import * as store from '#server/groups/store.ts'
import type { Context } from '#server/kit/context.ts'
import { inTransaction } from '#server/kit/db.ts'
import { BadInput, conflict, Forbidden, Refusal } from '#server/kit/errors.ts'
import { record } from '#server/kit/record.ts'

/** More members than this no page can show. */
const largest = 20_000

/**
 * The group of a client as of a day. Membership is of that day; names, states and figures are today's. A company the
 * actor may not see is neither shown nor counted, and cuts off what hangs below it.
 */
export async function getGroup(ctx: Context, id: string, on: string = ctx.today): Promise<ClientGroup> {
  const client = await getClient(ctx, id)
  const rows = await store.treeAround(ctx, id, on, largest)
  if (rows.length > largest) throw new Refusal('groups.tooBig', { limit: largest })
  const fields = (await fieldsOf(ctx, 'clients')).filter((field) => field.type === 'number' || field.type === 'money')
  const members = rows.map(({ custom, ...row }) => ({
    ...row,
    amounts: Object.fromEntries(
      fields.flatMap((field) =>
        typeof custom[field.key] === 'string' ? [[field.key, custom[field.key] as string]] : [],
      ),
    ),
  }))
  const sums = sumGroup(members)
  return {
    on,
    version: client.version,
    rootId: rows[0]?.id ?? id,
    nodes: members.map(({ contactIds, ...member }) => ({
      ...member,
      contacts: contactIds.length,
      sum: sums.get(member.id) as ClientGroup['nodes'][number]['sum'],
    })),
    fields,
    memberships: await store.shownMemberships(ctx, id),
    whyNot: client.whyNot.edit ? { edit: client.whyNot.edit } : {},
  }
}

/**
 * Puts the client under another one (null: on its own) from a day on, or for a period that ends with day `to`. Days
 * outside the period stay as they were. A circle is refused on whatever day it would arise. A future move is carried
 * out by a timer on its day.
 */
export async function moveInGroup(
  ctx: Context,
  id: string,
  move: { parentId: string | null; from?: string; to?: string | null },
  version?: number,
): Promise<ClientGroup> {
  await store.lockGroups(ctx)
  const client = await getClient(ctx, id)
  if (client.whyNot.edit) throw new Forbidden(client.whyNot.edit)
  if (version !== undefined && client.version !== version) throw conflict(await getGroup(ctx, id))
  const from = move.from ?? ctx.today
  if (move.to && move.to < from) throw new BadInput([{ field: 'to', reason: 'groups.endsBeforeStart' }])
  if (move.parentId === id) throw new Refusal('groups.underItself')
  if (move.parentId) await getClient(ctx, move.parentId)
  await store.adoptImplied(ctx, id)
  const before = await store.membershipsOf(ctx, id)
  const until = move.to ? addDays(move.to, 1) : null
  if (isSo(before, move.parentId, from, until)) throw new Refusal('groups.alreadyThere')
  await store.writeMembership(ctx, id, move.parentId, from, until)
  const circle = await store.firstCircle(ctx, id)
  if (circle) throw new Refusal('groups.cycle', { name: client.name, from: circle })
  const after = await store.membershipsOf(ctx, id)
  await record(ctx, {
    fact: 'groups.placed',
    recordType: 'groups',
    recordId: id,
    clientId: id,
    before: { memberships: before.map(pictured) },
    after: { memberships: after.map(pictured) },
    onBehalfOf: onBehalf(ctx.actor, client),
  })
  const today = after.find((row) => isOn(row, ctx.today))?.parentId ?? null
  // Asked of the client itself: what is shown of its parent depends on who looks.
  if (today !== (before.find((row) => isOn(row, ctx.today))?.parentId ?? null)) await setParent(ctx, id, today)
  return getGroup(ctx, id)
}

/** Carries out what was planned for today; a timer calls this after midnight. Returns how many clients moved. */
export async function applyMovesOfToday(ctx: Context): Promise<number> {
  let moved = 0
  await inTransaction(ctx.db, async (tx) => {
    const inside = { ...ctx, db: tx }
    await store.lockGroups(inside)
    await store.adoptImplied(inside)
  })
  // Two companies may change places: the one that goes first may have to wait until the other has left.
  for (let progress = true; progress; ) {
    progress = false
    for (const { id, parentId } of await store.staleParents(ctx)) {
      try {
        await inTransaction(ctx.db, async (tx) => {
          await store.lockGroups({ ...ctx, db: tx })
          await setParent({ ...ctx, db: tx }, id, parentId)
        })
        progress = true
        moved++
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
      }
    }
  }
  return moved
}

/** For the journal: the last day instead of the first one after. */
const pictured = ({ parentId, from, until }: store.MembershipRow) => ({
  parentId,
  from,
  to: until ? addDays(until, -1) : null,
})

const isOn = (row: store.MembershipRow, day: string) =>
  (row.from === null || row.from <= day) && (row.until === null || day < row.until)

/** Whether the whole period already reads as wanted. */
function isSo(
  rows: readonly store.MembershipRow[],
  parentId: string | null,
  from: string,
  until: string | null,
): boolean {
  const overlapping = rows.filter(
    (row) => (row.until === null || row.until > from) && (until === null || row.from === null || row.from < until),
  )
  if (parentId === null) return overlapping.length === 0
  const [only, more] = overlapping
  if (!only || more || only.parentId !== parentId) return false
  return (only.from === null || only.from <= from) && (only.until === null || (until !== null && only.until >= until))
}
