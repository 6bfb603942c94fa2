// The bin: deleted clients and people, to be brought back.
import { Button, SegmentedControl } from '@mantine/core'
import { IconRestore } from '@tabler/icons-react'
import { useState } from 'react'
import { clientColumns, listDeletedClients } from '#api/clients.ts'
import { contactColumns, listDeletedContacts } from '#api/contacts.ts'
import type { ListQuery } from '#api/lists.ts'
import { restoreClient } from '#web/clients/queries.ts'
import { restoreContact } from '#web/contacts/queries.ts'
import { call } from '#web/kit/call.ts'
import { useToast } from '#web/kit/feedback.tsx'
import { useMessages } from '#web/kit/language.tsx'
import { ListPage } from '#web/kit/list/ListPage.tsx'
import type { BulkSlot } from '#web/kit/list/list-types.ts'
import { queryClient } from '#web/kit/query-client.ts'

const keys = { clients: ['clients', 'deleted'], contacts: ['contacts', 'deleted'] } as const
const pages = {
  clients: (query: ListQuery, signal: AbortSignal) => call(listDeletedClients, { query, signal }),
  contacts: (query: ListQuery, signal: AbortSignal) => call(listDeletedContacts, { query, signal }),
}
const columns = { clients: clientColumns, contacts: contactColumns }

export function BinPage() {
  const t = useMessages('overview')
  const clients = useMessages('clients')
  const contacts = useMessages('contacts')
  const [kind, setKind] = useState<'clients' | 'contacts'>('clients')
  return (
    <ListPage
      key={kind}
      capability={kind}
      title={t.bin.title}
      queryKey={keys[kind]}
      columns={columns[kind]}
      fetchPage={pages[kind]}
      nameColumn="name"
      initialSort="-updatedAt"
      bulk={(slot) => <RestoreButton kind={kind} {...slot} />}
      actions={() => (
        <SegmentedControl
          size="xs"
          value={kind}
          onChange={(next) => setKind(next as 'clients' | 'contacts')}
          data={[
            { value: 'clients', label: clients.title },
            { value: 'contacts', label: contacts.title },
          ]}
        />
      )}
      empty={{ text: t.bin.empty, manual: '/manual/overview' }}
    />
  )
}

function RestoreButton({ kind, selection, clear }: { kind: 'clients' | 'contacts' } & BulkSlot) {
  const t = useMessages('overview')
  const toast = useToast()
  const [busy, setBusy] = useState(false)
  const restore = async () => {
    setBusy(true)
    const ids = 'ids' in selection ? selection.ids : await everything(kind, selection)
    let done = 0
    for (const id of ids) {
      try {
        await (kind === 'clients' ? restoreClient(id) : restoreContact(id))
        done++
      } catch (error) {
        toast.problem(error)
      }
    }
    setBusy(false)
    clear()
    if (done > 0) toast.done(t.bin.restored(done))
    await queryClient.invalidateQueries({ queryKey: keys[kind] })
  }
  return (
    <Button
      size="xs"
      loading={busy}
      leftSection={<IconRestore size={16} stroke={1.5} />}
      onClick={() => void restore()}
    >
      {t.bin.restore}
    </Button>
  )
}

/** The ids behind "all that match", at most the five hundred that one page brings. */
async function everything(
  kind: 'clients' | 'contacts',
  selection: Exclude<BulkSlot['selection'], { ids: string[] }>,
): Promise<string[]> {
  const query = {
    limit: 500,
    columns: 'name',
    totals: false,
    ...(selection.filter ? { filter: selection.filter } : {}),
    ...(selection.q ? { q: selection.q } : {}),
  }
  const { rows } = await pages[kind](query, new AbortController().signal)
  return rows.map((row) => row.id).filter((id) => !selection.except?.includes(id))
}
