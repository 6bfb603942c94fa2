// What may be written into a field the firm added itself, and the one form in which it is kept.
import { type Day, isDay } from '#domain/day.ts'
import { whyNotStoreText } from '#domain/identifiers/birth-number.ts'
import { parseAmount } from '#domain/money.ts'
import { foldText } from '#domain/names.ts'

export const customTypes = ['text', 'number', 'money', 'date', 'choice', 'choices', 'person', 'client'] as const
export type CustomType = (typeof customTypes)[number]

export interface CustomChoice {
  readonly key: string
  readonly cs: string
  readonly en: string
}

/** The part of a field's definition its values are judged by. */
export interface FieldRule {
  readonly key: string
  readonly type: CustomType
  readonly required: boolean
  readonly active: boolean
  /** Of money fields; amounts in another currency are refused. */
  readonly currency: string | null
  readonly choices: readonly CustomChoice[]
}

/** Decimals and days as text so that nothing is lost; choices by key in the order of the definition; links by id. */
export type CustomValue = string | readonly string[]
export type CustomValues = Readonly<Record<string, CustomValue>>

export type ValueReason =
  | 'customFields.notText'
  | 'customFields.tooLong'
  | 'customFields.notANumber'
  | 'customFields.numberTooLong'
  | 'customFields.otherCurrency'
  | 'customFields.notADay'
  | 'customFields.unknownChoice'
  | 'customFields.notAPerson'
  | 'customFields.notAClient'
  | 'identifiers.birthNumber'

export type CheckedValue =
  | { readonly ok: true; readonly value: CustomValue | null }
  | { readonly ok: false; readonly reason: ValueReason; readonly details?: Readonly<Record<string, unknown>> }

export interface ReadingHints {
  /** The decimal separator of the file a value comes from; without it the last separator decides. */
  readonly separator?: ',' | '.'
}

export interface ValueError {
  readonly field: string
  readonly reason: ValueReason | 'customFields.required' | 'customFields.unknownField' | 'customFields.inactiveField'
  readonly details?: Readonly<Record<string, unknown>>
}

/**
 * The stored form of one value, or why it is refused. Empty text and null empty the field. Numbers are read as people
 * write them ("1 250,50"), days as 2026-11-24 or 24. 11. 2026, choices by key or by either label.
 */
export function checkValue(field: FieldRule, raw: unknown, hints: ReadingHints = {}): CheckedValue {
  if (raw === null || raw === undefined || (typeof raw === 'string' && raw.trim() === '')) return empty
  switch (field.type) {
    case 'text':
      return checkText(raw)
    case 'number':
    case 'money':
      return checkNumber(field, raw, hints)
    case 'date':
      return checkDay(raw)
    case 'choice':
      return checkChoice(field, raw)
    case 'choices':
      return checkChoices(field, raw)
    case 'person':
    case 'client':
      return typeof raw === 'string' && isId(raw.trim())
        ? { ok: true, value: raw.trim().toLowerCase() }
        : { ok: false, reason: field.type === 'person' ? 'customFields.notAPerson' : 'customFields.notAClient' }
  }
}

/**
 * Checks the named values of one record against all definitions. `values` has null where a field is emptied. With
 * `creating` every required field must come; later a required field may only not be emptied, so that an older record
 * without it can still be corrected elsewhere.
 */
export function checkValues(
  fields: readonly FieldRule[],
  given: Readonly<Record<string, unknown>>,
  options: ReadingHints & { readonly creating?: boolean } = {},
): { readonly values: Record<string, CustomValue | null>; readonly errors: ValueError[] } {
  const values: Record<string, CustomValue | null> = {}
  const errors: ValueError[] = []
  const known = new Map(fields.map((field) => [field.key, field]))
  for (const [key, raw] of Object.entries(given)) {
    const field = known.get(key)
    const place = `custom.${key.slice(0, 60)}`
    if (!field) {
      errors.push({ field: place, reason: 'customFields.unknownField', details: { key: key.slice(0, 60) } })
      continue
    }
    const checked = checkValue(field, raw, options)
    if (!checked.ok) errors.push({ field: place, reason: checked.reason, details: checked.details })
    else if (checked.value !== null && !field.active)
      errors.push({ field: place, reason: 'customFields.inactiveField' })
    else if (checked.value === null && field.required && field.active)
      errors.push({ field: place, reason: 'customFields.required' })
    else values[key] = checked.value
  }
  if (options.creating) {
    for (const field of fields) {
      if (field.required && field.active && !(field.key in given))
        errors.push({ field: `custom.${field.key}`, reason: 'customFields.required' })
    }
  }
  return { values, errors }
}

