// What one does with the timeline: write, change, delete, bring back, read, and agree the next touch.
import {
  type Activity,
  type ActivityChange,
  type ActivityDraft,
  longestText,
  type TimelineQuery,
  type Touch,
} from '#api/activities.ts'
import { whyNotAt, whyNotWrite } from '#domain/activities/access.ts'
import { cadenceOf, nextTouch } from '#domain/activities/cadence.ts'
import { directed, isTwoWay } from '#domain/activities/channels.ts'
import { millisOf } from '#domain/activities/instants.ts'
import type { Day } from '#domain/day.ts'
import { whyNotStoreText } from '#domain/identifiers/birth-number.ts'
import * as store from '#server/activities/store.ts'
import { cursorOf, findPage, listEntries, type Subject, subjectSeen } from '#server/activities/timeline-store.ts'
import * as touches from '#server/activities/touch-store.ts'
import { changeClient, getClient } from '#server/clients/actions.ts'
import type { Context } from '#server/kit/context.ts'
import { BadInput, conflict, constraintOf, Forbidden, NotFound, Refusal } from '#server/kit/errors.ts'
import { record } from '#server/kit/record.ts'
import { RawJson } from '#server/kit/serve.ts'
import { notify } from '#server/notifications/actions.ts'
import { makePromise } from '#server/promises/actions.ts'
import { tagNamed } from '#server/tags/actions.ts'

/**
 * Writes down what happened between us and a client or lead: the entry with its people and tags, the promises given with it,
 * the client's last contact and the journal, in the transaction of the request. Whether it was two-way follows from channel,
 * direction and outcome unless said.
 */
export async function writeActivity(ctx: Context, draft: ActivityDraft): Promise<Activity> {
  const reason = whyNotWrite(ctx.actor)
  if (reason) throw new Forbidden(reason)
  const row = checked(ctx, {
    clientId: draft.clientId ?? null,
    leadId: draft.leadId ?? null,
    channel: draft.channel,
    direction: directed(draft.channel) ? (draft.direction ?? null) : null,
    happenedAt: draft.happenedAt ?? ctx.now,
    durationMinutes: draft.durationMinutes ?? null,
    subject: draft.subject ?? null,
    text: draft.text,
    outcome: draft.outcome ?? null,
    twoWay: draft.twoWay ?? isTwoWay(draft),
    private: draft.private ?? false,
    sourceType: draft.source?.type ?? null,
    sourceId: draft.source?.id ?? null,
    contactIds: draft.contactIds ?? [],
    userIds: draft.userIds ?? [],
    tagIds: await tagsOf(ctx, draft),
  })
  if (!row.clientId && !row.leadId) throw new BadInput([{ field: 'clientId', reason: 'activities.aboutNobody' }])
  const written = await onceForSource(() => store.insertActivity(ctx, row))
  if (!written) throw new NotFound(row.clientId ? 'clients.notFound' : 'leads.notFound')
  refuseUnknown(row, written)
  const { activity } = written
  for (const promise of draft.promises ?? [])
    await makePromise(ctx, {
      ...promise,
      clientId: row.clientId,
      leadId: row.leadId,
      source: { type: 'activities', id: activity.id, line: promise.source?.line ?? promise.text.slice(0, 2000) },
    })
  if (draft.nextTouchOn && row.clientId) await setNextTouch(ctx, row.clientId, draft.nextTouchOn)
  await tellNamed(ctx, activity)
  return draft.promises?.length ? ((await store.findActivity(ctx, activity.id)) ?? activity) : activity
}

/** One entry with its whole text. */
export async function getActivity(ctx: Context, id: string): Promise<Activity> {
  const activity = await store.findActivity(ctx, id)
  if (!activity) throw new NotFound('activities.notFound')
  return activity
}

