// Minutes to be read: under their points, each mark with its word. Long ones show their beginning until asked for all.
import { Button, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { MeetingLine } from '#api/meeting-minutes.ts'
import type { Meeting } from '#api/meetings.ts'
import { useMessages } from '#web/kit/language.tsx'
import styles from '#web/meetings/Meetings.module.css'
import { linesQuery } from '#web/meetings/queries.ts'

const atOnce = 200

export function MinutesText({ meeting: m }: { meeting: Meeting }) {
  const t = useMessages('meetings')
  const [all, setAll] = useState(false)
  const { data } = useQuery(linesQuery(m.id))
  if (!data) return <Skeleton height={80} radius="md" />
  const known = new Map(m.points.map((point, i) => [point.id, i]))
  const place = (line: MeetingLine) => (line.pointId ? (known.get(line.pointId) ?? m.points.length) : m.points.length)
  const lines = data.lines.filter((line) => line.text.trim()).sort((a, b) => place(a) - place(b))
  const shown = all ? lines : lines.slice(0, atOnce)
  let last: number | undefined
  return (
    <div>
      {m.summary && <p className={styles.text}>{m.summary}</p>}
      {shown.map((line) => {
        const at = place(line)
        const title = at === last ? undefined : m.points[at]?.title
        last = at
        return (
          <div key={line.id}>
            {title && <h3 className={styles.pointTitle}>{title}</h3>}
            <div className={styles.line}>
              <span className={styles.lineMark}>{line.mark === 'line' ? '' : t.marks[line.mark]}</span>
              <span className={styles.text}>
                {line.text} <Came line={line} />
              </span>
            </div>
          </div>
        )
      })}
      {shown.length < lines.length && (
        <Button variant="default" size="xs" mt="sm" onClick={() => setAll(true)}>
          {t.sheet.more(lines.length - shown.length)}
        </Button>
      )}
    </div>
  )
}

/** Where the promise or objection that came of the line is. */
function Came({ line }: { line: MeetingLine }) {
  const t = useMessages('meetings')
  const to = line.promiseId
    ? `/promises/${line.promiseId}`
    : line.objectionId
      ? `/objections/${line.objectionId}`
      : undefined
  if (!to || line.mark === 'line') return null
  return (
    <Link to={to} className="k-link" aria-label={`${t.marks[line.mark]}: ${line.text.slice(0, 60)}`}>
      →
    </Link>
  )
}
