// Custom fields of a record as names and values; fields nobody filled are left out.
import type { CustomCapability, CustomField } from '#api/custom-fields.ts'
import { useCustomFields } from '#web/custom-fields/queries.ts'
import { useOptionLabels } from '#web/kit/form/use-options.ts'
import { useFormat, useLanguage, useMessages } from '#web/kit/language.tsx'
import type { OptionSource } from '#web/kit/list/list-types.ts'
import { Facts, Section } from '#web/kit/Page.tsx'
import { people } from '#web/users/queries.ts'

export interface CustomFactsProps {
  capability: CustomCapability
  values: Readonly<Record<string, unknown>>
  /** Where clients are looked up; clients stand above custom fields in the map. */
  clients: OptionSource
}

export function CustomFacts({ capability, values, clients }: CustomFactsProps) {
  const t = useMessages('customFields')
  const { language } = useLanguage()
  const filled = useCustomFields(capability).filter((field) => values[field.key] !== undefined)
  if (filled.length === 0) return null
  return (
    <Section title={t.title}>
      <Facts
        facts={filled.map((field) => [
          field.label[language],
          <CustomValueText key={field.id} field={field} value={values[field.key]} clients={clients} />,
        ])}
      />
    </Section>
  )
}

function CustomValueText({ field, value, clients }: { field: CustomField; value: unknown; clients: OptionSource }) {
  const { language } = useLanguage()
  const f = useFormat()
  const linked = field.type === 'person' || field.type === 'client'
  const labelOf = useOptionLabels(field.type === 'person' ? people : clients, linked ? [String(value)] : [])
  const choiceOf = (key: unknown) => field.choices.find((choice) => choice.key === key)?.[language] ?? String(key)
  switch (field.type) {
    case 'number':
      return <span className="k-numbers">{f.number(String(value))}</span>
    case 'money':
      return <span className="k-numbers">{f.money(String(value), field.currency ?? undefined)}</span>
    case 'date':
      return f.day(String(value))
    case 'choice':
      return choiceOf(value)
    case 'choices':
      return Array.isArray(value) ? value.map(choiceOf).join(', ') : choiceOf(value)
    case 'person':
    case 'client':
      return labelOf(String(value))
    case 'text':
      return <span style={{ whiteSpace: 'pre-line' }}>{String(value)}</span>
  }
}
