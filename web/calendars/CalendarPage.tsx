// The calendar: month, week, day and agenda of one or several people, over each other or side by side.
import { ActionIcon, Button, Menu, SegmentedControl, Switch } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import {
  IconCalendarPlus,
  IconChevronLeft,
  IconChevronRight,
  IconDots,
  IconFileImport,
  IconSettings,
  IconX,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Suspense, type UIEvent, useMemo, useState } from 'react'
import type { CalendarItem, Scope } from '#api/calendars.ts'
import { addDays, isDay } from '#domain/day.ts'
import styles from '#web/calendars/CalendarPage.module.css'
import { moved, periodText, rangeOf, type View, views, type Wall, wallOf } from '#web/calendars/calendar-time.ts'
import {
  accountsQuery,
  calendarKey,
  conflictsQuery,
  itemsQuery,
  removeAppointment,
  restoreAppointment,
} from '#web/calendars/queries.ts'
import { isSeries, useMoving } from '#web/calendars/use-moving.ts'
import { useCommands } from '#web/kit/commands.tsx'
import { useToast } from '#web/kit/feedback.tsx'
import { OptionField } from '#web/kit/form/OptionField.tsx'
import { localDay } from '#web/kit/format.ts'
import { useShortcuts } from '#web/kit/keyboard.tsx'
import { useLanguage, useMessages } from '#web/kit/language.tsx'
import { lazily } from '#web/kit/lazily.ts'
import { queryClient } from '#web/kit/query-client.ts'
import { useSession } from '#web/kit/session.tsx'
import { sessionQuery } from '#web/session.ts'
import { people as peopleSource } from '#web/users/queries.ts'

const CalendarBoard = lazily(() => import('#web/calendars/CalendarBoard.tsx'), 'CalendarBoard')
const AppointmentPanel = lazily(() => import('#web/calendars/AppointmentPanel.tsx'), 'AppointmentPanel')
const AppointmentDialog = lazily(() => import('#web/calendars/AppointmentDialog.tsx'), 'AppointmentDialog')
const ScopeDialog = lazily(() => import('#web/calendars/ScopeDialog.tsx'), 'ScopeDialog')
const FileDialog = lazily(() => import('#web/calendars/FileDialog.tsx'), 'FileDialog')
const CompactMonth = lazily(() => import('#web/calendars/CompactMonth.tsx'), 'CompactMonth')
const CommonTimes = lazily(() => import('#web/calendars/CommonTimes.tsx'), 'CommonTimes')

interface Asked {
  what: 'change' | 'remove'
  run(scope: Scope): Promise<unknown>
}

