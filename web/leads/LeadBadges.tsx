// State of a lead by word and mark, and where its answer clock stands.
import { IconAlertTriangle, IconClock } from '@tabler/icons-react'
import type { Lead } from '#api/leads.ts'
import { useFormat, useMessages } from '#web/kit/language.tsx'
import styles from '#web/leads/Leads.module.css'

export function LeadState({ value }: { value: Lead['state'] | undefined }) {
  const t = useMessages('leads')
  if (!value) return null
  return (
    <span className={styles.state} data-state={value}>
      {t.states[value]}
    </span>
  )
}

/** The clock in words; an answered lead says when. */
export function AnswerClock({ lead }: { lead: Pick<Lead, 'clock' | 'answeredAt' | 'answerDueOn'> }) {
  const t = useMessages('leads')
  const f = useFormat()
  const { state, businessDaysLeft } = lead.clock
  const left = Math.abs(businessDaysLeft ?? 0)
  if (state === 'stopped') return lead.answeredAt ? <span>{t.clock.answered(f.ago(lead.answeredAt))}</span> : null
  const late = state === 'late'
  const Icon = late ? IconAlertTriangle : IconClock
  return (
    <span
      className={`${styles.clock} ${late ? 'k-late' : state === 'today' ? 'k-risk' : ''}`}
      title={f.day(lead.answerDueOn)}
    >
      <Icon size={16} stroke={1.5} aria-hidden />
      {late ? t.clock.late(Math.max(1, left)) : state === 'today' ? t.clock.today : t.clock.left(left)}
    </span>
  )
}
