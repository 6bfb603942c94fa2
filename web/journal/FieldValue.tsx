// One value of a field as a person reads it: names instead of ids, days and times by the language, words of choices.
import { useChoiceLabel, useFieldLabel } from '#web/journal/field-label.ts'
import { useFormat, useMessages } from '#web/kit/language.tsx'

export interface FieldValueProps {
  recordType: string
  field: string
  value: unknown
  names: Readonly<Record<string, string>>
}

const none = {}
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export function FieldValue({ recordType, field, value, names }: FieldValueProps) {
  const t = useMessages('journal')
  const kit = useMessages('kit')
  const f = useFormat()
  const choice = useChoiceLabel()
  const labelOf = useFieldLabel(none)
  const word = (key: string, plain: string) =>
    choice(recordType, key === field ? key : `${field}.${key}`, plain) ?? choice(recordType, key, plain)
  /** A part that is only a number, a yes or a day says nothing without its name. */
  const part = (inner: unknown, key: string): string => {
    const name = labelOf(recordType, key)
    if (inner === true) return name === key ? '' : name
    const alone = typeof inner === 'number' || (typeof inner === 'string' && /^\d{4}-\d\d-\d\d/.test(inner))
    return alone && name !== key ? `${name}: ${text(inner, key)}` : text(inner, key)
  }
  const text = (inner: unknown, key = field): string => {
    if (inner === null || inner === undefined || inner === '') return t.emptyValue
    if (typeof inner === 'boolean') return inner ? kit.yes : kit.no
    if (typeof inner === 'number') return f.number(inner)
    if (Array.isArray(inner)) return inner.map((item) => text(item, key)).join(', ') || t.emptyValue
    if (typeof inner === 'object') {
      const filled = Object.entries(inner).filter(([, one]) => one !== null && one !== '' && one !== false)
      const parts = filled.map(([name, one]) => part(one, name)).filter(Boolean)
      return parts.join(', ') || t.emptyValue
    }
    const plain = String(inner)
    if (uuid.test(plain)) return names[plain] ?? t.hiddenRecord
    if (/^\d{4}-\d\d-\d\d$/.test(plain)) return f.day(plain)
    if (/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(plain)) return f.instant(plain)
    return word(key, plain) ?? plain
  }
  return <>{text(value)}</>
}
