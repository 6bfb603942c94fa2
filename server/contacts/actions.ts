// What one does with a contact: enter, change, place in companies and in the people map, confirm, delete and bring back.
import { sql } from 'kysely'
import type { Contact, ContactChange, ContactDraft, PositionDraft } from '#api/contacts.ts'
import type { ListQuery } from '#api/lists.ts'
import { may } from '#domain/access.ts'
import { owns, whyNotEdit } from '#domain/clients/access.ts'
import { whyNotReportTo } from '#domain/contacts/buying-centre.ts'
import { whyNotStoreText } from '#domain/identifiers/birth-number.ts'
import { foldText } from '#domain/names.ts'
import { getClient } from '#server/clients/actions.ts'
import { forAccess } from '#server/clients/actions-record.ts'
import { type CheckedChannelRow, checkChannels, type FieldError } from '#server/clients/check.ts'
import { contactVisibleTo, visibleTo } from '#server/clients/visible.ts'
import { contactSqlColumns } from '#server/contacts/columns.ts'
import * as store from '#server/contacts/store.ts'
import { checkCustom, customColumnsOf } from '#server/custom-fields/actions.ts'
import { checkChannel } from '#server/kit/channels.ts'
import type { Context } from '#server/kit/context.ts'
import { BadInput, conflict, constraintOf, Forbidden, NotFound, Refusal } from '#server/kit/errors.ts'
import { escaped } from '#server/kit/list-conditions.ts'
import { type ListSource, listRows } from '#server/kit/lists.ts'
import { record } from '#server/kit/record.ts'
import type { RawJson } from '#server/kit/serve.ts'

export async function contactSource(ctx: Context, deleted = false): Promise<ListSource> {
  return {
    capability: 'contacts',
    from: sql`contacts p`,
    id: sql`p.id`,
    version: sql`p.version`,
    where: sql`p.deleted_at is ${deleted ? sql`not null` : sql`null`} and ${contactVisibleTo(ctx.actor)}`,
    columns: [...contactSqlColumns(ctx.actor), ...(await customColumnsOf(ctx, 'contacts', visibleTo))],
    matches: (words, raw) => {
      const digits = raw.replace(/\D/g, '')
      const names = sql.join(
        words.map((w) => sql`p.name_folded like ${`%${w.replace(/[\\%_]/g, '\\$&')}%`}`),
        sql` and `,
      )
      const phones =
        digits.length >= 3
          ? sql` or p.id = any(array(select contact_id from contact_channels where type = 'phone' and match_key like ${`%${digits}%`}))`
          : sql``
      const mails = raw.includes('@')
        ? sql` or p.id = any(array(select contact_id from contact_channels where type = 'email' and match_key like ${`%${escaped(raw.toLowerCase())}%`}))`
        : sql``
      return sql`((${names})${phones}${mails})`
    },
    defaultSort: '-createdAt',
  }
}

export async function listContacts(ctx: Context, query: ListQuery): Promise<RawJson> {
  return listRows(ctx, await contactSource(ctx), query)
}

/** Deleted people the actor would see: the bin, from which they can be brought back. */
export async function listDeletedContacts(ctx: Context, query: ListQuery): Promise<RawJson> {
  return listRows(ctx, { ...(await contactSource(ctx, true)), counted: undefined }, query)
}

export async function getContact(ctx: Context, id: string): Promise<Contact> {
  const contact = await store.findContact(ctx, id)
  if (!contact) throw new NotFound('contacts.notFound')
  return withRefusals(ctx, contact)
}

