// The settings of a booking page: what guests read, how long a visit is, and in which hours of the week it may be.
import { ActionIcon, Button, Group, SimpleGrid } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import type { BookingPage } from '#api/bookings.ts'
import { addBookingPage, changeBookingPage } from '#web/calendars/queries.ts'
import styles from '#web/calendars/Settings.module.css'
import { useToast } from '#web/kit/feedback.tsx'
import { ChoiceField } from '#web/kit/form/ChoiceField.tsx'
import { ErrorSummary } from '#web/kit/form/ErrorSummary.tsx'
import { NumberField } from '#web/kit/form/NumberField.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { TimeField } from '#web/kit/form/TimeField.tsx'
import { heldByUnreadable } from '#web/kit/form/unreadable.ts'
import { useSaving } from '#web/kit/form/use-saving.ts'
import { useLanguage, useMessages } from '#web/kit/language.tsx'

type Hours = BookingPage['hours']
const workweek: Hours = [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', to: day === 5 ? '14:00' : '16:00' }))

export function BookingPageForm({ page, onDone }: { page?: BookingPage; onDone(): void }) {
  const t = useMessages('calendars')
  const { language } = useLanguage()
  const toast = useToast()
  const [v, setV] = useState({
    title: page?.title ?? '',
    intro: page?.intro ?? '',
    language: page?.language ?? language,
    minutes: String(page?.minutes ?? 30),
    gapMinutes: String(page?.gapMinutes ?? 15),
    noticeHours: String(page?.noticeHours ?? 24),
    aheadDays: String(page?.aheadDays ?? 30),
    place: page?.place ?? '',
    videoUrl: page?.videoUrl ?? '',
    hours: page?.hours ?? workweek,
  })
  const change = (patch: Partial<typeof v>) => setV((before) => ({ ...before, ...patch }))
  const saving = useSaving(async () => {
    const { minutes, gapMinutes, noticeHours, aheadDays, intro, place, videoUrl, ...rest } = v
    const body = {
      ...rest,
      intro: intro || null,
      place: place || null,
      videoUrl: videoUrl || null,
      minutes: Number(minutes),
      gapMinutes: Number(gapMinutes),
      noticeHours: Number(noticeHours),
      aheadDays: Number(aheadDays),
    }
    await (page ? changeBookingPage(page.id, body, page.version) : addBookingPage(body))
    toast.done(t.saved)
    onDone()
  })
  const numbers = ['minutes', 'gapMinutes', 'noticeHours', 'aheadDays'] as const
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => [event.preventDefault(), heldByUnreadable(event.currentTarget) || void saving.save()]}
    >
      <ErrorSummary problem={saving.problem} labels={t.booking.fields} />
      <TextField
        name="title"
        label={t.booking.fields.title}
        value={v.title}
        onChange={(title) => change({ title })}
        error={saving.errorOf('title')}
        required
        autoFocus
        maxLength={200}
      />
      <TextField
        name="intro"
        label={t.booking.fields.intro}
        value={v.intro}
        onChange={(intro) => change({ intro })}
        lines={2}
        maxLength={2000}
      />
      <SimpleGrid cols={2} spacing="sm">
        {numbers.map((name) => (
          <NumberField
            key={name}
            name={name}
            label={t.booking.fields[name]}
            value={v[name]}
            onChange={(value) => change({ [name]: value ?? '' })}
            error={saving.errorOf(name)}
          />
        ))}
      </SimpleGrid>
      <HoursField hours={v.hours} onChange={(hours) => change({ hours })} error={saving.errorOf('hours')} />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <TextField
          name="place"
          label={t.booking.fields.place}
          value={v.place}
          onChange={(place) => change({ place })}
          maxLength={500}
        />
        <TextField
          name="videoUrl"
          kind="url"
          label={t.booking.fields.videoUrl}
          value={v.videoUrl}
          onChange={(videoUrl) => change({ videoUrl })}
          error={saving.errorOf('videoUrl')}
          maxLength={1000}
        />
      </SimpleGrid>
      <ChoiceField
        name="language"
        label={t.booking.fields.language}
        value={v.language}
        onChange={(value) => change({ language: value === 'en' ? 'en' : 'cs' })}
        choices={(['cs', 'en'] as const).map((value) => ({ value, label: t.booking.languages[value] }))}
      />
      <Group gap="xs">
        <Button type="submit" loading={saving.saving} disabled={v.title.trim() === ''}>
          {t.save}
        </Button>
        <Button variant="default" onClick={onDone}>
          {t.cancel}
        </Button>
      </Group>
    </form>
  )
}

function HoursField({
  hours,
  onChange,
  error,
}: {
  hours: Hours
  onChange(hours: Hours): void
  error: string | undefined
}) {
  const t = useMessages('calendars')
  const replace = (index: number, patch: Partial<Hours[number]>) =>
    onChange(hours.map((one, i) => (i === index ? { ...one, ...patch } : one)))
  return (
    <fieldset className={styles.hours}>
      <legend>{t.booking.fields.hours}</legend>
      {t.weekdays.map((name, weekday) => {
        const own = hours.map((one, index) => ({ ...one, index })).filter(({ day }) => day === weekday + 1)
        return (
          <div key={name} className={styles.day}>
            <span className={styles.dayName}>{name}</span>
            {own.length === 0 && <span className="k-dim">{t.booking.noHours}</span>}
            {own.map(({ index, from, to }) => (
              <span key={index} className={styles.span}>
                <TimeField
                  label=""
                  ariaLabel={`${name}: ${t.booking.from}`}
                  value={from}
                  onChange={(time) => replace(index, { from: time })}
                  required
                />
                –
                <TimeField
                  label=""
                  ariaLabel={`${name}: ${t.booking.to}`}
                  value={to}
                  onChange={(time) => replace(index, { to: time })}
                  required
                />
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size={24}
                  aria-label={t.booking.removeHours(name)}
                  onClick={() => onChange(hours.filter((_, i) => i !== index))}
                >
                  <IconX size={14} stroke={1.5} />
                </ActionIcon>
              </span>
            ))}
            <ActionIcon
              variant="subtle"
              size={24}
              aria-label={`${t.booking.addHours}: ${name}`}
              onClick={() =>
                onChange([
                  ...hours,
                  { day: weekday + 1, from: own.at(-1)?.to ?? '09:00', to: own.length > 0 ? '17:00' : '16:00' },
                ])
              }
            >
              <IconPlus size={14} stroke={1.5} />
            </ActionIcon>
          </div>
        )
      })}
      {error && <span className="k-late">{error}</span>}
    </fieldset>
  )
}
