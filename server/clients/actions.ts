// What one does with a client: enter, change, move through its life, hand over, class, confirm, delete and bring back.
import { type RawBuilder, sql } from 'kysely'
import type { Client, ClientChange, ClientDraft } from '#api/clients.ts'
import type { ListQuery } from '#api/lists.ts'
import { groundsToSee, whyNotDelete, whyNotEdit } from '#domain/clients/access.ts'
import {
  changed,
  forAccess,
  naturally,
  onBehalf,
  ownerFor,
  ownOnly,
  pictured,
  refuse,
  withRefusals,
} from '#server/clients/actions-record.ts'
import { type CheckedChange, checkClient } from '#server/clients/check.ts'
import { clientSqlColumns } from '#server/clients/columns.ts'
import { findDuplicates } from '#server/clients/duplicates.ts'
import * as store from '#server/clients/store.ts'
import { countVisible, visibleTo } from '#server/clients/visible.ts'
import { checkCustom, customColumnsOf } from '#server/custom-fields/actions.ts'
import type { Context } from '#server/kit/context.ts'
import { BadInput, conflict, constraintOf, NotFound, Refusal } from '#server/kit/errors.ts'
import { escaped } from '#server/kit/list-conditions.ts'
import { type ListSource, listRows } from '#server/kit/lists.ts'
import { record } from '#server/kit/record.ts'
import type { RawJson } from '#server/kit/serve.ts'

/** Where the client list comes from: visible, not deleted, with the firm's own fields. Export and bulk change use it too. */
export async function clientSource(ctx: Context, deleted = false): Promise<ListSource> {
  return {
    capability: 'clients',
    from: sql`clients c`,
    id: sql`c.id`,
    version: sql`c.version`,
    where: sql`c.deleted_at is ${deleted ? sql`not null` : sql`null`} and ${visibleTo(ctx.actor)}`,
    counted: deleted ? undefined : countVisible(ctx.actor),
    columns: [...clientSqlColumns(ctx.actor), ...(await customColumnsOf(ctx, 'clients', visibleTo))],
    matches: (words, raw) => clientMatches(words, raw, deleted),
    defaultSort: '-createdAt',
  }
}

/** Words of the name in any order, the number, the town from its beginning, IČO and phone by digits, mail by a part. */
function clientMatches(words: readonly string[], raw: string, deleted: boolean): RawBuilder<unknown> {
  // Found first and sorted afterwards: the planner would walk the index of the sort and test row by row, which takes a
  // hundred times longer for letters few names hold. One or two letters are in so many names that walking is right.
  if (deleted || !words.some((word) => word.length >= 3)) return matchSql('c', words, raw)
  return sql`c.id = any(array(select m.id from clients m where m.deleted_at is null and ${matchSql('m', words, raw)}))`
}

function matchSql(alias: string, words: readonly string[], raw: string): RawBuilder<unknown> {
  const c = (column: string) => sql.ref(`${alias}.${column}`)
  const digits = raw.replace(/\D/g, '')
  const names = sql.join(
    words.map((w) => sql`${c('name_folded')} like ${`%${escaped(w)}%`}`),
    sql` and `,
  )
  // Each part can be answered by an index of its own; bounds instead of a pattern, because a kept plan knows no pattern.
  const starts = (column: RawBuilder<unknown>, text: string) =>
    sql`(${column} ~>=~ ${text} and ${column} ~<~ ${`${text}\u{10ffff}`})`
  const channel = (type: 'phone' | 'email', part: string) =>
    sql`${c('id')} = any(array(select client_id from client_channels where type = ${sql.lit(type)} and match_key like ${`%${escaped(part)}%`}))`
  const parts = [
    sql`(${names})`,
    sql`${c('number')} = ${raw}`,
    starts(sql`fold_text(${c('city')})`, words.join(' ')),
    ...(digits.length >= 3 ? [starts(c('ico'), digits), channel('phone', digits)] : []),
    ...(raw.includes('@') ? [channel('email', raw.toLowerCase())] : []),
  ]
  return sql`(${sql.join(parts, sql` or `)})`
}

