// The meeting while it runs: agenda with its time, who came, and minutes line by line, all by keyboard alone.
import { Button, Skeleton } from '@mantine/core'
import { IconCheck, IconCloudOff, IconDeviceFloppy } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import type { MeetingLine } from '#api/meeting-minutes.ts'
import type { Meeting } from '#api/meetings.ts'
import { expectedOverrun } from '#domain/meetings/agenda.ts'
import { ErrorPage, useToast } from '#web/kit/feedback.tsx'
import { useMessages, useReasonText } from '#web/kit/language.tsx'
import { useSession } from '#web/kit/session.tsx'
import { Agenda, durationText, timed, useTick } from '#web/meetings/Agenda.tsx'
import { Attendance } from '#web/meetings/Attendance.tsx'
import styles from '#web/meetings/Cockpit.module.css'
import { MinutesEditor } from '#web/meetings/MinutesEditor.tsx'
import { goToPoint, linesQuery, meetingQuery, moveMeeting } from '#web/meetings/queries.ts'
import { type Minutes, useMinutes } from '#web/meetings/use-minutes.ts'

export function CockpitPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const meeting = useQuery(meetingQuery(id))
  const lines = useQuery({ ...linesQuery(id), staleTime: Number.POSITIVE_INFINITY, refetchOnMount: 'always' })
  const error = meeting.error ?? lines.error
  if (error && !meeting.data) return <ErrorPage error={error} reset={() => void meeting.refetch()} />
  // Lines seen earlier would put old wordings back; without a connection they are better than none.
  if (!meeting.data || !lines.data || !(lines.isFetchedAfterMount || lines.isPaused || lines.error))
    return <Skeleton height={420} m="md" />
  return <Cockpit meeting={meeting.data} lines={lines.data.lines} />
}

