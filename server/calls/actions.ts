// What one does with calls: find the caller, read the card, write down what came of it, make a lead of a strange number.
import { sql } from 'kysely'
import type { Call, CallRecord } from '#api/calls.ts'
import type { ListQuery } from '#api/lists.ts'
import { isTwoWay } from '#domain/activities/channels.ts'
import { dayOfStep, promiseKindOf } from '#domain/calls/next-steps.ts'
import { writeActivity } from '#server/activities/actions.ts'
import { noteSettled } from '#server/calls/call-lists.ts'
import { callSqlColumns } from '#server/calls/columns.ts'
import { findCallers, readNumber } from '#server/calls/lookup.ts'
import * as store from '#server/calls/store.ts'
import { messagesFor } from '#server/calls/texts.ts'
import { getClient } from '#server/clients/actions.ts'
import { getContact } from '#server/contacts/actions.ts'
import type { Context } from '#server/kit/context.ts'
import { BadInput, Forbidden, NotFound, Refusal } from '#server/kit/errors.ts'
import { type ListSource, listRows } from '#server/kit/lists.ts'
import { record } from '#server/kit/record.ts'
import type { RawJson } from '#server/kit/serve.ts'
import { createLead, leadAnswered } from '#server/leads/actions.ts'
import { changePromise, findPromiseView, keepPromise, makePromise, openPromisesOf } from '#server/promises/actions.ts'

function callSource(ctx: Context): ListSource {
  return {
    capability: 'calls',
    from: sql`calls k`,
    id: sql`k.id`,
    version: sql`k.version`,
    where: store.callVisibleTo(ctx.actor),
    columns: callSqlColumns(ctx.actor),
    matches: (words, raw) => {
      const digits = raw.replace(/\D/g, '')
      const named = sql.join(
        words.map((word) => sql`c.name_folded like ${`%${word.replace(/[\\%_]/g, '\\$&')}%`}`),
        sql` and `,
      )
      const byName = sql`${store.clientIdOf(ctx.actor)} in (select c.id from clients c where ${named})`
      return digits.length >= 3 ? sql`(k.number_key like ${`%${digits}%`} or ${byName})` : byName
    },
    defaultSort: '-startedAt',
  }
}

export async function listCalls(ctx: Context, query: ListQuery): Promise<RawJson> {
  return listRows(ctx, callSource(ctx), query)
}

export async function getCall(ctx: Context, id: string): Promise<Call> {
  const call = await store.findCall(ctx, id)
  if (!call) throw new NotFound('calls.notFound')
  return call
}

/** Whom the number belongs to; a hidden one belongs to nobody and is told apart from an unknown one. */
export async function whoCalls(ctx: Context, text: string) {
  const read = readNumber(text)
  return { number: read?.shown ?? null, callers: read ? await findCallers(ctx, read.keys) : [] }
}

/**
 * Writes down a call: one entry of the timeline, the next step as a promise with its day, the line of the call list settled,
 * call-backs owed to the other side kept once somebody was spoken to, a lead answered.
 */
export async function logCall(ctx: Context, given: CallRecord) {
  const call = given.callId ? await callToLog(ctx, given.callId) : undefined
  const about = {
    clientId: given.clientId ?? call?.client?.id ?? null,
    leadId: given.leadId ?? (given.clientId || call?.client ? null : (call?.lead?.id ?? null)),
    contactId: given.contactId ?? call?.contact?.id ?? null,
  }
  if (!about.clientId && !about.leadId) throw new BadInput([{ field: 'clientId', reason: 'calls.aboutNobody' }])
  const direction = call?.direction ?? given.direction ?? 'out'
  const next = given.next ?? { step: 'none' as const }
  const dueOn = dayOfStep(next.step, ctx.today, next.dueOn)
  if (next.step === 'callOn' && !dueOn) throw new BadInput([{ field: 'next.dueOn', reason: 'calls.dayMissing' }])
  if (dueOn && dueOn < ctx.today) throw new BadInput([{ field: 'next.dueOn', reason: 'calls.dayPassed' }])
  const happenedAt = given.happenedAt ?? call?.answeredAt ?? call?.startedAt ?? ctx.now
  const activity = await writeActivity(ctx, {
    clientId: about.clientId,
    leadId: about.leadId,
    channel: 'phone',
    direction,
    happenedAt,
    durationMinutes: given.durationMinutes ?? call?.minutes ?? null,
    text: given.text?.trim() ?? '',
    outcome: given.outcome,
    ...(about.contactId ? { contactIds: [about.contactId] } : {}),
    ...(call ? { source: { type: 'calls', id: call.id } } : {}),
  })
  const spoke = isTwoWay({ channel: 'phone', direction, outcome: given.outcome })
  const kept = spoke ? await keepCallBacks(ctx, about, call) : 0
  const kind = promiseKindOf(next.step)
  const promise = kind
    ? await makePromise(ctx, {
        side: 'ours',
        kind,
        text: next.text?.trim() || messagesFor(ctx.actor).stepTexts[next.step],
        clientId: about.clientId,
        leadId: about.leadId,
        contactId: about.contactId,
        dueOn: dueOn ?? null,
        ...(next.dueTime ? { dueTime: next.dueTime } : {}),
        source: { type: 'activities', id: activity.id, line: given.text?.trim().slice(0, 2000) || null },
      })
    : null
  if (about.leadId && (direction === 'out' || spoke)) await leadAnswered(ctx, about.leadId, happenedAt)
  if (call) await store.updateCall(ctx, call.id, { activityId: activity.id, ...about })
  const nextItemId = given.itemId ? await noteSettled(ctx, given.itemId, activity.id, given.outcome) : null
  return { activityId: activity.id, promise, kept, nextItemId }
}

