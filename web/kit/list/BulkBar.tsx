// What can be done with the ticked rows; offers to take everything the filter matches.
import { CloseButton } from '@mantine/core'
import type { ReactNode } from 'react'
import { useFormat, useMessages } from '#web/kit/language.tsx'

export interface BulkBarProps {
  count: number
  total: number
  all: boolean
  onAll(): void
  onClear(): void
  children: ReactNode
}

export function BulkBar({ count, total, all, onAll, onClear, children }: BulkBarProps) {
  const t = useMessages('kit')
  const f = useFormat()
  return (
    <section className="k-bulk" aria-label={t.list.bulk}>
      <CloseButton aria-label={t.list.clearSelection} onClick={onClear} />
      <strong role="status">{t.list.selected(count)}</strong>
      {!all && count < total && (
        <button type="button" className="k-link" onClick={onAll}>
          {t.list.selectMatching(f.number(total))}
        </button>
      )}
      <div className="k-bulk-actions">{children}</div>
    </section>
  )
}
