// What one does with own fields: define, change, order; and what other capabilities ask of them: check values, list columns.
import { sql } from 'kysely'
import type { CustomCapability, CustomField, CustomFieldChange, CustomFieldDraft } from '#api/custom-fields.ts'
import type { Actor } from '#domain/access.ts'
import {
  type CustomChoice,
  type CustomValue,
  checkValues,
  keyOfLabel,
  mergeValues,
} from '#domain/custom-fields/values.ts'
import { foldText } from '#domain/names.ts'
import { type ClientsSeen, customColumns } from '#server/custom-fields/columns.ts'
import * as store from '#server/custom-fields/store.ts'
import type { Context } from '#server/kit/context.ts'
import { BadInput, conflict, NotFound, Refusal } from '#server/kit/errors.ts'
import type { SqlColumn } from '#server/kit/lists.ts'
import { record } from '#server/kit/record.ts'

/** Kept beside the actor of a session: any change of a definition makes every actor stale (settings.access_stamp). */
const kept = new WeakMap<Actor, readonly CustomField[]>()

/** Definitions of a capability in their order. Requests find them kept; jobs and whoever changes them read them anew. */
export async function fieldsOf(
  ctx: Context,
  capability: CustomCapability,
  inactiveToo = false,
): Promise<CustomField[]> {
  const fields = ctx.sessionStamp === undefined ? await store.listFields(ctx) : await keptFields(ctx)
  return fields.filter((field) => field.capability === capability && (inactiveToo || field.active))
}

async function keptFields(ctx: Context): Promise<readonly CustomField[]> {
  const known = kept.get(ctx.actor)
  if (known) return known
  const fields = await store.listFields(ctx)
  kept.set(ctx.actor, fields)
  return fields
}

/** The definitions as they are now, asked by the one who changes them. */
async function fieldsNow(ctx: Context, capability: CustomCapability): Promise<CustomField[]> {
  return (await store.listFields(ctx)).filter((field) => field.capability === capability)
}

/** Columns of the list engine for the active fields of a capability, over its usual alias (`c` clients, `p` contacts). */
export async function customColumnsOf(
  ctx: Context,
  capability: CustomCapability,
  clientsSeen: ClientsSeen,
): Promise<SqlColumn[]> {
  const fields = await fieldsOf(ctx, capability)
  return customColumns(fields, capability === 'clients' ? 'c' : 'p', ctx.actor, clientsSeen)
}

/**
 * The whole `custom` object a record will have: the given values checked, brought to their stored form and laid over what
 * was there. `before` is undefined for a new record, which must then have every required field. Throws BadInput naming each field.
 */
export async function checkCustom(
  ctx: Context,
  capability: CustomCapability,
  given: Readonly<Record<string, unknown>>,
  before: Readonly<Record<string, unknown>> | undefined,
  clientsSeen: ClientsSeen,
): Promise<Record<string, unknown>> {
  const fields = await fieldsOf(ctx, capability, true)
  const { values, errors } = checkValues(fields, given, { creating: before === undefined })
  // What the record already says stays sayable, even if the person left or the client is not seen by this editor.
  const fresh = Object.fromEntries(Object.entries(values).filter(([key, value]) => value !== before?.[key]))
  const unknown = await unknownLinks(ctx, fields, [fresh], clientsSeen)
  const missing = fields.flatMap((field) =>
    unknown.has(fresh[field.key] as string)
      ? [
          {
            field: `custom.${field.key}`,
            reason: field.type === 'person' ? 'customFields.notAPerson' : 'customFields.notAClient',
          },
        ]
      : [],
  )
  if (errors.length + missing.length > 0)
    throw new BadInput([...errors.map((e) => ({ ...e, details: { ...e.details } })), ...missing])
  return mergeValues(before ?? {}, values)
}

