// What happened to a record, newest first and field by field; an old value can be put back and that taken back again.
import { Button, Loader } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { HistoryEntry } from '#api/journal.ts'
import { useFieldLabel } from '#web/journal/field-label.ts'
import { HistoryItem } from '#web/journal/HistoryItem.tsx'
import styles from '#web/journal/HistoryPanel.module.css'
import { type HistoryFilter, historyQuery, restoreFields } from '#web/journal/queries.ts'
import { ErrorPage, useToast } from '#web/kit/feedback.tsx'
import { ChoiceField } from '#web/kit/form/ChoiceField.tsx'
import { DateField } from '#web/kit/form/DateField.tsx'
import { OptionField } from '#web/kit/form/OptionField.tsx'
import { useMessages, useMessagesOf } from '#web/kit/language.tsx'
import { people } from '#web/users/queries.ts'

export interface HistoryPanelProps {
  recordType: string
  recordId: string
  /** Labels of the firm's own fields by `custom.<key>`. */
  labels?: Readonly<Record<string, string>>
  /** Without it old values are only shown. */
  editable?: boolean
}

export function HistoryPanel({ recordType, recordId, labels = {}, editable = true }: HistoryPanelProps) {
  const t = useMessages('journal')
  const toast = useToast()
  const fieldLabel = useFieldLabel(labels)
  const [filter, setFilter] = useState<HistoryFilter>({})
  const query = useInfiniteQuery(historyQuery(recordType, recordId, filter))

  const restore = async (entry: Pick<HistoryEntry, 'id' | 'version'>, fields: string[]) => {
    if (entry.version === null) return
    try {
      const done = await restoreFields(entry.id, fields, entry.version)
      const back = { id: done.entryId ?? '', version: done.version }
      toast.done(t.restored(fields.length), done.entryId ? { undo: () => void restore(back, fields) } : {})
    } catch (error) {
      toast.problem(error)
    }
  }

  const pages = query.data?.pages ?? []
  const entries = pages.flatMap((page) => page.entries)
  const names = Object.assign({}, ...pages.map((page) => page.names)) as Record<string, string>
  const filtered = Object.values(filter).some(Boolean)
  return (
    <div>
      <HistoryFilters recordType={recordType} labels={labels} filter={filter} onChange={setFilter} />
      {query.isPending && <Loader size="sm" />}
      {query.isError && <ErrorPage error={query.error} reset={() => void query.refetch()} />}
      {query.isSuccess && entries.length === 0 && <p className="k-dim">{filtered ? t.nothingMatches : t.nothingYet}</p>}
      {entries.length > 0 && (
        <ol className={styles.entries}>
          {entries.map((entry) => (
            <HistoryItem
              key={entry.id}
              entry={entry}
              names={names}
              own={entry.recordId === recordId}
              fieldLabel={fieldLabel}
              onRestore={editable ? (fields) => void restore(entry, fields) : undefined}
            />
          ))}
        </ol>
      )}
      {query.hasNextPage && (
        <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t.more}
        </Button>
      )}
    </div>
  )
}

function HistoryFilters(props: {
  recordType: string
  labels: Readonly<Record<string, string>>
  filter: HistoryFilter
  onChange(filter: HistoryFilter): void
}) {
  const { recordType, labels, filter, onChange } = props
  const t = useMessages('journal')
  const { columns, fields } = useMessagesOf(recordType) as Record<string, Record<string, unknown> | undefined>
  const known = { ...fields, ...columns, ...labels }
  const choices = Object.entries(known)
    .filter((entry): entry is [string, string] => typeof entry[1] === 'string')
    .map(([value, label]) => ({ value, label }))
    .sort((a, b) => a.label.localeCompare(b.label))
  const change = (part: HistoryFilter) => {
    const next = Object.entries({ ...filter, ...part }).filter(([, value]) => value)
    onChange(Object.fromEntries(next))
  }
  return (
    <div className={styles.filters} data-no-print>
      <ChoiceField
        label={t.filter.field}
        value={filter.field}
        choices={choices}
        clearable
        placeholder={t.filter.all}
        onChange={(field) => change({ field: field ?? undefined })}
      />
      <OptionField
        label={t.filter.person}
        source={people}
        value={filter.person ? [filter.person] : []}
        onChange={([person]) => change({ person })}
      />
      <DateField label={t.filter.from} value={filter.from} onChange={(from) => change({ from: from ?? undefined })} />
      <DateField label={t.filter.to} value={filter.to} onChange={(to) => change({ to: to ?? undefined })} />
    </div>
  )
}
