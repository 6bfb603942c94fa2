// Binds the endpoints of calls, call lists and telephone exchanges.
import * as lists from '#api/call-lists.ts'
import * as api from '#api/calls.ts'
import * as telephony from '#api/telephony.ts'
import type { Outside } from '#server/app.ts'
import * as actions from '#server/calls/actions.ts'
import * as callLists from '#server/calls/call-lists.ts'
import { cardOf } from '#server/calls/card.ts'
import { dial } from '#server/calls/dialling.ts'
import * as exchanges from '#server/calls/exchanges.ts'
import { takeMessage } from '#server/calls/hook.ts'
import { callBacksDue } from '#server/calls/list-rules.ts'
import { bodyOf } from '#server/calls/pages.ts'
import * as scripts from '#server/calls/scripts.ts'
import { whyNotGenuine } from '#server/calls/signing.ts'
import { systemActor } from '#server/kit/context.ts'
import type { DayRule } from '#server/kit/day-rules.ts'
import { inTransaction } from '#server/kit/db.ts'
import { NotFound, Refusal } from '#server/kit/errors.ts'
import { type Bind, requireVersion } from '#server/kit/serve.ts'

/** `dayRules` are the proposals of the day that a call list may be built of. */
export function callRoutes(bind: Bind, outside: Outside, dayRules: readonly DayRule[]): void {
  bind(api.listCalls, (ctx, { query }) => actions.listCalls(ctx, query))
  bind(api.findCaller, (ctx, { query }) => actions.whoCalls(ctx, query.number))
  bind(api.getCallCard, (ctx, { query }) => cardOf(ctx, query))
  bind(api.logCall, (ctx, { body }) => actions.logCall(ctx, body))
  bind(telephony.dial, (ctx, { body }) => dial(ctx, body))
  bind(api.getCall, (ctx, { params }) => actions.getCall(ctx, params.id))
  bind(api.leadOfCall, (ctx, { params }) => actions.leadOfCall(ctx, params.id))
  bind(api.assignCaller, (ctx, { params, body }) => actions.assignCaller(ctx, params.id, body))
  listRoutes(bind, [callBacksDue, ...dayRules])
  exchangeRoutes(bind, outside)
}

function listRoutes(bind: Bind, rules: readonly DayRule[]): void {
  bind(lists.listCallLists, (ctx, { query }) => callLists.listCallLists(ctx, query.state, rules))
  bind(lists.listDeletedCallLists, (ctx, { query }) => callLists.listDeletedCallLists(ctx, query))
  bind(lists.createCallList, (ctx, { body }) => callLists.createCallList(ctx, body, rules))
  bind(lists.getCallList, (ctx, { params }) => callLists.getCallList(ctx, params.id))
  bind(lists.changeCallList, (ctx, { params, body, ...input }) =>
    callLists.changeCallList(ctx, params.id, body, requireVersion(input)),
  )
  bind(lists.removeCallList, async (ctx, { params, version }) => {
    await callLists.removeCallList(ctx, params.id, version)
    return { ok: true as const }
  })
  bind(lists.restoreCallList, (ctx, { params }) => callLists.restoreCallList(ctx, params.id))
  bind(lists.getCallItem, (ctx, { params }) => callLists.getCallItem(ctx, params.id))
  bind(lists.putOffCallItem, (ctx, { params, body }) => callLists.putOffItem(ctx, params.id, body))
  bind(lists.listCallScripts, (ctx) => scripts.listScripts(ctx))
  bind(lists.createCallScript, (ctx, { body }) => scripts.createScript(ctx, body))
  bind(lists.changeCallScript, (ctx, { params, body, ...input }) =>
    scripts.changeScript(ctx, params.id, body, requireVersion(input)),
  )
}

function exchangeRoutes(bind: Bind, outside: Outside): void {
  bind(telephony.listExchanges, (ctx) => exchanges.listExchanges(ctx))
  bind(telephony.createExchange, (ctx, { body }) => exchanges.createExchange(ctx, outside.secret, body))
  bind(telephony.changeExchange, (ctx, { params, body, ...input }) =>
    exchanges.changeExchange(ctx, params.id, body, requireVersion(input)),
  )
  bind(telephony.renewExchangeSecret, (ctx, { params }) => exchanges.renewSecret(ctx, outside.secret, params.id))
  bind(telephony.setExtensions, (ctx, { params, body }) => exchanges.setExtensions(ctx, params.id, body.extensions))
  bind(telephony.removeExchange, async (ctx, { params }) => {
    await exchanges.removeExchange(ctx, params.id)
    return { ok: true as const }
  })
  bind(telephony.getMyTelephone, async (ctx) => {
    const mine = await exchanges.myExtension(ctx)
    return { extension: mine?.extension ?? null, dials: mine?.dials ?? false }
  })
  bind(telephony.exchangeHook, async (ctx, { params, body, request }) => {
    const exchange = await exchanges.workingExchange(ctx.db, outside.secret, params.id)
    if (!exchange) throw new NotFound('calls.exchangeNotFound')
    const why = whyNotGenuine(exchange.secret, request.headers, bodyOf(request), Date.parse(ctx.now))
    if (why) throw new Refusal(why, {}, { status: 401 })
    // One message, one transaction: a refused or failed one leaves nothing behind, not even its name.
    const callId = await inTransaction(ctx.db, (db) => takeMessage({ ...ctx, db, actor: systemActor }, exchange, body))
    return { ok: true as const, callId }
  })
}