export async function listClients(ctx: Context, query: ListQuery): Promise<RawJson> {
  return listRows(ctx, await clientSource(ctx), query)
}

/** Deleted clients the actor would see: the bin, from which they can be brought back. */
export async function listDeletedClients(ctx: Context, query: ListQuery): Promise<RawJson> {
  return listRows(ctx, { ...(await clientSource(ctx, true)), counted: undefined }, query)
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
  // Whoever enters it even so has been shown the similar ones; only the same company number still stands in the way.
  const compared = evenIfSimilar ? { ico: rest.ico ?? null } : rest
  const duplicates = (checked.kind ?? 'company') === 'company' ? await findDuplicates(ctx, compared) : []
  const block = duplicates.find((d) => d.block)
  if (block) throw new Refusal('clients.icoTaken', { ico: checked.ico, duplicates: [block] })
  if (duplicates.length > 0 && !evenIfSimilar) throw new Refusal('clients.similar', { duplicates })
  const owner = await ownerFor(ctx, ownerId === undefined ? ctx.actor.id : ownerId)
  const custom = await checkCustom(ctx, 'clients', checked.custom ?? {}, undefined, visibleTo)
  const { id, seen } = await naturally(async () => {
    const entered = await store.insertClient(
      ctx,
      {
        ...checked,
        custom,
        state: state ?? 'suspect',
        stateSince: ctx.today,
        ownerId: owner?.id ?? null,
        teamId: owner?.teamId ?? null,
        parentId: undefined,
        lastConfirmedOn: ctx.today,
        lastConfirmedById: ctx.actor.id,
      },
      checked,
    )
    await writeTags(ctx, entered, checked)
    return { id: entered, seen: await store.findClient(ctx, entered) }
  })
  const client = seen ?? (await ownOnly(ctx, id))
  await record(ctx, {
    fact: 'clients.created',
    recordType: 'clients',
    recordId: id,
    clientId: id,
    after: pictured(client),
  })
  if (parentId) await setParent(ctx, id, parentId)
  return seen && !parentId ? withRefusals(ctx.actor, seen) : getClient(ctx, id)
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
  const after = await naturally(() => store.updateFields(ctx, before, { ...checked, ...custom }))
  const parts = await writeParts(ctx, id, checked)
  return changed(ctx, before, 'clients.changed', reason, parts ? undefined : after)
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

/** Somebody vouches that the data are true today; the next confirmation is due in 180 days (key 90). */
export async function confirmClient(ctx: Context, id: string): Promise<Client> {
  const before = await store.lockClient(ctx, id)
  refuse(whyNotEdit(ctx.actor, forAccess(ctx.actor, before)))
  const after = await store.updateClient(ctx, id, { lastConfirmedOn: ctx.today, lastConfirmedById: ctx.actor.id })
  return changed(ctx, before, 'clients.confirmed', null, after)
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

/** Whether anything beside the client's own row was written. */
async function writeParts(ctx: Context, id: string, checked: CheckedChange): Promise<boolean> {
  if (checked.addresses) await store.replaceAddresses(ctx.db, id, checked.addresses)
  if (checked.channels) await store.replaceChannels(ctx.db, id, checked.channels)
  if (checked.bankAccounts) await store.replaceBankAccounts(ctx.db, id, checked.bankAccounts)
  await writeTags(ctx, id, checked)
  return Boolean(checked.addresses ?? checked.channels ?? checked.bankAccounts ?? checked.tagIds)
}

async function writeTags(ctx: Context, id: string, checked: CheckedChange): Promise<void> {
  if (!checked.tagIds) return
  try {
    await store.replaceTags(ctx.db, id, checked.tagIds)
  } catch (error) {
    if (constraintOf(error)?.startsWith('client_tags_'))
      throw new BadInput([{ field: 'tagIds', reason: 'clients.unknownTag' }])
    throw error
  }
}
