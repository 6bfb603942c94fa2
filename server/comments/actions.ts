// What one does with comments: write, change, delete, bring back. Whoever is mentioned is told, if he may see the record.
import type { Comment, WrittenComment } from '#api/comments.ts'
import { whyNotComment, whyNotEdit } from '#domain/comments/access.ts'
import { whyNotStoreText } from '#domain/identifiers/birth-number.ts'
import * as store from '#server/comments/store.ts'
import type { Context } from '#server/kit/context.ts'
import type { Doors, OpenDoor } from '#server/kit/doors.ts'
import { BadInput, conflict, Forbidden, NotFound } from '#server/kit/errors.ts'
import { record } from '#server/kit/record.ts'
import { notify } from '#server/notifications/actions.ts'
import { publish } from '#server/notifications/live.ts'
import { loadActor } from '#server/users/sessions.ts'

type At = { recordType: string; recordId: string }

export async function listComments(ctx: Context, doors: Doors, at: At) {
  await doors.open(ctx, at.recordType, at.recordId)
  const add = whyNotComment(ctx.actor)
  return {
    items: (await store.listOf(ctx, at.recordType, at.recordId)).map((one) => shown(ctx, one)),
    whyNot: add ? { add } : {},
  }
}

/** People mentioned learn of it at once; those who spoke here before learn that something new was said. */
export async function addComment(
  ctx: Context,
  doors: Doors,
  at: At,
  draft: { text: string; mentions?: readonly string[] },
): Promise<WrittenComment> {
  const door = await doors.open(ctx, at.recordType, at.recordId)
  const why = whyNotComment(ctx.actor)
  if (why) throw new Forbidden(why)
  const text = checked(draft.text)
  const mentioned = await store.colleagues(ctx, draft.mentions ?? [])
  const { clientId, leadId } = door
  const ids = mentioned.map((person) => person.id)
  const speakers = await store.speakersAt(ctx, at.recordType, at.recordId)
  const id = await store.insertComment(ctx, { ...at, clientId, leadId, text, mentions: ids })
  await recorded(ctx, 'added', id, clientId, null, { ...at, text })
  const seeing = await whoSees(ctx, doors, at, [...ids, ...speakers])
  await tell(ctx, at, door, text, {
    'comments.mention': ids.filter((one) => seeing.has(one)),
    'comments.added': speakers.filter((one) => seeing.has(one) && !ids.includes(one)),
  })
  await publish(ctx, [...seeing], 'comments.changed', at)
  return written(
    ctx,
    id,
    mentioned.filter((person) => !seeing.has(person.id)),
  )
}

/** Only those newly mentioned are told. */
export async function changeComment(
  ctx: Context,
  doors: Doors,
  id: string,
  change: { text: string; mentions?: readonly string[] },
  version: number,
): Promise<WrittenComment> {
  const { before, door } = await own(ctx, doors, id)
  if (before.version !== version) throw conflict(shown(ctx, before))
  const text = checked(change.text)
  const already = before.mentions.map((person) => person.id)
  const mentioned = await store.colleagues(ctx, change.mentions ?? already)
  const fresh = mentioned.filter((person) => !already.includes(person.id))
  await store.updateComment(
    ctx,
    id,
    text,
    mentioned.map((person) => person.id),
  )
  await recorded(ctx, 'changed', id, door.clientId, { text: before.text }, { text })
  const at = { recordType: before.recordType, recordId: before.recordId }
  const seeing = await whoSees(
    ctx,
    doors,
    at,
    fresh.map((person) => person.id),
  )
  await tell(ctx, at, door, text, { 'comments.mention': [...seeing] })
  await publish(ctx, await store.speakersAt(ctx, at.recordType, at.recordId), 'comments.changed', at)
  return written(
    ctx,
    id,
    fresh.filter((person) => !seeing.has(person.id)),
  )
}

export async function removeComment(ctx: Context, doors: Doors, id: string, version?: number): Promise<void> {
  const { before, door } = await own(ctx, doors, id)
  if (version !== undefined && before.version !== version) throw conflict(shown(ctx, before))
  await store.setDeleted(ctx, id, ctx.now)
  await recorded(
    ctx,
    'removed',
    id,
    door.clientId,
    { text: before.text, deletedAt: null },
    { text: before.text, deletedAt: ctx.now },
  )
}

export async function restoreComment(ctx: Context, doors: Doors, id: string): Promise<Comment> {
  const { before, door } = await own(ctx, doors, id, true)
  if (before.deletedAt) {
    await store.setDeleted(ctx, id, null)
    await recorded(ctx, 'restored', id, door.clientId, { deletedAt: before.deletedAt }, { deletedAt: null })
  }
  return shown(ctx, (await store.findComment(ctx, id)) as store.StoredComment)
}

async function own(ctx: Context, doors: Doors, id: string, deletedToo = false) {
  const before = await store.findComment(ctx, id, true)
  if (!before || (before.deletedAt && !deletedToo)) throw new NotFound('comments.notFound')
  const door = await doors.find(ctx, before.recordType, before.recordId)
  if (!door) throw new NotFound('comments.notFound')
  const why = whyNotEdit(ctx.actor, { authorId: before.createdBy.id })
  if (why) throw new Forbidden(why, { author: before.createdBy.name })
  return { before, door }
}

/** Who of these people sees the record, each with his own rights. */
async function whoSees(ctx: Context, doors: Doors, at: At, ids: readonly string[]): Promise<Set<string>> {
  const seeing = new Set<string>()
  for (const id of new Set(ids)) {
    const actor = id === ctx.actor.id ? ctx.actor : await loadActor(ctx.db, id, ctx.today)
    if (await doors.find({ ...ctx, actor }, at.recordType, at.recordId)) seeing.add(id)
  }
  return seeing
}

async function tell(
  ctx: Context,
  at: At,
  door: OpenDoor,
  text: string,
  whom: Partial<Record<'comments.mention' | 'comments.added', readonly string[]>>,
): Promise<void> {
  for (const [event, userIds] of Object.entries(whom) as ['comments.mention' | 'comments.added', readonly string[]][]) {
    await notify(ctx, {
      userIds,
      event,
      ...at,
      clientId: door.clientId,
      details: { title: door.title, text: text.slice(0, 300), href: door.href },
    })
  }
}

async function written(
  ctx: Context,
  id: string,
  notTold: readonly { id: string; name: string }[],
): Promise<WrittenComment> {
  const comment = shown(ctx, (await store.findComment(ctx, id)) as store.StoredComment)
  return { ...comment, notTold: [...notTold] }
}

function shown(ctx: Context, { clientId, ...comment }: store.StoredComment): Comment {
  const edit = whyNotEdit(ctx.actor, { authorId: comment.createdBy.id })
  return { ...comment, whyNot: edit ? { edit } : {} }
}

function checked(raw: string): string {
  const text = raw.normalize('NFC').replace(/\r\n?/g, '\n').trim()
  const reason = text ? whyNotStoreText(text) : 'kit.required'
  if (reason) throw new BadInput([{ field: 'text', reason }])
  return text
}

async function recorded(
  ctx: Context,
  verb: string,
  id: string,
  clientId: string | null,
  before: Record<string, unknown> | null,
  after: Record<string, unknown> | null,
): Promise<void> {
  await record(ctx, { fact: `comments.${verb}`, recordType: 'comments', recordId: id, clientId, before, after })
}
