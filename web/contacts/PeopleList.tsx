// The people of a client in a few lines: who, in what place, how they stand to us, how to reach them.
import { Anchor } from '@mantine/core'
import { IconMail, IconPhone } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { PersonOnMap } from '#api/contacts.ts'
import styles from '#web/contacts/PeopleList.module.css'
import { useMessages } from '#web/kit/language.tsx'

export function PeopleList({ people }: { people: readonly PersonOnMap[] }) {
  const t = useMessages('contacts')
  const c = useMessages('clients')
  if (people.length === 0) return <p className="k-dim">{c.noPeople}</p>
  return (
    <ul className={styles.people}>
      {people.map((person) => (
        <li key={person.positionId}>
          <div>
            <Link to={`/contacts/${person.contactId}`} className={styles.name}>
              {person.name}
            </Link>
            <Sentiment value={person.sentiment} />
          </div>
          <div className="k-dim">
            {[person.position, ...person.buyingRoles.map((role) => t.roles[role])].filter(Boolean).join(' · ')}
          </div>
          <div className={styles.reach}>
            {person.phone && (
              <Anchor href={`tel:${person.phone.replace(/[^\d+]/g, '')}`} className="k-numbers" size="sm">
                <IconPhone size={14} stroke={1.5} aria-hidden /> {person.phone}
              </Anchor>
            )}
            {person.email && (
              <Anchor href={`mailto:${person.email}`} size="sm">
                <IconMail size={14} stroke={1.5} aria-hidden /> {person.email}
              </Anchor>
            )}
          </div>
        </li>
      ))}
    </ul>
  )
}

/** Attitude as a signed number with its word for everyone who does not see the colour. */
export function Sentiment({ value }: { value: number | null }) {
  const t = useMessages('contacts')
  if (value === null) return null
  const tone = value > 0 ? 'k-fine' : value < 0 ? 'k-late' : 'k-dim'
  return (
    <span className={`${styles.sentiment} ${tone}`} title={(t.sentiments as Record<string, string>)[String(value)]}>
      {value > 0 ? `+${value}` : value < 0 ? `−${-value}` : '0'}
    </span>
  )
}
