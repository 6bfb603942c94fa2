// Own booking pages: the address for clients, how many visits are to come, and the settings of each.
import { Button, CopyButton, Group, Text } from '@mantine/core'
import { IconCopy, IconExternalLink } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { BookingPage } from '#api/bookings.ts'
import { BookingPageForm } from '#web/calendars/BookingPageForm.tsx'
import { bookingPagesQuery, changeBookingPage } from '#web/calendars/queries.ts'
import styles from '#web/calendars/Settings.module.css'
import { useToast } from '#web/kit/feedback.tsx'
import { useMessages } from '#web/kit/language.tsx'
import { Section } from '#web/kit/Page.tsx'

export function BookingPagesCard() {
  const t = useMessages('calendars')
  const { data } = useQuery(bookingPagesQuery)
  const [editing, setEditing] = useState<string>()
  return (
    <Section
      title={t.booking.title}
      actions={
        <Button size="xs" variant="default" onClick={() => setEditing('new')}>
          {t.booking.add}
        </Button>
      }
    >
      <Text c="dimmed">{t.booking.intro}</Text>
      {data && !data.mails && <Text c="dimmed">{t.booking.noMail}</Text>}
      {editing === 'new' && <BookingPageForm onDone={() => setEditing(undefined)} />}
      {data?.pages.length === 0 && editing !== 'new' && <Text c="dimmed">{t.booking.empty}</Text>}
      {data?.pages.map((page) =>
        editing === page.id ? (
          <BookingPageForm key={page.id} page={page} onDone={() => setEditing(undefined)} />
        ) : (
          <PageRow key={page.id} page={page} onEdit={() => setEditing(page.id)} />
        ),
      )}
    </Section>
  )
}

function PageRow({ page, onEdit }: { page: BookingPage; onEdit(): void }) {
  const t = useMessages('calendars')
  const toast = useToast()
  const address = new URL(`/book/${page.key}`, window.location.origin).href
  return (
    <div className={styles.row}>
      <div className={styles.what}>
        <span className={styles.name}>{page.title}</span>
        <span className="k-dim">
          {t.guest.length(page.minutes)} · {page.active ? t.booking.coming(page.coming) : t.booking.off}
        </span>
        {page.active && <span className="k-dim">{address}</span>}
      </div>
      <Group gap="xs">
        {page.active && (
          <>
            <CopyButton value={address}>
              {({ copied, copy }) => (
                <Button size="xs" variant="default" leftSection={<IconCopy size={16} stroke={1.5} />} onClick={copy}>
                  {copied ? t.feeds.copied : t.feeds.copy}
                </Button>
              )}
            </CopyButton>
            <Button
              size="xs"
              variant="default"
              component="a"
              href={address}
              target="_blank"
              leftSection={<IconExternalLink size={16} stroke={1.5} />}
            >
              {t.booking.openPage}
            </Button>
          </>
        )}
        <Button size="xs" variant="default" onClick={onEdit}>
          {t.booking.edit}
        </Button>
        <Button
          size="xs"
          variant="default"
          onClick={() =>
            changeBookingPage(page.id, { active: !page.active }, page.version).then(
              () => toast.done(t.saved),
              toast.problem,
            )
          }
        >
          {page.active ? t.booking.switchOff : t.booking.switchOn}
        </Button>
      </Group>
    </div>
  )
}
