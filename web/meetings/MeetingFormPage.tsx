// The page of the form of a meeting: a new one starts from what stayed open with the client, or one is changed.
import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { addBusinessDays } from '#domain/business-days.ts'
import { ErrorPage } from '#web/kit/feedback.tsx'
import { localDay } from '#web/kit/format.ts'
import { useMessages } from '#web/kit/language.tsx'
import { Page } from '#web/kit/Page.tsx'
import { MeetingForm } from '#web/meetings/MeetingForm.tsx'
import { type FormFields, fieldsOf, plusAnHour } from '#web/meetings/meeting-fields.ts'
import { meetingQuery, proposalQuery } from '#web/meetings/queries.ts'

export function NewMeetingPage() {
  const t = useMessages('meetings')
  const navigate = useNavigate()
  const search = useSearch({ strict: false }) as Record<'client' | 'lead' | 'day' | 'from', string | undefined>
  const about = search.client ? { clientId: search.client } : search.lead ? { leadId: search.lead } : undefined
  const { data, error } = useQuery({ ...proposalQuery(about ?? {}), enabled: !!about })
  if (error) return <ErrorPage error={error} />
  if (about && !data) return <Skeleton height={320} m="md" />
  const start = search.from ?? '09:00'
  const initial: FormFields = {
    clientId: search.client ?? null,
    leadId: search.lead ?? null,
    title: '',
    kind: 'meeting',
    day: search.day ?? addBusinessDays(localDay(new Date()), 1),
    startTime: start,
    endTime: plusAnHour(start),
    endDay: null,
    timeZone: 'Europe/Prague',
    place: '',
    videoUrl: '',
    goal: '',
    fallback: '',
    people: (data?.people ?? []).map(({ name, ...person }) => ({ ...person, label: name })),
    points: (data?.points ?? []).map((point) => ({ title: point.title, minutes: null, from: point.from })),
  }
  const back = () => void navigate({ to: search.client ? `/clients/${search.client}` : '/meetings' } as never)
  return (
    <Page title={t.plan} width="narrow">
      <MeetingForm
        initial={initial}
        fixedAbout={!!about}
        {...(data ? { followsId: data.follows?.id ?? null } : {})}
        onSaved={(saved) => void navigate({ to: `/meetings/${saved.id}` } as never)}
        onCancel={back}
      />
    </Page>
  )
}

export function EditMeetingPage() {
  const navigate = useNavigate()
  const { id } = useParams({ strict: false }) as { id: string }
  const { data, error } = useQuery({
    ...meetingQuery(id),
    queryKey: ['meeting-edit', id],
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  if (error) return <ErrorPage error={error} />
  if (!data) return <Skeleton height={320} m="md" />
  const back = () => void navigate({ to: `/meetings/${id}` } as never)
  return (
    <Page title={data.title} width="narrow">
      <MeetingForm meeting={data} initial={fieldsOf(data)} onSaved={back} onCancel={back} />
    </Page>
  )
}
