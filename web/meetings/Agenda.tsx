// The agenda during a meeting: what is talked about, how long it has taken, what is done.
import { Checkbox, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { Meeting, MeetingPoint } from '#api/meetings.ts'
import { paceOf, spentOn, type TimedPoint } from '#domain/meetings/agenda.ts'
import { useToast } from '#web/kit/feedback.tsx'
import { useMessages } from '#web/kit/language.tsx'
import styles from '#web/meetings/Cockpit.module.css'
import { goToPoint } from '#web/meetings/queries.ts'

export function Agenda({ meeting: m, readOnly }: { meeting: Meeting; readOnly: boolean }) {
  const t = useMessages('meetings')
  const toast = useToast()
  const [title, setTitle] = useState('')
  const now = useTick(m.points.some((point) => point.startedAt !== null))
  const change = (body: Parameters<typeof goToPoint>[1]) => void goToPoint(m.id, body).catch(toast.problem)
  return (
    <>
      <ol className={styles.list}>
        {m.points.map((point, i) => (
          <li
            key={point.id}
            className={styles.point}
            data-current={point.startedAt !== null || undefined}
            data-done={point.done || undefined}
          >
            <Checkbox
              size="xs"
              mt={2}
              checked={point.done}
              disabled={readOnly}
              aria-label={t.run.done(point.title)}
              onChange={(event) => change({ done: [{ id: point.id, done: event.target.checked }] })}
            />
            <button
              type="button"
              className={styles.pointName}
              disabled={readOnly}
              aria-current={point.startedAt !== null ? 'step' : undefined}
              aria-label={t.run.goTo(point.title)}
              onClick={() => change({ current: point.startedAt === null ? point.id : null })}
            >
              {i + 1}. {point.title}
            </button>
            <Spent point={point} now={now} />
          </li>
        ))}
      </ol>
      {!readOnly && (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            if (!title.trim()) return
            change({ add: { title: title.trim() } })
            setTitle('')
          }}
        >
          <TextInput
            size="xs"
            mb="md"
            aria-label={t.run.addPoint}
            placeholder={t.run.addPoint}
            value={title}
            maxLength={300}
            onChange={(event) => setTitle(event.target.value)}
          />
        </form>
      )}
    </>
  )
}

function Spent({ point, now }: { point: MeetingPoint; now: number }) {
  const t = useMessages('meetings')
  const [one] = timed([point])
  if (!one) return null
  const spent = spentOn(one, now)
  const pace = paceOf(one, now)
  if (spent === 0 && point.minutes === null) return <span />
  const text = point.minutes === null ? durationText(spent) : t.run.spent(durationText(spent), t.minutes(point.minutes))
  return (
    <span className={`${styles.time} ${pace === 'over' ? 'k-late' : pace === 'short' ? 'k-risk' : 'k-dim'}`}>
      {text}
    </span>
  )
}

export function timed(points: readonly MeetingPoint[]): TimedPoint[] {
  return points.map(({ minutes, spentSeconds, startedAt, done }) => ({
    minutes,
    spentSeconds,
    startedAt: startedAt === null ? null : Date.parse(startedAt),
    done,
  }))
}

/** 4:05, and 1:02:30 from an hour on. */
export function durationText(seconds: number): string {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)]
  const tail = String(seconds % 60).padStart(2, '0')
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`
}

/** The time, moving every second while it matters. */
export function useTick(on: boolean): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    setNow(Date.now())
    if (!on) return
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [on])
  return now
}
