// Fields the firm adds to clients and contacts: their definitions at the border, and the list columns they make.
import { type Static, Type } from 'typebox'
import { Done, endpoint, Id, IdParams, nullable } from '#api/endpoint.ts'
import type { ListColumn } from '#api/lists.ts'
import { customTypes } from '#domain/custom-fields/values.ts'

export const customCapabilities = ['clients', 'contacts'] as const
export type CustomCapability = (typeof customCapabilities)[number]

const oneOf = <T extends readonly string[]>(values: T) => Type.Unsafe<T[number]>({ type: 'string', enum: [...values] })
const Label = Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' })
const Key = Type.String({ pattern: '^[a-z][a-zA-Z0-9]{0,39}$' })
const Currency = Type.String({ pattern: '^[A-Z]{3}$' })

export const CustomFieldChoice = Type.Object({ key: Key, cs: Label, en: Label }, { additionalProperties: false })
const ChoiceDraft = Type.Object(
  { key: Type.Optional(Key), cs: Label, en: Type.Optional(Label) },
  { additionalProperties: false },
)

export const CustomField = Type.Object({
  id: Id,
  version: Type.Integer(),
  capability: oneOf(customCapabilities),
  key: Type.String(),
  type: oneOf(customTypes),
  label: Type.Object({ cs: Type.String(), en: Type.String() }),
  help: nullable(Type.String()),
  required: Type.Boolean(),
  currency: nullable(Type.String()),
  choices: Type.Array(CustomFieldChoice),
  position: Type.Integer(),
  active: Type.Boolean(),
})
export type CustomField = Static<typeof CustomField>

const changeable = {
  help: Type.Optional(nullable(Type.String({ maxLength: 500 }))),
  required: Type.Optional(Type.Boolean()),
  /** Of money fields: every amount is in this currency. */
  currency: Type.Optional(nullable(Currency)),
  choices: Type.Optional(Type.Array(ChoiceDraft, { maxItems: 200 })),
}

export const CustomFieldDraft = Type.Object(
  {
    capability: oneOf(customCapabilities),
    type: oneOf(customTypes),
    /** Made of the Czech label when left out; never changes afterwards. */
    key: Type.Optional(Key),
    label: Type.Object({ cs: Label, en: Type.Optional(Label) }, { additionalProperties: false }),
    ...changeable,
  },
  { additionalProperties: false },
)
export type CustomFieldDraft = Static<typeof CustomFieldDraft>

export const CustomFieldChange = Type.Object(
  {
    label: Type.Optional(Type.Object({ cs: Label, en: Label }, { additionalProperties: false })),
    active: Type.Optional(Type.Boolean()),
    ...changeable,
  },
  { additionalProperties: false, minProperties: 1 },
)
export type CustomFieldChange = Static<typeof CustomFieldChange>

export const listCustomFields = endpoint({
  id: 'customFields.list',
  method: 'GET',
  path: '/api/custom-fields',
  summary: 'Own fields of clients or contacts in their order; inactive ones only when asked for',
  access: 'signedIn',
  query: Type.Object({
    capability: Type.Optional(oneOf(customCapabilities)),
    inactive: Type.Optional(Type.Boolean({ default: false })),
  }),
  reply: Type.Object({ fields: Type.Array(CustomField) }),
})

export const createCustomField = endpoint({
  id: 'customFields.create',
  method: 'POST',
  path: '/api/custom-fields',
  summary: 'Add a field; its type and key stay for good',
  access: 'fields.administer',
  body: CustomFieldDraft,
  reply: CustomField,
  creates: true,
})

export const changeCustomField = endpoint({
  id: 'customFields.change',
  method: 'PATCH',
  path: '/api/custom-fields/:id',
  summary: 'Change labels, help, choices or use of a field; a choice in use cannot be taken away',
  access: 'fields.administer',
  params: IdParams,
  body: CustomFieldChange,
  reply: CustomField,
})

export const orderCustomFields = endpoint({
  id: 'customFields.order',
  method: 'PUT',
  path: '/api/custom-fields/order',
  summary: 'Put the fields of a capability in order',
  access: 'fields.administer',
  body: Type.Object(
    { capability: oneOf(customCapabilities), ids: Type.Array(Id, { maxItems: 500 }) },
    { additionalProperties: false },
  ),
  reply: Type.Object({ fields: Type.Array(CustomField) }),
})

export const removeCustomField = endpoint({
  id: 'customFields.remove',
  method: 'DELETE',
  path: '/api/custom-fields/:id',
  summary: 'Delete a field no record has ever filled; others can only be switched off',
  access: 'fields.administer',
  params: IdParams,
  reply: Done,
})

export const usageOfCustomField = endpoint({
  id: 'customFields.usage',
  method: 'GET',
  path: '/api/custom-fields/:id/usage',
  summary: 'How many records of the firm fill the field, and each of its choices',
  access: 'fields.administer',
  params: IdParams,
  reply: Type.Object({ records: Type.Integer(), choices: Type.Record(Type.String(), Type.Integer()) }),
})

/** The list columns that active fields make, in their order; server and browser add them to the built-in ones. */
export function customListColumns(fields: readonly CustomField[]): ListColumn[] {
  return fields
    .filter((field) => field.active)
    .map((field) => ({
      key: `custom.${field.key}`,
      type: field.type,
      label: field.label,
      filterable: true,
      sortable: field.type !== 'choices' && field.type !== 'person' && field.type !== 'client',
      groupable: field.type === 'choice' || field.type === 'person' || field.type === 'client',
      summable: field.type === 'number' || field.type === 'money',
      editable: true,
      width: field.type === 'text' ? 200 : field.type === 'choices' || field.type === 'client' ? 180 : 140,
      ...(field.choices.length > 0
        ? {
            choices: field.choices.map((choice) => choice.key),
            choiceLabels: Object.fromEntries(field.choices.map(({ key, cs, en }) => [key, { cs, en }])),
          }
        : {}),
    }))
}