export function CalendarPage() {
  const t = useMessages('calendars')
  const { language } = useLanguage()
  const me = useSession()
  const toast = useToast()
  const narrow = useMediaQuery('(max-width: 720px)') ?? false
  const crowded = useMediaQuery('(max-width: 1100px)') ?? false
  const search = useSearch({ strict: false }) as Record<string, string | undefined>
  const navigate = useNavigate()
  const { data: session } = useQuery(sessionQuery)
  const zone = session?.firm.timeZone ?? 'Europe/Prague'
  const today = localDay(new Date())
  const view = views.find((one) => one === search.view) ?? (narrow ? 'agenda' : 'week')
  const date = search.date && isDay(search.date) ? search.date : today
  const users = useMemo(
    () => [...new Set([me.id, ...(search.users ?? '').split(',').filter(Boolean)])].slice(0, 20),
    [me.id, search.users],
  )
  const go = (patch: Record<string, string | undefined>) =>
    void navigate({ to: '/calendar', search: { ...search, ...patch } as never, replace: true })

  const range = rangeOf(view, date)
  // A day more on both sides: whatever the zone, nothing of the days shown is missing.
  const query = useQuery(itemsQuery(`${addDays(range.from, -1)}T00:00:00Z`, `${addDays(range.to, 1)}T00:00:00Z`, users))
  const items = query.data?.items ?? []
  const nameOf = (id: string) =>
    id === me.id ? t.people.me : (query.data?.people.find((one) => one.id === id)?.name ?? '…')
  const { data: conflicts } = useQuery(conflictsQuery)
  const failing = useQuery({ ...accountsQuery, refetchInterval: 60_000 }).data?.accounts.some(
    ({ state }) => state === 'failing',
  )

  const [picked, setPicked] = useState<{ start: Wall; end: Wall }>()
  const [asked, setAsked] = useState<Asked>()
  const [files, setFiles] = useState(false)
  const [common, setCommon] = useState(false)
  const sides = search.sides === '1' && users.length > 1 && view !== 'month' && view !== 'agenda'
  const colorOf = (item: CalendarItem) =>
    Math.max(
      0,
      users.findIndex((id) => item.userIds.includes(id)),
    )

  const open = (item: CalendarItem) => {
    if (item.busyOnly) return
    go({ appointment: item.id, at: item.occurrence && item.repeats ? item.occurrence : undefined })
  }
  const close = () => go({ appointment: undefined, at: undefined })
  const refresh = () => void queryClient.invalidateQueries({ queryKey: calendarKey })

  const move = useMoving(zone, (run) => setAsked({ what: 'change', run }))
  const remove = (item: { id: string; occurrence: string | null }, series: boolean) => {
    const run = async (scope?: Scope) => {
      const one =
        scope && scope !== 'all' && item.occurrence ? { scope, occurrence: item.occurrence } : scope ? { scope } : {}
      await removeAppointment(item.id, one)
      close()
      const left = scope === 'this' && item.occurrence ? item.occurrence : undefined
      const undo = () => void restoreAppointment(item.id, left).catch(toast.problem)
      toast.done(t.removed, scope === 'following' ? {} : { undo })
    }
    if (series) return setAsked({ what: 'remove', run })
    run().catch(toast.problem)
  }
  const addNow = () => {
    // Today the next whole hour; on another day the morning.
    const now = wallOf(new Date().toISOString(), zone)
    const hour = date === now.day ? Math.min(Number(now.time.slice(0, 2)) + 1, 22) : 9
    const at = (n: number) => `${String(n).padStart(2, '0')}:00`
    setPicked({ start: { day: date, time: at(hour) }, end: { day: date, time: at(hour + 1) } })
  }

  useCommands([{ id: 'calendars.add', icon: IconCalendarPlus, label: t.add, keys: 'a', add: true, run: addNow }])
  useShortcuts([
    { keys: 'h', label: t.today, section: 'page', run: () => go({ date: undefined }) },
    { keys: 'j', label: t.next, section: 'page', run: () => go({ date: moved(view, date, 1) }) },
    { keys: 'k', label: t.previous, section: 'page', run: () => go({ date: moved(view, date, -1) }) },
    ...views.map((one, i) => ({
      keys: String(i + 1),
      label: t.views[one],
      section: 'page' as const,
      run: () => go({ view: one }),
    })),
  ])

  const board = (label: string, shown: readonly CalendarItem[], color = colorOf) => (
    <Suspense fallback={null}>
      <CalendarBoard
        view={view}
        date={view === 'month' ? date : range.from}
        zone={zone}
        items={shown}
        colorOf={color}
        label={label}
        onOpen={open}
        onPick={(start, end) => setPicked({ start, end })}
        onMove={move}
        onRemove={(item) => !item.busyOnly && remove(item, isSeries(item))}
      />
    </Suspense>
  )

  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>{t.title}</h1>
        <ActionIcon.Group>
          <ActionIcon
            variant="default"
            size={32}
            aria-label={t.previous}
            onClick={() => go({ date: moved(view, date, -1) })}
          >
            <IconChevronLeft size={16} stroke={1.5} />
          </ActionIcon>
          <Button variant="default" size="xs" h={32} onClick={() => go({ date: undefined })}>
            {t.today}
          </Button>
          <ActionIcon
            variant="default"
            size={32}
            aria-label={t.next}
            onClick={() => go({ date: moved(view, date, 1) })}
          >
            <IconChevronRight size={16} stroke={1.5} />
          </ActionIcon>
        </ActionIcon.Group>
        <p className={styles.period} aria-live="polite">
          {periodText(language, view, date)}
        </p>
        <div className={styles.grow} />
        <SegmentedControl
          size="xs"
          aria-label={t.title}
          value={view}
          onChange={(value) => go({ view: value as View })}
          data={views.map((value) => ({ value, label: t.views[value] }))}
        />
        {crowded ? (
          <ActionIcon
            className={styles.first}
            variant="filled"
            color="teal"
            size={32}
            aria-label={t.add}
            onClick={addNow}
          >
            <IconCalendarPlus size={16} stroke={1.5} />
          </ActionIcon>
        ) : (
          <Button size="xs" h={32} leftSection={<IconCalendarPlus size={16} stroke={1.5} />} onClick={addNow}>
            {t.add}
          </Button>
        )}
        <Menu position="bottom-end" shadow="md">
          <Menu.Target>
            <ActionIcon className={styles.first} variant="default" size={32} aria-label={t.settings.title}>
              <IconDots size={16} stroke={1.5} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconFileImport size={16} stroke={1.5} />} onClick={() => setFiles(true)}>
              {t.files.open}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconSettings size={16} stroke={1.5} />}
              renderRoot={(props) => <Link to="/calendar/settings" {...props} />}
            >
              {t.settings.open}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </header>
      <div className={styles.people}>
        {users.map((id, i) => (
          <span key={id} className={styles.person} data-mine={id === me.id || undefined}>
            <span className={styles.dot} style={{ background: dots[i % 8] }} aria-hidden />
            {nameOf(id)}
            {id !== me.id && (
              <ActionIcon
                variant="subtle"
                color="gray"
                size={24}
                radius="xl"
                aria-label={t.people.hide(nameOf(id))}
                onClick={() => go({ users: users.filter((one) => one !== id && one !== me.id).join(',') || undefined })}
              >
                <IconX size={14} stroke={1.5} />
              </ActionIcon>
            )}
          </span>
        ))}
        <div className={styles.picker}>
          <OptionField
            source={peopleSource}
            value={[]}
            placeholder={t.people.add}
            ariaLabel={t.people.add}
            onChange={([id]) => id && go({ users: [...users.filter((one) => one !== me.id), id].join(',') })}
          />
        </div>
        {users.length > 1 && (
          <>
            <Switch
              size="sm"
              label={t.views.sides}
              checked={search.sides === '1'}
              onChange={(event) =>
                go({
                  sides: event.currentTarget.checked ? '1' : undefined,
                  ...(event.currentTarget.checked && (view === 'month' || view === 'agenda') ? { view: 'day' } : {}),
                })
              }
            />
            <Button
              variant="subtle"
              size="compact-sm"
              onClick={() => setCommon((before) => !before)}
              aria-expanded={common}
            >
              {t.people.findTime}
            </Button>
          </>
        )}
      </div>
      {common && users.length > 1 && (
        <Suspense fallback={null}>
          <CommonTimes users={users} zone={zone} onPick={(start, end) => setPicked({ start, end })} />
        </Suspense>
      )}
      {((conflicts?.conflicts.length ?? 0) > 0 || failing) && (
        <p className={styles.notice}>
          <Link to="/calendar/settings">
            {conflicts?.conflicts.length
              ? t.conflicts.waiting(conflicts.conflicts.length)
              : `${t.accounts.title}: ${t.accounts.states.failing}`}
          </Link>
        </p>
      )}
      {sides ? (
        <div className={styles.sides} data-view={view} onScrollCapture={scrollTogether}>
          {users.map((id, i) => (
            <section key={id} className={styles.side}>
              <h2>
                <span className={styles.dot} style={{ background: dots[i % 8] }} aria-hidden />
                {nameOf(id)}
              </h2>
              <div className={styles.sideDays}>
                {board(
                  nameOf(id),
                  items.filter((item) => item.userIds.includes(id)),
                  () => i,
                )}
              </div>
            </section>
          ))}
        </div>
      ) : narrow && view === 'month' ? (
        <Suspense fallback={null}>
          <CompactMonth
            date={date}
            today={today}
            zone={zone}
            items={items}
            colorOf={(item) => dots[colorOf(item) % 8] ?? 'var(--k-accent)'}
            onDay={(day) => go({ date: day })}
            onOpen={open}
          />
        </Suspense>
      ) : (
        <div className={styles.days}>{board(t.title, items)}</div>
      )}
      <Suspense fallback={null}>
        {search.appointment && (
          <AppointmentPanel
            id={search.appointment}
            occurrence={search.at}
            zone={zone}
            onClose={close}
            onRemove={(appointment) => remove(appointment, appointment.rrule !== null)}
          />
        )}
        {picked && (
          <AppointmentDialog
            start={picked.start}
            end={picked.end}
            zone={zone}
            people={users.slice(1)}
            onClose={() => setPicked(undefined)}
          />
        )}
        {asked && (
          <ScopeDialog
            what={asked.what}
            onClose={() => {
              setAsked(undefined)
              refresh()
            }}
            onChoose={(scope) => {
              setAsked(undefined)
              asked.run(scope).catch((error) => {
                toast.problem(error)
                refresh()
              })
            }}
          />
        )}
        {files && <FileDialog onClose={() => setFiles(false)} />}
      </Suspense>
    </div>
  )
}

/** Calendars beside each other show the same hours. */
function scrollTogether({ target, currentTarget }: UIEvent<HTMLElement>): void {
  const { scrollTop } = target as HTMLElement
  if (target === currentTarget) return
  for (const one of currentTarget.querySelectorAll<HTMLElement>('[data-scrolls]'))
    if (Math.abs(one.scrollTop - scrollTop) > 1) one.scrollTop = scrollTop
}

const dots = ['var(--k-accent)', '#b06a1f', '#6a5acd', '#4b7f2a', '#b4436c', '#2f6fb3', '#7d5a3c', '#5d6b75']
