// The page of the lead form: a new lead, or one being edited.
import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { ErrorPage } from '#web/kit/feedback.tsx'
import { useMessages } from '#web/kit/language.tsx'
import { Page } from '#web/kit/Page.tsx'
import { LeadForm } from '#web/leads/LeadForm.tsx'
import { leadQuery } from '#web/leads/queries.ts'

export function NewLeadPage() {
  const t = useMessages('leads')
  const navigate = useNavigate()
  const { phone, name } = useSearch({ strict: false }) as { phone?: string; name?: string }
  return (
    <Page title={t.newTitle} width="narrow">
      <LeadForm
        initial={{ ...(phone ? { phone, source: 'call' as const } : {}), ...(name ? { name } : {}) }}
        onSaved={(lead) => void navigate({ to: `/leads/${lead.id}` } as never)}
      />
    </Page>
  )
}

export function EditLeadPage() {
  const t = useMessages('leads')
  const navigate = useNavigate()
  const { id } = useParams({ strict: false }) as { id: string }
  // Read once: what somebody else saves meanwhile must meet the version check, not slip under the typing.
  const { data, error } = useQuery({
    ...leadQuery(id),
    queryKey: ['lead-edit', id],
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  if (error) return <ErrorPage error={error} />
  if (!data) return <Skeleton height={320} m="md" />
  return (
    <Page title={t.editTitle(data.name)} width="narrow">
      <LeadForm lead={data} onSaved={(lead) => void navigate({ to: `/leads/${lead.id}` } as never)} />
    </Page>
  )
}
