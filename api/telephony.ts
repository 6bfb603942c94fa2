// The telephone exchange at the border: who may send what it tells, whose extension is whose, and calling by a click.
import { type Static, Type } from 'typebox'
import { Done, endpoint, Id, IdParams, Instant, nullable } from '#api/endpoint.ts'
import { callEvents } from '#domain/calls/telephony.ts'

const oneOf = <const T extends readonly string[]>(values: T) =>
  Type.Unsafe<T[number]>({ type: 'string', enum: [...values] })

export const Exchange = Type.Object({
  id: Id,
  version: Type.Integer(),
  name: Type.String(),
  dialUrl: nullable(Type.String()),
  active: Type.Boolean(),
  /** Where the exchange sends its messages, behind the address of the product. */
  hookPath: Type.String(),
  extensions: Type.Array(Type.Object({ extension: Type.String(), user: Type.Object({ id: Id, name: Type.String() }) })),
  lastMessageAt: nullable(Instant),
})
export type Exchange = Static<typeof Exchange>

const name = Type.String({ minLength: 1, maxLength: 120, pattern: '\\S' })
const dialUrl = nullable(Type.String({ maxLength: 1000 }))
export const ExchangeDraft = Type.Object({ name, dialUrl: Type.Optional(dialUrl) }, { additionalProperties: false })
export type ExchangeDraft = Static<typeof ExchangeDraft>
export const ExchangeChange = Type.Object(
  { name: Type.Optional(name), dialUrl: Type.Optional(dialUrl), active: Type.Optional(Type.Boolean()) },
  { additionalProperties: false, minProperties: 1 },
)
export type ExchangeChange = Static<typeof ExchangeChange>
const WithSecret = Type.Object({ exchange: Exchange, secret: Type.String() })

export const listExchanges = endpoint({
  id: 'calls.listExchanges',
  method: 'GET',
  path: '/api/telephony/exchanges',
  summary: 'The telephone exchanges of the firm with the extensions of people; secrets are never shown again',
  access: 'firm.administer',
  reply: Type.Object({ exchanges: Type.Array(Exchange) }),
})

export const createExchange = endpoint({
  id: 'calls.createExchange',
  method: 'POST',
  path: '/api/telephony/exchanges',
  summary: 'Add an exchange; its secret is shown this once',
  access: 'firm.administer',
  body: ExchangeDraft,
  reply: WithSecret,
  creates: true,
})

export const changeExchange = endpoint({
  id: 'calls.changeExchange',
  method: 'PATCH',
  path: '/api/telephony/exchanges/:id',
  summary: 'Change an exchange; If-Match carries the version that was read',
  access: 'firm.administer',
  params: IdParams,
  body: ExchangeChange,
  reply: Exchange,
})

export const renewExchangeSecret = endpoint({
  id: 'calls.renewSecret',
  method: 'POST',
  path: '/api/telephony/exchanges/:id/secret',
  summary: 'A new secret, shown this once; the old one stops working',
  access: 'firm.administer',
  params: IdParams,
  reply: WithSecret,
})

export const setExtensions = endpoint({
  id: 'calls.setExtensions',
  method: 'PUT',
  path: '/api/telephony/exchanges/:id/extensions',
  summary: 'Whose extension is whose',
  access: 'firm.administer',
  params: IdParams,
  body: Type.Object(
    {
      extensions: Type.Array(
        Type.Object(
          { extension: Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' }), userId: Id },
          { additionalProperties: false },
        ),
        { maxItems: 2000 },
      ),
    },
    { additionalProperties: false },
  ),
  reply: Exchange,
})

export const removeExchange = endpoint({
  id: 'calls.removeExchange',
  method: 'DELETE',
  path: '/api/telephony/exchanges/:id',
  summary: 'Delete an exchange; the calls it told of stay',
  access: 'firm.administer',
  params: IdParams,
  reply: Done,
})

/** What an exchange sends. Signed: see the manual page on calls. */
export const ExchangeMessage = Type.Object({
  /** Different for every message; the same one again is refused. */
  messageId: Type.String({ minLength: 1, maxLength: 200 }),
  event: oneOf(callEvents),
  /** The exchange's own name of the call, the same in all its messages. */
  callId: Type.String({ minLength: 1, maxLength: 200 }),
  direction: Type.Optional(oneOf(['in', 'out'] as const)),
  /** The number of the other side; empty or left out when hidden. */
  number: Type.Optional(nullable(Type.String({ maxLength: 200 }))),
  /** The extension that rings, answers or calls. */
  extension: Type.Optional(nullable(Type.String({ maxLength: 60 }))),
  /** When it happened; now, if left out. */
  at: Type.Optional(nullable(Type.String({ format: 'date-time' }))),
  recordingUrl: Type.Optional(nullable(Type.String({ maxLength: 1000 }))),
})
export type ExchangeMessage = Static<typeof ExchangeMessage>

export const exchangeHook = endpoint({
  id: 'calls.hook',
  method: 'POST',
  path: '/api/public/telephony/:id',
  summary:
    'What the exchange tells: ringing, answered, ended, missed, recording; signed with HMAC-SHA256 over time and body',
  access: 'public',
  params: IdParams,
  body: ExchangeMessage,
  reply: Type.Object({ ok: Type.Literal(true), callId: Id }),
  ownTransactions: true,
})

export const getMyTelephone = endpoint({
  id: 'calls.myTelephone',
  method: 'GET',
  path: '/api/telephony/mine',
  summary: 'Whether the caller has an extension and can call by a click',
  access: 'signedIn',
  reply: Type.Object({ extension: nullable(Type.String()), dials: Type.Boolean() }),
})

export const dial = endpoint({
  id: 'calls.dial',
  method: 'POST',
  path: '/api/calls/dial',
  summary: 'Ask the exchange to ring my extension and connect it with the number',
  access: 'clients.read',
  body: Type.Object(
    {
      number: Type.String({ minLength: 1, maxLength: 60 }),
      clientId: Type.Optional(nullable(Id)),
      contactId: Type.Optional(nullable(Id)),
      leadId: Type.Optional(nullable(Id)),
    },
    { additionalProperties: false },
  ),
  reply: Type.Object({ id: Id }),
  creates: true,
})
