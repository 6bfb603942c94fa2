// How leads come in and to whom they go: rules, public forms and what the forms received.
import { type Static, Type } from 'typebox'
import { Done, endpoint, Id, IdParams, nullable } from '#api/endpoint.ts'
import { Lead, leadSources, Submission } from '#api/leads.ts'

const oneOf = <T extends readonly string[]>(values: T) => Type.Unsafe<T[number]>({ type: 'string', enum: [...values] })
const textOrNull = (maxLength: number) => nullable(Type.String({ maxLength }))
const short = (maxLength: number, most = 200) =>
  Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength }), { maxItems: most, uniqueItems: true }))

const ruleParts = {
  sources: Type.Optional(Type.Array(oneOf(leadSources), { maxItems: leadSources.length, uniqueItems: true })),
  postcodes: short(12),
  countries: Type.Optional(Type.Array(Type.String({ pattern: '^[A-Z]{2}$' }), { maxItems: 200, uniqueItems: true })),
  naces: short(8),
  languages: short(10, 50),
  active: Type.Optional(Type.Boolean()),
}
const userIds = Type.Array(Id, { minItems: 1, maxItems: 100, uniqueItems: true })
const ruleName = Type.String({ minLength: 1, maxLength: 120 })

export const LeadRuleDraft = Type.Object({ name: ruleName, ...ruleParts, userIds }, { additionalProperties: false })
export type LeadRuleDraft = Static<typeof LeadRuleDraft>
export const LeadRuleChange = Type.Object(
  { name: Type.Optional(ruleName), ...ruleParts, userIds: Type.Optional(userIds) },
  { additionalProperties: false, minProperties: 1 },
)
export type LeadRuleChange = Static<typeof LeadRuleChange>

export const LeadRule = Type.Object({
  id: Id,
  version: Type.Integer(),
  name: Type.String(),
  position: Type.Integer(),
  sources: Type.Array(oneOf(leadSources)),
  postcodes: Type.Array(Type.String()),
  countries: Type.Array(Type.String()),
  naces: Type.Array(Type.String()),
  languages: Type.Array(Type.String()),
  users: Type.Array(Type.Object({ id: Id, name: Type.String(), active: Type.Boolean() })),
  lastUserId: nullable(Id),
  active: Type.Boolean(),
  /** Leads it has decided about. */
  leads: Type.Integer(),
})
export type LeadRule = Static<typeof LeadRule>

export const listLeadRules = endpoint({
  id: 'leads.listRules',
  method: 'GET',
  path: '/api/lead-rules',
  summary: 'The rules that give new leads to people, in the order in which they are tried',
  // Whoever keeps them need not see clients.
  access: 'signedIn',
  reply: Type.Object({ rules: Type.Array(LeadRule), whyNot: Type.Record(Type.String(), Type.String()) }),
})

export const createLeadRule = endpoint({
  id: 'leads.createRule',
  method: 'POST',
  path: '/api/lead-rules',
  summary: 'Add a rule at the end',
  access: 'firm.administer',
  body: LeadRuleDraft,
  reply: LeadRule,
  creates: true,
})

export const changeLeadRule = endpoint({
  id: 'leads.changeRule',
  method: 'PATCH',
  path: '/api/lead-rules/:id',
  summary: 'Change a rule; If-Match carries the version that was read',
  access: 'firm.administer',
  params: IdParams,
  body: LeadRuleChange,
  reply: LeadRule,
})

export const removeLeadRule = endpoint({
  id: 'leads.removeRule',
  method: 'DELETE',
  path: '/api/lead-rules/:id',
  summary: 'Delete a rule; leads it decided about stay where they are',
  access: 'firm.administer',
  params: IdParams,
  reply: Done,
})

export const orderLeadRules = endpoint({
  id: 'leads.orderRules',
  method: 'PUT',
  path: '/api/lead-rules/order',
  summary: 'The order in which the rules are tried',
  access: 'firm.administer',
  body: Type.Object({ ids: Type.Array(Id, { maxItems: 500, uniqueItems: true }) }, { additionalProperties: false }),
  reply: Done,
})

export const tryLeadRules = endpoint({
  id: 'leads.tryRules',
  method: 'POST',
  path: '/api/lead-rules/try',
  summary: 'Which rule would decide about such a lead, and whose turn it would be; nothing is changed',
  access: 'clients.read',
  body: Type.Object(
    {
      source: Type.Optional(oneOf(leadSources)),
      postcode: Type.Optional(textOrNull(12)),
      country: Type.Optional(Type.String({ pattern: '^[A-Z]{2}$' })),
      nace: Type.Optional(textOrNull(8)),
      language: Type.Optional(Type.String({ minLength: 2, maxLength: 10 })),
    },
    { additionalProperties: false },
  ),
  reply: Type.Object({
    rule: nullable(Type.Object({ id: Id, name: Type.String() })),
    user: nullable(Type.Object({ id: Id, name: Type.String() })),
  }),
})

/** What a public form may ask, in the order in which it asks. */
export const formFields = [
  'name',
  'ico',
  'personName',
  'position',
  'email',
  'phone',
  'web',
  'street',
  'city',
  'postcode',
  'interestItems',
  'interestTerms',
  'message',
] as const
export type FormField = (typeof formFields)[number]

