// Where a client picks a free time of a colleague, without an account: a day, a time in his own clock, a name and an address.
import { Anchor, Button, Group, Select, Skeleton, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { PublicBooking } from '#api/bookings.ts'
import { addDays } from '#domain/day.ts'
import styles from '#web/calendars/Booking.module.css'
import { dayParts, dayWords, timeText, wallOf } from '#web/calendars/calendar-time.ts'
import { book, publicBookingQuery } from '#web/calendars/queries.ts'
import { ErrorSummary } from '#web/kit/form/ErrorSummary.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useSaving } from '#web/kit/form/use-saving.ts'
import { useLanguage, useMessages } from '#web/kit/language.tsx'
import { queryClient } from '#web/kit/query-client.ts'
import { OutsidePage } from '#web/users/OutsidePage.tsx'

const daysAtOnce = 14
const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone

export function BookPage() {
  const { key } = useParams({ strict: false }) as { key: string }
  const t = useMessages('calendars')
  const { language, setLanguage } = useLanguage()
  const [from, setFrom] = useState<string>()
  const { data, error } = useQuery(publicBookingQuery(key, from, daysAtOnce))
  const [touched, setTouched] = useState(false)
  const [booked, setBooked] = useState(false)
  // The page speaks as its owner chose until the guest chooses himself.
  const wanted = data?.language
  useEffect(() => {
    if (wanted && wanted !== language && !touched) setLanguage(wanted)
    if (wanted) setTouched(true)
  }, [wanted, language, setLanguage, touched])
  if (error) return <OutsidePage title={t.booking.title}>{t.guest.gone}</OutsidePage>
  if (!data) {
    return (
      <OutsidePage title=" ">
        <Skeleton h={200} />
      </OutsidePage>
    )
  }
  return (
    <OutsidePage title={data.title} wide lead={<Lead page={data} intro={!booked} />}>
      <Booking
        key={data.title}
        page={data}
        pageKey={key}
        from={from}
        onFrom={setFrom}
        onBooked={() => setBooked(true)}
      />
    </OutsidePage>
  )
}

function Lead({ page, intro }: { page: PublicBooking; intro: boolean }) {
  const t = useMessages('calendars')
  return (
    <>
      <div>
        {t.guest.with(page.person, page.firm ?? '')} · {t.guest.length(page.minutes)}
        {page.place && ` · ${page.place}`}
        {page.video && ` · ${t.guest.video}`}
      </div>
      {intro && page.intro && <div style={{ whiteSpace: 'pre-wrap' }}>{page.intro}</div>}
    </>
  )
}

function Booking({
  page,
  pageKey,
  from,
  onFrom,
  onBooked,
}: {
  page: PublicBooking
  pageKey: string
  from: string | undefined
  onFrom(day: string | undefined): void
  onBooked(): void
}) {
  const t = useMessages('calendars')
  const { language } = useLanguage()
  const [zone, setZone] = useState(ownZone || page.timeZone)
  const [choosingZone, setChoosingZone] = useState(false)
  const [day, setDay] = useState<string>()
  const [slot, setSlot] = useState<string>()
  const [v, setV] = useState({ name: '', email: '', phone: '', firm: '', message: '', homepage: '' })
  const [done, setDone] = useState<{ startsAt: string; cancelPath: string; mailed: boolean }>()
  // Kept from the first answer: it proves how long the guest has had the page open.
  const [token] = useState(page.token)
  const days = new Map<string, string[]>()
  for (const start of page.slots) {
    const { day } = wallOf(start, zone)
    days.set(day, [...(days.get(day) ?? []), start])
  }
  const shownDay = day && days.has(day) ? day : [...days.keys()][0]
  const saving = useSaving(async () => {
    if (!slot) return
    try {
      setDone(
        await book(pageKey, {
          startsAt: slot,
          name: v.name,
          email: v.email,
          phone: v.phone || null,
          firm: v.firm || null,
          message: v.message || null,
          homepage: v.homepage,
          timeZone: zone,
          token,
        }),
      )
      onBooked()
    } finally {
      void queryClient.invalidateQueries({ queryKey: ['booking', pageKey] })
    }
  })
  const change = (patch: Partial<typeof v>) => setV((before) => ({ ...before, ...patch }))
  const when = (start: string) => `${dayWords(language, wallOf(start, zone).day)} ${timeText(language, start, zone)}`

  if (done) {
    const address = new URL(done.cancelPath, window.location.origin).href
    return (
      <div role="status">
        <p className={styles.chosen}>
          {t.guest.booked}: {when(done.startsAt)}
        </p>
        {done.mailed && <Text>{t.guest.mailed(v.email)}</Text>}
        <Text mt="sm">{t.guest.keepLink}</Text>
        <Anchor href={address} className={styles.link}>
          {address}
        </Anchor>
      </div>
    )
  }
  if (slot) {
    return (
      <form className={styles.form} noValidate onSubmit={(event) => [event.preventDefault(), void saving.save()]}>
        <p className={styles.chosen}>{when(slot)}</p>
        <ErrorSummary problem={saving.problem} labels={t.guest} />
        <TextField
          name="name"
          label={t.guest.name}
          value={v.name}
          onChange={(name) => change({ name })}
          error={saving.errorOf('name')}
          required
          autoFocus
          maxLength={200}
        />
        <TextField
          name="email"
          kind="email"
          label={t.guest.email}
          value={v.email}
          onChange={(email) => change({ email })}
          error={saving.errorOf('email')}
          required
          maxLength={300}
        />
        <TextField
          name="phone"
          kind="tel"
          label={t.guest.phone}
          value={v.phone}
          onChange={(phone) => change({ phone })}
          maxLength={60}
        />
        <TextField
          name="firm"
          label={t.guest.firm}
          value={v.firm}
          onChange={(firm) => change({ firm })}
          maxLength={300}
        />
        <TextField
          name="message"
          label={t.guest.message}
          value={v.message}
          onChange={(message) => change({ message })}
          lines={3}
          maxLength={4000}
        />
        <div className={styles.unseen} aria-hidden>
          <input
            tabIndex={-1}
            autoComplete="off"
            name="homepage"
            value={v.homepage}
            onChange={(event) => change({ homepage: event.target.value })}
          />
        </div>
        <Group gap="xs">
          <Button type="submit" loading={saving.saving} disabled={v.name.trim() === '' || v.email.trim() === ''}>
            {t.guest.book}
          </Button>
          <Button variant="default" onClick={() => [setSlot(undefined), saving.dismiss()]}>
            {t.guest.back}
          </Button>
        </Group>
      </form>
    )
  }
  const start = from ?? page.firstDay
  const next = addDays(start, daysAtOnce)
  return (
    <>
      <p className={styles.label}>{t.guest.pickDay}</p>
      {days.size === 0 && (
        <Text c="dimmed">{next > page.lastDay && start <= page.firstDay ? t.guest.noneAtAll : t.guest.noSlots}</Text>
      )}
      <div className={styles.days}>
        {[...days.keys()].map((one) => (
          <button
            key={one}
            type="button"
            className={styles.day}
            aria-pressed={one === shownDay}
            onClick={() => setDay(one)}
          >
            <span>{dayParts(language, one).weekday}</span>
            <span>{dayParts(language, one).day}</span>
          </button>
        ))}
      </div>
      <Group gap="xs" mb="md">
        {start > page.firstDay && (
          <Button
            variant="default"
            size="xs"
            onClick={() =>
              onFrom(addDays(start, -daysAtOnce) <= page.firstDay ? undefined : addDays(start, -daysAtOnce))
            }
          >
            {t.guest.previousDays}
          </Button>
        )}
        {next <= page.lastDay && (
          <Button variant="default" size="xs" onClick={() => onFrom(next)}>
            {t.guest.nextDays}
          </Button>
        )}
      </Group>
      {shownDay && (
        <>
          <p className={styles.label}>{t.guest.pickTime}</p>
          <div className={styles.times}>
            {days.get(shownDay)?.map((one) => (
              <button key={one} type="button" className={styles.time} onClick={() => setSlot(one)}>
                {timeText(language, one, zone)}
              </button>
            ))}
          </div>
        </>
      )}
      <Text size="sm" c="dimmed">
        {t.guest.zone(zone)}{' '}
        <button type="button" className="k-link" onClick={() => setChoosingZone(true)}>
          {t.guest.otherZone}
        </button>
      </Text>
      {choosingZone && (
        <Select
          mt="xs"
          aria-label={t.guest.otherZone}
          searchable
          limit={50}
          data={[...new Set([zone, page.timeZone, ...Intl.supportedValuesOf('timeZone')])]}
          value={zone}
          onChange={(value) => value && [setZone(value), setChoosingZone(false)]}
          allowDeselect={false}
        />
      )}
    </>
  )
}
