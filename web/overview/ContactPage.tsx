// The page of one person, with history.
import { Button, Skeleton, Tabs } from '@mantine/core'
import { IconCheck, IconPencil, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useEffect } from 'react'
import { ContactFacts } from '#web/contacts/ContactCard.tsx'
import { confirmContact, contactQuery, removeContact, restoreContact } from '#web/contacts/queries.ts'
import { HistoryPanel } from '#web/journal/HistoryPanel.tsx'
import { ErrorPage, useToast } from '#web/kit/feedback.tsx'
import { useShortcuts } from '#web/kit/keyboard.tsx'
import { useMessages, useReasonText } from '#web/kit/language.tsx'
import { Page } from '#web/kit/Page.tsx'
import { rememberOpened } from '#web/search/queries.ts'

export function ContactPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const t = useMessages('contacts')
  const c = useMessages('clients')
  const toast = useToast()
  const reason = useReasonText()
  const navigate = useNavigate()
  const { data, error, refetch } = useQuery(contactQuery(id))
  const whyNot = data?.whyNot.edit
  const edit = () => void navigate({ to: `/contacts/${id}/edit` } as never)
  useShortcuts(whyNot ? [] : [{ keys: 'e', label: t.edit, section: 'page', run: edit }])
  useEffect(() => {
    void rememberOpened('contacts', id)
  }, [id])
  if (error) return <ErrorPage error={error} reset={() => void refetch()} />
  if (!data) return <Skeleton height={320} m="md" />
  const remove = async () => {
    try {
      await removeContact(id, data.version)
      toast.done(t.removed(data.fullName), {
        undo: () => void restoreContact(id).then(() => toast.done(t.restored), toast.problem),
      })
      void navigate({ to: '/contacts' })
    } catch (problem) {
      toast.problem(problem)
    }
  }
  const why = whyNot ? reason(whyNot) : undefined
  return (
    <Page
      title={data.fullName}
      actions={
        <>
          <Button
            variant="default"
            disabled={!!why}
            title={why}
            leftSection={<IconCheck size={16} stroke={1.5} />}
            onClick={() => void confirmContact(id).then(() => toast.done(t.confirmed), toast.problem)}
          >
            {t.confirm}
          </Button>
          <Button disabled={!!why} title={why} leftSection={<IconPencil size={16} stroke={1.5} />} onClick={edit}>
            {t.edit}
          </Button>
          <Button
            variant="default"
            color="red"
            disabled={!!why}
            title={why}
            leftSection={<IconTrash size={16} stroke={1.5} />}
            onClick={() => void remove()}
          >
            {t.remove}
          </Button>
        </>
      }
    >
      <Tabs defaultValue="overview" keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="overview">{c.sections.overview}</Tabs.Tab>
          <Tabs.Tab value="history">{c.sections.history}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="overview" pt="md">
          <ContactFacts contact={data} />
        </Tabs.Panel>
        <Tabs.Panel value="history" pt="md">
          <HistoryPanel recordType="contacts" recordId={id} />
        </Tabs.Panel>
      </Tabs>
    </Page>
  )
}
