// One condition: its operator among those that fit the column, and the value the operator needs.
import { Group, NativeSelect } from '@mantine/core'
import type { Condition, ListColumn, Operator } from '#api/lists.ts'
import { operatorsOf } from '#api/lists.ts'
import { ChoicesField } from '#web/kit/form/ChoiceField.tsx'
import { DateField } from '#web/kit/form/DateField.tsx'
import { NumberField } from '#web/kit/form/NumberField.tsx'
import { OptionField } from '#web/kit/form/OptionField.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useMessages } from '#web/kit/language.tsx'
import { isDayType, isNumeric, shapeOf, withOperator } from '#web/kit/list/filter-tree.ts'
import { useList } from '#web/kit/list/ListContext.tsx'
import { operatorText } from '#web/kit/list/operator-text.ts'

export interface ConditionEditorProps {
  column: ListColumn
  condition: Condition
  onChange(condition: Condition): void
  /** All in one line, for the advanced editor. */
  inline?: boolean
  autoFocus?: boolean
}

export function ConditionEditor({ column, condition, onChange, inline, autoFocus }: ConditionEditorProps) {
  const t = useMessages('kit')
  const operators = operatorsOf[column.type]
  const operator =
    operators.length > 1 ? (
      <NativeSelect
        size="sm"
        aria-label={t.list.operator}
        value={condition.op}
        onChange={(event) => onChange(withOperator(condition, event.target.value as Operator))}
        data={operators.map((op) => ({ value: op, label: operatorText(t, column, op) }))}
      />
    ) : null
  const value = (
    <ValueEditor column={column} condition={condition} onChange={onChange} inline={inline} autoFocus={autoFocus} />
  )
  if (inline) {
    return (
      <Group gap="xs" align="flex-start" wrap="nowrap" className="k-condition">
        {operator}
        <div style={{ flex: 1, minWidth: 120 }}>{value}</div>
      </Group>
    )
  }
  return (
    <>
      {operator}
      {value}
    </>
  )
}

function ValueEditor({ column, condition, onChange, inline, autoFocus }: ConditionEditorProps) {
  const t = useMessages('kit')
  const words = useList()
  const { op, v } = condition
  const set = (value: unknown) => onChange({ ...condition, v: value })
  const shape = shapeOf(op)
  if (shape === 'none') return null
  if (shape === 'days') {
    return (
      <NumberField
        label=""
        ariaLabel={t.list.days}
        unit={t.list.days}
        value={v === undefined ? null : String(v)}
        onChange={(text) => set(text === null ? undefined : Number(text))}
        autoFocus={autoFocus}
      />
    )
  }
  if (shape === 'two') {
    const pair = Array.isArray(v) ? v : ['', '']
    return (
      <Group gap="xs" grow wrap="nowrap">
        <OneValue
          column={column}
          label={t.list.from}
          value={pair[0]}
          onChange={(one) => set([one ?? '', pair[1] ?? ''])}
          autoFocus={autoFocus}
        />
        <OneValue
          column={column}
          label={t.list.to}
          value={pair[1]}
          onChange={(one) => set([pair[0] ?? '', one ?? ''])}
        />
      </Group>
    )
  }
  if (shape === 'many') {
    const values = Array.isArray(v) ? v.map(String) : []
    const source = words.sourceOf(column)
    if (source) {
      return (
        <OptionField
          source={source}
          value={values}
          multiple
          inPlace={!inline}
          onChange={set}
          ariaLabel={t.list.value}
          first={column.type === 'person' ? [{ value: 'me', label: t.me }] : []}
          autoFocus={autoFocus}
        />
      )
    }
    const choices = (column.choices ?? []).map((choice) => ({ value: choice, label: words.choiceOf(column, choice) }))
    if (!inline && choices.length <= 15) {
      return <ChoiceBoxes choices={choices} values={values} onChange={set} autoFocus={autoFocus} />
    }
    return (
      <ChoicesField
        label=""
        ariaLabel={t.list.value}
        choices={choices}
        value={values}
        onChange={set}
        autoFocus={autoFocus}
      />
    )
  }
  return <OneValue column={column} label={t.list.value} value={v} onChange={set} autoFocus={autoFocus} />
}

/** A short list of choices is ticked at once, without opening anything. */
function ChoiceBoxes(props: {
  choices: readonly { value: string; label: string }[]
  values: readonly string[]
  onChange(values: string[]): void
  autoFocus?: boolean | undefined
}) {
  const t = useMessages('kit')
  return (
    <fieldset className="k-choices" aria-label={t.list.value}>
      {props.choices.map((choice, i) => (
        <label key={choice.value}>
          <input
            type="checkbox"
            checked={props.values.includes(choice.value)}
            {...(props.autoFocus && i === 0 ? { 'data-autofocus': true } : {})}
            onChange={(event) =>
              props.onChange(
                event.target.checked
                  ? [...props.values, choice.value]
                  : props.values.filter((value) => value !== choice.value),
              )
            }
          />
          {choice.label}
        </label>
      ))}
    </fieldset>
  )
}

function OneValue(props: {
  column: ListColumn
  label: string
  value: unknown
  onChange(value: unknown): void
  autoFocus?: boolean | undefined
}) {
  const { column, label, value, onChange, autoFocus } = props
  const t = useMessages('kit')
  const text = value === undefined || value === null ? '' : String(value)
  if (isDayType(column.type)) {
    return <DateField label="" ariaLabel={label} value={text || null} onChange={onChange} autoFocus={autoFocus} />
  }
  if (isNumeric(column.type)) {
    return <NumberField label="" ariaLabel={label} value={text || null} onChange={onChange} autoFocus={autoFocus} />
  }
  if (column.type === 'boolean') {
    return (
      <NativeSelect
        aria-label={label}
        value={text}
        onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value === 'true')}
        data={[
          { value: '', label: t.form.pick },
          { value: 'true', label: t.yes },
          { value: 'false', label: t.no },
        ]}
        {...(autoFocus ? { 'data-autofocus': true } : {})}
      />
    )
  }
  return <TextField label="" ariaLabel={label} value={text} onChange={onChange} autoFocus={autoFocus} />
}