/** Enters a person. Somebody with the same mail or phone is named first and the draft waits for `evenIfSimilar`. */
export async function createContact(ctx: Context, draft: ContactDraft & { externalUid?: string }): Promise<Contact> {
  const { evenIfSimilar, ...rest } = draft
  const checked = checkContact(rest)
  if (!evenIfSimilar) {
    const duplicates = (await findDuplicates(ctx, rest)).filter((d) => d.reasons.some((r) => r.kind !== 'name'))
    if (duplicates.length > 0) throw new Refusal('contacts.similar', { duplicates })
  }
  await checkPositions(ctx, checked.positions ?? [])
  const custom = await checkCustom(ctx, 'contacts', checked.custom ?? {}, undefined, visibleTo)
  const id = await store.insertContact(ctx, {
    ...checked,
    custom,
    externalUid: draft.externalUid,
    ownerId: ctx.actor.id,
    teamId: ctx.actor.teamId,
    lastConfirmedOn: ctx.today,
    lastConfirmedById: ctx.actor.id,
  })
  await writeParts(ctx, id, checked)
  const contact = (await store.findContact(ctx, id)) as store.StoredContact
  await record(ctx, {
    fact: 'contacts.created',
    recordType: 'contacts',
    recordId: id,
    clientId: contact.positions[0]?.client.id ?? null,
    after: pictured(contact),
  })
  return withRefusals(ctx, contact)
}

/** Changes the named fields; places at companies the editor may not change stay as they are. */
export async function changeContact(
  ctx: Context,
  id: string,
  change: ContactChange,
  version: number,
): Promise<Contact> {
  const before = await store.lockContact(ctx, id)
  await refuseEdit(ctx, before)
  if (before.version !== version) throw conflict(await withRefusals(ctx, before))
  const checked = checkContact(change)
  if (checked.positions) await checkPositions(ctx, checked.positions, id)
  const custom = checked.custom
    ? { custom: await checkCustom(ctx, 'contacts', checked.custom, before.custom, visibleTo) }
    : {}
  await store.updateContact(ctx, id, { ...checked, ...custom }, version)
  await writeParts(ctx, id, checked, before)
  return changed(ctx, before, 'contacts.changed')
}

export async function removeContact(ctx: Context, id: string, version: number | undefined): Promise<void> {
  const before = await store.lockContact(ctx, id)
  await refuseEdit(ctx, before)
  if (version !== undefined && version !== before.version) throw conflict(await withRefusals(ctx, before))
  await store.updateContact(ctx, id, { deletedAt: ctx.now, deletedById: ctx.actor.id })
  await changed(ctx, before, 'contacts.removed')
}

export async function restoreContact(ctx: Context, id: string): Promise<Contact> {
  const before = await store.lockContact(ctx, id, true)
  await refuseEdit(ctx, before)
  await store.updateContact(ctx, id, { deletedAt: null, deletedById: null })
  return changed(ctx, before, 'contacts.restored')
}

export async function confirmContact(ctx: Context, id: string): Promise<Contact> {
  const before = await store.lockContact(ctx, id)
  await refuseEdit(ctx, before)
  await store.updateContact(ctx, id, { lastConfirmedOn: ctx.today, lastConfirmedById: ctx.actor.id })
  return changed(ctx, before, 'contacts.confirmed')
}

export async function peopleOfClient(ctx: Context, clientId: string, leftToo: boolean) {
  await getClient(ctx, clientId)
  return { people: await store.peopleOf(ctx, clientId, leftToo) }
}

/** Where people stand in the map is a matter of whoever may edit the client; it is no fact of the trade, so no journal. */
export async function placePeople(
  ctx: Context,
  clientId: string,
  places: readonly { contactId: string; x: number | null; y: number | null }[],
): Promise<void> {
  await editableClient(ctx, clientId)
  await store.writePlaces(ctx.db, clientId, places)
}

export async function setReportsTo(
  ctx: Context,
  clientId: string,
  contactId: string,
  reportsToId: string | null,
): Promise<void> {
  await editableClient(ctx, clientId)
  const before = await store.lockContact(ctx, contactId)
  const lines = await store.reportingLines(ctx.db, clientId)
  if (!lines.has(contactId) || (reportsToId && !lines.has(reportsToId))) throw new Refusal('contacts.notHere')
  const reason = whyNotReportTo(contactId, reportsToId, lines)
  if (reason) throw new Refusal(reason)
  await store.writeReportsTo(ctx.db, clientId, contactId, reportsToId)
  await store.updateContact(ctx, contactId, {})
  await changed(ctx, before, 'contacts.changed')
}