/** Ids in fields of type person and client that lead to nobody, or to a client the actor does not see; many records at once. */
export async function unknownLinks(
  ctx: Context,
  fields: readonly CustomField[],
  records: readonly Readonly<Record<string, CustomValue | null>>[],
  clientsSeen: ClientsSeen,
): Promise<Set<string>> {
  const ids = (type: 'person' | 'client') => {
    const keys = fields.filter((field) => field.type === type).map((field) => field.key)
    return [
      ...new Set(records.flatMap((values) => keys.map((key) => values[key]).filter((v) => typeof v === 'string'))),
    ]
  }
  const persons = ids('person')
  const clients = ids('client')
  const found = new Set<string>()
  if (persons.length > 0) for (const id of await store.knownPersons(ctx, persons)) found.add(id)
  if (clients.length > 0) {
    const { rows } = await sql<{ id: string }>`
      select c.id from clients c where c.id = any(${clients}::uuid[]) and c.deleted_at is null and ${clientsSeen(ctx.actor, 'c')}`.execute(
      ctx.db,
    )
    for (const { id } of rows) found.add(id)
  }
  return new Set([...persons, ...clients].filter((id) => !found.has(id)))
}

export async function listCustomFields(ctx: Context, query: { capability?: CustomCapability; inactive?: boolean }) {
  const capabilities = query.capability ? [query.capability] : (['clients', 'contacts'] as const)
  const fields: CustomField[] = []
  for (const capability of capabilities) fields.push(...(await fieldsOf(ctx, capability, query.inactive)))
  return { fields }
}

/** Adds a field at the end. Amounts of a money field are in one currency, the firm's unless another is named. */
export async function createCustomField(ctx: Context, draft: CustomFieldDraft): Promise<CustomField> {
  await store.lockDefinitions(ctx)
  const all = await fieldsNow(ctx, draft.capability)
  const label = { cs: draft.label.cs.trim(), en: (draft.label.en ?? draft.label.cs).trim() }
  refuseSameLabel(all, label)
  const key =
    draft.key ??
    keyOfLabel(
      label.cs,
      all.map((field) => field.key),
    )
  if (all.some((field) => field.key === key)) throw new Refusal('customFields.keyTaken', { key })
  const field: store.FieldRow = {
    capability: draft.capability,
    type: draft.type,
    key,
    label,
    help: draft.help?.trim() || null,
    required: draft.required ?? false,
    currency: draft.type === 'money' ? (draft.currency ?? (await store.firmCurrency(ctx))) : null,
    choices: choicesOf(draft.type, draft.choices ?? [], []),
    active: true,
  }
  const id = await store.insertField(ctx, field)
  await record(ctx, { fact: 'customFields.created', recordType: 'customFields', recordId: id, after: { ...field } })
  return (await store.findField(ctx, id)) as CustomField
}

/**
 * Changes a definition. A choice that any record has chosen cannot be taken away, nor the currency of filled amounts;
 * switching a field off hides it from forms and lists and keeps its values.
 */
export async function changeCustomField(
  ctx: Context,
  id: string,
  change: CustomFieldChange,
  version: number,
): Promise<CustomField> {
  await store.lockDefinitions(ctx)
  const before = await store.findField(ctx, id, true)
  if (!before) throw new NotFound('customFields.notFound')
  if (before.version !== version) throw conflict(before)
  const label = change.label ? { cs: change.label.cs.trim(), en: change.label.en.trim() } : before.label
  const others = (await fieldsNow(ctx, before.capability)).filter((field) => field.id !== id)
  refuseSameLabel(others, label)
  const after: CustomField = {
    ...before,
    label,
    help: change.help === undefined ? before.help : change.help?.trim() || null,
    required: change.required ?? before.required,
    active: change.active ?? before.active,
    currency: before.type === 'money' ? (change.currency ?? before.currency) : null,
    choices: change.choices ? choicesOf(before.type, change.choices, before.choices) : before.choices,
  }
  await refuseLosingChoices(ctx, before, after)
  if (after.currency !== before.currency) {
    const records = await store.countUse(ctx, before)
    if (records > 0) throw new Refusal('customFields.currencyInUse', { records })
  }
  await store.updateField(ctx, after)
  await record(ctx, {
    fact: 'customFields.changed',
    recordType: 'customFields',
    recordId: id,
    before: pictured(before),
    after: pictured(after),
  })
  return (await store.findField(ctx, id)) as CustomField
}

