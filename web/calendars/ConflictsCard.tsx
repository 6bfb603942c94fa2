// Appointments changed on both sides: both as they are, one decision each.
import { Button, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { SidePicture } from '#api/calendar-links.ts'
import { conflictsQuery, decideConflict } from '#web/calendars/queries.ts'
import styles from '#web/calendars/Settings.module.css'
import { useToast } from '#web/kit/feedback.tsx'
import { useFormat, useMessages } from '#web/kit/language.tsx'
import { Section } from '#web/kit/Page.tsx'

export function ConflictsCard() {
  const t = useMessages('calendars')
  const toast = useToast()
  const { data } = useQuery(conflictsQuery)
  if (!data || data.conflicts.length === 0) return null
  const decide = (id: string, keep: 'ours' | 'theirs') =>
    void decideConflict(id, keep).then(() => toast.done(t.conflicts.decided), toast.problem)
  return (
    <Section title={t.conflicts.title}>
      <Text c="dimmed">{t.conflicts.intro}</Text>
      {data.conflicts.map((conflict) => (
        <div key={conflict.id} className={styles.sides}>
          {(['ours', 'theirs'] as const).map((side) => (
            <div key={side} className={styles.side}>
              <span className="k-dim">
                {side === 'ours' ? t.conflicts.ours : t.conflicts.theirs(conflict.calendarName ?? '')}
              </span>
              <Pictures pictures={conflict[side]} others={conflict[side === 'ours' ? 'theirs' : 'ours']} />
              <Button size="xs" variant="default" onClick={() => decide(conflict.id, side)}>
                {side === 'ours' ? t.conflicts.keepOurs : t.conflicts.keepTheirs}
              </Button>
            </div>
          ))}
        </div>
      ))}
    </Section>
  )
}

/** Of each occurrence what differs from the other side; the title always. */
function Pictures({ pictures, others }: { pictures: readonly SidePicture[]; others: readonly SidePicture[] }) {
  const t = useMessages('calendars')
  const f = useFormat()
  if (pictures.length === 0) return <strong>{t.conflicts.deleted}</strong>
  const at = (one: SidePicture, instant: string) => (one.allDay ? f.day(instant) : f.instant(instant))
  return pictures.map((one) => {
    const other = others.find(({ recurrenceId }) => recurrenceId === one.recurrenceId)
    const differs = (field: keyof SidePicture) => !other || other[field] !== one[field]
    if (one.recurrenceId && other && JSON.stringify(other) === JSON.stringify(one)) return null
    return (
      <div key={one.recurrenceId ?? ''}>
        <strong>{one.title || t.untitled}</strong>
        {one.recurrenceId && <div className="k-dim">{t.conflicts.occurrence(at(one, one.recurrenceId))}</div>}
        {(differs('startsAt') || differs('endsAt')) && (
          <div>
            {at(one, one.startsAt)}
            {!one.allDay && ` – ${at(one, one.endsAt)}`}
          </div>
        )}
        {differs('place') && one.place && <div>{one.place}</div>}
        {differs('rrule') && one.rrule && <div>{t.repeats}</div>}
        {differs('status') && <div>{(t.choices.status as Record<string, string>)[one.status]}</div>}
        {differs('description') && one.description && <div className="k-dim">{one.description.slice(0, 300)}</div>}
      </div>
    )
  })
}
