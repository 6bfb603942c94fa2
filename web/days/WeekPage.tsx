// The week: one person's seven days in columns, or a team's people in rows with how each of them stands.
import { ActionIcon, Button, Group, Skeleton } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { CalendarItem } from '#api/calendars.ts'
import type { WeekView } from '#api/days.ts'
import { hrefOfItem } from '#web/days/DayAgenda.tsx'
import { DayPicker } from '#web/days/DayPicker.tsx'
import { type Whose, weekQuery } from '#web/days/queries.ts'
import styles from '#web/days/WeekPage.module.css'
import { ErrorPage } from '#web/kit/feedback.tsx'
import { addDays } from '#web/kit/format.ts'
import { useShortcuts } from '#web/kit/keyboard.tsx'
import { useFormat, useMessages } from '#web/kit/language.tsx'
import { Page } from '#web/kit/Page.tsx'

/** More than this a cell of the team's week only counts. */
const inCell = 4

export function WeekPage() {
  const t = useMessages('days')
  const f = useFormat()
  const navigate = useNavigate()
  const { day, ...whose } = useSearch({ strict: false }) as Whose & { day?: string }
  const { data, error, refetch } = useQuery(weekQuery(whose, day))
  const go = (to: string | undefined) =>
    void navigate({ to: '.', search: { ...whose, ...(to ? { day: to } : {}) } } as never)
  const step = (by: number) => data && go(addDays(data.from, by))
  useShortcuts([
    { keys: 'j', label: t.week.next, section: 'page', run: () => step(7) },
    { keys: 'k', label: t.week.previous, section: 'page', run: () => step(-7) },
    { keys: 'w', label: t.title, section: 'page', run: () => void navigate({ to: '/', search: whose } as never) },
  ])
  if (error && !data) return <ErrorPage error={error} reset={() => void refetch()} />
  return (
    <Page
      width="wide"
      title={t.week.title}
      below={data && t.week.range(f.day(data.from), f.day(addDays(data.from, 6)))}
      actions={
        <>
          <DayPicker whose={whose} {...(day ? { search: { day } } : {})} />
          <Group gap={4} wrap="nowrap">
            <ActionIcon variant="default" size={36} aria-label={t.week.previous} onClick={() => step(-7)}>
              <IconChevronLeft size={18} stroke={1.5} />
            </ActionIcon>
            <Button variant="default" onClick={() => go(undefined)}>
              {t.week.current}
            </Button>
            <ActionIcon variant="default" size={36} aria-label={t.week.next} onClick={() => step(7)}>
              <IconChevronRight size={18} stroke={1.5} />
            </ActionIcon>
          </Group>
        </>
      }
    >
      {!data && <Skeleton height={360} radius="md" />}
      {data && (data.people.length === 1 ? <OnePerson week={data} /> : <Team week={data} />)}
    </Page>
  )
}

type Part = Pick<WeekView, 'appointments' | 'promises' | 'touches'>

/** What of the week falls on the day, of one person or of all. */
function partOf(week: WeekView, day: string, userId?: string): Part {
  const his = (id: string) => userId === undefined || id === userId
  return {
    appointments: week.appointments.filter(
      (item) => item.fromDay <= day && item.toDay >= day && (userId === undefined || item.userIds.includes(userId)),
    ),
    promises: week.promises.filter((promise) => promise.dueOn === day && his(promise.userId)),
    touches: week.touches.filter((touch) => touch.on === day && his(touch.userId)),
  }
}

function DayHead({ week, day }: { week: WeekView; day: WeekView['days'][number] }) {
  const t = useMessages('days')
  const f = useFormat()
  const name = t.weekdays.split(',')[week.days.indexOf(day)]
  return (
    <div
      className={styles.dayHead}
      data-today={day.day === week.today || undefined}
      data-free={!day.business || undefined}
    >
      <span className={styles.dayName}>{name}</span>
      <span>{f.day(day.day)}</span>
      {day.holiday && <span className={styles.holiday}>{day.holiday}</span>}
    </div>
  )
}