/** Puts the fields in the given order; those not named follow. */
export async function orderCustomFields(ctx: Context, capability: CustomCapability, ids: readonly string[]) {
  await store.lockDefinitions(ctx)
  const before = await fieldsNow(ctx, capability)
  const rest = before.map((field) => field.id).filter((id) => !ids.includes(id))
  await store.orderFields(ctx, capability, [...ids, ...rest])
  const fields = await fieldsNow(ctx, capability)
  await record(
    ctx,
    ...fields.map((field) => ({
      fact: 'customFields.ordered',
      recordType: 'customFields',
      recordId: field.id,
      before: { position: before.findIndex((b) => b.id === field.id) },
      after: { position: fields.indexOf(field) },
    })),
  )
  return { fields }
}

/** Deletes a field that no record fills; a filled one is switched off instead, its history stays readable. */
export async function removeCustomField(ctx: Context, id: string): Promise<void> {
  await store.lockDefinitions(ctx)
  const before = await store.findField(ctx, id, true)
  if (!before) throw new NotFound('customFields.notFound')
  const records = await store.countUse(ctx, before)
  if (records > 0) throw new Refusal('customFields.inUse', { records })
  await store.removeField(ctx, id)
  await record(ctx, {
    fact: 'customFields.removed',
    recordType: 'customFields',
    recordId: id,
    before: pictured(before),
  })
}

export async function usageOfCustomField(ctx: Context, id: string) {
  const field = await store.findField(ctx, id)
  if (!field) throw new NotFound('customFields.notFound')
  const choices = field.type === 'choice' || field.type === 'choices' ? await store.countChoices(ctx, field) : {}
  return { records: await store.countUse(ctx, field), choices }
}

function choicesOf(
  type: CustomField['type'],
  drafts: readonly { key?: string; cs: string; en?: string }[],
  before: readonly CustomChoice[],
): CustomChoice[] {
  if (type !== 'choice' && type !== 'choices') return []
  if (drafts.length === 0) throw new BadInput([{ field: 'choices', reason: 'customFields.choicesMissing' }])
  const taken = [...before.map((choice) => choice.key), ...drafts.flatMap((draft) => draft.key ?? [])]
  const choices: CustomChoice[] = []
  for (const [i, draft] of drafts.entries()) {
    const key = draft.key ?? keyOfLabel(draft.cs, taken)
    taken.push(key)
    const choice = { key, cs: draft.cs.trim(), en: (draft.en ?? draft.cs).trim() }
    const same = (other: CustomChoice) =>
      other.key === key || foldText(other.cs) === foldText(choice.cs) || foldText(other.en) === foldText(choice.en)
    if (choices.some(same))
      throw new BadInput([
        { field: `choices.${i}.cs`, reason: 'customFields.choiceTwice', details: { label: choice.cs } },
      ])
    choices.push(choice)
  }
  return choices
}

async function refuseLosingChoices(ctx: Context, before: CustomField, after: CustomField): Promise<void> {
  const gone = before.choices.filter((choice) => !after.choices.some(({ key }) => key === choice.key))
  if (gone.length === 0) return
  const used = await store.countChoices(ctx, before)
  const inUse = gone.filter((choice) => (used[choice.key] ?? 0) > 0)
  if (inUse.length === 0) return
  throw new Refusal('customFields.choiceInUse', {
    choices: inUse.map((choice) => choice[ctx.actor.language]),
    records: inUse.reduce((sum, choice) => sum + (used[choice.key] ?? 0), 0),
    field: before.key,
    keys: inUse.map((choice) => choice.key),
  })
}

function refuseSameLabel(others: readonly CustomField[], label: { cs: string; en: string }): void {
  const same = others.find(
    (field) =>
      field.active &&
      (foldText(field.label.cs) === foldText(label.cs) || foldText(field.label.en) === foldText(label.en)),
  )
  if (same) throw new Refusal('customFields.labelTaken', { label: same.label.cs })
}

function pictured({ id: _id, version: _version, position: _position, ...rest }: CustomField): Record<string, unknown> {
  return rest
}