/** Changes an entry; the journal keeps what it said before. A private entry's words stay out of the journal. */
export async function changeActivity(
  ctx: Context,
  id: string,
  change: ActivityChange,
  version: number,
): Promise<Activity> {
  const before = await editable(ctx, id)
  if (before.version !== version) throw conflict(before)
  const was = rowOf(before)
  const channel = change.channel ?? was.channel
  const merged = { ...was, ...withoutTags(change), channel }
  const sameContact = channel === was.channel && merged.direction === was.direction && merged.outcome === was.outcome
  const row = checked(ctx, {
    ...merged,
    direction: directed(channel as Activity['channel']) ? merged.direction : null,
    tagIds: change.tagIds || change.tagNames ? await tagsOf(ctx, change) : was.tagIds,
    twoWay: change.twoWay ?? (sameContact ? was.twoWay : isTwoWay(merged as Parameters<typeof isTwoWay>[0])),
  })
  if (row.private && before.author?.id !== ctx.actor.id)
    throw new BadInput([{ field: 'private', reason: 'activities.privateByAuthor' }])
  await replaceLinks(ctx, id, was, row)
  await store.updateActivity(ctx, id, row)
  if (row.clientId) await store.recountTouch(ctx, row.clientId)
  const after = await store.findActivity(ctx, id)
  await record(ctx, {
    fact: 'activities.changed',
    recordType: 'activities',
    recordId: id,
    clientId: was.private || row.private ? null : row.clientId,
    before: pictured(was),
    after: pictured(row),
  })
  return after as Activity
}

/** Puts an entry away; it leaves the timeline and the reckoning of contacts, and can be brought back. */
export async function removeActivity(ctx: Context, id: string, version: number | undefined): Promise<void> {
  const before = await editable(ctx, id)
  if (version !== undefined && before.version !== version) throw conflict(before)
  await setDeleted(ctx, before, true)
}

export async function restoreActivity(ctx: Context, id: string): Promise<Activity> {
  const before = await editable(ctx, id, true)
  if (before.deletedAt) await setDeleted(ctx, before, false)
  return getActivity(ctx, id)
}

/**
 * A page of the timeline, newest first: what people wrote and what happened to records. `milestones` are the facts of the
 * journal that count, of all capabilities.
 */
export async function timelineOf(ctx: Context, query: TimelineQuery, milestones: readonly string[]): Promise<RawJson> {
  const of = [query.clientId, query.leadId, query.contactId, query.groupOf].filter((id) => id !== undefined)
  if (of.length !== 1) throw new BadInput([{ field: 'clientId', reason: 'activities.oneSubject' }])
  if (query.from && query.to && query.from > query.to)
    throw new BadInput([{ field: 'to', reason: 'activities.endsBeforeStart' }])
  cursorOf(query.cursor)
  if (!(await subjectSeen(ctx, query))) throw new NotFound()
  return new RawJson(await findPage(ctx, query, milestones, query.limit ?? 30))
}

/** The newest entries (no milestones) of a client, lead or contact that the actor sees; at most 50. */
export async function latestActivities(ctx: Context, of: Subject & { limit: number }): Promise<Activity[]> {
  const { limit, ...subject } = of
  if (!(await subjectSeen(ctx, subject))) return []
  return listEntries(ctx, subject, Math.min(limit, 50))
}

/** Hands the entries of a converted lead to its client, too; returns how many. */
export async function takeOverActivities(ctx: Context, of: { leadId: string; clientId: string }): Promise<number> {
  const moved = await store.moveToClient(ctx, of.leadId, of.clientId)
  if (moved > 0) await store.recountTouch(ctx, of.clientId)
  return moved
}

/** When the client was last in touch with, its cadence and the next touch (handbook §6). */
export async function touchOf(ctx: Context, clientId: string): Promise<Touch> {
  const row = await touches.findTouch(ctx, clientId)
  if (!row) throw new NotFound('clients.notFound')
  return touchFrom(row, ctx.today)
}

export function touchFrom(row: touches.TouchRow, today: Day): Touch {
  return {
    clientId: row.clientId,
    version: row.version,
    lastAt: row.lastAt,
    lastTwoWayAt: row.lastTwoWayAt,
    cadenceDays: cadenceOf(row),
    classDays: cadenceOf({ class: row.class, ownDays: null }),
    ownDays: row.ownDays,
    plannedOn: row.plannedOn,
    note: row.note,
    next: nextTouch(row, today),
  }
}

