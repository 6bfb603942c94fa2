// The only place of the web that asks about clients.
import { queryOptions } from '@tanstack/react-query'
import * as standingApi from '#api/client-standing.ts'
import * as api from '#api/clients.ts'
import type { ListQuery } from '#api/lists.ts'
import { call } from '#web/kit/call.ts'
import type { OptionSource } from '#web/kit/list/list-types.ts'
import { queryClient } from '#web/kit/query-client.ts'

export const clientsKey = ['clients', 'list'] as const
export const fetchClients = (query: ListQuery, signal: AbortSignal) => call(api.listClients, { query, signal })

export const clientQuery = (id: string) =>
  queryOptions({ queryKey: ['clients', id], queryFn: ({ signal }) => call(api.getClient, { params: { id }, signal }) })

export const ownersQuery = (id: string) =>
  queryOptions({
    queryKey: ['clients', id, 'owners'],
    queryFn: ({ signal }) => call(standingApi.ownersOfClient, { params: { id }, signal }),
  })

export const whyVisibleQuery = (id: string) =>
  queryOptions({
    queryKey: ['clients', id, 'why'],
    queryFn: ({ signal }) => call(standingApi.whySeeClient, { params: { id }, signal }),
  })

export const classProposalQuery = (id: string) =>
  queryOptions({
    queryKey: ['clients', id, 'class'],
    queryFn: ({ signal }) => call(standingApi.proposeClientClass, { params: { id }, signal }),
  })

/** After a change of one client everything about clients may look different. */
async function afterChange<T>(work: Promise<T>): Promise<T> {
  const result = await work
  await queryClient.invalidateQueries({ queryKey: ['clients'] })
  void queryClient.invalidateQueries({ queryKey: ['history'] })
  return result
}

export const createClient = (body: api.ClientDraft) => afterChange(call(api.createClient, { body }))
export const changeClient = (id: string, body: api.ClientChange, version: number) =>
  afterChange(call(api.changeClient, { params: { id }, body, version }))
/** Saves one cell of the list without reloading it; the list puts the new row in place itself. */
export const saveCell = (id: string, body: api.ClientChange, version: number) =>
  call(api.changeClient, { params: { id }, body, version })
export const removeClient = (id: string, version: number) =>
  afterChange(call(api.removeClient, { params: { id }, version }))
export const restoreClient = (id: string) => afterChange(call(api.restoreClient, { params: { id } }))
export const confirmClient = (id: string) => afterChange(call(standingApi.confirmClient, { params: { id } }))
export const moveClient = (id: string, body: Parameters<typeof callMove>[1]) => afterChange(callMove(id, body))
const callMove = (id: string, body: NonNullable<Parameters<typeof call<typeof standingApi.moveClient>>[1]>['body']) =>
  call(standingApi.moveClient, { params: { id }, body })
export const nominateClient = (id: string, reason: string) =>
  afterChange(call(standingApi.nominateClient, { params: { id }, body: { reason } }))
export const reassignClient = (id: string, body: { ownerId: string | null; from?: string; reason?: string | null }) =>
  afterChange(call(standingApi.reassignClient, { params: { id }, body }))
export const setClientClass = (id: string, body: { class: api.Client['class']; reason?: string | null }) =>
  afterChange(call(standingApi.setClientClass, { params: { id }, body }))
export const setClientMembers = (
  id: string,
  members: { userId: string; role: api.Client['members'][number]['role']; mayEdit: boolean }[],
) => afterChange(call(standingApi.setClientMembers, { params: { id }, body: { members } }))

export const findDuplicates = (
  body: { name?: string; ico?: string | null; channels?: api.Channel[]; exceptId?: string },
  signal: AbortSignal,
) => call(api.findDuplicates, { body, signal })

/** Clients for pickers and filters. */
export const clientOptions: OptionSource = {
  search: async (text, signal) => {
    const reply = await call(api.listClients, {
      query: { q: text, columns: 'name,city,ico', sort: 'name', limit: 20, totals: false },
      signal,
    })
    return reply.rows.map(toOption)
  },
  labels: async (ids) => {
    const found = await Promise.all(
      ids.map((id) =>
        queryClient.fetchQuery({ ...clientQuery(id), staleTime: 60_000 }).then(
          (c) => ({ value: id, label: c.name }),
          () => ({ value: id, label: '–' }),
        ),
      ),
    )
    return found
  },
}
const toOption = (row: Record<string, unknown> & { id: string }) => ({
  value: row.id,
  label: String(row.name),
  detail: [row.city, row.ico].filter(Boolean).join(' · '),
})

// Clients whose data nobody vouched for in time.
const filter = {
  or: [
    { f: 'confirmDueOn', op: 'lte', v: 'today' },
    { f: 'confirmDueOn', op: 'empty' },
  ],
}

/** Overdue for confirmation or never confirmed, the longest overdue first. */
export const toConfirm = { filter: JSON.stringify(filter), sort: 'confirmDueOn' }
/** The same as an address. */
export const toConfirmHref = `/clients?${new URLSearchParams(toConfirm)}`
