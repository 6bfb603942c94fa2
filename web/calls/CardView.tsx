// What to know while talking: numbers to call, what was said last, what is owed, what the client wishes.
import { IconAlertTriangle, IconPhoneOff } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { CallCard } from '#api/calls.ts'
import { CallButton } from '#web/calls/CallButton.tsx'
import styles from '#web/calls/Calls.module.css'
import { ClassBadge, StateBadge } from '#web/clients/ClientBadges.tsx'
import { useFormat, useMessages } from '#web/kit/language.tsx'
import { Section } from '#web/kit/Page.tsx'
import { LeadState } from '#web/leads/LeadBadges.tsx'
import { PromiseRow } from '#web/promises/PromiseRow.tsx'

/** Numbers as buttons, the person asked for first. */
export function Phones({ card, firstId }: { card: CallCard; firstId?: string }) {
  const t = useMessages('calls')
  if (card.phones.length === 0) return <p className="k-dim">{t.screen.noNumbers}</p>
  return (
    <ul className={styles.phones}>
      {card.phones.slice(0, 4).map((phone, i) => (
        <li key={`${phone.value}${phone.contact?.id}`}>
          <CallButton
            number={phone.value}
            clientId={card.client?.id ?? null}
            contactId={phone.contact?.id ?? null}
            leadId={card.lead?.id ?? null}
            {...(i === 0 && firstId ? { id: firstId } : {})}
            size={i === 0 ? 'md' : 'xs'}
          />
          <span className="k-dim">
            {[phone.contact?.name ?? (card.lead ? null : t.screen.switchboard), phone.position]
              .filter(Boolean)
              .join(', ')}
          </span>
          {phone.noContact && (
            <span className="k-risk">
              <IconPhoneOff size={14} stroke={1.5} aria-hidden /> {t.screen.noContact}
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}

export function CardHead({ card }: { card: CallCard }) {
  const t = useMessages('calls')
  const { client, lead } = card
  return (
    <span style={{ display: 'inline-flex', gap: 12, flexWrap: 'wrap', alignItems: 'center' }}>
      {client && (
        <>
          <ClassBadge value={client.class as never} />
          <StateBadge value={client.state as never} />
          {client.city && <span>{client.city}</span>}
          {client.owner && <span className="k-dim">{client.owner.name}</span>}
        </>
      )}
      {lead && <LeadState value={lead.state as never} />}
      {client?.noContact && (
        <span className="k-risk">
          <IconAlertTriangle size={14} stroke={1.5} aria-hidden /> {t.screen.noContact}
        </span>
      )}
      {(client || lead) && (
        <Link to={client ? `/clients/${client.id}` : `/leads/${lead?.id}`} className="k-link">
          {t.screen.openCard}
        </Link>
      )}
    </span>
  )
}

export function CardView({ card, brief }: { card: CallCard; brief?: boolean }) {
  const t = useMessages('calls')
  const f = useFormat()
  const entries = brief ? card.entries.slice(0, 2) : card.entries
  const promises = brief ? card.promises.slice(0, 3) : card.promises
  const peculiarities = brief ? card.peculiarities.slice(0, 3) : card.peculiarities
  return (
    <>
      {card.lead?.interest && (
        <Part brief={brief} title={t.screen.interest}>
          <p className={styles.script}>{card.lead.interest}</p>
        </Part>
      )}
      {peculiarities.length > 0 && (
        <Part brief={brief} title={t.screen.peculiarities}>
          <ul className={styles.list}>
            {peculiarities.map((one) => (
              <li key={one.id}>{one.text}</li>
            ))}
          </ul>
        </Part>
      )}
      {(!brief || promises.length > 0) && (
        <Part brief={brief} title={t.screen.promises}>
          {promises.length === 0 && <p className="k-dim">{t.screen.noPromises}</p>}
          {brief ? (
            <ul className={styles.list}>
              {promises.map((one) => (
                <li key={one.id} className={one.late ? 'k-late' : undefined}>
                  {one.text} {one.dueOn && <span className="k-dim">· {f.relativeDay(one.dueOn)}</span>}
                </li>
              ))}
            </ul>
          ) : (
            promises.map((one) => <PromiseRow key={one.id} promise={one} without={['client']} />)
          )}
        </Part>
      )}
      {(!brief || entries.length > 0) && (
        <Part brief={brief} title={t.screen.entries}>
          {entries.length === 0 && <p className="k-dim">{t.screen.noEntries}</p>}
          <ul className={styles.list}>
            {entries.map((entry) => (
              <li key={entry.id}>
                <span className="k-dim">
                  {[f.ago(entry.happenedAt), entry.author?.name, entry.contacts.map((one) => one.name).join(', ')]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
                <p className={styles.entry}>{entry.subject || entry.text}</p>
              </li>
            ))}
          </ul>
        </Part>
      )}
    </>
  )
}

/** A card of its own on a page, a few lines in the small card of a ringing telephone. */
function Part({ title, brief, children }: { title: string; brief: boolean | undefined; children: ReactNode }) {
  if (!brief) return <Section title={title}>{children}</Section>
  return (
    <div className={styles.part}>
      <h3>{title}</h3>
      {children}
    </div>
  )
}
