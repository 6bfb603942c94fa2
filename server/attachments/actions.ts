// What one does with attachments: attach, look, rename, take off, bring back. Who sees the record, sees its files.
import { rm } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import type { Attachment } from '#api/attachments.ts'
import { fileName } from '#domain/attachments/kinds.ts'
import type { Received, Storage } from '#server/attachments/storage.ts'
import * as store from '#server/attachments/store.ts'
import type { Context } from '#server/kit/context.ts'
import { inTransaction } from '#server/kit/db.ts'
import type { Doors, OpenDoor } from '#server/kit/doors.ts'
import { conflict, Forbidden, NotFound, Refusal } from '#server/kit/errors.ts'
import { record } from '#server/kit/record.ts'

export async function listAttachments(
  ctx: Context,
  doors: Doors,
  { recordType, recordId }: { recordType: string; recordId: string },
): Promise<{ items: Attachment[]; mayWrite: boolean }> {
  const door = await doors.open(ctx, recordType, recordId)
  return { items: (await store.listOf(ctx, recordType, [recordId])).map(shown), mayWrite: door.mayWrite }
}

/** The file is received outside of any transaction; the record's door is asked before it and once more after it. */
export async function attach(
  ctx: Context,
  doors: Doors,
  storage: Storage,
  at: { recordType: string; recordId: string },
  file: { name: string; body: Readable },
): Promise<Attachment> {
  const name = fileName(file.name, ctx.actor.language === 'en' ? 'file' : 'soubor')
  const received = await storage.receive(name, file.body)
  try {
    return await inTransaction(ctx.db, async (tx) => {
      const inside = { ...ctx, db: tx }
      // Rights may have changed while the file was coming.
      const door = await writable(inside, doors, at)
      await keep(inside, storage, received)
      const { clientId, leadId } = door
      const id = await store.insertAttachment(inside, { ...at, clientId, leadId, hash: received.hash, name })
      await recorded(inside, 'added', id, clientId, null, { ...at, name, size: received.size, type: received.type })
      return shown((await store.findAttachment(inside, id)) as store.StoredAttachment)
    })
  } finally {
    await storage.drop(received)
  }
}

/** The content is in its place before the row is committed: what the database knows can be read. */
async function keep(ctx: Context, storage: Storage, received: Received): Promise<void> {
  await store.lockHash(ctx.db, received.hash)
  const { known, place } = await store.noteFile(ctx.db, received, storage.current.name, ctx.now)
  // Content known already is not sent to a storage again; on a disk it costs nothing and heals a file that was lost.
  if (known && !(place === 'disk' && storage.current.name === 'disk')) return rm(received.path, { force: true })
  await storage.current.keep(received.hash, received.path)
}

/** The attachment for serving its content; what waits for the virus scanner or failed it is not given out. */
export async function openAttachment(ctx: Context, doors: Doors, id: string): Promise<store.StoredAttachment> {
  const found = await store.findAttachment(ctx, id)
  if (!found || found.deletedAt) throw new NotFound('attachments.notFound')
  await seen(ctx, doors, found)
  if (found.scan === 'infected') throw new Refusal('attachments.infected', { name: found.name })
  if (found.scan === 'unknown') throw new Refusal('attachments.waitsForScan', { name: found.name })
  return found
}

export async function changeAttachment(
  ctx: Context,
  doors: Doors,
  id: string,
  change: { name?: string; note?: string | null },
  version: number,
): Promise<Attachment> {
  const { before, door } = await editable(ctx, doors, id)
  if (before.version !== version) throw conflict(shown(before))
  const after = {
    name: change.name === undefined ? before.name : fileName(change.name, before.name),
    note: change.note === undefined ? before.note : change.note?.trim() || null,
  }
  await store.updateAttachment(ctx, id, { ...after, deletedAt: null })
  await recorded(ctx, 'changed', id, door.clientId, { name: before.name, note: before.note }, after)
  return shown((await store.findAttachment(ctx, id)) as store.StoredAttachment)
}

export async function removeAttachment(ctx: Context, doors: Doors, id: string, version?: number): Promise<void> {
  const { before, door } = await editable(ctx, doors, id)
  if (version !== undefined && before.version !== version) throw conflict(shown(before))
  await store.updateAttachment(ctx, id, { name: before.name, note: before.note, deletedAt: ctx.now })
  const { recordType, recordId, name } = before
  await recorded(
    ctx,
    'removed',
    id,
    door.clientId,
    { recordType, recordId, name, deletedAt: null },
    { recordType, recordId, name, deletedAt: ctx.now },
  )
}

export async function restoreAttachment(ctx: Context, doors: Doors, id: string): Promise<Attachment> {
  const { before, door } = await editable(ctx, doors, id, true)
  if (before.deletedAt) {
    await store.updateAttachment(ctx, id, { name: before.name, note: before.note, deletedAt: null })
    await recorded(
      ctx,
      'restored',
      id,
      door.clientId,
      { name: before.name, deletedAt: before.deletedAt },
      { name: before.name, deletedAt: null },
    )
  }
  return shown((await store.findAttachment(ctx, id)) as store.StoredAttachment)
}

async function editable(ctx: Context, doors: Doors, id: string, deletedToo = false) {
  const before = await store.findAttachment(ctx, id, true)
  if (!before || (before.deletedAt && !deletedToo)) throw new NotFound('attachments.notFound')
  const door = await seen(ctx, doors, before)
  if (!door.mayWrite) throw new Forbidden('attachments.notYours')
  return { before, door }
}

async function seen(ctx: Context, doors: Doors, one: { recordType: string; recordId: string }): Promise<OpenDoor> {
  const door = await doors.find(ctx, one.recordType, one.recordId)
  if (!door) throw new NotFound('attachments.notFound')
  return door
}

/** Asked before the first byte is read. */
export async function mayAttach(
  ctx: Context,
  doors: Doors,
  at: { recordType: string; recordId: string },
): Promise<void> {
  await writable(ctx, doors, at)
}

async function writable(ctx: Context, doors: Doors, at: { recordType: string; recordId: string }): Promise<OpenDoor> {
  const door = await doors.open(ctx, at.recordType, at.recordId)
  if (!door.mayWrite) throw new Forbidden('attachments.notYours')
  return door
}

function shown({ hash, place, clientId, ...attachment }: store.StoredAttachment): Attachment {
  return attachment
}

async function recorded(
  ctx: Context,
  verb: string,
  id: string,
  clientId: string | null,
  before: Record<string, unknown> | null,
  after: Record<string, unknown> | null,
): Promise<void> {
  await record(ctx, { fact: `attachments.${verb}`, recordType: 'attachments', recordId: id, clientId, before, after })
}
