// The page of the client form: a new client, or one being edited.
import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { ClientForm } from '#web/clients/ClientForm.tsx'
import { clientQuery } from '#web/clients/queries.ts'
import { ErrorPage } from '#web/kit/feedback.tsx'
import { useMessages } from '#web/kit/language.tsx'
import { Page } from '#web/kit/Page.tsx'
import { AresPrefill } from '#web/registers/AresPrefill.tsx'

export function NewClientPage() {
  const t = useMessages('clients')
  const navigate = useNavigate()
  return (
    <Page title={t.newTitle} width="narrow">
      <ClientForm
        prefill={(fill) => <AresPrefill onFill={fill} />}
        onSaved={(saved) => void navigate({ to: `/clients/${saved.id}` } as never)}
      />
    </Page>
  )
}

export function EditClientPage() {
  const t = useMessages('clients')
  const navigate = useNavigate()
  const { id } = useParams({ strict: false }) as { id: string }
  // Read once: what somebody else saves meanwhile must meet the version check, not slip under the typing.
  const { data, error } = useQuery({
    ...clientQuery(id),
    queryKey: ['client-edit', id],
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  if (error) return <ErrorPage error={error} />
  if (!data) return <Skeleton height={320} m="md" />
  return (
    <Page title={t.editTitle(data.name)} width="narrow">
      <ClientForm client={data} onSaved={(saved) => void navigate({ to: `/clients/${saved.id}` } as never)} />
    </Page>
  )
}
