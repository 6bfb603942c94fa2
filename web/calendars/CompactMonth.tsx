// A month where there is no room for names: a dot for each appointment, and under it what the chosen day holds.
import { IconLock, IconRepeat } from '@tabler/icons-react'
import { useMemo } from 'react'
import type { CalendarItem } from '#api/calendars.ts'
import { addDays } from '#domain/day.ts'
import styles from '#web/calendars/CompactMonth.module.css'
import { dayWords, keyOf, rangeOf, timeText, wallOf } from '#web/calendars/calendar-time.ts'
import { useLanguage, useMessages } from '#web/kit/language.tsx'

export interface CompactMonthProps {
  /** The chosen day; its month is shown. */
  date: string
  today: string
  zone: string
  items: readonly CalendarItem[]
  /** The colour of whose calendar it is in. */
  colorOf(item: CalendarItem): string
  onDay(day: string): void
  onOpen(item: CalendarItem): void
}

const most = 3

export function CompactMonth({ date, today, zone, items, colorOf, onDay, onOpen }: CompactMonthProps) {
  const t = useMessages('calendars')
  const { language } = useLanguage()
  const byDay = useMemo(() => daysOf(items, zone), [items, zone])
  const { from } = rangeOf('month', date)
  const weeks = [0, 1, 2, 3, 4, 5]
    .map((week) => Array.from({ length: 7 }, (_, i) => addDays(from, week * 7 + i)))
    .filter((days) => days.some((day) => day.slice(0, 7) === date.slice(0, 7)))
  const chosen = byDay.get(date) ?? []
  return (
    <div className={styles.month}>
      <table>
        <thead>
          <tr>
            {t.weekdays.map((name) => (
              <th key={name} scope="col" abbr={name}>
                {name.slice(0, 2)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((days) => (
            <tr key={days[0]}>
              {days.map((day) => {
                const held = byDay.get(day) ?? []
                return (
                  <td key={day}>
                    <button
                      type="button"
                      aria-label={[dayWords(language, day), held.length > 0 && t.onDay(held.length)]
                        .filter(Boolean)
                        .join(', ')}
                      aria-pressed={day === date}
                      aria-current={day === today ? 'date' : undefined}
                      data-other={day.slice(0, 7) !== date.slice(0, 7) || undefined}
                      onClick={() => onDay(day)}
                    >
                      <span className={styles.number}>{Number(day.slice(8))}</span>
                      <span className={styles.dots} aria-hidden>
                        {held.slice(0, most).map((item) => (
                          <i key={keyOf(item)} style={{ background: colorOf(item) }} />
                        ))}
                        {held.length > most && `+${held.length - most}`}
                      </span>
                    </button>
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <section className={styles.day} aria-live="polite">
        <h2>{dayWords(language, date)}</h2>
        {chosen.length === 0 && <p className="k-dim">{t.dayEmpty}</p>}
        {chosen.map((item) => (
          <button
            key={keyOf(item)}
            type="button"
            className={styles.item}
            disabled={item.busyOnly}
            data-off={item.status === 'cancelled' || item.answer === 'declined' || undefined}
            style={{ borderInlineStartColor: colorOf(item) }}
            onClick={() => onOpen(item)}
          >
            <span className={styles.time}>
              {item.allDay
                ? t.allDayText
                : `${timeText(language, item.startsAt, zone)}–${timeText(language, item.endsAt, zone)}`}
            </span>
            <span className={styles.what}>
              <span>
                {item.private && <IconLock size={12} stroke={1.5} aria-label={t.isPrivate} />}
                {item.repeats && <IconRepeat size={12} stroke={1.5} aria-label={t.repeats} />}
                {item.busyOnly ? t.busy : item.title || t.untitled}
              </span>
              {item.place && <span className="k-dim">{item.place}</span>}
            </span>
          </button>
        ))}
      </section>
    </div>
  )
}

/** What each day holds, whole days first and then by the clock; what lasts several days stands on each of them. */
function daysOf(items: readonly CalendarItem[], zone: string): Map<string, CalendarItem[]> {
  const days = new Map<string, CalendarItem[]>()
  const sorted = [...items].sort(
    (a, b) => Number(b.allDay) - Number(a.allDay) || (a.startsAt < b.startsAt ? -1 : a.startsAt > b.startsAt ? 1 : 0),
  )
  for (const item of sorted) {
    // What ends at midnight does not reach into the next day.
    const end = new Date(Math.max(Date.parse(item.startsAt), Date.parse(item.endsAt) - 1)).toISOString()
    const from = item.allDay ? item.fromDay : wallOf(item.startsAt, zone).day
    const to = item.allDay ? item.toDay : wallOf(end, zone).day
    for (let day = from; day <= to; day = addDays(day, 1)) days.set(day, [...(days.get(day) ?? []), item])
  }
  return days
}
