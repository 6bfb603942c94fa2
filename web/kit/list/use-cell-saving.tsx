// Saving one cell: shown at once, put back with the reason when refused, and never over somebody else's change.
import { type ReactNode, Suspense, useMemo, useRef, useState } from 'react'
import type { ListColumn } from '#api/lists.ts'
import { isConflict } from '#web/kit/call.ts'
import { useToast } from '#web/kit/feedback.tsx'
import type { ConflictField } from '#web/kit/form/ConflictDialog.tsx'
import { lazily } from '#web/kit/lazily.ts'
import type { ListWords } from '#web/kit/list/ListContext.tsx'
import type { ListPageProps, Row } from '#web/kit/list/list-types.ts'
import type { Rows } from '#web/kit/list/use-rows.ts'

const ConflictDialog = lazily(() => import('#web/kit/form/ConflictDialog.tsx'), 'ConflictDialog')

export interface CellSaving {
  /** `shown` is what the cell displays meanwhile, when it differs from the value sent (a person for an id). */
  saveCell(row: Row, column: ListColumn, value: unknown, shown?: unknown): Promise<void>
}

interface Dispute {
  row: Row
  theirs: Row
  column: ListColumn
  value: unknown
  shown: unknown
}

export function useCellSaving(props: { rows: Rows; save: ListPageProps['save']; words: ListWords }) {
  const toast = useToast()
  const [dispute, setDispute] = useState<Dispute>()
  const latest = useRef({ ...props, toast })
  latest.current = { ...props, toast }

  const saving = useMemo(() => {
    const saveOn = async (
      row: Row,
      column: ListColumn,
      value: unknown,
      shown: unknown,
      version: number | undefined,
    ) => {
      const { rows, save, toast } = latest.current
      if (!save) return
      const rollBack = rows.patch(row.id, { [column.key]: shown })
      try {
        const saved = await save(row, column.key, value, version)
        if (saved) latest.current.rows.patch(row.id, saved)
      } catch (error) {
        rollBack()
        if (isConflict(error) && error.problem.theirs && typeof error.problem.theirs === 'object') {
          setDispute({ row, theirs: error.problem.theirs as Row, column, value, shown })
        } else toast.problem(error)
      }
    }
    return {
      saveCell: (row: Row, column: ListColumn, value: unknown, shown: unknown = value) =>
        saveOn(row, column, value, shown, row.version),
      saveOn,
    }
  }, [])

  const fields: ConflictField[] | undefined = dispute && [
    {
      key: dispute.column.key,
      label: props.words.labelOf(dispute.column),
      base: dispute.row[dispute.column.key],
      mine: dispute.shown,
      theirs: dispute.theirs[dispute.column.key],
    },
  ]
  const dialog: ReactNode = dispute && (
    <Suspense>
      <ConflictDialog
        fields={fields}
        show={(value) => (dispute && props.words.textOf(dispute.column, value)) || '–'}
        onClose={() => setDispute(undefined)}
        onResolve={(chosen) => {
          if (!dispute) return
          setDispute(undefined)
          const { row, theirs, column, value, shown } = dispute
          if (chosen[column.key] === shown) void saving.saveOn(row, column, value, shown, theirs.version)
          else props.rows.patch(row.id, { [column.key]: theirs[column.key], version: theirs.version })
        }}
      />
    </Suspense>
  )
  return useMemo(() => ({ saveCell: saving.saveCell, dialog }), [saving, dialog])
}
