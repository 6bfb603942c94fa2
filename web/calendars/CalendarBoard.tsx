// The drawn calendar: month, week, day and agenda by FullCalendar, in the firm's clock. Dragging moves and resizes, the
// keyboard does the same on a focused appointment: Alt with arrows moves, with Shift resizes, Delete deletes, Enter opens.
import FullCalendar, { type CalendarRef, type EventInput } from '@fullcalendar/react'
import dayGrid from '@fullcalendar/react/daygrid'
import interaction from '@fullcalendar/react/interaction'
import list from '@fullcalendar/react/list'
import csLocale from '@fullcalendar/react/locales/cs'
import enLocale from '@fullcalendar/react/locales/en-gb'
import classic from '@fullcalendar/react/themes/classic'
import timeGrid from '@fullcalendar/react/timegrid'
import '@fullcalendar/react/skeleton.css'
import '@fullcalendar/react/themes/classic/theme.css'
import '@fullcalendar/react/themes/classic/palette.css'
import { IconLock, IconRepeat } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react'
import type { CalendarItem } from '#api/calendars.ts'
import { addDays } from '#domain/day.ts'
import styles from '#web/calendars/CalendarBoard.module.css'
import { keyOf, type View, type Wall } from '#web/calendars/calendar-time.ts'
import { useLanguage, useMessages } from '#web/kit/language.tsx'

export interface CalendarBoardProps {
  view: View
  date: string
  zone: string
  items: readonly CalendarItem[]
  /** Which colour of the palette belongs to whom. */
  colorOf(item: CalendarItem): number
  /** Name of the person a drawn calendar belongs to, for screen readers. */
  label: string
  onOpen(item: CalendarItem): void
  onPick(start: Wall, end: Wall): void
  onMove(item: CalendarItem, start: Wall, end: Wall): void
  onRemove(item: CalendarItem): void
}

const names: Record<View, string> = {
  month: 'dayGridMonth',
  week: 'timeGridWeek',
  day: 'timeGridDay',
  agenda: 'listTwoWeeks',
}

export function CalendarBoard(props: CalendarBoardProps) {
  const { view, date, zone, items, colorOf, label } = props
  const t = useMessages('calendars')
  const { language } = useLanguage()
  const ref = useRef<CalendarRef>(null)
  const byKey = useMemo(() => new Map(items.map((item) => [keyOf(item), item])), [items])
  const events = useMemo(() => items.map((item) => eventOf(item, t.busy, t.untitled)), [items, t])

  // The first drawing already is of this view and day.
  const drawn = useRef(`${view} ${date}`)
  useEffect(() => {
    if (drawn.current === `${view} ${date}`) return
    drawn.current = `${view} ${date}`
    const api = ref.current?.getApi()
    // Not while it draws: the library renders in the same pass and would warn.
    if (api) queueMicrotask(() => api.changeView(names[view], date))
  }, [view, date])

  // An appointment moved by keyboard is drawn anew; the next key must still reach it.
  const held = useRef<string>(undefined)
  const board = useRef<HTMLElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new drawing can lose the focus
  useEffect(() => {
    const timer = setTimeout(() => {
      if (held.current && document.activeElement === document.body) focusOn(board.current, held.current)
    }, 50)
    return () => clearTimeout(timer)
  }, [events])

  const changed = (key: string, event: { startStr: string; endStr: string; allDay: boolean }, revert: () => void) => {
    const item = byKey.get(key)
    if (!item) return revert()
    props.onMove(item, ...wallsOf(event))
    // The moved picture stays until the answer comes; a refusal draws the old one again.
  }

  const press = (event: KeyboardEvent<HTMLElement>) => {
    const element = (event.target as HTMLElement).closest?.('[role="button"], a, [tabindex]')
    const key = element?.querySelector('[data-appointment]')?.getAttribute('data-appointment')
    const item = key ? byKey.get(key) : undefined
    if (!item) return
    if (event.key === 'Delete') {
      event.preventDefault()
      return props.onRemove(item)
    }
    const step = event.altKey ? steps[event.key] : undefined
    if (!step || !item.mayMove) return
    event.preventDefault()
    const found = ref.current?.getApi().getEventById(keyOf(item))
    if (!found) return
    if (event.shiftKey)
      found.moveEnd(item.allDay ? { days: step.days || step.minutes / 30 } : { minutes: step.minutes, days: 0 })
    else found.moveDates(item.allDay ? { days: step.days || step.minutes / 30 } : step)
    held.current = keyOf(item)
    props.onMove(item, ...wallsOf(found))
    setTimeout(() => focusOn(board.current, keyOf(item)), 0)
  }

  return (
    <section
      ref={board}
      aria-label={label}
      className={styles.board}
      data-view={view}
      onKeyDown={press}
      onPointerDown={() => {
        held.current = undefined
      }}
    >
      <FullCalendar
        ref={ref}
        plugins={[dayGrid, timeGrid, list, interaction, classic]}
        views={{ listTwoWeeks: { type: 'list', duration: { days: 14 } } }}
        initialView={names[view]}
        initialDate={date}
        locales={[csLocale, enLocale]}
        locale={language === 'en' ? 'en-gb' : 'cs'}
        timeZone={zone}
        headerToolbar={false}
        height="100%"
        firstDay={1}
        nowIndicator
        navLinks={false}
        editable
        selectable
        selectMirror
        selectMinDistance={4}
        eventInteractive
        dayMaxEvents
        slotDuration="00:30:00"
        snapDuration="00:15:00"
        scrollTime="07:30:00"
        slotEventOverlap={false}
        allDayText={t.allDayText}
        noEventsContent={t.agendaEmpty}
        moreLinkText={(n: number) => t.moreLink(n)}
        businessHours={{ daysOfWeek: [1, 2, 3, 4, 5], startTime: '08:00', endTime: '17:00' }}
        eventTimeFormat={{ hour: 'numeric', minute: '2-digit' }}
        slotHeaderFormat={{ hour: 'numeric', minute: '2-digit' }}
        viewDidMount={({ el }) => reachable(el)}
        events={events}
        eventClass={({ event }) => [styles.event, event.extendedProps.classes as string].join(' ')}
        eventDidMount={({ el, event }) => {
          const item = byKey.get(event.id)
          if (item) el.style.setProperty('--cal', `var(--cal-${colorOf(item) % 8})`)
        }}
        eventContent={({ event, timeText, isShort }) => (
          <span className={styles.content} data-short={isShort || undefined} data-appointment={event.id}>
            {/* One line has room for the beginning and the title. */}
            {timeText && <span className={styles.time}>{isShort ? timeText.replace(/\s*[–-].*$/, '') : timeText}</span>}
            <span className={styles.title}>
              {event.extendedProps.private ? <IconLock size={12} stroke={1.5} aria-label={t.isPrivate} /> : null}
              {event.extendedProps.repeats ? <IconRepeat size={12} stroke={1.5} aria-label={t.repeats} /> : null}
              {event.title}
            </span>
            {event.extendedProps.place ? (
              <span className={styles.place}>{event.extendedProps.place as string}</span>
            ) : null}
          </span>
        )}
        eventClick={({ event, jsEvent }) => {
          jsEvent.preventDefault()
          const item = byKey.get(event.id)
          if (item) props.onOpen(item)
        }}
        select={(range) => props.onPick(...wallsOf(range))}
        dateClick={({ dateStr, allDay }) => {
          const start = wallOfText(dateStr, allDay)
          props.onPick(start, allDay ? start : halfHourAfter(start))
        }}
        eventDrop={({ event, revert }) => changed(event.id, event, revert)}
        eventResize={({ event, revert }) => changed(event.id, event, revert)}
      />
    </section>
  )
}

