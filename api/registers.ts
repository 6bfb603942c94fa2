// Public registers at the border: prefill by IČO or name, the check of a client against ARES, and what differs.
import { type Static, type TSchema, Type } from 'typebox'
import { Day, Done, endpoint, Id, IdParams, Instant, nullable } from '#api/endpoint.ts'
import { comparedFields } from '#domain/registers/differences.ts'

const oneOf = <T extends readonly string[]>(values: T) => Type.Unsafe<T[number]>({ type: 'string', enum: [...values] })

export const RegisterAddress = Type.Object({
  street: nullable(Type.String()),
  city: nullable(Type.String()),
  postcode: nullable(Type.String()),
  region: nullable(Type.String()),
  country: Type.String(),
})

/** `insolvency` is a trace only: it is confirmed in the insolvency register. */
const warnings = [
  'insolvency',
  'liquidation',
  'ended',
  'notVatPayer',
  'vatGroup',
  'naturalPerson',
  'severalBranches',
] as const

export const RegisterCompany = Type.Object({
  ico: Type.String(),
  name: Type.String(),
  dic: nullable(Type.String()),
  vatPayer: Type.Boolean(),
  vatGroupDic: nullable(Type.String()),
  legalForm: nullable(Type.String()),
  seat: nullable(RegisterAddress),
  branches: Type.Array(Type.Object({ code: Type.String(), version: oneOf(['2008', '2025'] as const) })),
  foundedOn: nullable(Day),
  endedOn: nullable(Day),
  updatedOn: nullable(Day),
  warnings: Type.Array(oneOf(warnings)),
})
export type RegisterCompany = Static<typeof RegisterCompany>

/** A client already in the databank; without id and name when the caller may not see it. */
const Existing = Type.Object({ id: nullable(Id), name: nullable(Type.String()) })

export const registerOutcomes = ['found', 'notFound', 'invalid', 'unavailable'] as const
const outcome = {
  outcome: oneOf(registerOutcomes),
  /** Why it is invalid or unavailable; a key of the messages. */
  reason: nullable(Type.String()),
}

export const aresByIco = endpoint({
  id: 'registers.aresByIco',
  method: 'GET',
  path: '/api/registers/ares/:ico',
  summary: 'Facts of a company from ARES by its IČO, ready to fill a new client',
  access: 'clients.read',
  params: Type.Object({ ico: Type.String({ minLength: 1, maxLength: 20 }) }),
  reply: Type.Object({
    ...outcome,
    company: nullable(RegisterCompany),
    existing: nullable(Existing),
    /** When ARES said so; an answer is kept for a day. */
    answeredAt: nullable(Instant),
  }),
})

export const aresByName = endpoint({
  id: 'registers.aresByName',
  method: 'GET',
  path: '/api/registers/ares',
  summary: 'Up to twenty companies of ARES by a part of their name',
  access: 'clients.read',
  query: Type.Object({ name: Type.String({ minLength: 3, maxLength: 200 }) }),
  reply: Type.Object({
    ...outcome,
    total: Type.Integer(),
    companies: Type.Array(Type.Object({ company: RegisterCompany, existing: nullable(Existing) })),
  }),
})

export const aresPeople = endpoint({
  id: 'registers.aresPeople',
  method: 'GET',
  path: '/api/registers/ares/:ico/people',
  summary: 'Statutory people of a company from the public register, without births and homes',
  access: 'clients.read',
  params: Type.Object({ ico: Type.String({ minLength: 1, maxLength: 20 }) }),
  reply: Type.Object({
    ...outcome,
    fileNumber: nullable(Type.String()),
    people: Type.Array(
      Type.Object({
        organ: nullable(Type.String()),
        name: Type.String(),
        position: nullable(Type.String()),
        since: nullable(Day),
        until: nullable(Day),
      }),
    ),
  }),
})

const Side = Type.Union([Type.String(), RegisterAddress]) as TSchema as ReturnType<
  typeof Type.Union<[ReturnType<typeof Type.String>, typeof RegisterAddress]>
