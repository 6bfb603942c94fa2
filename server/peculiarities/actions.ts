// What one does with peculiarities and wishes: write down, change, delete, bring back, be reminded.
import type { Client } from '#api/clients.ts'
import type { Peculiarity, PeculiarityChange, PeculiarityDraft } from '#api/peculiarities.ts'
import { whyNotStoreText } from '#domain/identifiers/birth-number.ts'
import { getClient } from '#server/clients/actions.ts'
import { onBehalf } from '#server/clients/actions-record.ts'
import type { Context } from '#server/kit/context.ts'
import { BadInput, conflict, Forbidden, NotFound } from '#server/kit/errors.ts'
import { record } from '#server/kit/record.ts'
import * as store from '#server/peculiarities/store.ts'

/** Valid today first; what comes later and what has passed stand apart, so that nobody acts on an old wish. */
export async function listPeculiarities(ctx: Context, clientId: string) {
  return peculiaritiesOf(ctx, await getClient(ctx, clientId))
}

/** The same of a client at hand. */
export async function peculiaritiesOf(ctx: Context, client: Client, nothing = false) {
  const items = nothing ? [] : await store.listOfClient(ctx, client.id)
  const past = (item: Peculiarity) => item.validTo !== null && item.validTo < ctx.today
  const coming = (item: Peculiarity) => item.validFrom > ctx.today
  return {
    valid: items.filter((item) => !past(item) && !coming(item)),
    coming: items.filter(coming).reverse(),
    past: items.filter((item) => past(item) && !coming(item)),
    whyNot: client.whyNot.edit ? { edit: client.whyNot.edit } : {},
  }
}

/** Writes an item down, valid from today unless said otherwise. */
export async function addPeculiarity(ctx: Context, clientId: string, draft: PeculiarityDraft): Promise<Peculiarity> {
  const client = await editableClient(ctx, clientId)
  const item = checked({
    kind: draft.kind ?? 'peculiarity',
    text: draft.text,
    validFrom: draft.validFrom ?? ctx.today,
    validTo: draft.validTo ?? null,
    remindOn: draft.remindOn ?? null,
  })
  const id = await store.insertItem(ctx, clientId, item)
  await recorded(ctx, client, 'added', id, null, item)
  return (await store.lockItem(ctx, id)) as Peculiarity
}

export async function changePeculiarity(
  ctx: Context,
  id: string,
  change: PeculiarityChange,
  version: number,
): Promise<Peculiarity> {
  const { before, client } = await editableItem(ctx, id)
  if (before.version !== version) throw conflict(before)
  const item = checked({ ...rowOf(before), ...change })
  await store.updateItem(ctx, id, item, null)
  await recorded(ctx, client, 'changed', id, rowOf(before), item)
  return (await store.lockItem(ctx, id)) as Peculiarity
}

export async function removePeculiarity(ctx: Context, id: string, version: number | undefined): Promise<void> {
  const { before, client } = await editableItem(ctx, id)
  if (version !== undefined && before.version !== version) throw conflict(before)
  await store.updateItem(ctx, id, rowOf(before), ctx.now)
  await recorded(
    ctx,
    client,
    'removed',
    id,
    { ...rowOf(before), deletedAt: null },
    { ...rowOf(before), deletedAt: ctx.now },
  )
}

export async function restorePeculiarity(ctx: Context, id: string): Promise<Peculiarity> {
  const { before, client } = await editableItem(ctx, id, true)
  if (!before.deletedAt) return before
  await store.updateItem(ctx, id, rowOf(before), null)
  await recorded(ctx, client, 'restored', id, { deletedAt: before.deletedAt }, { deletedAt: null })
  return (await store.lockItem(ctx, id)) as Peculiarity
}

/** Reminders that have come: of clients one owns, helps with or stands in for; or of all one sees. */
export async function duePeculiarities(ctx: Context, query: { whose?: 'mine' | 'all'; until?: string }) {
  return store.listDue(ctx, query.until ?? ctx.today, query.whose !== 'all')
}

function checked(item: store.ItemRow): store.ItemRow {
  const text = item.text.normalize('NFC').replace(/\r\n?/g, '\n').trim()
  const errors: { field: string; reason: string; details?: Record<string, unknown> }[] = []
  const reason = text ? whyNotStoreText(text) : 'kit.required'
  if (reason) errors.push({ field: 'text', reason })
  if (item.validTo && item.validTo < item.validFrom)
    errors.push({ field: 'validTo', reason: 'peculiarities.endsBeforeStart' })
  if (item.remindOn && item.validTo && item.remindOn > item.validTo)
    errors.push({ field: 'remindOn', reason: 'peculiarities.remindsAfterEnd' })
  if (errors.length > 0) throw new BadInput(errors)
  return { ...item, text }
}

async function editableClient(ctx: Context, clientId: string): Promise<Client> {
  const client = await getClient(ctx, clientId)
  if (client.whyNot.edit) throw new Forbidden(client.whyNot.edit)
  return client
}

async function editableItem(ctx: Context, id: string, deletedToo = false) {
  const before = await store.lockItem(ctx, id, deletedToo)
  if (!before) throw new NotFound('peculiarities.notFound')
  return { before, client: await editableClient(ctx, before.clientId) }
}

function rowOf({ kind, text, validFrom, validTo, remindOn }: Peculiarity): store.ItemRow {
  return { kind, text, validFrom, validTo, remindOn }
}

async function recorded(
  ctx: Context,
  client: Client,
  verb: string,
  id: string,
  before: Record<string, unknown> | null,
  after: Record<string, unknown> | null,
): Promise<void> {
  await record(ctx, {
    fact: `peculiarities.${verb}`,
    recordType: 'peculiarities',
    recordId: id,
    clientId: client.id,
    before,
    after,
    onBehalfOf: onBehalf(ctx.actor, client),
  })
}
