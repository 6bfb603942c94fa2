// Enters, changes and takes back many contacts at once, by the same rules and with the same journal as one at a time.
import type { Channel } from '#api/clients.ts'
import type { ContactChange } from '#api/contacts.ts'
import { may } from '#domain/access.ts'
import { owns, whyNotEdit } from '#domain/clients/access.ts'
import type { LoadedClient } from '#server/clients/actions-batch.ts'
import { forAccess } from '#server/clients/actions-record.ts'
import type { CheckedChannelRow } from '#server/clients/check.ts'
import { pictured } from '#server/contacts/actions.ts'
import type { StoredContact } from '#server/contacts/store.ts'
import * as batch from '#server/contacts/store-batch.ts'
import { type Context, systemActor } from '#server/kit/context.ts'
import { Refusal } from '#server/kit/errors.ts'
import { freshIds } from '#server/kit/fresh-ids.ts'
import { type Fact, onlyDifferent, record } from '#server/kit/record.ts'

/** Which contacts carry any of the keys; the whole firm is searched, `visible` says what the actor sees. */
export function contactsByKeys(ctx: Context, keys: Parameters<typeof batch.matchContacts>[1]): Promise<PersonMatch[]> {
  return batch.matchContacts(ctx, keys)
}
export type PersonMatch = batch.ContactMatch

/** Visible contacts with the mark of their card; locked when they are to be changed. */
export function contactsOf(ctx: Context, ids: readonly string[], lock: boolean): Promise<Map<string, LoadedContact>> {
  return batch.loadContacts(ctx, ids, lock)
}
export interface LoadedContact {
  readonly contact: StoredContact
  readonly externalUid: string | null
}

/** As examineContact left it. */
export type CheckedContact = Omit<ContactChange, 'channels' | 'positions'> & { readonly channels?: CheckedChannelRow[] }

/** A person's place at a company as a file says it; what it does not say is left undefined. */
export interface Place {
  readonly clientId: string
  readonly position?: string | undefined
  readonly department?: string | undefined
  readonly buyingRoles?: readonly string[] | undefined
  readonly influence?: number | undefined
  readonly sentiment?: number | undefined
}

export interface NewContact {
  readonly checked: CheckedContact & { lastName: string }
  readonly custom: Record<string, unknown>
  readonly externalUid?: string | null | undefined
  readonly place?: Place | undefined
  readonly confirmed?: boolean
}

/** Enters people already checked; returns their ids in order. Stores and records exactly what createContact does for each. */
export async function createContacts(ctx: Context, contacts: readonly NewContact[]): Promise<string[]> {
  if (contacts.length === 0) return []
  const ids = await freshIds(ctx.db, contacts.length)
  const actor = ctx.actor.id === systemActor.id ? null : ctx.actor.id
  const rows = contacts.map(
    ({ checked: c, custom, externalUid, confirmed }, i): batch.ContactRow => ({
      id: ids[i] as string,
      version: 1,
      firstName: c.firstName ?? null,
      lastName: c.lastName,
      titleBefore: c.titleBefore ?? null,
      titleAfter: c.titleAfter ?? null,
      salutation: c.salutation ?? null,
      language: c.language ?? null,
      note: c.note ?? null,
      source: c.source ?? null,
      externalUid: externalUid ?? null,
      ownerId: actor,
      teamId: ctx.actor.teamId,
      noContact: c.noContact ?? false,
      lastConfirmedOn: confirmed ? ctx.today : null,
      lastConfirmedBy: confirmed ? actor : null,
      custom,
    }),
  )
  await batch.insertContacts(ctx, rows)
  await batch.writeChannels(
    ctx.db,
    contacts.map(({ checked }, i) => ({ id: ids[i] as string, rows: checked.channels ?? [] })),
    false,
  )
  await batch.writePositions(
    ctx.db,
    contacts.flatMap(({ place }, i) => (place ? [placeRow(ids[i] as string, place)] : [])),
  )
  await batch.writeTags(
    ctx.db,
    contacts.map(({ checked }, i) => ({ id: ids[i] as string, tagIds: checked.tagIds ?? [] })),
    false,
  )
  await record(ctx, ...contacts.map((contact, i) => createdFact(rows[i] as batch.ContactRow, contact)))
  return ids
}

