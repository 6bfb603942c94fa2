// Editing in the row: Enter or Tab saves, Esc gives back, leaving the cell saves too.
import { useRef, useState } from 'react'
import type { ListColumn } from '#api/lists.ts'
import { OptionField } from '#web/kit/form/OptionField.tsx'
import { dayText, localDay, numberText, parseDay, parseNumber } from '#web/kit/format.ts'
import { useLanguage, useMessages } from '#web/kit/language.tsx'
import { isNumeric } from '#web/kit/list/filter-tree.ts'
import { idOf, type ListWords } from '#web/kit/list/ListContext.tsx'
import type { Option, Row } from '#web/kit/list/list-types.ts'
import type { CellSaving } from '#web/kit/list/use-cell-saving.tsx'

export interface CellEditorProps {
  column: ListColumn
  row: Row
  words: ListWords
  saving: CellSaving
  onStop(): void
}

export function CellEditor(props: CellEditorProps) {
  const { column, row, words } = props
  if (words.sourceOf(column)) return <OptionCell {...props} />
  if (column.type === 'choice' || column.type === 'boolean') return <SelectCell {...props} />
  if (column.type === 'choices') return <ChoicesCell {...props} />
  return <TextCell {...props} key={row.id} />
}

function TextCell({ column, row, words, saving, onStop }: CellEditorProps) {
  const { language } = useLanguage()
  const t = useMessages('kit')
  const before = row[column.key]
  const [text, setText] = useState(() =>
    isNumeric(column.type)
      ? numberText(language, before as string, 6)
      : column.type === 'date'
        ? dayText(language, before as string)
        : String(before ?? ''),
  )
  const [wrong, setWrong] = useState(false)
  const stopped = useRef(false)
  const stop = () => {
    stopped.current = true
    onStop()
  }
  const save = () => {
    if (stopped.current) return
    const trimmed = text.trim()
    let value: string | null | undefined = trimmed === '' ? null : trimmed
    if (value !== null && isNumeric(column.type)) value = parseNumber(language, trimmed)
    if (value !== null && column.type === 'date') value = parseDay(trimmed, localDay(new Date()))
    if (value === undefined) return setWrong(true)
    stop()
    if (value !== (before ?? null)) {
      void saving.saveCell(row, column, column.type === 'number' && value !== null ? Number(value) : value)
    }
  }
  return (
    <input
      className="k-cell-input"
      // biome-ignore lint/a11y/noAutofocus: the person asked to edit this cell
      autoFocus
      aria-label={t.list.editCell(words.labelOf(column))}
      aria-invalid={wrong || undefined}
      title={wrong ? (isNumeric(column.type) ? t.reasons.notANumber : t.reasons.notADate) : undefined}
      value={text}
      inputMode={isNumeric(column.type) ? 'decimal' : undefined}
      onFocus={(event) => event.target.select()}
      onChange={(event) => {
        setText(event.target.value)
        setWrong(false)
      }}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.key === 'Escape') stop()
        else if (event.key === 'Enter' || event.key === 'Tab') save()
        else return
        event.preventDefault()
        event.stopPropagation()
      }}
    />
  )
}

function SelectCell({ column, row, words, saving, onStop }: CellEditorProps) {
  const t = useMessages('kit')
  const before = row[column.key]
  const current = before === null || before === undefined ? '' : String(before)
  const choices =
    column.type === 'boolean'
      ? [
          { value: 'true', label: t.yes },
          { value: 'false', label: t.no },
        ]
      : (column.choices ?? []).map((choice) => ({ value: choice, label: words.choiceOf(column, choice) }))
  return (
    <select
      className="k-cell-input"
      // biome-ignore lint/a11y/noAutofocus: the person asked to edit this cell
      autoFocus
      aria-label={t.list.editCell(words.labelOf(column))}
      defaultValue={current}
      onBlur={onStop}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        event.preventDefault()
        onStop()
      }}
      onChange={(event) => {
        const text = event.target.value
        onStop()
        void saving.saveCell(row, column, text === '' ? null : column.type === 'boolean' ? text === 'true' : text)
      }}
    >
      {column.type === 'choice' && <option value="">{t.none}</option>}
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </select>
  )
}

function ChoicesCell({ column, row, words, saving, onStop }: CellEditorProps) {
  const chosen = Array.isArray(row[column.key]) ? (row[column.key] as string[]) : []
  const [values, setValues] = useState(chosen)
  const source = {
    search: async (text: string) =>
      (column.choices ?? [])
        .map((value) => ({ value, label: words.choiceOf(column, value) }))
        .filter((option) => option.label.toLowerCase().includes(text.toLowerCase())),
    labels: async (ids: readonly string[]) => ids.map((value) => ({ value, label: words.choiceOf(column, value) })),
  }
  const [kept] = useState(source)
  const stop = () => {
    onStop()
    if (values.join() !== chosen.join()) void saving.saveCell(row, column, values)
  }
  return (
    <Floating onStop={stop}>
      <OptionField
        inPlace
        source={kept}
        value={values}
        multiple
        onChange={setValues}
        ariaLabel={words.labelOf(column)}
        autoFocus
      />
    </Floating>
  )
}

function OptionCell({ column, row, words, saving, onStop }: CellEditorProps) {
  const t = useMessages('kit')
  const source = words.sourceOf(column)
  const many = column.type === 'tags' || column.type === 'choices'
  const before = row[column.key]
  const ids = (Array.isArray(before) ? before : [before]).flatMap((one) => idOf(one) ?? [])
  const [values, setValues] = useState(ids)
  const [names, setNames] = useState(() => namesOf(before))
  const done = useRef(false)
  if (!source) return null
  const save = (next: readonly string[], known: ReadonlyMap<string, string>) => {
    if (done.current) return
    done.current = true
    onStop()
    if (next.join() === ids.join()) return
    const shown = next.map((id) => ({ id, name: known.get(id) ?? '…' }))
    void saving.saveCell(row, column, many ? [...next] : (next[0] ?? null), many ? shown : (shown[0] ?? null))
  }
  const giveBack = () => {
    done.current = true
    onStop()
  }
  const change = (next: string[], picked?: Option) => {
    const known = picked ? new Map(names).set(picked.value, picked.label) : names
    setNames(known)
    setValues(next)
    if (!many && picked) save(picked.value === '' ? [] : next, known)
  }
  const current = ids.map((id) => names.get(id) ?? '…').join(', ')
  return (
    <Floating onStop={() => save(values, names)} onEscape={giveBack}>
      <OptionField
        inPlace
        source={source}
        value={many ? values : []}
        multiple={many}
        placeholder={current || undefined}
        first={!many && ids.length > 0 ? [{ value: '', label: t.none }] : []}
        onChange={change}
        ariaLabel={words.labelOf(column)}
        autoFocus
      />
    </Floating>
  )
}

function namesOf(value: unknown): ReadonlyMap<string, string> {
  const all = Array.isArray(value) ? value : [value]
  return new Map(
    all.flatMap((one) =>
      one && typeof one === 'object' && 'id' in one && 'name' in one ? [[String(one.id), String(one.name)]] : [],
    ),
  )
}

function Floating(props: { onStop(): void; onEscape?(): void; children: React.ReactNode }) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only watches the field inside
    <div
      className="k-cell-float"
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) props.onStop()
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') (props.onEscape ?? props.onStop)()
        else if (event.key === 'Tab') props.onStop()
        else return
        event.preventDefault()
        event.stopPropagation()
      }}
    >
      {props.children}
    </div>
  )
}
