// The parts of the section Firm, above each of them.
import { Link } from '@tanstack/react-router'
import { useMessages } from '#web/kit/language.tsx'
import { useMay } from '#web/kit/session.tsx'
import styles from '#web/settings/FirmPlaces.module.css'

export function FirmPlaces() {
  const may = useMay()
  const settings = useMessages('settings')
  const teams = useMessages('teams')
  const users = useMessages('users')
  const tags = useMessages('tags')
  const customFields = useMessages('customFields')
  const calls = useMessages('calls')
  const places = [
    { to: '/firm', label: settings.title },
    { to: '/teams', label: teams.title },
    { to: '/tags', label: tags.title },
    { to: '/custom-fields', label: customFields.title },
    ...(may('firm.administer') ? [{ to: '/telephony', label: calls.telephony.title }] : []),
    ...(may('users.administer') ? [{ to: '/users', label: users.title }] : []),
  ]
  return (
    <nav className={styles.places} aria-label={settings.title}>
      {places.map((place) => (
        <Link
          key={place.to}
          to={place.to}
          className={styles.place}
          activeProps={{ 'aria-current': 'page' }}
          activeOptions={{ exact: true, includeSearch: false }}
        >
          {place.label}
        </Link>
      ))}
    </nav>
  )
}
