// Beside the steps of the day: leads with their clock, mentions and call lists, and the evening's account.
import { ActionIcon, Tooltip } from '@mantine/core'
import { IconAt, IconClockHour4, IconPhone, IconPhoneCall } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { Ref } from 'react'
import type { DayView, Mention, NewLead } from '#api/days.ts'
import { weekday } from '#domain/day.ts'
import styles from '#web/days/DayPage.module.css'
import { useCalling } from '#web/days/use-calling.ts'
import { useFormat, useMessages } from '#web/kit/language.tsx'
import { Section } from '#web/kit/Page.tsx'
import line from '#web/kit/TickLine.module.css'

export interface LeadLineProps {
  lead: NewLead
  active: boolean
  named: boolean
  rowRef?: Ref<HTMLDivElement>
}

export function LeadLine({ lead, active, named, rowRef }: LeadLineProps) {
  const t = useMessages('days')
  const f = useFormat()
  const call = useCalling()
  const n = lead.businessDaysLeft
  return (
    <div ref={rowRef} className={line.line} data-active={active || undefined} aria-current={active || undefined}>
      <IconClockHour4
        size={18}
        stroke={1.5}
        className={n < 0 ? styles.late : n === 0 ? styles.risk : styles.quiet}
        aria-hidden
      />
      <div className={styles.said}>
        <p className={styles.what}>
          <Link to={`/leads/${lead.id}`} className={styles.name}>
            {lead.name}
          </Link>
        </p>
        <p className={styles.why}>
          <span data-late={n < 0 || undefined} data-today={n === 0 || undefined}>
            {t.leads.left(n)}
          </span>
          <span>{f.ago(lead.receivedAt)}</span>
          {(named || !lead.owner) && <span>{lead.owner?.name ?? t.leads.nobody}</span>}
          {lead.interest && <span className={styles.interest}>{lead.interest}</span>}
        </p>
      </div>
      <div className={styles.ends}>
        {lead.phone && (
          <Tooltip label={lead.phone} openDelay={300}>
            <ActionIcon
              aria-label={t.actions.call(lead.name)}
              onClick={() => call({ number: lead.phone as string, leadId: lead.id })}
            >
              <IconPhone size={17} stroke={1.5} />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
    </div>
  )
}

/** Own addresses only: a mention may name where its record opens. */
const hrefOf = (mention: Mention) =>
  mention.href && /^\/(?![/\\])/.test(mention.href)
    ? mention.href
    : mention.client
      ? `/clients/${mention.client.id}`
      : mention.recordType === 'promises'
        ? `/promises/${mention.recordId}`
        : undefined

export function DayMentions({ day }: { day: DayView }) {
  const t = useMessages('days')
  const f = useFormat()
  return (
    <>
      {day.mentions.length > 0 && (
        <Section title={t.sections.mentions}>
          <ul className={styles.plain}>
            {day.mentions.map((mention) => {
              const href = hrefOf(mention)
              const text = mention.text ?? mention.client?.name ?? ''
              return (
                <li key={mention.id}>
                  <IconAt size={16} stroke={1.5} aria-hidden className={styles.quiet} />
                  <div>
                    {href ? <Link to={href}>{text}</Link> : text}
                    <p className={styles.why}>
                      {mention.actor && <span>{mention.actor.name}</span>}
                      {mention.text && mention.client && <span>{mention.client.name}</span>}
                      <span>{f.ago(mention.at)}</span>
                    </p>
                  </div>
                </li>
              )
            })}
          </ul>
        </Section>
      )}
      {(day.callLists.length > 0 || day.reminders > 0) && (
        <Section title={t.sections.callLists}>
          <ul className={styles.plain}>
            {day.callLists.map((list) => (
              <li key={list.id}>
                <IconPhoneCall size={16} stroke={1.5} aria-hidden className={styles.quiet} />
                <div>
                  <Link to={`/call-lists/${list.id}`}>{list.name}</Link>
                  <p className={styles.why}>
                    <span>{t.callLists.waiting(list.waiting, list.total)}</span>
                  </p>
                </div>
              </li>
            ))}
            {day.reminders > 0 && (
              <li>
                <span />
                <Link to="/peculiarities">{t.reminders(day.reminders)}</Link>
              </li>
            )}
          </ul>
        </Section>
      )}
    </>
  )
}

/** What was done today, and what the next business day brings. */
export function DayEvening({ day }: { day: DayView }) {
  const t = useMessages('days')
  const w = t.evening
  const { done, next } = day
  const said = [
    done.entries > 0 && w.entries(done.entries),
    done.meetings > 0 && w.meetings(done.meetings),
    done.promises > 0 && w.promises(done.promises),
    done.steps > 0 && w.steps(done.steps),
  ].filter((one) => one !== false)
  const nextName = t.weekdays.split(',')[weekday(next.day) - 1] ?? ''
  return (
    <Section title={t.sections.evening}>
      <p className={styles.sum}>{said.length > 0 ? said.join(' · ') : <span className="k-dim">{w.nothing}</span>}</p>
      <p className={styles.ahead}>
        {t.sections.ahead(nextName)}{' '}
        <span>{w.ahead(t.summary.agenda(next.appointments), w.aheadPromises(next.promises))}</span>
      </p>
    </Section>
  )
}
