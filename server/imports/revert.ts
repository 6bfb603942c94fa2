// Takes a whole import back by its journal, from the last deed to the first: what it entered goes into the bin, what it
// changed gets its old values; whatever somebody changed since is left alone and reported.
import type { Address, BankAccount, Channel } from '#api/clients.ts'
import { whyNotEdit } from '#domain/clients/access.ts'
import type { ClientClass } from '#domain/clients/classes.ts'
import {
  type ChangedClient,
  changeClients,
  clientsOf,
  keyedChannels,
  removeClients,
} from '#server/clients/actions-batch.ts'
import { forAccess, pictured as picturedClient } from '#server/clients/actions-record.ts'
import type { CheckedChange } from '#server/clients/check.ts'
import { pictured as picturedContact } from '#server/contacts/actions.ts'
import {
  type ChangedContact,
  type CheckedContact,
  changeContacts,
  contactsOf,
  removeContacts,
  whyNotEditAmong,
} from '#server/contacts/actions-batch.ts'
import * as findings from '#server/imports/findings.ts'
import * as store from '#server/imports/store.ts'
import type { Context } from '#server/kit/context.ts'
import { inTransaction } from '#server/kit/db.ts'
import { record } from '#server/kit/record.ts'

const chunk = 500

export async function revertImport(ctx: Context, taken: store.StoredImport, signal: AbortSignal): Promise<void> {
  let cursor = taken.revertCursor
  for (;;) {
    const more = await inTransaction(ctx.db, async (tx) => {
      await store.lockProgress(tx, taken.id)
      const inner: Context = { ...ctx, db: tx, batchId: taken.id }
      const entries = await findings.deedsBefore(tx, taken.id, cursor, chunk)
      if (entries.length === 0) return false
      const done = await revertEntries(inner, taken.id, entries)
      await findings.insertNotes(tx, taken.id, done.kept)
      cursor = (entries.at(-1) as findings.Entry).id
      await store.saveRevert(tx, taken.id, cursor, done.reverted, done.kept.length)
      return true
    })
    if (!more) break
    if (signal.aborted) return
  }
  await inTransaction(ctx.db, async (tx) => {
    await store.setState(tx, taken.id, 'reverted')
    const result = (await store.readImport(tx, taken.id)) as store.StoredImport
    await record(
      { ...ctx, db: tx },
      {
        fact: 'imports.reverted',
        recordType: 'imports',
        recordId: taken.id,
        after: { file: taken.fileName, reverted: result.revertedCount, kept: result.keptCount },
      },
    )
  })
}

interface Done {
  reverted: number
  kept: findings.Note[]
}

/** Deeds on one record stand in different groups, so that each sees what the later one left. */
async function revertEntries(ctx: Context, importId: string, entries: readonly findings.Entry[]): Promise<Done> {
  const done: Done = { reverted: 0, kept: [] }
  let group = new Map<string, findings.Entry>()
  const flush = async () => {
    await revertClients(
      ctx,
      importId,
      [...group.values()].filter(({ recordType }) => recordType === 'clients'),
      done,
    )
    await revertContacts(
      ctx,
      importId,
      [...group.values()].filter(({ recordType }) => recordType === 'contacts'),
      done,
    )
    group = new Map()
  }
  for (const entry of entries) {
    // A company entered together with its people goes after them.
    if (group.has(entry.recordId)) await flush()
    group.set(entry.recordId, entry)
  }
  await flush()
  return done
}

async function revertClients(
  ctx: Context,
  importId: string,
  entries: readonly findings.Entry[],
  done: Done,
): Promise<void> {
  if (entries.length === 0) return
  const loaded = await clientsOf(
    ctx,
    entries.map(({ recordId }) => recordId),
    true,
  )
  const created = entries.filter(({ fact }) => fact === 'clients.created')
  const touched = await findings.touchedSince(ctx.db, importId, created)
  const owners = new Map<string, { id: string; name: string; teamId: string | null }>()
  for (const { before } of entries) {
    const id = before?.owner
    if (typeof id !== 'string' || owners.has(id)) continue
    const person = await store.personById(ctx.db, id)
    if (person) owners.set(id, person)
  }
  const gone = []
  const changes: ChangedClient[] = []
  for (const entry of entries) {
    const there = loaded.get(entry.recordId)
    const keep = (reason: string, fields: string[] = []) =>
      done.kept.push(noteOf(entry, there?.client.name ?? String(entry.after?.name ?? ''), reason, fields))
    if (!there) {
      // Somebody deleted it, or it is out of sight: nothing to take back for this person.
      if (entry.fact !== 'clients.removed') keep('imports.keptGone')
      continue
    }
    const reason = whyNotEdit(ctx.actor, forAccess(ctx.actor, there.client))
    if (reason) keep(reason)
    else if (entry.fact === 'clients.created') {
      if (touched.has(entry.recordId)) keep('imports.keptTouched')
      else gone.push(there.client)
    } else {
      const { fields, kept } = restorable(entry, picturedClient(there.client))
      if (kept.length > 0) keep('imports.keptChanged', kept)
      if (Object.keys(fields).length > 0) changes.push(clientChange(there, fields, owners))
    }
  }
  await removeClients(ctx, gone)
  await changeClients(ctx, changes)
  done.reverted += gone.length + changes.length
}

