// Enters, changes and takes back many clients at once, by the same rules and with the same journal as one at a time.
import { setImmediate as breathe } from 'node:timers/promises'
import type { Address, Channel } from '#api/clients.ts'
import type { ClientClass } from '#domain/clients/classes.ts'
import type { DuplicateProfile } from '#domain/duplicates.ts'
import { onBehalf, pictured } from '#server/clients/actions-record.ts'
import { factsOf, overlay, picturedNew, regrouped, scalars, secretDicDiffers } from '#server/clients/batch-pictures.ts'
import type { CheckedChange, CheckedChannelRow } from '#server/clients/check.ts'
import { type BatchDuplicate, findDuplicatesOfMany } from '#server/clients/duplicates-batch.ts'
import { type StoredClient, writeOwner } from '#server/clients/store.ts'
import * as batch from '#server/clients/store-batch.ts'
import { checkChannel } from '#server/kit/channels.ts'
import { type Context, systemActor } from '#server/kit/context.ts'
import { Refusal } from '#server/kit/errors.ts'
import { freshIds } from '#server/kit/fresh-ids.ts'
import { type Fact, onlyDifferent, record } from '#server/kit/record.ts'

/** Which clients carry any of the keys; the whole firm is searched, `visible` says what the actor sees. */
export function clientsByKeys(
  ctx: Context,
  keys: Partial<Record<MatchKind, readonly string[]>>,
): Promise<ClientMatch[]> {
  return batch.matchClients(ctx, keys)
}
export type MatchKind = batch.MatchKind
export type ClientMatch = batch.Match

/** Visible clients with their whole tax number; locked when they are to be changed. */
export function clientsOf(ctx: Context, ids: readonly string[], lock: boolean): Promise<Map<string, LoadedClient>> {
  return batch.loadClients(ctx, ids, lock)
}
export interface LoadedClient {
  readonly client: StoredClient
  readonly dic: string | null
}

/** For each profile, by its place in the list, the visible clients it may double, best first. */
export function doublesOfMany(
  ctx: Context,
  profiles: readonly DuplicateProfile[],
): Promise<Map<number, ClientDouble[]>> {
  return findDuplicatesOfMany(ctx, profiles)
}
export type ClientDouble = BatchDuplicate

export interface NewClient {
  /** As examineClient left it, `custom` as checked by own fields. */
  readonly checked: CheckedChange & { name: string }
  readonly custom: Record<string, unknown>
  readonly state?: string | undefined
  readonly class?: ClientClass | null | undefined
  readonly owner: { readonly id: string; readonly teamId: string | null } | null
  readonly parentId?: string | null | undefined
  /** Somebody vouches for the data today, as with a client entered by hand; a list from a file nobody vouched for. */
  readonly confirmed?: boolean
}

/**
 * Enters clients already checked and searched for doubles; returns their ids in order. Stores and records exactly what
 * createClient does for each of them. Natural keys taken in between fail in the database.
 */
export async function createClients(ctx: Context, clients: readonly NewClient[]): Promise<string[]> {
  if (clients.length === 0) return []
  const ids = await freshIds(ctx.db, clients.length)
  const rows = clients.map((client, i) => newRow(ctx, ids[i] as string, client))
  const parts = <T>(of: (checked: CheckedChange) => readonly T[] | undefined) =>
    clients.flatMap(({ checked }, i) => {
      const given = of(checked)
      return given && given.length > 0 ? [{ clientId: ids[i] as string, rows: given }] : []
    })
  const tagged = clients.flatMap(({ checked }, i) =>
    checked.tagIds?.length ? [{ clientId: ids[i] as string, tagIds: checked.tagIds }] : [],
  )
  await oneBehindAnother([
    () => batch.insertClients(ctx, rows),
    () => {
      const facts = clients.map((client, i): Fact => {
        const row = rows[i] as batch.ClientRow
        return {
          fact: 'clients.created',
          recordType: 'clients',
          recordId: row.id,
          clientId: row.id,
          after: picturedNew(row, client),
        }
      })
      return record(ctx, ...facts)
    },
    () => {
      const addresses = parts((c) => c.addresses)
      return batch.insertAddresses(ctx.db, addresses)
    },
    () => {
      const channels = parts((c) => c.channels)
      return batch.insertChannels(ctx.db, channels)
    },
    () => {
      const accounts = parts((c) => c.bankAccounts)
      return batch.writeBankAccounts(ctx.db, accounts, false)
    },
    () => batch.writeTags(ctx.db, tagged, false),
    () => batch.insertOwners(ctx, rows),
  ])
  const grouped = clients.flatMap(({ parentId }, i) => (parentId ? [{ id: ids[i] as string, parentId }] : []))
  if (grouped.length > 0) {
    await batch.writeParents(ctx, grouped)
    await record(ctx, ...grouped.map(({ id, parentId }) => regrouped(id, null, parentId)))
  }
  return ids
}

