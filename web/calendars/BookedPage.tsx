// What a guest booked, opened by the link he was given: look at it, or cancel it.
import { Anchor, Button, Group, Skeleton, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import styles from '#web/calendars/Booking.module.css'
import { dayWords, timeText, wallOf } from '#web/calendars/calendar-time.ts'
import { cancelBooking, publicBookedQuery } from '#web/calendars/queries.ts'
import { ErrorSummary } from '#web/kit/form/ErrorSummary.tsx'
import { useSaving } from '#web/kit/form/use-saving.ts'
import { useLanguage, useMessages, useReasonText } from '#web/kit/language.tsx'
import { queryClient } from '#web/kit/query-client.ts'
import { OutsidePage } from '#web/users/OutsidePage.tsx'

export function BookedPage() {
  const { secret } = useParams({ strict: false }) as { secret: string }
  const t = useMessages('calendars')
  const { language } = useLanguage()
  const reasonText = useReasonText()
  const { data, error } = useQuery(publicBookedQuery(secret))
  const saving = useSaving(async () => {
    await cancelBooking(secret)
    await queryClient.invalidateQueries({ queryKey: ['booked', secret] })
  })
  if (error) return <OutsidePage title={t.booking.title}>{reasonText(error)}</OutsidePage>
  if (!data) {
    return (
      <OutsidePage title=" ">
        <Skeleton h={120} />
      </OutsidePage>
    )
  }
  const { startsAt, timeZone } = data
  return (
    <OutsidePage title={data.title} lead={t.guest.with(data.person, data.firm ?? '')}>
      {startsAt && !data.cancelled && (
        <>
          <p className={styles.chosen}>
            {dayWords(language, wallOf(startsAt, timeZone).day)} {timeText(language, startsAt, timeZone)}
          </p>
          <Text size="sm" c="dimmed">
            {t.guest.zone(timeZone)}
          </Text>
        </>
      )}
      {!data.cancelled && data.place && <Text>{data.place}</Text>}
      {!data.cancelled && data.videoUrl && (
        <Anchor href={data.videoUrl} rel="noopener noreferrer" className={styles.link}>
          {data.videoUrl}
        </Anchor>
      )}
      <ErrorSummary problem={saving.problem} labels={{}} />
      {data.cancelled ? (
        <Text role="status">{t.guest.cancelledText}</Text>
      ) : data.past ? (
        <Text>{t.guest.past}</Text>
      ) : (
        <Group mt="md">
          <Text>{t.guest.cancelAsk}</Text>
          <Button variant="default" loading={saving.saving} onClick={() => void saving.save()}>
            {t.guest.cancel}
          </Button>
        </Group>
      )}
    </OutsidePage>
  )
}
