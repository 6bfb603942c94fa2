// The databank: every client the person may see, in the one list engine.
import { Button, Group, Skeleton } from '@mantine/core'
import { IconChecklist, IconFileImport, IconPlus } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { Suspense, useMemo } from 'react'
import { type ClientChange, clientColumns } from '#api/clients.ts'
import { CallListButton } from '#web/calls/CallListButton.tsx'
import { ClassBadge, StateBadge } from '#web/clients/ClientBadges.tsx'
import { clientOptions, clientsKey, fetchClients, saveCell, toConfirm } from '#web/clients/queries.ts'
import { useCustomColumns } from '#web/custom-fields/queries.ts'
import { ExportButton } from '#web/exports/ExportButton.tsx'
import { useMessages } from '#web/kit/language.tsx'
import { lazily } from '#web/kit/lazily.ts'
import { ListPage } from '#web/kit/list/ListPage.tsx'
import type { Row } from '#web/kit/list/list-types.ts'
import { useMay } from '#web/kit/session.tsx'
import { tagOptions } from '#web/tags/queries.ts'
import { teamOptions } from '#web/teams/queries.ts'
import { people } from '#web/users/queries.ts'
import { useListViews } from '#web/views/queries.ts'

const ClientPeek = lazily(() => import('#web/overview/ClientPeek.tsx'), 'ClientPeek')
const BulkButtons = lazily(() => import('#web/bulk-changes/BulkButtons.tsx'), 'BulkButtons')
const sources = { person: people, team: teamOptions, client: clientOptions, tags: tagOptions }
const cells = {
  class: (row: Row) => <ClassBadge value={row.class as never} />,
  state: (row: Row) => <StateBadge value={row.state as never} />,
}
const cardColumns = ['state', 'city', 'owner']
const href = (row: Row) => `/clients/${row.id}`

/** An edited cell becomes a change of the client; the reply gives the row as it is now. */
async function save(row: Row, key: string, value: unknown, version: number | undefined): Promise<Partial<Row>> {
  const body = key.startsWith('custom.') ? { custom: { [key.slice(7)]: value } } : ({ [key]: value } as ClientChange)
  const client = await saveCell(row.id, body, version ?? 0)
  const shown = key.startsWith('custom.') ? client.custom[key.slice(7)] : (client as Record<string, unknown>)[key]
  return { [key]: shown, version: client.version } as Partial<Row>
}

export function ClientsPage() {
  const t = useMessages('clients')
  const may = useMay()
  const custom = useCustomColumns('clients')
  const columns = useMemo(() => [...clientColumns, ...custom], [custom])
  const views = useListViews('clients')
  const add = may('clients.write') && (
    <Button component={Link} to="/clients/new" leftSection={<IconPlus size={16} stroke={1.5} />}>
      {t.add}
    </Button>
  )
  return (
    <ListPage
      capability="clients"
      title={t.title}
      queryKey={clientsKey}
      columns={columns}
      fetchPage={fetchClients}
      nameColumn="name"
      rowHref={href}
      cells={cells}
      cardColumns={cardColumns}
      sources={sources}
      initialSort="-createdAt"
      views={views}
      peek={(id) => (
        <Suspense fallback={<Skeleton height={240} />}>
          <ClientPeek id={id} />
        </Suspense>
      )}
      {...(may('clients.write')
        ? {
            save,
            bulk: (slot) => (
              <Suspense>
                <BulkButtons capability="clients" columns={columns} {...slot} />
                <CallListButton of="clients" {...slot} />
              </Suspense>
            ),
          }
        : {})}
      actions={(slot) => (
        <>
          <Button
            component={Link}
            to="/clients"
            search={toConfirm as never}
            variant="default"
            leftSection={<IconChecklist size={16} stroke={1.5} />}
          >
            {t.toConfirm}
          </Button>
          <ExportButton capability="clients" {...slot} />
          {add}
        </>
      )}
      empty={{
        text: t.empty,
        manual: '/manual/clients',
        action: (
          <Group gap="xs" justify="center">
            {may('data.import') && (
              <Button
                component={Link}
                to="/imports/new"
                variant="default"
                leftSection={<IconFileImport size={16} stroke={1.5} />}
              >
                {t.importFirst}
              </Button>
            )}
            {add}
          </Group>
        ),
      }}
    />
  )
}
