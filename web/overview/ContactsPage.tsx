// People at clients, in the one list engine.
import { Button, Skeleton } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { Suspense, useMemo } from 'react'
import { type ContactChange, contactColumns } from '#api/contacts.ts'
import { CallListButton } from '#web/calls/CallListButton.tsx'
import { clientOptions } from '#web/clients/queries.ts'
import { Sentiment } from '#web/contacts/PeopleList.tsx'
import { contactsKey, fetchContacts, saveCell } from '#web/contacts/queries.ts'
import { useCustomColumns } from '#web/custom-fields/queries.ts'
import { ExportButton } from '#web/exports/ExportButton.tsx'
import { useMessages } from '#web/kit/language.tsx'
import { lazily } from '#web/kit/lazily.ts'
import { ListPage } from '#web/kit/list/ListPage.tsx'
import type { Row } from '#web/kit/list/list-types.ts'
import { useMay } from '#web/kit/session.tsx'
import { tagOptions } from '#web/tags/queries.ts'
import { people } from '#web/users/queries.ts'
import { useListViews } from '#web/views/queries.ts'

const ContactCard = lazily(() => import('#web/contacts/ContactCard.tsx'), 'ContactCard')
const BulkButtons = lazily(() => import('#web/bulk-changes/BulkButtons.tsx'), 'BulkButtons')
const sources = { person: people, client: clientOptions, tags: tagOptions }
const cells = { sentiment: (row: Row) => <Sentiment value={(row.sentiment ?? null) as number | null} /> }
const cardColumns = ['client', 'position', 'phone']
const href = (row: Row) => `/contacts/${row.id}`

async function save(row: Row, key: string, value: unknown, version: number | undefined): Promise<Partial<Row>> {
  const body = key.startsWith('custom.') ? { custom: { [key.slice(7)]: value } } : ({ [key]: value } as ContactChange)
  const contact = await saveCell(row.id, body, version ?? 0)
  const shown = key.startsWith('custom.') ? contact.custom[key.slice(7)] : (contact as Record<string, unknown>)[key]
  return { [key]: shown, version: contact.version } as Partial<Row>
}

export function ContactsPage() {
  const t = useMessages('contacts')
  const may = useMay()
  const custom = useCustomColumns('contacts')
  const columns = useMemo(() => [...contactColumns, ...custom], [custom])
  const add = may('clients.write') && (
    <Button component={Link} to="/contacts/new" leftSection={<IconPlus size={16} stroke={1.5} />}>
      {t.add}
    </Button>
  )
  return (
    <ListPage
      capability="contacts"
      title={t.title}
      queryKey={contactsKey}
      columns={columns}
      fetchPage={fetchContacts}
      nameColumn="name"
      rowHref={href}
      cells={cells}
      cardColumns={cardColumns}
      sources={sources}
      initialSort="-createdAt"
      views={useListViews('contacts')}
      peek={(id) => (
        <Suspense fallback={<Skeleton height={240} />}>
          <ContactCard id={id} />
        </Suspense>
      )}
      {...(may('clients.write')
        ? {
            save,
            bulk: (slot) => (
              <Suspense>
                <BulkButtons capability="contacts" columns={columns} {...slot} />
                <CallListButton of="contacts" {...slot} />
              </Suspense>
            ),
          }
        : {})}
      actions={(slot) => (
        <>
          <ExportButton capability="contacts" {...slot} />
          {add}
        </>
      )}
      empty={{ text: t.empty, manual: '/manual/contacts', action: add }}
    />
  )
}
