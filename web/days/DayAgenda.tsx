// What stands in the calendar today, hour by hour; what is running now is marked.
import { IconMapPin, IconVideo } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { CalendarItem } from '#api/calendars.ts'
import styles from '#web/days/DayPage.module.css'
import { useMessages } from '#web/kit/language.tsx'

const time = (instant: string) => {
  const at = new Date(instant)
  return `${at.getHours()}:${String(at.getMinutes()).padStart(2, '0')}`
}

export function hrefOfItem(item: CalendarItem): string {
  if (item.record?.type === 'meetings') return `/meetings/${item.record.id}`
  const at: Record<string, string> = item.occurrence ? { at: item.occurrence } : {}
  return `/calendar?${new URLSearchParams({ appointment: item.id, ...at })}`
}

export function DayAgenda({ items }: { items: readonly CalendarItem[] }) {
  const t = useMessages('days')
  if (items.length === 0) return <p className={styles.none}>{t.empty.agenda}</p>
  const now = new Date().toISOString()
  return (
    <ol className={styles.agenda}>
      {items.map((item) => {
        const running = !item.allDay && item.startsAt <= now && item.endsAt > now
        const over = !item.allDay && item.endsAt <= now
        return (
          <li
            key={`${item.id}${item.occurrence ?? ''}`}
            data-running={running || undefined}
            data-over={over || undefined}
          >
            <span className={styles.hour}>
              {item.allDay ? t.allDay : time(item.startsAt)}
              {!item.allDay && <small>{time(item.endsAt)}</small>}
            </span>
            <div>
              {item.busyOnly ? <span>{t.busy}</span> : <Link to={hrefOfItem(item)}>{item.title}</Link>}
              <p className={styles.why}>
                {item.client && (
                  <span>
                    <Link to={`/clients/${item.client.id}`}>{item.client.name}</Link>
                  </span>
                )}
                {item.place && (
                  <span>
                    <IconMapPin size={13} stroke={1.5} aria-hidden /> {item.place}
                  </span>
                )}
                {item.videoUrl && (
                  <span>
                    <IconVideo size={13} stroke={1.5} aria-hidden />{' '}
                    <a href={item.videoUrl} target="_blank" rel="noreferrer">
                      {t.video}
                    </a>
                  </span>
                )}
                {item.status === 'tentative' && <span>{t.tentative}</span>}
              </p>
            </div>
          </li>
        )
      })}
    </ol>
  )
}
