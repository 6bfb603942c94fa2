// How a promise stands, by icon and word, and its term in words.
import { IconAlertCircle, IconCircle, IconCircleCheck, IconCircleMinus } from '@tabler/icons-react'
import type { Standing } from '#domain/promises/ledger.ts'
import { useFormat, useMessages } from '#web/kit/language.tsx'
import type { Row } from '#web/kit/list/list-types.ts'
import styles from '#web/promises/PromiseStanding.module.css'

const icons = { late: IconAlertCircle, open: IconCircle, kept: IconCircleCheck, waived: IconCircleMinus }

export function PromiseStanding({ value }: { value: Standing | undefined }) {
  const t = useMessages('promises')
  if (!value) return null
  const Icon = icons[value]
  return (
    <span className={styles.standing} data-value={value}>
      <Icon size={15} stroke={1.5} aria-hidden />
      {t.standings[value]}
    </span>
  )
}

export function PromiseDue({ row }: { row: Row }) {
  const f = useFormat()
  const day = row.dueOn as string | null | undefined
  if (!day) return null
  return <span className={row.standing === 'late' ? styles.late : undefined}>{f.day(day)}</span>
}
