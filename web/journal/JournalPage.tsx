// The audit trail: everything for the auditor, the team for its lead, otherwise own work; with filters and CSV.
import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { journalColumns } from '#api/journal.ts'
import { FactName } from '#web/journal/FactName.tsx'
import { useFieldLabel } from '#web/journal/field-label.ts'
import { exportAddress, fetchJournal } from '#web/journal/queries.ts'
import { useFormat, useMessages } from '#web/kit/language.tsx'
import { ListPage } from '#web/kit/list/ListPage.tsx'
import type { Row } from '#web/kit/list/list-types.ts'
import { useMay } from '#web/kit/session.tsx'
import { people } from '#web/users/queries.ts'

const queryKey = ['journal', 'list'] as const
const sources = { person: people }
// Clients and record names are read, not picked: their pickers belong to capabilities above the journal.
const columns = journalColumns.map((column) =>
  column.type === 'client' || column.type === 'choices' ? { ...column, filterable: false } : column,
)
const cells = {
  at: (row: Row) => <When at={row.at as string} />,
  actor: (row: Row) => <Who person={row.actor as Named} />,
  fact: (row: Row) => <FactName fact={row.fact as string} />,
  recordType: (row: Row) => <KindName type={row.recordType as string} />,
  record: (row: Row) => <RecordName row={row} />,
  fields: (row: Row) => <FieldNames row={row} />,
}
type Named = { id: string; name: string | null } | null

export function JournalPage() {
  const t = useMessages('journal')
  const may = useMay()
  return (
    <ListPage
      capability="journal"
      title={t.title}
      queryKey={queryKey}
      columns={columns}
      fetchPage={fetchJournal}
      nameColumn="at"
      cells={cells}
      cardColumns={['fact', 'record', 'fields']}
      sources={sources}
      actions={({ query }) =>
        may('journal.read') && (
          <Button
            component="a"
            href={exportAddress({
              ...(query.filter ? { filter: query.filter } : {}),
              ...(query.q ? { q: query.q } : {}),
            })}
            download
            variant="default"
            title={t.exportNote}
            leftSection={<IconDownload size={16} stroke={1.5} aria-hidden />}
          >
            {t.export}
          </Button>
        )
      }
      empty={{ text: t.nothingYet, manual: '/manual/journal' }}
    />
  )
}

function When({ at }: { at: string }) {
  const f = useFormat()
  return <time dateTime={at}>{f.instant(at)}</time>
}

function Who({ person }: { person: Named }) {
  const t = useMessages('journal')
  return person ? (person.name ?? t.unknownPerson) : t.system
}

function KindName({ type }: { type: string }) {
  const t = useMessages('journal')
  return (t.records as Record<string, string>)[type] ?? type
}

const pages: Readonly<Record<string, string>> = { clients: '/clients', contacts: '/contacts', user: '/users' }

function RecordName({ row }: { row: Row }) {
  const name = row.record as string | null
  const page = pages[row.recordType as string]
  if (!name) return <KindName type={row.recordType as string} />
  return page ? (
    <Link to={`${page}/${row.recordId as string}`} className="k-link">
      {name}
    </Link>
  ) : (
    name
  )
}

const none = {}
function FieldNames({ row }: { row: Row }) {
  const label = useFieldLabel(none)
  return (row.fields as string[]).map((field) => label(row.recordType as string, field)).join(', ')
}
