// The page of one objection, with its history.
import { Button, Skeleton } from '@mantine/core'
import { IconBook2, IconPencil, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { Suspense, useState } from 'react'
import { HistoryPanel } from '#web/journal/HistoryPanel.tsx'
import { useCommands } from '#web/kit/commands.tsx'
import { ErrorPage, useToast } from '#web/kit/feedback.tsx'
import { useMessages, useReasonText } from '#web/kit/language.tsx'
import { lazily } from '#web/kit/lazily.ts'
import { Page } from '#web/kit/Page.tsx'
import { PageTabs } from '#web/kit/PageTabs.tsx'
import { ObjectionFacts } from '#web/objections/ObjectionCard.tsx'
import { objectionQuery, removeObjection, restoreObjection } from '#web/objections/queries.ts'

const ObjectionForm = lazily(() => import('#web/objections/ObjectionForm.tsx'), 'ObjectionForm')

export function ObjectionPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const t = useMessages('objections')
  const c = useMessages('clients')
  const toast = useToast()
  const reason = useReasonText()
  const navigate = useNavigate()
  const [editing, setEditing] = useState(false)
  const { data, error, refetch } = useQuery(objectionQuery(id))
  const edit = () => setEditing(true)
  useCommands(
    data && !data.whyNot.edit ? [{ id: 'objections.edit', icon: IconPencil, label: t.edit, keys: 'e', run: edit }] : [],
  )
  if (error) return <ErrorPage error={error} reset={() => void refetch()} />
  if (!data) return <Skeleton height={320} m="md" />
  const why = data.whyNot.edit ? reason(data.whyNot.edit) : undefined
  const remove = () =>
    removeObjection(id, data.version).then(() => {
      toast.done(t.removed, { undo: () => void restoreObjection(id).then(() => toast.done(t.saved), toast.problem) })
      void navigate({ to: '/objections' })
    }, toast.problem)
  return (
    <Page
      width="narrow"
      above={
        <Link to="/objections" className="k-link">
          {t.title}
        </Link>
      }
      title={t.one}
      actions={
        <>
          <Button
            component={Link}
            to="/objections/library"
            variant="default"
            leftSection={<IconBook2 size={16} stroke={1.5} />}
          >
            {t.library.title}
          </Button>
          <Button
            variant="default"
            disabled={!!why}
            title={why}
            leftSection={<IconPencil size={16} stroke={1.5} />}
            onClick={edit}
          >
            {t.edit}
          </Button>
          <Button
            variant="default"
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
            content: editing ? (
              <Suspense fallback={<Skeleton height={200} />}>
                <ObjectionForm objection={data} onClose={() => setEditing(false)} />
              </Suspense>
            ) : (
              <ObjectionFacts objection={data} />
            ),
          },
          {
            key: 'history',
            label: c.sections.history,
            content: <HistoryPanel recordType="objections" recordId={id} />,
          },
        ]}
      />
    </Page>
  )
}