/** Agrees the day of the next touch, the reason for it, or a cadence of the client's own; only who may edit the client. */
export async function changeTouch(
  ctx: Context,
  clientId: string,
  change: { plannedOn?: Day | null; note?: string | null; ownDays?: number | null },
  version?: number,
): Promise<Touch> {
  const client = await getClient(ctx, clientId)
  if (client.whyNot.edit) throw new Forbidden(client.whyNot.edit)
  const before = await touchOf(ctx, clientId)
  if (version !== undefined && before.version !== version) throw conflict(before)
  if (change.plannedOn && change.plannedOn < ctx.today)
    throw new BadInput([{ field: 'plannedOn', reason: 'activities.touchPassed' }])
  if (change.plannedOn !== undefined && change.plannedOn !== before.plannedOn)
    await changeClient(ctx, clientId, { nextTouchOn: change.plannedOn }, client.version)
  const own = { ownDays: before.ownDays, note: before.note }
  const next = {
    ownDays: change.ownDays === undefined ? own.ownDays : change.ownDays,
    note: change.note === undefined ? own.note : change.note?.trim() || null,
  }
  if (next.ownDays !== own.ownDays || next.note !== own.note) {
    if (!(await touches.saveTouch(ctx, clientId, next, before.version))) throw conflict(await touchOf(ctx, clientId))
    await record(ctx, {
      fact: 'activities.cadenceSet',
      recordType: 'touches',
      recordId: clientId,
      clientId,
      before: own,
      after: next,
    })
  }
  return touchOf(ctx, clientId)
}

/** Agrees the day of the next touch; null takes it back and the cadence counts again. */
export async function setNextTouch(ctx: Context, clientId: string, day: Day | null, note?: string): Promise<Touch> {
  return changeTouch(ctx, clientId, { plannedOn: day, ...(note === undefined ? {} : { note }) })
}

/** Clients of the people whose next touch has come by the day, longest overdue first, at most some hundreds. */
export async function clientsToTouch(ctx: Context, ownerIds: readonly string[], until: Day, limit = 300) {
  return touches.listDue(ctx, ownerIds, until, limit)
}

function checked(ctx: Context, row: store.ActivityRow): store.ActivityRow {
  const text = row.text.normalize('NFC').replace(/\r\n?/g, '\n').trim()
  const subject = row.subject?.normalize('NFC').trim() || null
  const errors: { field: string; reason: string; details?: Record<string, unknown> }[] = []
  const say = (field: string, reason: string | undefined, details?: Record<string, unknown>) => {
    if (reason) errors.push({ field, reason, ...(details ? { details } : {}) })
  }
  if (text.length > longestText) say('text', 'activities.tooLong', { most: longestText, length: text.length })
  else say('text', whyNotStoreText(text))
  if (subject) say('subject', whyNotStoreText(subject))
  // PostgreSQL keeps no NUL in text.
  if (!text && !subject && (row.channel === 'note' || !row.outcome)) say('text', 'activities.nothingWritten')
  say('happenedAt', whyNotAt(millisOf(row.happenedAt), Date.parse(ctx.now)))
  if (errors.length > 0) throw new BadInput(errors)
  return { ...row, text, subject }
}

async function tagsOf(ctx: Context, { tagIds = [], tagNames = [] }: Pick<ActivityDraft, 'tagIds' | 'tagNames'>) {
  const found = new Set(tagIds)
  for (const [i, name] of tagNames.entries()) {
    const tag = await tagNamed(ctx, name).catch((error: unknown) => {
      // A tag refuses its name; here that is one of several words of the entry.
      if (!(error instanceof BadInput)) throw error
      throw new BadInput(error.errors.map((one) => ({ ...one, field: `tagNames.${i}` })))
    })
    found.add(tag.id)
  }
  return [...found]
}

function refuseUnknown(row: store.ActivityRow, found: { contacts: number; users: number; tags: number }): void {
  const errors = [
    ...(found.contacts < row.contactIds.length ? [{ field: 'contactIds', reason: 'activities.unknownContact' }] : []),
    ...(found.users < row.userIds.length ? [{ field: 'userIds', reason: 'activities.unknownColleague' }] : []),
    ...(found.tags < row.tagIds.length ? [{ field: 'tagIds', reason: 'activities.unknownTag' }] : []),
  ]
  if (errors.length > 0) throw new BadInput(errors)
}

