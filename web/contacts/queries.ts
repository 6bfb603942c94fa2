// The only place of the web that asks about contacts.
import { queryOptions } from '@tanstack/react-query'
import * as api from '#api/contacts.ts'
import type { ListQuery } from '#api/lists.ts'
import { call } from '#web/kit/call.ts'
import type { OptionSource } from '#web/kit/list/list-types.ts'
import { queryClient } from '#web/kit/query-client.ts'

export const contactsKey = ['contacts', 'list'] as const
export const fetchContacts = (query: ListQuery, signal: AbortSignal) => call(api.listContacts, { query, signal })

export const contactQuery = (id: string) =>
  queryOptions({
    queryKey: ['contacts', id],
    queryFn: ({ signal }) => call(api.getContact, { params: { id }, signal }),
  })

export const peopleQuery = (clientId: string, left: boolean) =>
  queryOptions({
    queryKey: ['clients', clientId, 'people', left],
    queryFn: ({ signal }) => call(api.peopleOfClient, { params: { id: clientId }, query: { left }, signal }),
  })

async function afterChange<T>(work: Promise<T>): Promise<T> {
  const result = await work
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: ['contacts'] }),
    queryClient.invalidateQueries({ queryKey: ['clients'] }),
  ])
  return result
}

export const createContact = (body: api.ContactDraft) => afterChange(call(api.createContact, { body }))
export const changeContact = (id: string, body: api.ContactChange, version: number) =>
  afterChange(call(api.changeContact, { params: { id }, body, version }))
export const saveCell = (id: string, body: api.ContactChange, version: number) =>
  call(api.changeContact, { params: { id }, body, version })
export const removeContact = (id: string, version: number) =>
  afterChange(call(api.removeContact, { params: { id }, version }))
export const restoreContact = (id: string) => afterChange(call(api.restoreContact, { params: { id } }))
export const confirmContact = (id: string) => afterChange(call(api.confirmContact, { params: { id } }))
/** Places are the drawing's own matter; the map already shows them, so nothing is reloaded. */
export const placePeople = (clientId: string, places: { contactId: string; x: number | null; y: number | null }[]) =>
  call(api.placePeople, { params: { id: clientId }, body: { places } })
export const setReportsTo = (clientId: string, contactId: string, reportsToId: string | null) =>
  afterChange(call(api.setReportsTo, { params: { id: clientId, contactId }, body: { reportsToId } }))

/** People of one client, to choose a superior from. */
export const colleaguesOf = (clientId: string): OptionSource => ({
  search: async (text) => {
    const { people } = await queryClient.fetchQuery({ ...peopleQuery(clientId, false), staleTime: 30_000 })
    return people
      .filter((p) => p.name.toLocaleLowerCase().includes(text.toLocaleLowerCase()))
      .map((p) => ({ value: p.contactId, label: p.name, ...(p.position ? { detail: p.position } : {}) }))
  },
  labels: async (ids) => {
    const { people } = await queryClient.fetchQuery({ ...peopleQuery(clientId, true), staleTime: 30_000 })
    return ids.map((id) => ({ value: id, label: people.find((p) => p.contactId === id)?.name ?? '–' }))
  },
})

/** People for pickers, with where they work. */
export const contactOptions: OptionSource = {
  search: async (text, signal) => {
    const { rows } = await call(api.listContacts, {
      query: { q: text, columns: 'name,client,position', sort: 'name', limit: 20, totals: false },
      signal,
    })
    return rows.map((row) => ({
      value: row.id,
      label: String(row.name),
      detail: [(row.client as { name?: string } | null)?.name, row.position].filter(Boolean).join(' · '),
    }))
  },
  labels: (ids) =>
    Promise.all(
      ids.map((id) =>
        queryClient.fetchQuery({ ...contactQuery(id), staleTime: 60_000 }).then(
          (contact) => ({ value: id, label: contact.fullName }),
          () => ({ value: id, label: '–' }),
        ),
      ),
    ),
}