function Cockpit({ meeting: m, lines }: { meeting: Meeting; lines: readonly MeetingLine[] }) {
  const t = useMessages('meetings')
  const toast = useToast()
  const navigate = useNavigate()
  const { id: userId } = useSession()
  const minutes = useMinutes(m.id, userId, lines)
  const [ending, setEnding] = useState(false)
  const page = useRef<HTMLDivElement>(null)
  const readOnly = m.whyNot.note !== undefined
  const running = m.state === 'running'
  const start = () => void moveMeeting(m.id, { move: 'start' }).catch(toast.problem)
  const end = async () => {
    if (ending) return
    setEnding(true)
    try {
      // What was written last is saved before the meeting ends, so that the timeline has it.
      const saved = await minutes.flush()
      if (m.state === 'planned' || running) await moveMeeting(m.id, { move: 'end' })
      if (!saved && minutes.state === 'offline') toast.problem(minutes.problem)
      void navigate({ to: `/meetings/${m.id}/follow-up` } as never)
    } catch (error) {
      toast.problem(error)
    } finally {
      setEnding(false)
    }
  }
  const step = (by: 1 | -1) => {
    const at = m.points.findIndex((point) => point.startedAt !== null)
    const next = at < 0 ? (by > 0 ? m.points.find((point) => !point.done) : undefined) : m.points[at + by]
    const done = by > 0 && at >= 0 ? [{ id: m.points[at]?.id as string, done: true }] : []
    if (next || done.length > 0) void goToPoint(m.id, { current: next?.id ?? null, done }).catch(toast.problem)
  }
  const keys = useRef({ end, step })
  keys.current = { end, step }
  useEffect(() => {
    if (readOnly) return
    const press = (event: KeyboardEvent) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void keys.current.end()
      else if (event.altKey && event.key === 'ArrowDown') keys.current.step(1)
      else if (event.altKey && event.key === 'ArrowUp') keys.current.step(-1)
      else if (event.key === 'F6') nextRegion(page.current, event.shiftKey ? -1 : 1)
      else return
      event.preventDefault()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [readOnly])
  return (
    <div className={styles.page} ref={page}>
      <header className={styles.bar}>
        <h1>
          <Link to={`/meetings/${m.id}`} className="k-link">
            {m.title}
          </Link>
        </h1>
        <span className="k-dim">{m.client?.name ?? m.lead?.name}</span>
        <Clock meeting={m} />
        <span className={styles.grow} />
        <Saved minutes={minutes} />
        {m.state === 'planned' && !readOnly && (
          <Button size="xs" onClick={start}>
            {t.run.start}
          </Button>
        )}
        {!readOnly && !(m.state === 'planned' && m.whyNot['move.end']) && (
          <Button
            size="xs"
            variant={m.state === 'planned' ? 'default' : 'filled'}
            loading={ending}
            onClick={() => void end()}
          >
            {m.state === 'held' ? t.followUp : t.run.end}
          </Button>
        )}
      </header>
      <aside className={styles.side}>
        <section data-region aria-label={t.run.agenda}>
          <h2>{t.run.agenda}</h2>
          <Agenda meeting={m} readOnly={readOnly} />
        </section>
        <section data-region aria-label={t.run.people}>
          <h2>{t.run.people}</h2>
          <Attendance meeting={m} readOnly={readOnly} />
        </section>
      </aside>
      <section className={styles.main} data-region aria-label={t.run.minutes}>
        <h2>{t.run.minutes}</h2>
        <MinutesEditor meeting={m} minutes={minutes} readOnly={readOnly} />
      </section>
    </div>
  )
}

/** F6 goes from part to part, as windows do; each part takes the focus at its first field. */
function nextRegion(page: HTMLElement | null, by: 1 | -1) {
  const regions = [...(page?.querySelectorAll<HTMLElement>('[data-region]') ?? [])]
  const at = regions.findIndex((region) => region.contains(document.activeElement))
  const next = regions[(at + by + regions.length) % regions.length]
  const fields = [...(next?.querySelectorAll<HTMLElement>('textarea, input, button') ?? [])]
  const last = next?.querySelector('textarea') ? fields.findLast((field) => field.tagName === 'TEXTAREA') : fields[0]
  last?.focus()
}

/** How long it has lasted, and whether the agenda will be done in time. */
function Clock({ meeting: m }: { meeting: Meeting }) {
  const t = useMessages('meetings')
  const now = useTick(m.state === 'running')
  if (m.state !== 'running') return <span className="k-dim">{t.states[m.state]}</span>
  const left = Math.round((Date.parse(m.endsAt) - now) / 1000)
  const over = expectedOverrun(timed(m.points), Date.parse(m.endsAt), now)
  return (
    <>
      <span className={left < 0 ? 'k-late k-numbers' : 'k-numbers'}>
        {left < 0 ? t.run.over(durationText(-left)) : t.run.left(durationText(left))}
      </span>
      {over > 60 && left > 0 && <span className="k-risk">{t.run.notFit(durationText(over))}</span>}
    </>
  )
}

function Saved({ minutes }: { minutes: Minutes }) {
  const t = useMessages('meetings')
  const reason = useReasonText()
  const waiting = minutes.book.waitingCount
  return (
    <output>
      {minutes.bothKept > 0 && <span className="k-risk">{t.run.kept} </span>}
      {minutes.state === 'saved' && (
        <span className="k-dim">
          <IconCheck size={14} stroke={1.5} aria-hidden /> {t.run.saved}
        </span>
      )}
      {minutes.state === 'saving' && (
        <span className="k-dim">
          <IconDeviceFloppy size={14} stroke={1.5} aria-hidden /> {t.run.saving}
        </span>
      )}
      {minutes.state === 'offline' && (
        <span className="k-risk">
          <IconCloudOff size={14} stroke={1.5} aria-hidden /> {t.run.offline(waiting)}
        </span>
      )}
      {minutes.state === 'refused' && (
        <span className="k-late">
          {t.run.waiting(waiting)} {minutes.problem ? reason(minutes.problem as Error) : ''}
        </span>
      )}
    </output>
  )
}