/** People the draft may already be: the same mail or phone weighs most, the same whole name suggests. */
export async function findDuplicates(
  ctx: Context,
  query: {
    firstName?: string | null
    lastName?: string
    channels?: readonly { type: 'phone' | 'email' | 'web'; value: string }[]
    exceptId?: string
  },
) {
  const keys = (query.channels ?? []).flatMap((c) => {
    const one = c.type === 'web' ? { ok: false as const } : checkChannel(c.type, c.value)
    return one.ok ? [one.matchKey] : []
  })
  const folded = foldText(`${query.firstName ?? ''} ${query.lastName ?? ''}`)
  const found = await store.similar(ctx, { folded, keys, exceptId: query.exceptId })
  return found
    .map(({ id, name, client, sameName, shared }) => {
      const reasons = [
        ...shared.map((s) => ({ kind: s.type, detail: s.key })),
        ...(sameName ? [{ kind: 'name', detail: name }] : []),
      ]
      const weight = { email: 90, phone: 70, name: 60 } as Record<string, number>
      const doubt = reasons.reduce((left, r) => left * (1 - (weight[r.kind] ?? 0) / 100), 1)
      return { id, name, client, score: Math.min(99, Math.round(100 * (1 - doubt))), reasons }
    })
    .sort((a, b) => b.score - a.score)
    .slice(0, 10)
}

type Checked<T> = Omit<T, 'channels'> & { channels?: CheckedChannelRow[] }

function checkContact<T extends ContactChange>(change: T): Checked<T> {
  const { checked, errors } = examineContact(change)
  if (errors.length > 0) throw new BadInput(errors)
  return checked
}

/** The normalised change and every error, for imports too. */
export function examineContact<T extends ContactChange>(change: T): { checked: Checked<T>; errors: FieldError[] } {
  const errors: FieldError[] = []
  const checked = { ...change } as Checked<T>
  for (const field of [
    'firstName',
    'lastName',
    'titleBefore',
    'titleAfter',
    'salutation',
    'language',
    'source',
  ] as const) {
    const value = change[field]
    if (typeof value === 'string')
      (checked as Record<string, unknown>)[field] = value.normalize('NFC').replace(/\s+/g, ' ').trim() || null
  }
  if (change.lastName !== undefined && !checked.lastName) errors.push({ field: 'lastName', reason: 'kit.required' })
  for (const field of ['note', 'source', 'firstName', 'lastName'] as const) {
    const reason = typeof change[field] === 'string' ? whyNotStoreText(change[field] as string) : undefined
    if (reason) errors.push({ field, reason })
  }
  delete (checked as { channels?: unknown }).channels
  if (change.channels) checked.channels = checkChannels(change.channels, errors)
  for (const [i, position] of (change.positions ?? []).entries()) {
    if (position.from && position.to && position.to < position.from)
      errors.push({ field: `positions.${i}.to`, reason: 'contacts.leftBeforeCame' })
  }
  return { checked, errors }
}

/** A place is given by whoever may edit the company; superiors must work there; nobody reports to himself. */
async function checkPositions(ctx: Context, positions: readonly PositionDraft[], contactId?: string): Promise<void> {
  for (const [i, position] of positions.entries()) {
    await editableClient(ctx, position.clientId, `positions.${i}.clientId`)
    if (position.counterpartId && !(await store.userExists(ctx.db, position.counterpartId)))
      throw new BadInput([{ field: `positions.${i}.counterpartId`, reason: 'clients.unknownPerson' }])
    if (!position.reportsToId) continue
    const lines = await store.reportingLines(ctx.db, position.clientId)
    if (!lines.has(position.reportsToId))
      throw new BadInput([{ field: `positions.${i}.reportsToId`, reason: 'contacts.notHere' }])
    const reason = contactId ? whyNotReportTo(contactId, position.reportsToId, lines) : undefined
    if (reason) throw new BadInput([{ field: `positions.${i}.reportsToId`, reason }])
  }
  const current = positions.filter((p) => !p.to).map((p) => p.clientId)
  if (new Set(current).size !== current.length)
    throw new BadInput([{ field: 'positions', reason: 'contacts.twiceHere' }])
}

