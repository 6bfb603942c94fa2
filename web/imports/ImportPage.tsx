// One import: the decisions while it waits, progress while it runs, and what it did when it is over.
import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import type { Import } from '#api/imports.ts'
import { ImportCounts, ImportResult } from '#web/imports/ImportResult.tsx'
import { StateBadge } from '#web/imports/ImportsPage.tsx'
import { ImportWizard } from '#web/imports/ImportWizard.tsx'
import {
  cancelImport,
  descriptionQuery,
  importQuery,
  removeImport,
  resumeImport,
  revertImport,
} from '#web/imports/queries.ts'
import { ErrorPage, JobProgress, useToast } from '#web/kit/feedback.tsx'
import { useFormat, useMessages, useReasonText } from '#web/kit/language.tsx'
import { Page, Section } from '#web/kit/Page.tsx'

export function ImportPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const t = useMessages('imports')
  // Reasons of cells come from these.
  useMessages('identifiers')
  useMessages('clients')
  useMessages('contacts')
  useMessages('customFields')
  const f = useFormat()
  const toast = useToast()
  const navigate = useNavigate()
  const { data: imported, error } = useQuery(importQuery(id))
  const described = useQuery({ ...descriptionQuery(id), enabled: imported !== undefined })
  if (error && !imported) return <ErrorPage error={error} />
  if (!imported) return null
  const deciding =
    imported.state === 'uploaded' || (imported.dryRun && ['done', 'failed', 'cancelled'].includes(imported.state))
  const moving = imported.state === 'queued' || imported.state === 'running' || imported.state === 'reverting'
  const drop = () =>
    removeImport(id)
      .then(() => {
        toast.done(t.page.removed(imported.fileName))
        void navigate({ to: '/imports' })
      })
      .catch(toast.problem)
  return (
    <Page
      title={imported.fileName}
      above={
        <Link className="k-link" to="/imports">
          {t.titleOf[imported.capability]}
        </Link>
      }
      aside={<StateBadge imported={imported} />}
      below={
        <>
          <span>{f.instant(imported.createdAt)}</span>
          <span>{imported.createdBy ? t.page.by(imported.createdBy.name) : t.page.bySystem}</span>
          <span>
            {imported.fileSize < 100_000
              ? `${f.number(imported.fileSize / 1000, 1)} kB`
              : `${f.number(imported.fileSize / 1_000_000, 1)} MB`}
          </span>
        </>
      }
      width={deciding ? 'wide' : 'medium'}
      actions={
        deciding ? (
          <Button variant="default" onClick={() => void drop()}>
            {t.page.remove}
          </Button>
        ) : (
          <Deeds imported={imported} />
        )
      }
    >
      {moving && <Running imported={imported} />}
      {!moving && imported.state !== 'uploaded' && (
        <>
          {imported.error && <Failure imported={imported} />}
          <ImportResult imported={imported} headers={described.data?.headers ?? []} />
        </>
      )}
      {deciding && described.error && <ErrorPage error={described.error} />}
      {deciding && described.data && <ImportWizard key={id} imported={imported} first={described.data} />}
    </Page>
  )
}

function Failure({ imported }: { imported: Import }) {
  const reasonText = useReasonText()
  return (
    <Section>
      <Text c="var(--k-late)" role="alert">
        {reasonText(imported.error?.reason, imported.error?.details)}
      </Text>
    </Section>
  )
}

function Running({ imported }: { imported: Import }) {
  const t = useMessages('imports')
  const toast = useToast()
  // Tables in text say how far they are in bytes; the number of rows is then an estimate by what was read so far.
  const total = imported.rowsTotal ?? (imported.share > 0.01 ? Math.round(imported.rows / imported.share) : null)
  const reverting = imported.state === 'reverting'
  return (
    <Section>
      <Stack gap="md">
        <JobProgress
          title={imported.dryRun ? t.page.trial : t.titleOf[imported.capability]}
          state={imported.state === 'queued' ? 'waiting' : 'running'}
          done={reverting ? imported.reverted : imported.rows}
          total={reverting ? imported.created + imported.updated : total}
          startedAt={reverting ? null : imported.startedAt}
          {...(reverting ? {} : { onCancel: () => void cancelImport(imported.id).catch(toast.problem) })}
        />
        <ImportCounts imported={imported} />
        <Text size="sm" c="dimmed">
          {t.run.background}
        </Text>
      </Stack>
    </Section>
  )
}

function Deeds({ imported }: { imported: Import }) {
  const t = useMessages('imports')
  const kit = useMessages('kit')
  const f = useFormat()
  const toast = useToast()
  const [asking, { open, close }] = useDisclosure()
  const revert = () => {
    close()
    revertImport(imported.id)
      .then(() => toast.done(t.run.reverted))
      .catch(toast.problem)
  }
  return (
    <Group gap="xs">
      {!imported.whyNot.resume && (
        <Button onClick={() => void resumeImport(imported.id).catch(toast.problem)}>{t.run.resume}</Button>
      )}
      {!imported.whyNot.revert && (
        <Button variant="default" onClick={open}>
          {t.run.revert}
        </Button>
      )}
      <Modal opened={asking} onClose={close} title={t.run.revertTitle} closeButtonProps={{ 'aria-label': kit.close }}>
        <Text mb="md">{t.run.revertText(f.number(imported.created), f.number(imported.updated))}</Text>
        <Group justify="end">
          <Button variant="default" onClick={close} data-autofocus>
            {kit.cancel}
          </Button>
          <Button color="red" onClick={revert}>
            {t.run.revert}
          </Button>
        </Group>
      </Modal>
    </Group>
  )
}