async function callToLog(ctx: Context, id: string): Promise<Call> {
  const call = await store.findCall(ctx, id, true)
  if (!call) throw new NotFound('calls.notFound')
  if (call.activityId) throw new Refusal('calls.alreadyLogged')
  return call
}

/** Whoever was spoken to is called back by that; what is promised for a later day stays. */
async function keepCallBacks(
  ctx: Context,
  about: { clientId: string | null; leadId: string | null },
  call: Call | undefined,
): Promise<number> {
  const owed = await openPromisesOf(
    ctx,
    about.clientId ? { clientId: about.clientId } : { leadId: about.leadId as string },
  )
  const mine = owed
    .filter(
      (promise) =>
        promise.kind === 'callBack' && promise.responsible && ctx.actor.personIds.includes(promise.responsible.id),
    )
    .filter((promise) => !promise.dueOn || promise.dueOn <= ctx.today)
    .map((promise) => promise.id)
  const key = call?.number ? readNumber(call.number)?.keys[0] : undefined
  const byNumber = key ? await store.owedToNumber(ctx, key) : []
  const ids = [...new Set([...mine, ...byNumber])]
  for (const id of ids) await keepPromise(ctx, id, { proof: messagesFor(ctx.actor).keptByCall })
  return ids.length
}

/** One key makes a lead of a number nobody knows; a number known meanwhile is joined instead. */
export async function leadOfCall(ctx: Context, id: string): Promise<{ leadId: string; created: boolean }> {
  const call = await mine(ctx, id)
  if (call.lead) return { leadId: call.lead.id, created: false }
  if (call.client) throw new Refusal('calls.alreadyKnown', { name: call.client.name })
  const read = readNumber(call.number)
  if (!read || read.keys.length === 0) throw new Refusal('calls.hiddenNumber')
  const known = (await findCallers(ctx, read.keys)).find((caller) => caller.lead)
  const leadId =
    known?.lead?.id ??
    (
      await createLead(ctx, {
        name: read.shown,
        phone: read.shown,
        source: 'call',
        ownerId: ctx.actor.id,
        evenIfSimilar: true,
      })
    ).id
  await store.updateCall(ctx, call.id, { leadId })
  await linkCallBack(ctx, call, { leadId })
  return { leadId, created: !known }
}

/** A person says whose call it was; the promise to call back goes to that client too. */
export async function assignCaller(
  ctx: Context,
  id: string,
  { clientId, contactId }: { clientId: string; contactId?: string | null },
): Promise<Call> {
  const before = await mine(ctx, id)
  const client = await getClient(ctx, clientId)
  const contact = contactId ? await getContact(ctx, contactId) : undefined
  await store.updateCall(ctx, id, { clientId: client.id, contactId: contact?.id ?? null })
  await linkCallBack(ctx, before, { clientId: client.id, contactId: contact?.id ?? null })
  await record(ctx, {
    fact: 'calls.assigned',
    recordType: 'calls',
    recordId: id,
    clientId: client.id,
    before: { client: before.client?.id ?? null, contact: before.contact?.id ?? null },
    after: { client: client.id, contact: contact?.id ?? null },
  })
  return getCall(ctx, id)
}

/** The promise to call back a strange number belongs from now on to whom the number belongs. */
async function linkCallBack(
  ctx: Context,
  call: Call,
  to: { clientId?: string; leadId?: string; contactId?: string | null },
): Promise<void> {
  const promise = call.promiseId ? await findPromiseView(ctx, call.promiseId) : undefined
  if (promise?.state !== 'open' || promise.whyNot.edit || promise.client || promise.lead) return
  await changePromise(ctx, promise.id, to, promise.version)
}

/** A call is worked with by who took it, and one that nobody took by who sees it. */
async function mine(ctx: Context, id: string): Promise<Call> {
  const call = await store.findCall(ctx, id, true)
  if (!call) throw new NotFound('calls.notFound')
  if (
    call.user &&
    !ctx.actor.personIds.includes(call.user.id) &&
    !ctx.actor.roles.some((role) => role === 'SD' || role === 'CEO')
  )
    throw new Forbidden('calls.notYours')
  return call
}
