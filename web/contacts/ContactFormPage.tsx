// The page of the contact form: a new person, or one being edited.
import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { ContactForm } from '#web/contacts/ContactForm.tsx'
import { contactQuery } from '#web/contacts/queries.ts'
import { ErrorPage } from '#web/kit/feedback.tsx'
import { useMessages } from '#web/kit/language.tsx'
import { Page } from '#web/kit/Page.tsx'

export function NewContactPage() {
  const t = useMessages('contacts')
  const navigate = useNavigate()
  const { client } = useSearch({ strict: false }) as { client?: string }
  return (
    <Page title={t.newTitle} width="narrow">
      <ContactForm
        {...(client ? { clientId: client } : {})}
        onSaved={(saved) => void navigate({ to: client ? `/clients/${client}` : `/contacts/${saved.id}` } as never)}
      />
    </Page>
  )
}

export function EditContactPage() {
  const t = useMessages('contacts')
  const navigate = useNavigate()
  const { id } = useParams({ strict: false }) as { id: string }
  const { data, error } = useQuery({
    ...contactQuery(id),
    queryKey: ['contact-edit', id],
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  if (error) return <ErrorPage error={error} />
  if (!data) return <Skeleton height={320} m="md" />
  return (
    <Page title={t.editTitle(data.fullName)} width="narrow">
      <ContactForm contact={data} onSaved={(saved) => void navigate({ to: `/contacts/${saved.id}` } as never)} />
    </Page>
  )
}
