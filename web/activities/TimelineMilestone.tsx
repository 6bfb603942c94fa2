// One line of the timeline about what happened to a record: made, moved on, kept, held.
import { IconFlag2 } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { Milestone } from '#api/activities.ts'
import styles from '#web/activities/Timeline.module.css'
import { instantTime } from '#web/activities/time.ts'
import { useFormat, useMessages, useMessagesOf } from '#web/kit/language.tsx'

export function TimelineMilestone({ milestone, several }: { milestone: Milestone; several: boolean }) {
  const t = useMessages('activities')
  const j = useMessages('journal')
  const c = useMessages('clients')
  const f = useFormat()
  const { fact, details, recordType } = milestone
  const choices = (useMessagesOf(recordType) as { choices?: Record<string, Record<string, string>> } | undefined)
    ?.choices
  const [capability = '', verb = ''] = fact.split('.')
  const said =
    (t.milestones as Record<string, string>)[fact] ??
    [(j.records as Record<string, string>)[capability], (j.verbs as Record<string, string>)[verb]]
      .filter(Boolean)
      .join(': ')
  const word = (field: string, value: string | null | undefined) => (value ? (choices?.[field]?.[value] ?? value) : '')
  const moved = (['state', 'class'] as const).flatMap((field) =>
    details[field] || details[`was.${field}`]
      ? [[word(field, details[`was.${field}`]), word(field, details[field])].filter(Boolean).join(' → ')]
      : [],
  )
  const name = details.text ?? details.title ?? details.subject ?? (recordType === 'clients' ? undefined : details.name)
  const person = [details.firstName, details.lastName].filter(Boolean).join(' ')
  const facts = [
    name || person || undefined,
    ...(fact.endsWith('.moved') || fact === 'clients.classed' ? moved : []),
    details.owner && fact === 'clients.reassigned' ? details.owner : undefined,
    details.dueOn ? t.lateBy(f.day(details.dueOn)) : undefined,
    milestone.reason ?? undefined,
  ].filter(Boolean)
  return (
    <div className={styles.milestone}>
      <IconFlag2 size={14} stroke={1.5} aria-hidden className={styles.flag} />
      <span>
        {said || fact}
        {facts.length > 0 && <>: {facts.join(' · ')}</>}
        <span className="k-dim">
          {' '}
          · {milestone.actor?.name ?? c.system} · {instantTime(milestone.at)}
        </span>
        {several && milestone.client && (
          <>
            {' · '}
            <Link to={`/clients/${milestone.client.id}`}>{milestone.client.name}</Link>
          </>
        )}
      </span>
    </div>
  )
}
