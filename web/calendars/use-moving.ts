// Moving and resizing: drawn at once, sent one after another, taken back by one click; of a series it is asked what is meant.
import { useRef } from 'react'
import type { CalendarItem, Scope } from '#api/calendars.ts'
import { addDays } from '#domain/day.ts'
import { instantOf, type Wall, wallOf } from '#web/calendars/calendar-time.ts'
import { changeAppointment, moveAppointment, placeAppointment, refreshAppointments } from '#web/calendars/queries.ts'
import { useToast } from '#web/kit/feedback.tsx'
import { useMessages } from '#web/kit/language.tsx'

/** An occurrence of a series that was not changed apart: its id is the series'. */
export const isSeries = (item: CalendarItem) =>
  item.repeats && item.occurrence !== null && item.startsAt === item.occurrence

export function useMoving(zone: string, ask: (run: (scope: Scope) => Promise<unknown>) => void) {
  const t = useMessages('calendars')
  const toast = useToast()
  const latest = useRef(new Map<string, Promise<number>>())
  const moving = useRef(0)
  return (item: CalendarItem, start: Wall, end: Wall) => {
    // Keys are pressed faster than the server answers: one change waits for the one before and goes on from its version.
    const run = (scope?: Scope) => {
      const which = scope && item.occurrence ? { scope, occurrence: item.occurrence } : {}
      const before = latest.current.get(item.id) ?? Promise.resolve(item.version)
      const work = before
        .catch(() => item.version)
        .then((version) =>
          moveAppointment(item.id, { start, end, timeZone: zone, ...which }, Math.max(version, item.version)),
        )
      latest.current.set(
        item.id,
        work.then((after) => (after.id === item.id ? after.version : item.version + 1)),
      )
      latest.current.get(item.id)?.catch(() => latest.current.delete(item.id))
      return work
    }
    const back = item.allDay
      ? { start: { day: item.fromDay }, end: { day: item.toDay } }
      : { start: wallOf(item.startsAt, zone), end: wallOf(item.endsAt, zone) }
    if (isSeries(item)) return ask((scope) => run(scope).finally(refreshAppointments))
    placeAppointment(item, {
      allDay: start.time === undefined,
      startsAt: instantOf(start.day, start.time ?? '00:00', zone),
      endsAt: instantOf(end.time === undefined ? addDays(end.day, 1) : end.day, end.time ?? '00:00', zone),
      fromDay: start.day,
      toDay: end.day,
    })
    moving.current++
    run()
      .then(
        (after) =>
          toast.done(t.moved, {
            undo: () =>
              void changeAppointment(after.id, { ...back, timeZone: zone }, after.version).catch(toast.problem),
          }),
        toast.problem,
      )
      .finally(() => {
        if (--moving.current === 0) refreshAppointments()
      })
  }
}