export interface ChangedContact {
  readonly before: StoredContact
  readonly checked: CheckedContact
  readonly custom?: Record<string, unknown> | undefined
  /** Set when the person gets the mark of the card; `null` in `uidBefore` is what it was. */
  readonly externalUid?: string | null | undefined
  readonly uidBefore: string | null
  readonly place?: Place | undefined
  /** The places exactly as they are to be, in the words of the journal: when an import is taken back. */
  readonly exactPlaces?: readonly Record<string, unknown>[] | undefined
}

/** The names of the fields a change would really change; empty means that the person stays as he is. */
export function contactFieldsChanged(change: ChangedContact): string[] {
  const picture = pictured(change.before)
  return Object.keys(onlyDifferent({ ...picture, externalUid: change.uidBefore }, afterOf(change)).after ?? {})
}

/** Changes people already checked, loaded for update and allowed to the actor; only what differs is written. */
export async function changeContacts(ctx: Context, changes: readonly ChangedContact[]): Promise<void> {
  const real = changes
    .map((change) => ({ change, fields: contactFieldsChanged(change) }))
    .filter(({ fields }) => fields.length > 0)
  if (real.length === 0) return
  const rows = real.map(({ change }): batch.ContactRow => {
    const { before, checked } = change
    const one = <K extends keyof CheckedContact & keyof StoredContact>(key: K) =>
      (checked[key] === undefined ? before[key] : checked[key]) as never
    return {
      id: before.id,
      version: before.version,
      firstName: one('firstName'),
      lastName: one('lastName'),
      titleBefore: one('titleBefore'),
      titleAfter: one('titleAfter'),
      salutation: one('salutation'),
      language: one('language'),
      note: one('note'),
      source: one('source'),
      externalUid: change.externalUid === undefined ? change.uidBefore : change.externalUid,
      ownerId: null,
      teamId: null,
      noContact: one('noContact'),
      lastConfirmedOn: null,
      lastConfirmedBy: null,
      custom: change.custom ?? before.custom,
    }
  })
  if ((await batch.updateContacts(ctx, rows)) !== rows.length) throw new Refusal('kit.conflict')
  const channels = real.flatMap(({ change, fields }) =>
    change.checked.channels && fields.includes('channels')
      ? [{ id: change.before.id, rows: change.checked.channels }]
      : [],
  )
  if (channels.length > 0) await batch.writeChannels(ctx.db, channels, true)
  const tags = real.flatMap(({ change, fields }) =>
    change.checked.tagIds && fields.includes('tags') ? [{ id: change.before.id, tagIds: change.checked.tagIds }] : [],
  )
  if (tags.length > 0) await batch.writeTags(ctx.db, tags, true)
  await batch.writePositions(
    ctx.db,
    real.flatMap(({ change, fields }) =>
      change.place && fields.includes('positions')
        ? [placeRow(change.before.id, laidOver(change.before, change.place))]
        : [],
    ),
  )
  await restorePlaces(
    ctx,
    real.flatMap(({ change }) => (change.exactPlaces ? [change] : [])),
  )
  await record(
    ctx,
    ...real.map(({ change }) => ({
      fact: 'contacts.changed',
      recordType: 'contacts',
      recordId: change.before.id,
      clientId: change.before.positions[0]?.client.id ?? change.place?.clientId ?? null,
      before: { ...pictured(change.before), externalUid: change.uidBefore },
      after: afterOf(change),
    })),
  )
}

export async function removeContacts(ctx: Context, contacts: readonly StoredContact[]): Promise<void> {
  if (contacts.length === 0) return
  await batch.binContacts(
    ctx,
    contacts.map(({ id }) => id),
  )
  await record(
    ctx,
    ...contacts.map((before) => ({
      fact: 'contacts.removed',
      recordType: 'contacts',
      recordId: before.id,
      clientId: before.positions[0]?.client.id ?? null,
      before: { deletedAt: null },
      after: { deletedAt: ctx.now },
    })),
  )
}

/** As whyNotEditContact of one contact, over clients already loaded. */
export function whyNotEditAmong(
  ctx: Context,
  contact: StoredContact,
  clients: ReadonlyMap<string, LoadedClient>,
): string | undefined {
  if (!may(ctx.actor, 'clients.write')) return 'clients.readOnlyRole'
  if (owns(ctx.actor, { ownerId: contact.owner?.id ?? null })) return undefined
  if (contact.positions.length === 0) {
    const alone = { ownerId: contact.owner?.id ?? null, teamId: contact.teamId, confidentiality: 'internal' as const }
    return whyNotEdit(ctx.actor, alone) && 'contacts.notYours'
  }
  const editable = contact.positions.some(({ client }) => {
    const there = clients.get(client.id)
    return there && !whyNotEdit(ctx.actor, forAccess(ctx.actor, there.client))
  })
  return editable ? undefined : 'contacts.notYours'
}