/** The values with the changes laid over them; emptied ones are left out. */
export function mergeValues(
  before: Readonly<Record<string, unknown>>,
  change: Readonly<Record<string, CustomValue | null>>,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries({ ...before, ...change }).filter(([, value]) => value !== null))
}

/** The key of a new field made of its label: "Počet prodejen" is pocetProdejen. Taken ones get a number. */
export function keyOfLabel(label: string, taken: readonly string[] = []): string {
  const words = foldText(label)
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
  const joined = words.map((word, i) => (i === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join('')
  const key = (/^[a-z]/.test(joined) ? joined : `field${joined}`).slice(0, 36)
  let free = key
  for (let n = 2; taken.includes(free); n++) free = `${key}${n}`
  return free
}

const empty: CheckedValue = { ok: true, value: null }

function checkText(raw: unknown): CheckedValue {
  if (typeof raw !== 'string' && typeof raw !== 'number') return { ok: false, reason: 'customFields.notText' }
  const value = String(raw).normalize('NFC').replace(/\r\n?/g, '\n').trim()
  if (value.length > longestText) return { ok: false, reason: 'customFields.tooLong', details: { limit: longestText } }
  const reason = whyNotStoreText(value)
  return reason ? { ok: false, reason } : { ok: true, value }
}
const longestText = 2000

function checkNumber(field: FieldRule, raw: unknown, hints: ReadingHints): CheckedValue {
  if (typeof raw !== 'string' && typeof raw !== 'number') return { ok: false, reason: 'customFields.notANumber' }
  const written = String(raw).trim()
  // A percent sign or a unit would be lost silently; a currency is understood and must be the field's own.
  const amount = parseAmount(written, typeof raw === 'number' ? '.' : (hints.separator ?? 'either'))
  if (!amount.ok) return { ok: false, reason: 'customFields.notANumber', details: { value: written.slice(0, 60) } }
  if (amount.currency && field.type === 'number')
    return { ok: false, reason: 'customFields.notANumber', details: { value: written.slice(0, 60) } }
  if (amount.currency && field.currency && amount.currency !== field.currency)
    return {
      ok: false,
      reason: 'customFields.otherCurrency',
      details: { currency: field.currency, given: amount.currency },
    }
  if (!/^-?\d{1,15}(\.\d{1,6})?$/.test(amount.value)) return { ok: false, reason: 'customFields.numberTooLong' }
  return { ok: true, value: amount.value }
}

function checkDay(raw: unknown): CheckedValue {
  const refused: CheckedValue = {
    ok: false,
    reason: 'customFields.notADay',
    details: { value: String(raw).slice(0, 60) },
  }
  if (typeof raw !== 'string') return refused
  const written = raw.trim()
  const czech = /^(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})$/.exec(written)
  const day: Day = czech
    ? `${czech[3]}-${(czech[2] ?? '').padStart(2, '0')}-${(czech[1] ?? '').padStart(2, '0')}`
    : // Spreadsheets give a day with an empty clock.
      written.replace(/[T ]00:00(:00(\.0+)?)?Z?$/, '')
  return isDay(day) ? { ok: true, value: day } : refused
}

function checkChoice(field: FieldRule, raw: unknown): CheckedValue {
  const key = typeof raw === 'string' || typeof raw === 'number' ? choiceKey(field, String(raw)) : undefined
  if (key) return { ok: true, value: key }
  return { ok: false, reason: 'customFields.unknownChoice', details: { value: String(raw).slice(0, 60) } }
}

function checkChoices(field: FieldRule, raw: unknown): CheckedValue {
  const given = Array.isArray(raw) ? raw : splitChoices(field, String(raw))
  const keys = new Set<string>()
  for (const one of given) {
    if (one === null || String(one).trim() === '') continue
    const key = choiceKey(field, String(one))
    if (!key) return { ok: false, reason: 'customFields.unknownChoice', details: { value: String(one).slice(0, 60) } }
    keys.add(key)
  }
  if (keys.size === 0) return empty
  return { ok: true, value: field.choices.map((choice) => choice.key).filter((key) => keys.has(key)) }
}

/** One cell with several choices: by semicolon, bar or line; by comma only when no label contains one. */
function splitChoices(field: FieldRule, text: string): string[] {
  if (choiceKey(field, text)) return [text]
  const commas = field.choices.some((choice) => choice.cs.includes(',') || choice.en.includes(','))
  return text.split(commas ? /[;|\n]/ : /[;|\n,]/)
}

function choiceKey(field: FieldRule, text: string): string | undefined {
  const bare = text.trim()
  const folded = foldText(bare)
  const choice =
    field.choices.find(({ key }) => key === bare) ??
    field.choices.find(({ cs, en }) => foldText(cs) === folded || foldText(en) === folded)
  return choice?.key
}

function isId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
}
