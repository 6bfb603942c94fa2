// The page of one person, with history.
import { Button, Skeleton, Stack } from '@mantine/core'
import { IconCheck, IconPencil, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useEffect } from 'react'
import type { Contact } from '#api/contacts.ts'
import { EntryBox } from '#web/activities/EntryBox.tsx'
import { Timeline } from '#web/activities/Timeline.tsx'
import { ContactFacts } from '#web/contacts/ContactCard.tsx'
import { confirmContact, contactQuery, removeContact, restoreContact } from '#web/contacts/queries.ts'
import { HistoryPanel } from '#web/journal/HistoryPanel.tsx'
import { useCommands } from '#web/kit/commands.tsx'
import { ErrorPage, useToast } from '#web/kit/feedback.tsx'
import { localDay } from '#web/kit/format.ts'
import { useMessages, useReasonText } from '#web/kit/language.tsx'
import { Page, Section } from '#web/kit/Page.tsx'
import { PageTabs } from '#web/kit/PageTabs.tsx'
import { useMay } from '#web/kit/session.tsx'
import styles from '#web/overview/ClientPage.module.css'
import { FilesAndComments } from '#web/overview/FilesAndComments.tsx'
import { rememberOpened } from '#web/search/queries.ts'

export function ContactPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const t = useMessages('contacts')
  const c = useMessages('clients')
  const o = useMessages('overview')
  const toast = useToast()
  const reason = useReasonText()
  const navigate = useNavigate()
  const { data, error, refetch } = useQuery(contactQuery(id))
  const whyNot = data?.whyNot.edit
  const edit = () => void navigate({ to: `/contacts/${id}/edit` } as never)
  const confirm = () => void confirmContact(id).then(() => toast.done(t.confirmed), toast.problem)
  useCommands(
    data && !whyNot
      ? [
          { id: 'contacts.edit', icon: IconPencil, label: t.edit, keys: 'e', run: edit },
          { id: 'contacts.confirm', icon: IconCheck, label: t.confirm, run: confirm },
        ]
      : [],
  )
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
            onClick={confirm}
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
      <PageTabs
        tabs={[
          {
            key: 'overview',
            label: c.sections.overview,
            content: (
              <Stack gap="md">
                <ContactFacts contact={data} />
                <ContactTimeline contact={data} />
              </Stack>
            ),
          },
          {
            key: 'files',
            label: o.hub.filesAndComments,
            content: <FilesAndComments recordType="contacts" recordId={id} />,
          },
          {
            key: 'history',
            label: c.sections.history,
            content: <HistoryPanel recordType="contacts" recordId={id} />,
          },
        ]}
      />
    </Page>
  )
}

/** What was said with the person; a new entry goes to the company he works for now. */
function ContactTimeline({ contact }: { contact: Contact }) {
  const o = useMessages('overview')
  const may = useMay()
  const today = localDay(new Date())
  const place =
    contact.positions.find((one) => one.main && (!one.to || one.to >= today)) ??
    contact.positions.find((one) => !one.to || one.to >= today)
  return (
    <Section title={o.hub.timeline}>
      {place && may('clients.write') && (
        <div className={styles.box} data-no-print>
          <EntryBox clientId={place.client.id} contactId={contact.id} />
        </div>
      )}
      <Timeline contactId={contact.id} mayWrite={may('clients.write')} />
    </Section>
  )
}
