// Instead of rows: nothing at all yet, nothing for this filter, or a failure with a way to try again.
import { Button } from '@mantine/core'
import { IconAlertTriangle, IconFilterOff } from '@tabler/icons-react'
import { ProblemError } from '#web/kit/call.ts'
import { EmptyState } from '#web/kit/feedback.tsx'
import { useMessages, useReasonText } from '#web/kit/language.tsx'
import type { ListPageProps } from '#web/kit/list/list-types.ts'

export interface ListNothingProps {
  error: unknown
  retry(): void
  filtered: boolean
  onClear(): void
  empty: ListPageProps['empty']
}

export function ListNothing({ error, retry, filtered, onClear, empty }: ListNothingProps) {
  const t = useMessages('kit')
  const reasonText = useReasonText()
  if (error) {
    const status = error instanceof ProblemError ? error.status : undefined
    return (
      <EmptyState
        icon={<IconAlertTriangle size={28} stroke={1.25} aria-hidden />}
        title={t.list.failed}
        text={reasonText(error)}
        // A right does not come by asking again.
        action={status !== 403 && <Button onClick={retry}>{t.list.retry}</Button>}
      />
    )
  }
  if (filtered) {
    return (
      <EmptyState
        icon={<IconFilterOff size={28} stroke={1.25} aria-hidden />}
        title={t.list.noneMatching}
        text={t.list.noneMatchingText}
        action={
          <Button variant="default" onClick={onClear}>
            {t.list.clearFilter}
          </Button>
        }
      />
    )
  }
  return <EmptyState title={t.list.none} text={empty?.text ?? ''} action={empty?.action} manual={empty?.manual} />
}
