// Leads, clients and people that may be the same, each with what they share.
import { IconAddressBook, IconBuildingStore, IconUserPlus } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Match } from '#api/leads.ts'
import { useMessages } from '#web/kit/language.tsx'
import styles from '#web/leads/Leads.module.css'

const icons = { leads: IconUserPlus, clients: IconBuildingStore, contacts: IconAddressBook }

export function MatchList({
  title,
  matches,
  foot,
  choose,
}: {
  title?: string
  matches: readonly Match[]
  foot?: string
  /** A button beside each, such as to join it. */
  choose?(match: Match): ReactNode
}) {
  const t = useMessages('leads')
  return (
    <div role="status">
      {title && <p style={{ margin: '0 0 6px', fontWeight: 500 }}>{title}</p>}
      <ul className={styles.lines}>
        {matches.map((match) => {
          const Icon = icons[match.type]
          return (
            <li key={`${match.type}${match.id}`} className={styles.line}>
              <p>
                <Icon size={16} stroke={1.5} aria-label={t.matchTypes[match.type]} style={{ verticalAlign: -3 }} />{' '}
                <Link to={`/${match.type}/${match.id}`} className="k-link">
                  {match.name}
                </Link>
              </p>
              {choose?.(match)}
              <p className={`${styles.more} k-dim`}>
                {[match.detail, match.reasons.map((reason) => t.matchReasons[reason]).join(', ')]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
            </li>
          )
        })}
      </ul>
      {foot && <p className="k-dim">{foot}</p>}
    </div>
  )
}