const formParts = {
  language: Type.Optional(oneOf(['cs', 'en'] as const)),
  fields: Type.Optional(Type.Array(oneOf(formFields), { minItems: 1, maxItems: formFields.length, uniqueItems: true })),
  intro: Type.Optional(textOrNull(2000)),
  thanks: Type.Optional(textOrNull(2000)),
  consent: Type.Optional(textOrNull(4000)),
  origins: Type.Optional(
    Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { maxItems: 50, uniqueItems: true }),
  ),
  active: Type.Optional(Type.Boolean()),
}
const formName = Type.String({ minLength: 1, maxLength: 120 })

export const LeadFormDraft = Type.Object({ name: formName, ...formParts }, { additionalProperties: false })
export type LeadFormDraft = Static<typeof LeadFormDraft>
export const LeadFormChange = Type.Object(
  { name: Type.Optional(formName), ...formParts },
  { additionalProperties: false, minProperties: 1 },
)
export type LeadFormChange = Static<typeof LeadFormChange>

export const LeadForm = Type.Object({
  id: Id,
  version: Type.Integer(),
  key: Type.String(),
  name: Type.String(),
  language: oneOf(['cs', 'en'] as const),
  fields: Type.Array(oneOf(formFields)),
  intro: nullable(Type.String()),
  thanks: nullable(Type.String()),
  consent: nullable(Type.String()),
  origins: Type.Array(Type.String()),
  active: Type.Boolean(),
  received: Type.Integer(),
  spam: Type.Integer(),
})
export type LeadForm = Static<typeof LeadForm>

export const listLeadForms = endpoint({
  id: 'leads.listForms',
  method: 'GET',
  path: '/api/lead-forms',
  summary: 'The public forms through which leads come',
  access: 'signedIn',
  reply: Type.Object({ forms: Type.Array(LeadForm), whyNot: Type.Record(Type.String(), Type.String()) }),
})

export const createLeadForm = endpoint({
  id: 'leads.createForm',
  method: 'POST',
  path: '/api/lead-forms',
  summary: 'Add a public form under an address of its own',
  access: 'firm.administer',
  body: LeadFormDraft,
  reply: LeadForm,
  creates: true,
})

export const changeLeadForm = endpoint({
  id: 'leads.changeForm',
  method: 'PATCH',
  path: '/api/lead-forms/:id',
  summary: 'Change a public form; If-Match carries the version that was read',
  access: 'firm.administer',
  params: IdParams,
  body: LeadFormChange,
  reply: LeadForm,
})

export const removeLeadForm = endpoint({
  id: 'leads.removeForm',
  method: 'DELETE',
  path: '/api/lead-forms/:id',
  summary: 'Delete a public form; what it received stays',
  access: 'firm.administer',
  params: IdParams,
  reply: Done,
})

export const listSpam = endpoint({
  id: 'leads.listSpam',
  method: 'GET',
  path: '/api/lead-submissions/spam',
  summary: 'What was taken for spam, newest first, with the reason',
  access: 'clients.write',
  query: Type.Object({ before: Type.Optional(Id) }),
  reply: Type.Object({ submissions: Type.Array(Submission), total: Type.Integer() }),
})

export const acceptSubmission = endpoint({
  id: 'leads.acceptSubmission',
  method: 'POST',
  path: '/api/lead-submissions/:id/accept',
  summary: 'It was no spam after all: make a lead of it',
  access: 'clients.write',
  params: IdParams,
  reply: Lead,
})

const KeyParams = Type.Object({ key: Type.String({ minLength: 8, maxLength: 80 }) })

export const getPublicForm = endpoint({
  id: 'leads.publicForm',
  method: 'GET',
  path: '/api/public/lead-forms/:key',
  summary: 'What a public form asks, with the signed token to send back',
  access: 'public',
  params: KeyParams,
  reply: Type.Object({
    language: oneOf(['cs', 'en'] as const),
    fields: Type.Array(oneOf(formFields)),
    intro: nullable(Type.String()),
    consent: nullable(Type.String()),
    token: Type.String(),
  }),
})

const sentText = (maxLength: number) => Type.Optional(textOrNull(maxLength))
export const sendPublicForm = endpoint({
  id: 'leads.sendPublicForm',
  method: 'POST',
  path: '/api/public/lead-forms/:key',
  summary: 'Send a public form in; the same person writing again joins the open lead',
  access: 'public',
  params: KeyParams,
  body: Type.Object(
    {
      token: Type.Optional(Type.String({ maxLength: 200 })),
      /** People do not see this field; whoever fills it is a robot. */
      homepage: sentText(2000),
      name: sentText(300),
      ico: sentText(20),
      personName: sentText(200),
      position: sentText(160),
      email: sentText(300),
      phone: sentText(60),
      web: sentText(300),
      street: sentText(200),
      city: sentText(120),
      postcode: sentText(12),
      country: Type.Optional(Type.String({ pattern: '^[A-Z]{2}$' })),
      interestItems: sentText(4000),
      interestTerms: sentText(4000),
      message: sentText(20_000),
      consent: Type.Optional(Type.Boolean()),
    },
    { additionalProperties: false },
  ),
  reply: Type.Object({ ok: Type.Literal(true), thanks: nullable(Type.String()) }),
  ownTransactions: true,
})
export type SentForm = Static<typeof sendPublicForm.body>
