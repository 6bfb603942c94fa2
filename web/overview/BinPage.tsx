// The bin: deleted clients, people, leads and call lists, to be brought back.
import { Button, SegmentedControl } from '@mantine/core'
import { IconRestore } from '@tabler/icons-react'
import { useState } from 'react'
import { callListColumns, listDeletedCallLists } from '#api/call-lists.ts'
import { clientColumns, listDeletedClients } from '#api/clients.ts'
import { contactColumns, listDeletedContacts } from '#api/contacts.ts'
import { leadColumns, listDeletedLeads } from '#api/leads.ts'
import type { ListQuery } from '#api/lists.ts'
import { restoreCallList } from '#web/calls/queries.ts'
import { restoreClient } from '#web/clients/queries.ts'
import { restoreContact } from '#web/contacts/queries.ts'
import { call } from '#web/kit/call.ts'
import { useToast } from '#web/kit/feedback.tsx'
import { useMessages } from '#web/kit/language.tsx'
import { ListPage } from '#web/kit/list/ListPage.tsx'
import type { BulkSlot } from '#web/kit/list/list-types.ts'
import { queryClient } from '#web/kit/query-client.ts'
import { restoreLead } from '#web/leads/queries.ts'

const keys = {
  clients: ['clients', 'deleted'],
  contacts: ['contacts', 'deleted'],
  leads: ['leads', 'deleted'],
  calls: ['call-lists', 'deleted'],
} as const
type Kind = keyof typeof keys
const pages = {
  clients: (query: ListQuery, signal: AbortSignal) => call(listDeletedClients, { query, signal }),
  contacts: (query: ListQuery, signal: AbortSignal) => call(listDeletedContacts, { query, signal }),
  leads: (query: ListQuery, signal: AbortSignal) => call(listDeletedLeads, { query, signal }),
  calls: (query: ListQuery, signal: AbortSignal) => call(listDeletedCallLists, { query, signal }),
}
const columns = { clients: clientColumns, contacts: contactColumns, leads: leadColumns, calls: callListColumns }
const restoring: Readonly<Record<Kind, (id: string) => Promise<unknown>>> = {
  clients: restoreClient,
  contacts: restoreContact,
  leads: restoreLead,
  calls: restoreCallList,
}

export function BinPage() {
  const t = useMessages('overview')
  const clients = useMessages('clients')
  const contacts = useMessages('contacts')
  const leads = useMessages('leads')
  const calls = useMessages('calls')
  const [kind, setKind] = useState<Kind>('clients')
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
          onChange={(next) => setKind(next as Kind)}
          data={[
            { value: 'clients', label: clients.title },
            { value: 'contacts', label: contacts.title },
            { value: 'leads', label: leads.title },
            { value: 'calls', label: calls.lists.title },
          ]}
        />
      )}
      empty={{ text: t.bin.empty, manual: '/manual/overview' }}
    />
  )
}

function RestoreButton({ kind, selection, clear }: { kind: Kind } & BulkSlot) {
  const t = useMessages('overview')
  const toast = useToast()
  const [busy, setBusy] = useState(false)
  const restore = async () => {
    setBusy(true)
    const ids = 'ids' in selection ? selection.ids : await everything(kind, selection)
    let done = 0
    for (const id of ids) {
      try {
        await restoring[kind](id)
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
async function everything(kind: Kind, selection: Exclude<BulkSlot['selection'], { ids: string[] }>): Promise<string[]> {
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