function OnePerson({ week }: { week: WeekView }) {
  const t = useMessages('days')
  const person = week.people[0]
  return (
    <>
      {person && <Figures person={person} />}
      <div className={styles.columns}>
        {week.days.map((day) => {
          const part = partOf(week, day.day)
          const nothing = part.appointments.length + part.promises.length + part.touches.length === 0
          return (
            <section key={day.day} className={styles.column} data-free={!day.business || undefined}>
              <DayHead week={week} day={day} />
              {nothing ? <p className={styles.none}>{t.week.nothing}</p> : <Entries part={part} />}
            </section>
          )
        })}
      </div>
    </>
  )
}

function Team({ week }: { week: WeekView }) {
  const t = useMessages('days')
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by keyboard
    <section className={styles.scroll} tabIndex={0} aria-label={t.week.title}>
      <table className={styles.team}>
        <thead>
          <tr>
            <th scope="col">{t.week.person}</th>
            {week.days.map((day) => (
              <th key={day.day} scope="col">
                <DayHead week={week} day={day} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {week.people.map((person) => (
            <tr key={person.person.id}>
              <th scope="row">
                <Link to="/" search={{ person: person.person.id } as never} className={styles.person}>
                  {person.person.name}
                </Link>
                <Figures person={person} small />
              </th>
              {week.days.map((day) => (
                <td key={day.day} data-free={!day.business || undefined}>
                  <Entries part={partOf(week, day.day, person.person.id)} most={inCell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Figures({ person, small }: { person: WeekView['people'][number]; small?: boolean }) {
  const t = useMessages('days')
  const figures = [
    [t.week.late, person.latePromises, 'late'],
    [t.week.waiting, person.waitingClients, 'risk'],
    [t.week.lateLeads, person.lateLeads, 'late'],
    [t.week.entries, person.entries, undefined],
  ] as const
  return (
    <dl className={styles.figures} data-small={small || undefined}>
      {figures.map(([label, n, tone]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd data-tone={(n > 0 && tone) || undefined}>{n}</dd>
        </div>
      ))}
    </dl>
  )
}

const hour = (item: CalendarItem) => {
  const at = new Date(item.startsAt)
  return item.allDay ? '' : `${at.getHours()}:${String(at.getMinutes()).padStart(2, '0')}`
}

function Entries({ part, most = Number.POSITIVE_INFINITY }: { part: Part; most?: number }) {
  const t = useMessages('days')
  const entries = [
    ...part.appointments.map((item) => ({
      key: `${item.id}${item.occurrence ?? ''}`,
      node: (
        <>
          <span className={styles.hour}>{hour(item)}</span>
          {item.busyOnly ? t.busy : <Link to={hrefOfItem(item)}>{item.title}</Link>}
        </>
      ),
      kind: 'appointment',
    })),
    ...part.promises.map((promise) => ({
      key: promise.id,
      node: (
        <>
          {promise.dueTime && <span className={styles.hour}>{promise.dueTime}</span>}
          <Link to={`/promises/${promise.id}`}>{promise.text}</Link>
          {promise.client && <span className={styles.client}>{promise.client.name}</span>}
          {promise.late && <span className={styles.late}>{t.late}</span>}
        </>
      ),
      kind: promise.side,
    })),
    ...part.touches.map((touch) => ({
      key: `touch-${touch.client.id}`,
      node: <Link to={`/clients/${touch.client.id}`}>{t.week.touch(touch.client.name)}</Link>,
      kind: 'touch',
    })),
  ]
  return (
    <ul className={styles.entries}>
      {entries.slice(0, most).map(({ key, node, kind }) => (
        <li key={key} data-kind={kind}>
          {node}
        </li>
      ))}
      {entries.length > most && <li className="k-dim">{t.week.moreInCell(entries.length - most)}</li>}
    </ul>
  )
}
