// What an exchange tells becomes a call: the caller is found, the card opens on the right screen, a missed call is promised back.
import { sql } from 'kysely'
import type { Caller } from '#api/calls.ts'
import type { ExchangeMessage } from '#api/telephony.ts'
import { may } from '#domain/access.ts'
import { afterEvent, callBackOn } from '#domain/calls/telephony.ts'
import { userOfExtension, type WorkingExchange } from '#server/calls/exchanges.ts'
import { findCallers, readNumber } from '#server/calls/lookup.ts'
import * as store from '#server/calls/store.ts'
import { messagesFor } from '#server/calls/texts.ts'
import { type Context, systemActor } from '#server/kit/context.ts'
import { Refusal } from '#server/kit/errors.ts'
import { localOf } from '#server/kit/zoned-time.ts'
import { dispatchers } from '#server/leads/actions-dispatch.ts'
import { notify } from '#server/notifications/actions.ts'
import { publish } from '#server/notifications/live.ts'
import { makePromise } from '#server/promises/actions.ts'
import { loadActor } from '#server/users/sessions.ts'

/** Takes one genuine message, once. Answers with our id of the call. */
export async function takeMessage(ctx: Context, exchange: WorkingExchange, message: ExchangeMessage): Promise<string> {
  await once(ctx, exchange.id, message.messageId)
  const at = instantOf(ctx, message.at)
  await store.adoptDialled(ctx, exchange.id, message.callId)
  const direction = message.direction ?? 'in'
  const { row, isNew } = await store.callOfExchange(ctx, exchange.id, message.callId, { direction, at })
  const userId = (message.extension && (await userOfExtension(ctx, exchange.id, message.extension))) || row.userId
  const who = isNew ? await identified(ctx, row, message, userId) : { row, callers: [] }
  const after = afterEvent(who.row, message.event, at)
  // In a ringing group the call is his who answers; a colleague's missed ring takes it from nobody.
  const holder = message.event === 'answered' || !row.userId ? userId : row.userId
  await store.updateCall(ctx, row.id, {
    state: after.state,
    answeredAt: after.answeredAt,
    endedAt: after.endedAt,
    userId: holder ?? null,
    ...(message.recordingUrl ? { recordingUrl: safeLink(message.recordingUrl) } : {}),
  })
  const call = { ...who.row, ...after, userId: holder ?? null }
  if (after.state === 'missed' && row.state !== 'missed') await missed(ctx, call)
  await tellScreens(ctx, call, message, userId, row.userId)
  return row.id
}

/** The same message again is refused: the exchange has its answer already, or somebody plays a recorded one. */
async function once(ctx: Context, exchangeId: string, messageId: string): Promise<void> {
  const { rows } = await sql`
    insert into telephony_messages (exchange_id, message_id, received_at) values (${exchangeId}::uuid, ${messageId}, ${ctx.now})
    on conflict do nothing returning 1`.execute(ctx.db)
  if (rows.length === 0) throw new Refusal('calls.replayed', { messageId })
}

/** Never later than now: a clock that runs ahead must not put a call into the future. */
function instantOf(ctx: Context, text: string | null | undefined): string {
  const millis = text ? Date.parse(text) : Number.NaN
  return Number.isNaN(millis) || millis > Date.parse(ctx.now) ? ctx.now : new Date(millis).toISOString()
}

/** Looked up with the eyes of the person who is rung: a client he may not see stays unknown on his screen. */
async function identified(
  ctx: Context,
  row: store.CallRow,
  message: ExchangeMessage,
  userId: string | null | undefined,
) {
  const read = readNumber(message.number)
  const actor = userId ? await loadActor(ctx.db, userId, ctx.today) : systemActor
  const callers = read ? await findCallers({ ...ctx, actor }, read.keys) : []
  const [first] = callers
  const known = {
    number: read?.shown ?? null,
    numberKey: read?.keys[0] ?? null,
    clientId: first?.client?.id ?? null,
    contactId: first?.contact?.id ?? null,
    leadId: first?.client ? null : (first?.lead?.id ?? null),
  }
  await store.updateCall(ctx, row.id, known)
  return { row: { ...row, ...known }, callers }
}

/** A missed call is a promise to call back, given to who was rung, else to the owner; hidden numbers nobody can call. */
async function missed(ctx: Context, call: store.CallRow): Promise<void> {
  const system = { ...ctx, actor: systemActor }
  const owner = await ownerOf(ctx, call)
  const responsibleId = call.userId ?? owner?.id ?? null
  const person = responsibleId ? await loadActor(ctx.db, responsibleId, ctx.today) : systemActor
  const t = messagesFor(person)
  const name = owner?.name ?? call.number
  let promiseId: string | null = null
  if (responsibleId && call.numberKey && call.number) {
    promiseId = (await store.owedCallBack(ctx, call.numberKey, responsibleId)) ?? null
    if (!promiseId) {
      const about = { clientId: call.clientId, leadId: call.leadId, contactId: call.contactId }
      // In the person's own name, so that he is told of the call once and not of the promise too; who may only read is promised for.
      const actor = may(person, 'clients.write') || !(about.clientId ?? about.leadId) ? person : systemActor
      const promise = await makePromise(
        { ...ctx, actor },
        {
          side: 'ours',
          kind: 'callBack',
          text: t.callBackText(name ?? call.number, call.number).slice(0, 2000),
          ...(about.clientId || about.leadId ? about : {}),
          responsibleId,
          dueOn: callBackOn(ctx.today, Number(localOf(ctx.now, 'Europe/Prague').time.slice(0, 2))),
          remindAt: null,
          source: { type: 'calls', id: call.id },
        },
      )
      promiseId = promise.id
    }
    await store.updateCall(ctx, call.id, { promiseId })
  }
  await notify(system, {
    userIds: responsibleId ? [responsibleId] : await dispatchers(ctx),
    event: 'calls.missed',
    recordType: 'calls',
    recordId: call.id,
    clientId: call.clientId,
    details: { person: name ?? t.hiddenNumber, title: call.number ?? t.hiddenNumber, href: `/calls/${call.id}` },
  })
}

async function ownerOf(ctx: Context, call: store.CallRow): Promise<{ id: string | null; name: string } | undefined> {
  if (!call.clientId && !call.leadId) return undefined
  const { rows } = await sql<{ id: string | null; name: string }>`
    select owner_id as id, name from clients where id = ${call.clientId}::uuid
    union all select owner_id, name from leads where id = ${call.leadId}::uuid limit 1`.execute(ctx.db)
  return rows[0]
}

/** The card opens with the first ring and closes with the end; who no longer has the call is told too. */
async function tellScreens(
  ctx: Context,
  call: store.CallRow,
  message: ExchangeMessage,
  rung: string | null | undefined,
  before: string | null,
): Promise<void> {
  const people = [...new Set([call.userId, rung, before].filter((id): id is string => !!id))]
  if (people.length === 0 || message.event === 'recording') return
  for (const id of people) {
    const actor = await loadActor(ctx.db, id, ctx.today)
    const shown = await store.findCall({ ...ctx, actor }, call.id)
    const read = readNumber(call.number)
    const callers: Caller[] = message.event === 'ringing' && read ? await findCallers({ ...ctx, actor }, read.keys) : []
    if (shown) await publish(ctx, [id], 'calls.changed', { event: message.event, call: shown, callers })
    else await publish(ctx, [id], 'calls.taken', { id: call.id })
  }
}

/** A recording is a link people click: only to the web, never a script. */
function safeLink(text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : undefined
  return url && (url.protocol === 'https:' || url.protocol === 'http:') ? url.href.slice(0, 1000) : null
}