/** Colleagues named in an entry learn of it; of a private one nobody does. */
async function tellNamed(ctx: Context, activity: Activity): Promise<void> {
  const others = activity.users.filter((user) => user.id !== ctx.actor.id)
  if (others.length === 0 || activity.private) return
  const { client, lead } = activity
  await notify(ctx, {
    userIds: others.map((user) => user.id),
    event: 'activities.mention',
    recordType: 'activities',
    recordId: activity.id,
    clientId: client?.id ?? null,
    details: {
      title: client?.name ?? lead?.name ?? '',
      text: (activity.subject ?? activity.text).slice(0, 200),
      person: ctx.actor.name,
      href: client ? `/clients/${client.id}?entry=${activity.id}` : `/leads/${lead?.id}?entry=${activity.id}`,
    },
  })
}

/** A meeting or call writes itself into the timeline once. */
async function onceForSource<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (constraintOf(error) === 'activities_source') throw new Refusal('activities.alreadyWritten')
    throw error
  }
}

async function replaceLinks(ctx: Context, id: string, was: store.ActivityRow, row: store.ActivityRow): Promise<void> {
  const same = (a: readonly string[], b: readonly string[]) => [...a].sort().join() === [...b].sort().join()
  if (same(was.contactIds, row.contactIds) && same(was.userIds, row.userIds) && same(was.tagIds, row.tagIds)) return
  const known = await store.knownLinks(ctx, row)
  // People already named stay, even if they have left since.
  const all = (found: readonly string[], before: readonly string[], asked: readonly string[]) =>
    asked.filter((one) => found.includes(one) || before.includes(one)).length
  refuseUnknown(row, {
    contacts: all(known.contactIds, was.contactIds, row.contactIds),
    users: all(known.userIds, was.userIds, row.userIds),
    tags: all(known.tagIds, was.tagIds, row.tagIds),
  })
  await store.replaceLinks(ctx, id, row)
}

async function editable(ctx: Context, id: string, deletedToo = false): Promise<Activity> {
  const before = await store.findActivity(ctx, id, { lock: true, deletedToo })
  if (!before) throw new NotFound('activities.notFound')
  if (!before.mayEdit) throw new Forbidden(whyNotWrite(ctx.actor) ?? 'activities.notYours')
  return before
}

async function setDeleted(ctx: Context, before: Activity, deleted: boolean): Promise<void> {
  await store.setDeleted(ctx, before.id, deleted)
  if (before.client) await store.recountTouch(ctx, before.client.id)
  await record(ctx, {
    fact: deleted ? 'activities.removed' : 'activities.restored',
    recordType: 'activities',
    recordId: before.id,
    clientId: before.private ? null : (before.client?.id ?? null),
    before: { deletedAt: before.deletedAt },
    after: { deletedAt: deleted ? ctx.now : null },
  })
}

function withoutTags({ tagNames: _names, tagIds: _ids, ...change }: ActivityChange) {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
}

function rowOf(activity: Activity): store.ActivityRow {
  const { client, lead, source, contacts, users, tags, ...rest } = activity
  return {
    clientId: client?.id ?? null,
    leadId: lead?.id ?? null,
    channel: rest.channel,
    direction: rest.direction,
    happenedAt: rest.happenedAt,
    durationMinutes: rest.durationMinutes,
    subject: rest.subject,
    text: rest.text,
    outcome: rest.outcome,
    twoWay: rest.twoWay,
    private: rest.private,
    sourceType: source?.type ?? null,
    sourceId: source?.id ?? null,
    contactIds: contacts.map((one) => one.id),
    userIds: users.map((one) => one.id),
    tagIds: tags.map((one) => one.id),
  }
}

/** What the journal compares. */
function pictured(row: store.ActivityRow): Record<string, unknown> {
  const {
    channel,
    happenedAt,
    subject,
    text,
    direction,
    durationMinutes,
    outcome,
    twoWay,
    contactIds,
    userIds,
    tagIds,
  } = row
  const at = new Date(happenedAt).toISOString()
  if (row.private) return { private: true, channel, happenedAt: at }
  return {
    private: false,
    channel,
    happenedAt: at,
    subject,
    text,
    direction,
    durationMinutes,
    outcome,
    twoWay,
    contactIds,
    userIds,
    tagIds,
  }
}