function createdFact(row: batch.ContactRow, contact: NewContact): Fact {
  const { id, version: _v, externalUid, ownerId, teamId: _t, lastConfirmedBy: _b, ...rest } = row
  return {
    fact: 'contacts.created',
    recordType: 'contacts',
    recordId: id,
    clientId: contact.place?.clientId ?? null,
    after: {
      ...rest,
      ...(externalUid ? { externalUid } : {}),
      owner: ownerId,
      tags: contact.checked.tagIds ?? [],
      channels: (contact.checked.channels ?? []).map(bareChannel),
      positions: contact.place ? [picturedPlace(placeRow(id, contact.place))] : [],
      deletedAt: null,
    },
  }
}

function afterOf(change: ChangedContact): Record<string, unknown> {
  const { before, checked } = change
  const scalars = Object.fromEntries(
    Object.entries(checked).filter(
      ([key, value]) => value !== undefined && key !== 'channels' && key !== 'tagIds' && key !== 'custom',
    ),
  )
  const tags = before.tags.map((t) => t.id)
  const sameTags =
    !checked.tagIds || (checked.tagIds.length === tags.length && checked.tagIds.every((id) => tags.includes(id)))
  const picture = pictured(before)
  return {
    ...picture,
    externalUid: change.externalUid === undefined ? change.uidBefore : change.externalUid,
    ...scalars,
    ...(change.custom ? { custom: change.custom } : {}),
    ...(checked.channels ? { channels: checked.channels.map(bareChannel) } : {}),
    ...(sameTags ? {} : { tags: checked.tagIds }),
    ...(change.exactPlaces ? { positions: change.exactPlaces } : {}),
    ...(change.place
      ? { positions: placesAfter(picture.positions as Record<string, unknown>[], before, change.place) }
      : {}),
  }
}

function placesAfter(
  places: Record<string, unknown>[],
  before: StoredContact,
  place: Place,
): Record<string, unknown>[] {
  const row = placeRow(before.id, laidOver(before, place))
  const i = before.positions.findIndex((p) => p.client.id === place.clientId && p.to === null)
  if (i === -1) return [...places, picturedPlace(row)]
  const { contactId: _c, ...values } = row
  return places.map((one, n) => (n === i ? { ...one, ...values } : one))
}

async function restorePlaces(ctx: Context, changes: readonly ChangedContact[]): Promise<void> {
  const removed: { contactId: string; clientId: string }[] = []
  const written: batch.PlaceRow[] = []
  for (const { before, exactPlaces } of changes) {
    const current = (exactPlaces ?? []).filter(({ to }) => to === null)
    for (const place of before.positions)
      if (place.to === null && !current.some(({ clientId }) => clientId === place.client.id))
        removed.push({ contactId: before.id, clientId: place.client.id })
    for (const place of current) written.push({ ...(place as unknown as batch.PlaceRow), contactId: before.id })
  }
  await batch.removePositions(ctx.db, removed)
  await batch.writePositions(ctx.db, written)
}

/** What the file does not say about the place stays as it is. */
function laidOver(before: StoredContact, place: Place): Place {
  const known = before.positions.find((p) => p.client.id === place.clientId && p.to === null)
  if (!known) return place
  return {
    clientId: place.clientId,
    position: place.position ?? known.position ?? undefined,
    department: place.department ?? known.department ?? undefined,
    buyingRoles: place.buyingRoles ?? known.buyingRoles,
    influence: place.influence ?? known.influence ?? undefined,
    sentiment: place.sentiment ?? known.sentiment ?? undefined,
  }
}

const placeRow = (contactId: string, place: Place): batch.PlaceRow => ({
  contactId,
  clientId: place.clientId,
  position: place.position ?? null,
  department: place.department ?? null,
  buyingRoles: place.buyingRoles ?? [],
  influence: place.influence ?? null,
  sentiment: place.sentiment ?? null,
})

const picturedPlace = ({ contactId: _c, ...place }: batch.PlaceRow): Record<string, unknown> => ({
  ...place,
  from: null,
  to: null,
  main: false,
  counterpartId: null,
  reportsToId: null,
})

const bareChannel = (c: Channel) => ({ type: c.type, value: c.value, kind: c.kind ?? null, note: c.note ?? null })