function focusOn(board: HTMLElement | null, key: string): void {
  const picture = board?.querySelector(`[data-appointment="${CSS.escape(key)}"]`)
  picture?.closest<HTMLElement>('[tabindex], a, [role="button"]')?.focus({ preventScroll: true })
}

/** What scrolls can be scrolled by keyboard too; inside the table of hours it becomes the group of rows it holds. */
function reachable(view: HTMLElement): void {
  for (const part of view.querySelectorAll<HTMLElement>('div')) {
    if (!/auto|scroll/.test(getComputedStyle(part).overflowY)) continue
    part.tabIndex = 0
    part.dataset.scrolls = ''
    const group = part.parentElement?.closest('[role="rowgroup"]')
    if (!group || !view.contains(group)) continue
    group.setAttribute('role', 'presentation')
    part.setAttribute('role', 'rowgroup')
  }
}

const steps: Record<string, { days: number; minutes: number } | undefined> = {
  ArrowUp: { days: 0, minutes: -30 },
  ArrowDown: { days: 0, minutes: 30 },
  ArrowLeft: { days: -1, minutes: 0 },
  ArrowRight: { days: 1, minutes: 0 },
}

function eventOf(item: CalendarItem, busy: string, untitled: string): EventInput {
  const times = item.allDay
    ? { start: item.fromDay, end: addDays(item.toDay, 1) }
    : { start: item.startsAt, end: item.endsAt }
  const waiting = item.answer === 'waiting' || item.answer === 'tentative' || item.status === 'tentative'
  return {
    id: keyOf(item),
    title: item.busyOnly ? busy : item.title || untitled,
    ...times,
    allDay: item.allDay,
    editable: item.mayMove,
    extendedProps: {
      classes: [
        item.status === 'cancelled' || item.answer === 'declined' ? styles.cancelled : '',
        waiting ? styles.waiting : '',
        item.busyOnly ? styles.busyOnly : '',
        item.busy ? '' : styles.free,
      ].join(' '),
      private: item.private,
      repeats: item.repeats,
      place: item.place,
    },
  }
}

/** `2026-11-25T09:00:00+01:00` in the calendar's zone, or `2026-11-25`. */
function wallOfText(text: string, allDay: boolean): Wall {
  return allDay ? { day: text.slice(0, 10) } : { day: text.slice(0, 10), time: text.slice(11, 16) }
}

function halfHourAfter({ day, time = '00:00' }: Wall): Wall {
  const minutes = Number(time.slice(0, 2)) * 60 + Number(time.slice(3)) + 30
  const at = (n: number) => String(n).padStart(2, '0')
  return minutes >= 1440
    ? { day: addDays(day, 1), time: '00:00' }
    : { day, time: `${at(Math.floor(minutes / 60))}:${at(minutes % 60)}` }
}

/** Start and end as shown; the last day of whole days is the last one, not the one after. */
function wallsOf({ startStr, endStr, allDay }: { startStr: string; endStr: string; allDay: boolean }): [Wall, Wall] {
  const start = wallOfText(startStr, allDay)
  if (allDay) return [start, { day: endStr ? addDays(endStr.slice(0, 10), -1) : start.day }]
  return [start, endStr ? wallOfText(endStr, false) : halfHourAfter(halfHourAfter(start))]
}