/**
 * Sends them without waiting for their ends: the database stores clients while the next statement is being put together.
 * Fails, when all have ended, with the error of the first that failed: those behind it only followed.
 */
async function oneBehindAnother(writes: readonly (() => Promise<unknown>)[]): Promise<void> {
  const ends: Promise<PromiseSettledResult<unknown>[]>[] = []
  for (const write of writes) {
    ends.push(Promise.allSettled([write()]))
    await breathe()
  }
  for (const [end] of await Promise.all(ends)) if (end?.status === 'rejected') throw end.reason
}

export interface ChangedClient {
  readonly before: StoredClient
  /** The whole tax number: `before` shows that of a natural person masked. */
  readonly dic: string | null
  readonly checked: CheckedChange
  readonly custom?: Record<string, unknown> | undefined
  readonly class?: ClientClass | null | undefined
  readonly owner?: { readonly id: string; readonly name: string; readonly teamId: string | null } | null | undefined
  readonly parentId?: string | null | undefined
}

/** The names of the fields a change would really change; empty means that the client stays as it is. */
export function fieldsChanged(change: ChangedClient): string[] {
  const picture = pictured(change.before)
  const fields = Object.keys(onlyDifferent(picture, { ...picture, ...overlay(change) }).after ?? {})
  if (secretDicDiffers(change) && !fields.includes('dic')) fields.push('dic')
  if (change.owner !== undefined && (change.owner?.id ?? null) !== (change.before.owner?.id ?? null))
    fields.push('owner')
  if (change.class !== undefined && change.class !== change.before.class) fields.push('class')
  if (change.parentId !== undefined && change.parentId !== (change.before.parent?.id ?? null)) fields.push('parent')
  return fields
}

/**
 * Changes clients already checked, loaded for update and allowed to the actor. Only what differs is written: a client
 * that stays as it is gets no new version and no journal entry. One changed in between refuses the whole batch.
 */
export async function changeClients(ctx: Context, changes: readonly ChangedClient[]): Promise<void> {
  const real = changes
    .map((change) => ({ change, fields: fieldsChanged(change) }))
    .filter(({ fields }) => fields.length > 0)
  if (real.length === 0) return
  const written = real.filter(({ fields }) => fields.some((field) => field !== 'parent'))
  const rows = written.map(({ change, fields }) => changedRow(ctx, change, fields))
  if (rows.length > 0 && (await batch.updateClients(ctx, rows)) !== rows.length) throw new Refusal('kit.conflict')
  const parts = <T>(field: string, of: (checked: CheckedChange) => readonly T[] | undefined) =>
    real.flatMap(({ change, fields }) => {
      const given = of(change.checked)
      return given && fields.includes(field) ? [{ clientId: change.before.id, rows: given }] : []
    })
  const addresses = parts('addresses', (c) => c.addresses)
  if (addresses.length > 0) await batch.writeAddresses(ctx.db, addresses)
  const channels = parts('channels', (c) => c.channels)
  if (channels.length > 0) await batch.writeChannels(ctx.db, channels)
  const accounts = parts('bankAccounts', (c) => c.bankAccounts)
  if (accounts.length > 0) await batch.writeBankAccounts(ctx.db, accounts, true)
  const tags = real.flatMap(({ change, fields }) =>
    change.checked.tagIds && fields.includes('tags')
      ? [{ clientId: change.before.id, tagIds: change.checked.tagIds }]
      : [],
  )
  if (tags.length > 0) await batch.writeTags(ctx.db, tags, true)
  for (const { change, fields } of real) {
    if (fields.includes('owner')) await writeOwner(ctx, change.before.id, change.owner?.id ?? null, ctx.today, null)
  }
  const moved = real.filter(({ fields }) => fields.includes('parent'))
  if (moved.length > 0) {
    await batch.writeParents(
      ctx,
      moved.map(({ change }) => ({ id: change.before.id, parentId: change.parentId ?? null })),
    )
  }
  await record(ctx, ...real.flatMap(({ change, fields }) => factsOf(ctx, change, fields)))
}

