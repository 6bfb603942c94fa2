// One change for many contacts: each through the action for one, so that every rule and the journal hold.
import { sql } from 'kysely'
import type { ContactChange } from '#api/contacts.ts'
import type { BulkChange } from '#api/lists.ts'
import { changeContact, confirmContact, getContact, removeContact, restoreContact } from '#server/contacts/actions.ts'
import type { Context } from '#server/kit/context.ts'
import { inTransaction } from '#server/kit/db.ts'
import { BadInput, Forbidden, NotFound, Refusal } from '#server/kit/errors.ts'

const settable = new Set(['source', 'language', 'noContact'])

/** Refuses what does not fit contacts before anything is touched. */
export async function checkContactBulk(ctx: Context, change: BulkChange): Promise<void> {
  if (change.kind === 'assign') throw new BadInput([{ field: 'change.kind', reason: 'bulkChanges.notForContacts' }])
  if (change.kind === 'set' && !settable.has(change.field) && !change.field.startsWith('custom.')) {
    throw new BadInput([{ field: 'change.field', reason: 'kit.unknownColumn' }])
  }
  if (change.kind === 'set' && change.field === 'noContact' && typeof change.value !== 'boolean') {
    throw new BadInput([{ field: change.field, reason: 'kit.invalid_type' }])
  }
  if (change.kind !== 'addTags' && change.kind !== 'removeTags') return
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int as n from tags where id = any(${change.tagIds}::uuid[])`.execute(ctx.db)
  if (rows[0]?.n !== new Set(change.tagIds).size)
    throw new BadInput([{ field: 'tagIds', reason: 'clients.unknownTag' }])
}

export async function applyContactBulk(
  ctx: Context,
  change: BulkChange,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const outcome = new Map<string, string>()
  for (const id of ids) outcome.set(id, await refused(ctx, (own) => applyOne(own, change, id)))
  return outcome
}

async function applyOne(ctx: Context, change: BulkChange, id: string): Promise<string> {
  const contact = await getContact(ctx, id)
  if (change.kind === 'remove') {
    await removeContact(ctx, id, contact.version)
    return 'changed'
  }
  if (change.kind === 'confirm') {
    if (contact.lastConfirmedOn === ctx.today) return 'unchanged'
    await confirmContact(ctx, id)
    return 'changed'
  }
  const patch = patchOf(change, contact)
  if (!patch) return 'unchanged'
  await changeContact(ctx, id, patch, contact.version)
  return 'changed'
}

function patchOf(
  change: BulkChange,
  contact: { tags: { id: string }[]; custom: Record<string, unknown> },
): ContactChange | undefined {
  const tags = contact.tags.map((t) => t.id)
  if (change.kind === 'addTags') {
    const added = change.tagIds.filter((id) => !tags.includes(id))
    return added.length > 0 ? { tagIds: [...tags, ...added] } : undefined
  }
  if (change.kind === 'removeTags') {
    const left = tags.filter((id) => !change.tagIds.includes(id))
    return left.length < tags.length ? { tagIds: left } : undefined
  }
  if (change.kind !== 'set') return undefined
  if (change.field.startsWith('custom.')) {
    const key = change.field.slice('custom.'.length)
    return JSON.stringify(contact.custom[key] ?? null) === JSON.stringify(change.value ?? null)
      ? undefined
      : { custom: { [key]: change.value } }
  }
  const now = (contact as Record<string, unknown>)[change.field] ?? null
  return now === (change.value ?? null) ? undefined : ({ [change.field]: change.value } as ContactChange)
}

export async function undoContactBulk(
  ctx: Context,
  change: BulkChange,
  bulkId: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{
    recordId: string
    before: Record<string, unknown> | null
    after: Record<string, unknown> | null
  }>`
    select record_id, before, after from journal_entries where batch_id = ${bulkId}::uuid and record_id = any(${[...ids]}::uuid[]) order by id desc`.execute(
    ctx.db,
  )
  const outcome = new Map<string, string>()
  for (const id of ids) {
    const entry = rows.find((r) => r.recordId === id)
    const result = await refused(ctx, (own) => undoOne(own, change, id, entry))
    outcome.set(id, result.includes('.') ? 'kept' : result)
  }
  return outcome
}

async function undoOne(
  ctx: Context,
  change: BulkChange,
  id: string,
  entry: { before: Record<string, unknown> | null; after: Record<string, unknown> | null } | undefined,
): Promise<string> {
  if (change.kind === 'remove') {
    await restoreContact(ctx, id)
    return 'undone'
  }
  // A confirmation is a statement of a person on a day; taking it back would say something nobody said.
  if (!entry?.before || change.kind === 'confirm') return 'kept'
  const contact = await getContact(ctx, id)
  if (change.kind === 'addTags' || change.kind === 'removeTags') {
    const had = (entry.before.tags ?? []) as string[]
    const got = (entry.after?.tags ?? []) as string[]
    const now = contact.tags.map((t) => t.id)
    const back = [
      ...now.filter((t) => had.includes(t) || !got.includes(t)),
      ...had.filter((t) => !got.includes(t) && !now.includes(t)),
    ]
    await changeContact(ctx, id, { tagIds: back }, contact.version)
    return 'undone'
  }
  if (change.kind !== 'set') return 'kept'
  const field = change.field.startsWith('custom.') ? 'custom' : change.field
  const now = (contact as Record<string, unknown>)[field] ?? null
  if (JSON.stringify(now) !== JSON.stringify(entry.after?.[field] ?? null)) return 'kept'
  const key = change.field.slice('custom.'.length)
  const patch =
    field === 'custom'
      ? { custom: { [key]: (entry.before.custom as Record<string, unknown> | null)?.[key] ?? null } }
      : { [field]: entry.before[field] }
  await changeContact(ctx, id, patch as ContactChange, contact.version)
  return 'undone'
}

/** One record's refusal does not spoil the batch: its own savepoint, its reason as the outcome. */
async function refused(ctx: Context, work: (own: Context) => Promise<string>): Promise<string> {
  try {
    return await inTransaction(ctx.db, (db) => work({ ...ctx, db }))
  } catch (error) {
    if (error instanceof Refusal || error instanceof Forbidden || error instanceof NotFound) return error.reason
    if (error instanceof BadInput) return error.errors[0]?.reason ?? 'kit.badInput'
    throw error
  }
}
