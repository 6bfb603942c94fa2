// The people map as a tree: the same people in the order of who reports to whom, for screen readers and for print.
import { Link } from '@tanstack/react-router'
import type { PersonOnMap } from '#api/contacts.ts'
import styles from '#web/contacts/PeopleMap.module.css'
import { useMessages } from '#web/kit/language.tsx'

export function PeopleTree({ people }: { people: readonly PersonOnMap[] }) {
  const t = useMessages('contacts')
  const known = new Set(people.map((p) => p.contactId))
  const under = (id: string | null) =>
    people.filter((p) => (p.reportsToId && known.has(p.reportsToId) ? p.reportsToId : null) === id)
  const branch = (list: PersonOnMap[], root: boolean) => (
    <ul className={root ? styles.tree : undefined} aria-label={root ? t.map.title : undefined}>
      {list.map((person) => {
        const below = under(person.contactId)
        return (
          <li key={person.positionId}>
            <Link to={`/contacts/${person.contactId}`} className="k-link">
              {person.name}
            </Link>{' '}
            <span className="k-dim">
              {[
                person.position,
                ...person.buyingRoles.map((role) => t.roles[role]),
                person.influence ? t.map.influence(person.influence) : null,
                person.sentiment === null ? null : (t.sentiments as Record<string, string>)[String(person.sentiment)],
                person.counterpart ? t.counterpartIs(person.counterpart.name) : null,
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
            {below.length > 0 && branch(below, false)}
          </li>
        )
      })}
    </ul>
  )
  return branch(under(null), true)
}