>
export const Difference = Type.Object({
  field: oneOf(comparedFields),
  ours: nullable(Side),
  theirs: Side,
  decided: nullable(oneOf(['accepted', 'kept'] as const)),
})
export type Difference = Static<typeof Difference>

export const checkStates = ['same', 'differs', 'settled', 'notFound', 'unavailable'] as const
export const RegisterCheck = Type.Object({
  id: Id,
  state: oneOf(checkStates),
  /** Why the register was unavailable; a key of the messages. */
  reason: nullable(Type.String()),
  differences: Type.Array(Difference),
  checkedAt: Instant,
  /** Empty when the nightly check did it. */
  checkedBy: nullable(Type.Object({ id: Id, name: Type.String() })),
})
export type RegisterCheck = Static<typeof RegisterCheck>

const ClientRegister = Type.Object({
  /** The latest check, whatever came of it. */
  last: nullable(RegisterCheck),
  /** The check whose differences wait for a decision; it stays when a later one found the register unavailable. */
  open: nullable(RegisterCheck),
  company: nullable(RegisterCompany),
  /** Version of the client to send back in If-Match when differences are accepted. */
  clientVersion: Type.Integer(),
  whyNotSettle: nullable(Type.String()),
})
export type ClientRegister = Static<typeof ClientRegister>

export const getRegisterCheck = endpoint({
  id: 'registers.lastCheck',
  method: 'GET',
  path: '/api/clients/:id/register-check',
  summary: 'The last check of a client against ARES',
  access: 'clients.read',
  params: IdParams,
  reply: ClientRegister,
})

export const checkClientNow = endpoint({
  id: 'registers.check',
  method: 'POST',
  path: '/api/clients/:id/register-check',
  summary: 'Compare a client with ARES now',
  access: 'clients.read',
  params: IdParams,
  reply: ClientRegister,
  ownTransactions: true,
})

export const settleRegisterCheck = endpoint({
  id: 'registers.settle',
  method: 'POST',
  path: '/api/clients/:id/register-check/settle',
  summary:
    'Take differences over from the register or keep ours, field by field; If-Match carries the version of the client',
  access: 'clients.read',
  params: IdParams,
  body: Type.Object(
    {
      fields: Type.Partial(
        Type.Object(
          Object.fromEntries(comparedFields.map((field) => [field, oneOf(['accept', 'keep'] as const)])) as Record<
            (typeof comparedFields)[number],
            ReturnType<typeof Type.Unsafe<'accept' | 'keep'>>
          >,
        ),
        { additionalProperties: false, minProperties: 1 },
      ),
    },
    { additionalProperties: false },
  ),
  reply: ClientRegister,
})

export const listDifferences = endpoint({
  id: 'registers.differences',
  method: 'GET',
  path: '/api/registers/differences',
  summary: 'Clients that differ from ARES and wait for a decision, newest check first',
  access: 'clients.read',
  query: Type.Object({
    /** The `next` of the page before. */
    cursor: Type.Optional(Type.String({ maxLength: 200 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
    /** Only clients the caller owns or stands in for. */
    mine: Type.Optional(Type.Boolean({ default: false })),
  }),
  reply: Type.Object({
    rows: Type.Array(
      Type.Object({
        client: Type.Object({ id: Id, name: Type.String(), ico: nullable(Type.String()) }),
        owner: nullable(Type.Object({ id: Id, name: Type.String() })),
        fields: Type.Array(oneOf(comparedFields)),
        checkedAt: Instant,
      }),
    ),
    total: Type.Integer(),
    next: nullable(Type.String()),
  }),
  lists: true,
})

export const recheckNow = endpoint({
  id: 'registers.recheck',
  method: 'POST',
  path: '/api/registers/recheck',
  summary: 'Start the scheduled check of clients now instead of at night',
  access: 'firm.administer',
  reply: Done,
})
