// One entry of a history: who, on whose behalf, what and when, then the fields with their old and new values.
import { ActionIcon, Anchor, Tooltip } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'
import { useState } from 'react'
import type { HistoryChange, HistoryEntry } from '#api/journal.ts'
import { FactName } from '#web/journal/FactName.tsx'
import { FieldValue } from '#web/journal/FieldValue.tsx'
import type { FieldLabel } from '#web/journal/field-label.ts'
import styles from '#web/journal/HistoryPanel.module.css'
import { useFormat, useMessages } from '#web/kit/language.tsx'

/** More fields than this wait behind a button: the entry that made a client would fill the page. */
const shownAtOnce = 5

export interface HistoryItemProps {
  entry: HistoryEntry
  names: Readonly<Record<string, string>>
  /** The entry is of the record itself, not of something that belongs to it. */
  own: boolean
  fieldLabel: FieldLabel
  onRestore?: ((fields: string[]) => void) | undefined
}

export function HistoryItem({ entry, names, own, fieldLabel, onRestore }: HistoryItemProps) {
  const t = useMessages('journal')
  const f = useFormat()
  const [all, setAll] = useState(false)
  const kinds = t.records as Record<string, string>
  const changes = all || entry.changes.length <= shownAtOnce + 1 ? entry.changes : entry.changes.slice(0, shownAtOnce)
  return (
    <li className={styles.entry}>
      <div className={styles.head}>
        <span className={styles.who}>{entry.actor ? (entry.actor.name ?? t.unknownPerson) : t.system}</span>
        {entry.onBehalfOf && <span className="k-dim">{t.onBehalfOf(entry.onBehalfOf.name ?? t.unknownPerson)}</span>}
        <span>
          <FactName fact={entry.fact} />
        </span>
        {!own && (
          <span>
            {kinds[entry.recordType] ?? entry.recordType} {names[entry.recordId] ?? ''}
          </span>
        )}
        <time className={styles.when} dateTime={entry.at} title={f.instant(entry.at)}>
          {f.ago(entry.at)}
        </time>
      </div>
      {entry.reason && <div className={styles.reason}>{entry.reason}</div>}
      {changes.length > 0 && (
        <dl className={styles.changes}>
          {changes.map((change) => (
            <ChangeLine
              key={change.field}
              change={change}
              recordType={entry.recordType}
              label={fieldLabel(entry.recordType, change.field)}
              names={names}
              onRestore={
                onRestore && entry.version !== null && entry.restorable.includes(change.field)
                  ? () => onRestore([change.field])
                  : undefined
              }
            />
          ))}
        </dl>
      )}
      {changes.length < entry.changes.length && (
        <Anchor component="button" type="button" size="sm" onClick={() => setAll(true)}>
          {t.showFields(entry.changes.length - changes.length)}
        </Anchor>
      )}
    </li>
  )
}

function ChangeLine(props: {
  change: HistoryChange
  recordType: string
  label: string
  names: Readonly<Record<string, string>>
  onRestore?: (() => void) | undefined
}) {
  const { change, recordType, label, names, onRestore } = props
  const t = useMessages('journal')
  const lists = Array.isArray(change.before) || Array.isArray(change.after)
  const value = (side: 'before' | 'after') => (
    <FieldValue recordType={recordType} field={change.field} value={change[side]} names={names} />
  )
  return (
    <>
      <dt>{label}</dt>
      <dd>
        {lists ? (
          <ListChange {...props} />
        ) : isEmpty(change.before) ? (
          value('after')
        ) : (
          <>
            <span className={styles.was}>{value('before')}</span> → {value('after')}
          </>
        )}
      </dd>
      <dd>
        {onRestore && (
          <Tooltip label={t.restore}>
            <ActionIcon variant="subtle" color="gray" size="sm" aria-label={t.restoreField(label)} onClick={onRestore}>
              <IconArrowBackUp size={16} stroke={1.5} aria-hidden />
            </ActionIcon>
          </Tooltip>
        )}
      </dd>
    </>
  )
}

/** Of a list only what went and what came. */
function ListChange({
  change,
  recordType,
  names,
}: {
  change: HistoryChange
  recordType: string
  names: Readonly<Record<string, string>>
}) {
  const before = keyed(change.before)
  const after = keyed(change.after)
  const lines = [
    ...[...before].filter(([key]) => !after.has(key)).map(([key, value]) => ({ key, value, sign: '−' })),
    ...[...after].filter(([key]) => !before.has(key)).map(([key, value]) => ({ key, value, sign: '+' })),
  ]
  return (
    <ul className={styles.items}>
      {lines.map(({ key, value, sign }) => (
        <li key={sign + key} className={sign === '−' ? styles.was : undefined}>
          {sign} <FieldValue recordType={recordType} field={change.field} value={value} names={names} />
        </li>
      ))}
    </ul>
  )
}

const keyed = (value: unknown) =>
  new Map((Array.isArray(value) ? value : []).map((item) => [JSON.stringify(item), item as unknown]))

const isEmpty = (value: unknown) => value === null || value === undefined || value === ''
