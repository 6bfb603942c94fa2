// When everybody chosen is free: the next common half hours in working time, each to be taken with one click.
import { Button, Skeleton, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { daysAtWork, freeSlots } from '#domain/calendars/free-slots.ts'
import { addDays } from '#domain/day.ts'
import styles from '#web/calendars/CalendarPage.module.css'
import { dayWords, instantOf, type Wall, wallOf } from '#web/calendars/calendar-time.ts'
import { busyQuery } from '#web/calendars/queries.ts'
import { localDay } from '#web/kit/format.ts'
import { useLanguage, useMessages } from '#web/kit/language.tsx'

const minutes = 60
const shown = 8

export function CommonTimes({
  users,
  zone,
  onPick,
}: {
  users: readonly string[]
  zone: string
  onPick(start: Wall, end: Wall): void
}) {
  const t = useMessages('calendars')
  const { language } = useLanguage()
  const today = localDay(new Date())
  const { data } = useQuery(busyQuery(`${addDays(today, -1)}T00:00:00Z`, `${addDays(today, 15)}T00:00:00Z`, users))
  if (!data) return <Skeleton h={28} />
  const minuteOf = (instant: string) => Math.floor(Date.parse(instant) / 60_000)
  const now = minuteOf(new Date().toISOString())
  const windows = daysAtWork(today, 14).map((day) => ({
    from: minuteOf(instantOf(day, '09:00', zone)),
    to: minuteOf(instantOf(day, '17:00', zone)),
  }))
  const taken = data.busy.map(({ startsAt, endsAt }) => ({ from: minuteOf(startsAt), to: minuteOf(endsAt) }))
  const starts = freeSlots(windows, taken, {
    minutes,
    gapMinutes: 0,
    notBefore: now,
    notAfter: now + 14 * 1440,
    step: 30,
  })
  // Spread over days: two of a day are enough to choose from.
  const perDay = new Map<string, number>()
  const picks = starts.filter((start) => {
    const { day } = wallOf(new Date(start * 60_000).toISOString(), zone)
    const n = perDay.get(day) ?? 0
    perDay.set(day, n + 1)
    return n === 0 || n === 4
  })
  if (picks.length === 0) return <Text c="dimmed">{t.people.nobodyFree}</Text>
  return (
    <div className={styles.suggestions}>
      {picks.slice(0, shown).map((start) => {
        const [from, to] = [
          wallOf(new Date(start * 60_000).toISOString(), zone),
          wallOf(new Date((start + minutes) * 60_000).toISOString(), zone),
        ]
        return (
          <Button key={start} variant="default" size="compact-sm" onClick={() => onPick(from, to)}>
            {t.people.free(dayWords(language, from.day), from.time.replace(/^0/, ''))}
          </Button>
        )
      })}
    </div>
  )
}