function clientChange(
  there: { client: ChangedClient['before']; dic: string | null },
  fields: Record<string, unknown>,
  owners: ReadonlyMap<string, { id: string; name: string; teamId: string | null }>,
): ChangedClient {
  const {
    addresses,
    channels,
    bankAccounts,
    tags,
    custom,
    owner,
    team: _team,
    parent,
    class: klass,
    classReason,
    classSetBy,
    classSetOn,
    ...scalars
  } = fields
  const checked: CheckedChange = { ...(scalars as CheckedChange) }
  if (addresses) checked.addresses = addresses as Address[]
  if (channels) checked.channels = keyedChannels(channels as Channel[])
  if (bankAccounts) checked.bankAccounts = bankAccounts as BankAccount[]
  if (tags) checked.tagIds = tags as string[]
  return {
    before: there.client,
    dic: there.dic,
    checked,
    ...(custom ? { custom: custom as Record<string, unknown> } : {}),
    ...(owner === undefined ? {} : { owner: owner === null ? null : (owners.get(owner as string) ?? null) }),
    ...(parent === undefined ? {} : { parentId: parent as string | null }),
    ...(klass === undefined ? {} : { class: klass as ClientClass | null }),
  }
}

async function revertContacts(
  ctx: Context,
  importId: string,
  entries: readonly findings.Entry[],
  done: Done,
): Promise<void> {
  if (entries.length === 0) return
  const loaded = await contactsOf(
    ctx,
    entries.map(({ recordId }) => recordId),
    true,
  )
  const places = [...loaded.values()].flatMap(({ contact }) => contact.positions.map(({ client }) => client.id))
  const clients = await clientsOf(ctx, [...new Set(places)], false)
  const touched = await findings.touchedSince(
    ctx.db,
    importId,
    entries.filter(({ fact }) => fact === 'contacts.created'),
  )
  const gone = []
  const changes: ChangedContact[] = []
  for (const entry of entries) {
    const there = loaded.get(entry.recordId)
    const name = there?.contact.fullName ?? [entry.after?.firstName, entry.after?.lastName].filter(Boolean).join(' ')
    const keep = (reason: string, fields: string[] = []) => done.kept.push(noteOf(entry, name, reason, fields))
    if (!there) {
      if (entry.fact !== 'contacts.removed') keep('imports.keptGone')
      continue
    }
    const reason = whyNotEditAmong(ctx, there.contact, clients)
    if (reason) keep(reason)
    else if (entry.fact === 'contacts.created') {
      if (touched.has(entry.recordId)) keep('imports.keptTouched')
      else gone.push(there.contact)
    } else {
      const { fields, kept } = restorable(entry, { ...picturedContact(there.contact), externalUid: there.externalUid })
      if (kept.length > 0) keep('imports.keptChanged', kept)
      if (Object.keys(fields).length === 0) continue
      const { channels, tags, custom, positions, externalUid, ...scalars } = fields
      changes.push({
        before: there.contact,
        uidBefore: there.externalUid,
        checked: {
          ...(scalars as CheckedContact),
          ...(channels ? { channels: keyedChannels(channels as Channel[]) } : {}),
          ...(tags ? { tagIds: tags as string[] } : {}),
        },
        ...(custom ? { custom: custom as Record<string, unknown> } : {}),
        ...(externalUid === undefined ? {} : { externalUid: externalUid as string | null }),
        ...(positions ? { exactPlaces: positions as Record<string, unknown>[] } : {}),
      })
    }
  }
  await removeContacts(ctx, gone)
  await changeContacts(ctx, changes)
  done.reverted += gone.length + changes.length
}

/** Fields that still say what the import wrote get their old value; the others are named. Own fields are judged one by one. */
function restorable(
  entry: findings.Entry,
  now: Record<string, unknown>,
): { fields: Record<string, unknown>; kept: string[] } {
  const fields: Record<string, unknown> = {}
  const kept: string[] = []
  const before = entry.before ?? {}
  for (const [field, after] of Object.entries(entry.after ?? {})) {
    if (field === 'custom') {
      const was = (before.custom ?? {}) as Record<string, unknown>
      const is = (after ?? {}) as Record<string, unknown>
      const current = { ...((now.custom ?? {}) as Record<string, unknown>) }
      for (const key of new Set([...Object.keys(was), ...Object.keys(is)])) {
        if (same(was[key], is[key])) continue
        if (!same(current[key], is[key])) kept.push(`custom.${key}`)
        else if (was[key] === undefined) delete current[key]
        else current[key] = was[key]
      }
      fields.custom = current
      continue
    }
    const hidden = field === 'dic' && [before.dic, after].some((dic) => typeof dic === 'string' && dic.includes('*'))
    if (hidden || !same(now[field], after)) kept.push(field)
    else fields[field] = before[field] ?? null
  }
  return {
    fields,
    kept: kept.filter((field) => field !== 'team' && !field.startsWith('classSet') && field !== 'classReason'),
  }
}

function same(a: unknown, b: unknown): boolean {
  return stable(a ?? null) === stable(b ?? null)
}

function stable(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(stable).join(',')}]`
  const entries = Object.entries(value).sort(([x], [y]) => (x < y ? -1 : 1))
  return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${stable(v)}`).join(',')}}`
}

function noteOf(entry: findings.Entry, name: string, reason: string, fields: string[]): findings.Note {
  return { kind: 'kept', rowNo: null, recordId: entry.recordId, details: { name, reason, fields } }
}
