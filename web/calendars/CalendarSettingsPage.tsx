// What ties the own calendar to others: conflicts to decide, connected calendars, secret addresses, booking pages, servers.
import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { AccountsCard } from '#web/calendars/AccountsCard.tsx'
import { BookingPagesCard } from '#web/calendars/BookingPagesCard.tsx'
import { ConflictsCard } from '#web/calendars/ConflictsCard.tsx'
import { FeedsCard } from '#web/calendars/FeedsCard.tsx'
import { ServersCard } from '#web/calendars/ServersCard.tsx'
import { useLanguage, useMessages } from '#web/kit/language.tsx'
import { Page } from '#web/kit/Page.tsx'
import { useMay } from '#web/kit/session.tsx'

export function CalendarSettingsPage() {
  const t = useMessages('calendars')
  const { language } = useLanguage()
  const may = useMay()
  return (
    <Page
      title={t.settings.title}
      above={
        <Link to="/calendar" className="k-link">
          {t.title}
        </Link>
      }
      actions={
        <Button variant="default" component="a" href={`/manual/calendars?lang=${language}`} target="_blank">
          {t.manual}
        </Button>
      }
    >
      <ConflictsCard />
      <BookingPagesCard />
      <AccountsCard />
      <FeedsCard />
      {may('firm.administer') && <ServersCard />}
    </Page>
  )
}
