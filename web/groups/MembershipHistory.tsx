// To whom the client belonged, belongs and will belong.
import type { Membership } from '#api/groups.ts'
import styles from '#web/groups/GroupTree.module.css'
import { useFormat, useMessages } from '#web/kit/language.tsx'

export function MembershipHistory({ memberships }: { memberships: readonly Membership[] }) {
  const t = useMessages('groups')
  const f = useFormat()
  if (memberships.length === 0) return null
  const days = ({ from, to }: Membership) =>
    from && to ? t.period(f.day(from), f.day(to)) : from ? t.since(f.day(from)) : to ? t.until(f.day(to)) : ''
  return (
    <>
      <h3 className={styles.part}>{t.history}</h3>
      <ul className={styles.history}>
        {memberships.map((one) => (
          <li key={`${one.from} ${one.to}`}>
            <span className="k-numbers">{days(one)}</span>
            <span>{one.parent ? t.under(one.parent.name) : t.underHidden}</span>
            {one.setBy && <span className="k-dim">{one.setBy.name}</span>}
          </li>
        ))}
      </ul>
    </>
  )
}