/** Puts clients into the bin; the rights were judged by the caller, one reason each. */
export async function removeClients(ctx: Context, clients: readonly StoredClient[]): Promise<void> {
  if (clients.length === 0) return
  await batch.binClients(
    ctx,
    clients.map(({ id }) => id),
  )
  await record(
    ctx,
    ...clients.map((before) => ({
      fact: 'clients.removed',
      recordType: 'clients',
      recordId: before.id,
      clientId: before.id,
      before: { deletedAt: null },
      after: { deletedAt: ctx.now },
      onBehalfOf: onBehalf(ctx.actor, before),
    })),
  )
}

/** Channels as they are stored, with the key they are compared by. */
export function keyedChannels(channels: readonly Channel[]): CheckedChannelRow[] {
  return channels.flatMap((channel) => {
    const checked = checkChannel(channel.type, channel.value)
    return checked.ok ? [{ ...channel, matchKey: checked.matchKey }] : []
  })
}

function newRow(ctx: Context, id: string, client: NewClient): batch.ClientRow {
  const c = client.checked
  const actor = ctx.actor.id === systemActor.id ? null : ctx.actor.id
  return {
    id,
    version: 1,
    kind: c.kind ?? 'company',
    number: c.number ?? null,
    name: c.name,
    ico: c.ico ?? null,
    dic: c.dic ?? null,
    legalForm: c.legalForm ?? null,
    isClient: c.isClient ?? true,
    isSupplier: c.isSupplier ?? false,
    isPartner: c.isPartner ?? false,
    isCompetitor: c.isCompetitor ?? false,
    state: client.state ?? 'suspect',
    stateSince: ctx.today,
    class: client.class ?? null,
    classSetBy: client.class ? actor : null,
    classSetOn: client.class ? ctx.today : null,
    creditHold: c.creditHold ?? false,
    noContact: c.noContact ?? false,
    sanctionsBlock: c.sanctionsBlock ?? false,
    ownerId: client.owner?.id ?? null,
    teamId: client.owner?.teamId ?? null,
    confidentiality: c.confidentiality ?? 'internal',
    language: c.language ?? 'cs',
    currency: c.currency ?? 'CZK',
    timeZone: c.timeZone ?? 'Europe/Prague',
    nace: c.nace ?? null,
    naceVersion: c.naceVersion ?? null,
    source: c.source ?? null,
    note: c.note ?? null,
    ...place(c.addresses ?? []),
    parentId: null,
    nextTouchOn: c.nextTouchOn ?? null,
    lastConfirmedOn: client.confirmed ? ctx.today : null,
    lastConfirmedBy: client.confirmed ? actor : null,
    custom: client.custom,
  }
}

function changedRow(
  ctx: Context,
  change: ChangedClient,
  fields: readonly string[],
): batch.ClientRow & { setDic: boolean } {
  const { before } = change
  const now = { ...before, ...scalars(change.checked) }
  const owner = fields.includes('owner')
  const classed = fields.includes('class')
  const addresses = change.checked.addresses ?? before.addresses
  return {
    ...now,
    classSetBy: classed
      ? change.class && ctx.actor.id !== systemActor.id
        ? ctx.actor.id
        : null
      : (before.classSetBy?.id ?? null),
    classSetOn: classed ? (change.class ? ctx.today : null) : before.classSetOn,
    class: classed ? (change.class ?? null) : before.class,
    ownerId: owner ? (change.owner?.id ?? null) : (before.owner?.id ?? null),
    teamId: owner ? (change.owner?.teamId ?? null) : (before.team?.id ?? null),
    parentId: null,
    lastConfirmedBy: null,
    ...place(addresses),
    custom: change.custom ?? before.custom,
    setDic: change.checked.dic !== undefined,
    dic: change.checked.dic ?? null,
  }
}

/** City and country shown in lists: the seat's, otherwise those of the first address. */
function place(addresses: readonly Address[]): { city: string | null; country: string | null } {
  const one = addresses.find(({ kind }) => kind === 'seat') ?? addresses[0]
  return { city: one?.city ?? null, country: one ? (one.country ?? 'CZ') : null }
}
