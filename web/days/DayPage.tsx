// My day, the home of the product: whom to contact and why, what was promised, what stands in the calendar, who waits for
// an answer. Walked through by keyboard alone: j and k, Enter, d done, s put off, m mute, c call.
import { Button, Skeleton } from '@mantine/core'
import { IconCalendarWeek, IconPlus, IconSunHigh } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { type ReactNode, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { DayView, NewLead, Step } from '#api/days.ts'
import type { PromiseView } from '#api/promises.ts'
import { weekday } from '#domain/day.ts'
import { DayAgenda } from '#web/days/DayAgenda.tsx'
import styles from '#web/days/DayPage.module.css'
import { DayPicker } from '#web/days/DayPicker.tsx'
import { DayEvening, DayMentions, LeadLine } from '#web/days/DaySides.tsx'
import { chooseStep, dayPeopleQuery, dayQuery, takeBackChoice, type Whose } from '#web/days/queries.ts'
import { StepLine } from '#web/days/StepLine.tsx'
import { useCalling } from '#web/days/use-calling.ts'
import { EmptyState, ErrorPage, useToast } from '#web/kit/feedback.tsx'
import { useShortcuts } from '#web/kit/keyboard.tsx'
import { useFormat, useMessages } from '#web/kit/language.tsx'
import { lazily } from '#web/kit/lazily.ts'
import { goToSection, Page, Section } from '#web/kit/Page.tsx'
import { useSession } from '#web/kit/session.tsx'
import { PromiseRow } from '#web/promises/PromiseRow.tsx'
import { askForPromise, usePromiseSteps } from '#web/promises/queries.ts'

const StepChoice = lazily(() => import('#web/days/StepChoice.tsx'), 'StepChoice')
const PutAside = lazily(() => import('#web/days/PutAside.tsx'), 'PutAside')

/** So many clients to contact are seen at once; the rest comes with a click, or when the keyboard walks on. */
const firstContacts = 8

export function DayPage() {
  const whose = useSearch({ strict: false }) as Whose
  const { data, error, refetch } = useQuery(dayQuery(whose))
  if (error && !data) return <ErrorPage error={error} reset={() => void refetch()} />
  if (!data) return <Waiting />
  return <LoadedDay day={data} whose={whose} />
}

function Waiting() {
  return (
    <div className={styles.waiting}>
      <Skeleton height={30} width={220} radius="md" />
      <Skeleton height={220} radius="md" />
      <Skeleton height={160} radius="md" />
    </div>
  )
}

/** What the keyboard walks over, in the order of the page. */
type Item =
  | { kind: 'step'; id: string; step: Step }
  | { kind: 'promise'; id: string; promise: PromiseView }
  | { kind: 'lead'; id: string; lead: NewLead; step: Step | undefined }

function itemsOf(day: DayView): { contact: Item[]; next: Item[]; promises: Item[]; leads: Item[] } {
  const item = (step: Step): Item => ({ kind: 'step', id: `${step.rule}-${step.recordId}`, step })
  // A lead waiting for its answer stands among the leads, with its clock.
  const answering = new Map(
    day.steps
      .filter((step) => step.recordType === 'leads' && day.leads.some((lead) => lead.id === step.recordId))
      .map((step) => [step.recordId, step]),
  )
  return {
    contact: day.steps.filter((step) => step.rule === 'touch').map(item),
    next: day.steps.filter((step) => step.rule !== 'touch' && !answering.has(step.recordId)).map(item),
    promises: day.promises.map((promise) => ({ kind: 'promise', id: promise.id, promise })),
    leads: day.leads.map((lead) => ({ kind: 'lead', id: lead.id, lead, step: answering.get(lead.id) })),
  }
}

function LoadedDay({ day, whose }: { day: DayView; whose: Whose }) {
  const t = useMessages('days')
  const toast = useToast()
  const f = useFormat()
  const navigate = useNavigate()
  const me = useSession()
  const led = useQuery(dayPeopleQuery).data?.teams ?? []
  const call = useCalling()
  const promiseSteps = usePromiseSteps()
  const parts = useMemo(() => itemsOf(day), [day])
  const [whole, setWhole] = useState(false)
  const contacts = useMemo(() => (whole ? parts.contact : parts.contact.slice(0, firstContacts)), [parts, whole])
  const items = useMemo(() => [...contacts, ...parts.next, ...parts.promises, ...parts.leads], [contacts, parts])
  const [activeId, setActiveId] = useState<string>()
  const [choosing, setChoosing] = useState<{ step: Step; how: 'snoozed' | 'muted' }>()
  const [aside, setAside] = useState(false)
  const rows = useRef(new Map<string, HTMLElement>())
  const lastIndex = useRef(0)
  const found = items.findIndex((item) => item.id === activeId)
  // What was done goes away: the keyboard stands on what came in its place.
  const index = found >= 0 ? found : activeId === undefined ? -1 : Math.min(lastIndex.current, items.length - 1)
  const active = items[index]
  useEffect(() => {
    if (found >= 0) lastIndex.current = found
  }, [found])

  const move = useCallback(
    (by: number) => {
      const next = Math.max(0, Math.min(items.length - 1, index + by))
      const item = items[next]
      if (!item) return
      lastIndex.current = next
      setActiveId(item.id)
      rows.current.get(item.id)?.scrollIntoView({ block: 'nearest' })
    },
    [index, items],
  )
  const done = (step: Step) => {
    if (!step.mine) return
    void chooseStep({ rule: step.rule, recordId: step.recordId, decision: 'done' }).then(
      (choice) =>
        toast.done(t.doneSaid, {
          undo: () => void takeBackChoice(choice.id).then(() => toast.done(t.takenBack), toast.problem),
        }),
      toast.problem,
    )
  }
  const stepOf = (item: Item | undefined) => (item && item.kind !== 'promise' ? item.step : undefined)
  const step = stepOf(active)
  const choose = (how: 'snoozed' | 'muted') => step?.mine && setChoosing({ step, how })
  const hrefOf = (item: Item) =>
    item.kind === 'step' ? item.step.href : item.kind === 'promise' ? `/promises/${item.id}` : `/leads/${item.id}`
  const phone = active?.kind === 'lead' ? active.lead.phone : step?.contact?.phone
  const key = (keys: string, label: string, run: () => void) => ({ keys, label, section: 'page' as const, run })
  useShortcuts([
    key('j', t.keys.down, () => move(1)),
    key('k', t.keys.up, () => move(-1)),
    key('w', t.keys.week, () => void navigate({ to: '/week', search: whose } as never)),
    ...(active ? [key('Enter', t.keys.open, () => void navigate({ to: hrefOf(active) }))] : []),
    ...(active?.kind === 'promise' && !active.promise.whyNot.edit
      ? [key('d', t.keys.done, () => void promiseSteps.keep(active.promise))]
      : []),
    ...(step?.mine
      ? [
          key('d', t.keys.done, () => done(step)),
          key('s', t.keys.snooze, () => choose('snoozed')),
          key('m', t.keys.mute, () => choose('muted')),
        ]
      : []),
    ...(phone
      ? [
          key('c', t.keys.call, () =>
            call({
              number: phone,
              clientId: step?.clientId ?? null,
              contactId: step?.contact?.id ?? null,
              leadId: active?.kind === 'lead' ? active.id : null,
            }),
          ),
        ]
      : []),
  ])

  const refOf = (id: string) => (element: HTMLElement | null) => {
    if (element) rows.current.set(id, element)
    else rows.current.delete(id)
  }
  const lines = (list: readonly Item[]): ReactNode =>
    list.map((item) => {
      const shared = { active: item.id === active?.id, rowRef: refOf(item.id) }
      if (item.kind === 'promise') return <PromiseRow key={item.id} promise={item.promise} {...shared} />
      if (item.kind === 'lead') return <LeadLine key={item.id} lead={item.lead} named={day.of === 'team'} {...shared} />
      return (
        <StepLine
          key={item.id}
          step={item.step}
          today={day.today}
          named={day.of === 'team' || (day.people.length > 1 && item.step.user.id !== me.id)}
          onDone={() => done(item.step)}
          onSnooze={() => setChoosing({ step: item.step, how: 'snoozed' })}
          onMute={() => setChoosing({ step: item.step, how: 'muted' })}
          {...shared}
        />
      )
    })
  const late = day.promises.filter((promise) => promise.late).length
  const moreOf = (n: number) => n > 0 && <span className="k-dim">{t.more(n)}</span>
  const nothing = items.length === 0 && day.agenda.length === 0
  const summary = [
    late > 0 && { to: 'promises', text: t.summary.late(late), tone: 'late' },
    day.promises.length > late && {
      to: 'promises',
      text: t.summary.due(day.promises.length - late),
      tone: 'risk',
    },
    day.leads.length > 0 && {
      to: 'leads',
      text: t.summary.leads(day.leads.length),
      tone: day.leads.some((lead) => lead.businessDaysLeft < 0) ? 'late' : undefined,
    },
    day.agenda.length > 0 && { to: 'agenda', text: t.summary.agenda(day.agenda.length), tone: undefined },
    parts.contact.length > 0 && { to: 'contact', text: t.summary.contact(parts.contact.length), tone: undefined },
  ].filter((one) => one !== false)
  const title = day.of === 'me' ? t.title : day.of === 'team' ? t.titleTeam : t.titleOf(day.people[0]?.name ?? '')
  const dayName = t.weekdays.split(',')[weekday(day.today) - 1]

  return (
    <Page
      width="wide"
      title={title}
      below={
        <>
          <span className={styles.date}>
            {dayName} {f.day(day.today)}
          </span>
          {day.holiday && <span className="k-risk">{t.holiday(day.holiday)}</span>}
          {summary.length === 0 && <span>{t.summary.clear}</span>}
          {summary.map(({ to, text, tone }) => (
            <button
              key={text}
              type="button"
              className={[styles.jump, tone && styles[tone]].filter(Boolean).join(' ')}
              onClick={() => goToSection(`day-${to}`)}
            >
              {text}
            </button>
          ))}
        </>
      }
      actions={
        <>
          <DayPicker whose={whose} />
          <Button
            variant="default"
            leftSection={<IconCalendarWeek size={16} stroke={1.5} />}
            component={Link}
            to="/week"
            search={whose as never}
          >
            {t.week.link}
          </Button>
        </>
      }
    >
      {nothing && (
        <EmptyState
          icon={<IconSunHigh size={28} stroke={1.25} aria-hidden />}
          text={t.empty.all}
          manual="/manual/days"
          action={
            led.length > 0 && day.of === 'me' ? (
              <Button component={Link} to="/" search={{ team: led[0]?.id } as never}>
                {t.titleTeam}
              </Button>
            ) : (
              <Button component={Link} to="/clients">
                {t.start}
              </Button>
            )
          }
        />
      )}
      <div className={styles.columns}>
        <div>
          {(parts.contact.length > 0 || !nothing) && (
            <Section id="day-contact" title={t.sections.contact}>
              {parts.contact.length === 0 ? (
                <p className={styles.none}>{t.empty.contact}</p>
              ) : (
                <div className={styles.lines}>{lines(contacts)}</div>
              )}
              {(contacts.length < parts.contact.length || day.moreSteps > 0) && (
                <p className={styles.foot}>
                  {contacts.length < parts.contact.length && (
                    <button type="button" className="k-link" onClick={() => setWhole(true)}>
                      {t.showAll(parts.contact.length)}
                    </button>
                  )}
                  {moreOf(day.moreSteps)}
                </p>
              )}
            </Section>
          )}
          {parts.next.length > 0 && (
            <Section title={t.sections.next}>
              <div className={styles.lines}>{lines(parts.next)}</div>
            </Section>
          )}
          {day.putAside.snoozed + day.putAside.muted > 0 && (
            <button type="button" className={styles.asideLink} onClick={() => setAside(true)}>
              {t.putAside.link(day.putAside.snoozed, day.putAside.muted)}
            </button>
          )}
        </div>
        <div>
          {!nothing && (
            <Section
              id="day-promises"
              title={t.sections.promises}
              actions={
                <Button
                  size="compact-sm"
                  variant="subtle"
                  leftSection={<IconPlus size={14} stroke={1.5} />}
                  onClick={() => askForPromise({ dueOn: day.today })}
                >
                  {t.addPromise}
                </Button>
              }
            >
              {parts.promises.length === 0 ? (
                <p className={styles.none}>{t.empty.promises}</p>
              ) : (
                <div className={styles.lines}>{lines(parts.promises)}</div>
              )}
              <p className={styles.foot}>
                <Link to="/promises" className="k-link">
                  {t.allPromises}
                </Link>
                {moreOf(day.promisesTotal - day.promises.length)}
              </p>
            </Section>
          )}
          {parts.leads.length > 0 && (
            <Section id="day-leads" title={t.sections.leads}>
              <div className={styles.lines}>{lines(parts.leads)}</div>
            </Section>
          )}
        </div>
        <div>
          {!nothing && (
            <Section id="day-agenda" title={t.sections.agenda}>
              <DayAgenda items={day.agenda} />
            </Section>
          )}
          <DayMentions day={day} />
          {!nothing && <DayEvening day={day} />}
        </div>
      </div>
      <Suspense>
        {choosing && <StepChoice {...choosing} today={day.today} onClose={() => setChoosing(undefined)} />}
        {aside && <PutAside onClose={() => setAside(false)} />}
      </Suspense>
    </Page>
  )
}
