// Past imports: what they did, how far those are that run, and the way to a new one.
import { Badge, Button, Group, Progress, Stack, Text } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Import } from '#api/imports.ts'
import styles from '#web/imports/Imports.module.css'
import { importsQuery } from '#web/imports/queries.ts'
import { EmptyState, ErrorPage } from '#web/kit/feedback.tsx'
import { useFormat, useMessages } from '#web/kit/language.tsx'
import { Page, Section } from '#web/kit/Page.tsx'

export function ImportsPage() {
  const t = useMessages('imports')
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(importsQuery)
  if (error && !data) return <ErrorPage error={error} />
  const all = data?.pages.flatMap((page) => page.imports) ?? []
  const start = (
    <Group gap="xs" justify="center">
      <StartButton what="clients" />
      <StartButton what="contacts" />
    </Group>
  )
  return (
    <Page title={t.title} actions={all.length > 0 && start}>
      {data && all.length === 0 && (
        <EmptyState
          icon={<IconFileImport size={28} stroke={1.25} aria-hidden />}
          title={t.page.empty}
          text={t.page.intro}
          action={start}
          manual="/manual/imports"
        />
      )}
      {all.length > 0 && (
        <Section title={t.page.history}>
          <ul className={styles.list}>
            {all.map((one) => (
              <li key={one.id}>
                <PastImport imported={one} />
              </li>
            ))}
          </ul>
          {hasNextPage && (
            <Button variant="default" mt="sm" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              {t.page.older}
            </Button>
          )}
        </Section>
      )}
    </Page>
  )
}

function StartButton({ what }: { what: 'clients' | 'contacts' }) {
  const t = useMessages('imports')
  return (
    <Button
      component={Link}
      {...({ to: '/imports/new', search: { what } } as { to: string })}
      variant={what === 'clients' ? 'filled' : 'default'}
      leftSection={<IconFileImport size={16} stroke={1.5} aria-hidden />}
    >
      {what === 'clients' ? t.page.newClients : t.page.newContacts}
    </Button>
  )
}

function PastImport({ imported }: { imported: Import }) {
  const t = useMessages('imports')
  const f = useFormat()
  const facts = (['created', 'updated', 'unchanged', 'rejected', 'reverted'] as const)
    .filter((key) => imported[key] > 0)
    .map((key) => `${t.counts[key]} ${f.number(imported[key])}`)
  const running = imported.state === 'running' || imported.state === 'queued'
  return (
    <div className={styles.past}>
      <div>
        <Link className="k-link" to="/imports/$id" params={{ id: imported.id } as never}>
          {imported.fileName}
        </Link>
        <Text size="sm" c="dimmed">
          {[
            t.what[imported.capability],
            f.instant(imported.createdAt),
            imported.createdBy ? t.page.by(imported.createdBy.name) : t.page.bySystem,
          ].join(' · ')}
        </Text>
        {facts.length > 0 && (
          <Text size="sm" className="k-numbers">
            {facts.join(' · ')}
          </Text>
        )}
        {running && <Progress mt={6} size="sm" value={imported.share * 100} aria-label={imported.fileName} />}
      </div>
      <Stack gap={4} align="end">
        <StateBadge imported={imported} />
      </Stack>
    </div>
  )
}

const colors: Record<string, string> = {
  done: 'green',
  running: 'teal',
  queued: 'teal',
  failed: 'red',
  cancelled: 'gray',
  reverted: 'gray',
  reverting: 'yellow',
  uploaded: 'blue',
}

export function StateBadge({ imported }: { imported: Import }) {
  const t = useMessages('imports')
  const trial = imported.dryRun && imported.state === 'done'
  return (
    <Badge variant="light" color={trial ? 'blue' : colors[imported.state]}>
      {trial ? t.trialDone : t.states[imported.state]}
    </Badge>
  )
}