async function editableClient(ctx: Context, clientId: string, field?: string): Promise<void> {
  const client = await getClient(ctx, clientId).catch((error: unknown) => {
    if (field && error instanceof NotFound) throw new BadInput([{ field, reason: 'clients.notFound' }])
    throw error
  })
  const reason = whyNotEdit(ctx.actor, forAccess(ctx.actor, client))
  if (reason) throw new Forbidden(reason)
}

async function writeParts(
  ctx: Context,
  id: string,
  checked: Checked<ContactChange>,
  before?: store.StoredContact,
): Promise<void> {
  if (checked.channels) await store.replaceChannels(ctx.db, id, checked.channels)
  if (checked.positions) {
    const editable: string[] = []
    for (const clientId of new Set([
      ...(before?.positions.map((p) => p.client.id) ?? []),
      ...checked.positions.map((p) => p.clientId),
    ])) {
      const client = await getClient(ctx, clientId)
      if (!whyNotEdit(ctx.actor, forAccess(ctx.actor, client))) editable.push(clientId)
    }
    await store.replacePositions(ctx.db, id, editable, checked.positions)
  }
  if (checked.tagIds) {
    try {
      await store.replaceTags(ctx.db, id, checked.tagIds)
    } catch (error) {
      if (constraintOf(error)) throw new BadInput([{ field: 'tagIds', reason: 'clients.unknownTag' }])
      throw error
    }
  }
}

/** A contact is edited by whoever may edit one of its companies; one without a company by its owner and lead. */
async function whyNotEditContact(ctx: Context, contact: store.StoredContact): Promise<string | undefined> {
  if (!may(ctx.actor, 'clients.write')) return 'clients.readOnlyRole'
  if (owns(ctx.actor, { ownerId: contact.owner?.id ?? null })) return undefined
  let last: string | undefined = 'contacts.notYours'
  for (const position of contact.positions) {
    const client = await getClient(ctx, position.client.id)
    last = whyNotEdit(ctx.actor, forAccess(ctx.actor, client))
    if (!last) return undefined
  }
  if (contact.positions.length === 0) {
    return (
      whyNotEdit(ctx.actor, {
        ownerId: contact.owner?.id ?? null,
        teamId: contact.teamId,
        confidentiality: 'internal',
      }) && 'contacts.notYours'
    )
  }
  return 'contacts.notYours'
}

async function refuseEdit(ctx: Context, contact: store.StoredContact): Promise<void> {
  const reason = await whyNotEditContact(ctx, contact)
  if (reason) throw new Forbidden(reason)
}

async function withRefusals(ctx: Context, contact: store.StoredContact): Promise<Contact> {
  const { teamId: _teamId, ...shown } = contact
  const reason = await whyNotEditContact(ctx, contact)
  return { ...shown, whyNot: reason ? { edit: reason, remove: reason } : {} }
}

async function changed(ctx: Context, before: store.StoredContact, fact: string): Promise<Contact> {
  const after = (await store.findContact(ctx, before.id, true)) ?? before
  await record(ctx, {
    fact,
    recordType: 'contacts',
    recordId: before.id,
    clientId: (after.positions[0] ?? before.positions[0])?.client.id ?? null,
    before: pictured(before),
    after: pictured(after),
  })
  return withRefusals(ctx, after)
}

export function pictured(contact: store.StoredContact): Record<string, unknown> {
  const { id: _id, version: _v, createdAt: _c, updatedAt: _u, fullName: _f, teamId: _t, ...rest } = contact
  return {
    ...rest,
    owner: contact.owner?.id ?? null,
    tags: contact.tags.map((t) => t.id),
    channels: contact.channels.map(({ id: _row, ...channel }) => channel),
    positions: contact.positions.map(({ id: _row, client, counterpart, reportsTo, ...place }) => ({
      ...place,
      clientId: client.id,
      counterpartId: counterpart?.id ?? null,
      reportsToId: reportsTo?.id ?? null,
    })),
  }
}
