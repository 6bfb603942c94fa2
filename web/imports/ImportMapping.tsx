// What each column of the file means: its samples, the field it fills, how sure the guess is and why.
import { Select, Text } from '@mantine/core'
import type { ImportDescription, ImportOptions, MappedColumn } from '#api/imports.ts'
import type { ImportCapability } from '#domain/imports/fields.ts'
import { gatheringFields, importFields } from '#domain/imports/fields.ts'
import styles from '#web/imports/Imports.module.css'
import { ChoiceField } from '#web/kit/form/ChoiceField.tsx'
import { useMessages } from '#web/kit/language.tsx'
import { Section } from '#web/kit/Page.tsx'

export interface ImportMappingProps {
  capability: ImportCapability
  description: ImportDescription
  options: ImportOptions
  onChange(columns: MappedColumn[]): void
}

const groupOf: Record<string, string> = {
  name: 'identity',
  ico: 'identity',
  dic: 'identity',
  number: 'identity',
  kind: 'identity',
  legalForm: 'identity',
  fullName: 'identity',
  firstName: 'identity',
  lastName: 'identity',
  title: 'identity',
  salutation: 'identity',
  uid: 'identity',
  email: 'reach',
  phone: 'reach',
  mobile: 'reach',
  web: 'reach',
  bankAccount: 'trade',
  iban: 'trade',
  class: 'trade',
  state: 'trade',
  currency: 'trade',
  nace: 'trade',
  position: 'trade',
  department: 'trade',
  buyingRoles: 'trade',
  influence: 'trade',
  sentiment: 'trade',
  owner: 'links',
  parent: 'links',
  tags: 'links',
  company: 'links',
  companyIco: 'links',
  companyNumber: 'links',
  gln: 'addresses',
}
const groups = ['identity', 'reach', 'addresses', 'trade', 'links', 'other', 'custom'] as const

export function ImportMapping({ capability, description, options, onChange }: ImportMappingProps) {
  const t = useMessages('imports')
  const byColumn = new Map(options.columns.map((one) => [one.column, one]))
  const taken = new Set(
    options.columns.flatMap(({ field }) => (field && !gatheringFields.includes(field) ? [field] : [])),
  )
  const labels = t.fields as Record<string, string>
  const fields = [
    ...importFields[capability].map((value) => ({
      value: value as string,
      label: labels[value] ?? value,
      group: groupOf[value] ?? (/^(seat|invoice|delivery)/.test(value) ? 'addresses' : 'other'),
    })),
    ...description.customFields.map(({ key, label }) => ({ value: `custom.${key}`, label, group: 'custom' })),
  ]
  const out = description.guesses.filter(({ column }) => !byColumn.get(column)?.field).length
  const set = (column: number, change: Partial<MappedColumn>) => {
    const before = byColumn.get(column) ?? { column, field: null }
    onChange(
      [...options.columns.filter((one) => one.column !== column), { ...before, ...change }].sort(
        (a, b) => a.column - b.column,
      ),
    )
  }
  return (
    <Section title={t.mapping.title}>
      {description.remembered && (
        <Text size="sm" c="dimmed" mb="xs">
          {t.mapping.remembered}
        </Text>
      )}
      <div className={styles.columns}>
        {description.guesses.map((guess) => {
          const mapped = byColumn.get(guess.column)
          const field = mapped?.field ?? null
          const type = description.customFields.find(({ key }) => field === `custom.${key}`)?.type
          const guessed = guess.field === field
          const unsure = guessed && field !== null && guess.confidence < 0.7
          const why = (t.guessWhy as Record<string, string>)[guess.why]
          return (
            <div key={guess.column} className={styles.column}>
              <div className={styles.header}>{guess.header || '–'}</div>
              <div className={styles.samples}>
                {guess.samples.map((s) => (s.length > 60 ? `${s.slice(0, 59)}…` : s)).join(' · ') || '–'}
              </div>
              <div>
                <Select
                  aria-label={`${t.mapping.field}: ${guess.header}`}
                  value={field}
                  onChange={(value) => set(guess.column, { field: value })}
                  data={groups.flatMap((group) => {
                    const items = fields
                      .filter((one) => one.group === group && (one.value === field || !taken.has(one.value)))
                      .map(({ value, label }) => ({ value, label }))
                    return items.length > 0 ? [{ group: t.fieldGroups[group], items }] : []
                  })}
                  placeholder={t.mapping.leaveOut}
                  searchable
                  clearable
                  clearButtonProps={{ 'aria-label': t.mapping.leaveOut }}
                  comboboxProps={{ shadow: 'md' }}
                />
                {(guessed || field === null) &&
                  why &&
                  guess.why !== 'header' &&
                  guess.why !== 'headerAndValues' &&
                  guess.why !== 'card' && (
                    <div className={`${styles.reason} ${unsure ? styles.unsure : ''}`}>{why}</div>
                  )}
                {(type === 'date' || field === 'nextTouchOn') && (
                  <ChoiceField
                    ariaLabel={t.mapping.dateOrder}
                    value={mapped?.dateOrder ?? 'dmy'}
                    onChange={(dateOrder) => set(guess.column, { dateOrder: dateOrder as 'dmy' | 'mdy' })}
                    choices={(['dmy', 'mdy'] as const).map((value) => ({ value, label: t.dateOrders[value] }))}
                    label={t.mapping.dateOrder}
                  />
                )}
                {(type === 'number' || type === 'money') && (
                  <ChoiceField
                    ariaLabel={t.mapping.numberStyle}
                    value={mapped?.numberStyle ?? 'comma'}
                    onChange={(numberStyle) => set(guess.column, { numberStyle: numberStyle as 'comma' | 'point' })}
                    choices={(['comma', 'point'] as const).map((value) => ({ value, label: t.numberStyles[value] }))}
                    label={t.mapping.numberStyle}
                  />
                )}
              </div>
            </div>
          )
        })}
      </div>
      {out > 0 && (
        <Text size="sm" c="dimmed" mt="xs">
          {t.mapping.leftOut(out)} {description.kind === 'vcard' ? '' : t.mapping.customHint}
        </Text>
      )}
    </Section>
  )
}
