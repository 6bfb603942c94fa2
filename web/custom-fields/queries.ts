// The only place of the web that asks about custom fields.
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import * as api from '#api/custom-fields.ts'
import type { ListColumn } from '#api/lists.ts'
import { call } from '#web/kit/call.ts'
import { queryClient } from '#web/kit/query-client.ts'

export const customFieldsQuery = (capability: api.CustomCapability, inactive = false) =>
  queryOptions({
    queryKey: ['custom-fields', capability, inactive],
    queryFn: async ({ signal }) =>
      (await call(api.listCustomFields, { query: { capability, inactive }, signal })).fields,
    staleTime: 60_000,
  })

export const fieldUsageQuery = (id: string) =>
  queryOptions({
    queryKey: ['custom-fields', 'usage', id],
    queryFn: ({ signal }) => call(api.usageOfCustomField, { params: { id }, signal }),
  })

const none: readonly api.CustomField[] = []

/** Active fields of a capability in their order; none while they load. */
export function useCustomFields(capability: api.CustomCapability): readonly api.CustomField[] {
  return useQuery(customFieldsQuery(capability)).data ?? none
}

/** The list columns that active fields make. */
export function useCustomColumns(capability: api.CustomCapability): readonly ListColumn[] {
  const fields = useCustomFields(capability)
  return useMemo(() => api.customListColumns(fields), [fields])
}

/** A definition shapes forms, lists and sums everywhere. */
async function afterChange<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } finally {
    for (const queryKey of [['custom-fields'], ['clients'], ['contacts']])
      void queryClient.invalidateQueries({ queryKey })
  }
}

export const createCustomField = (body: api.CustomFieldDraft) => afterChange(call(api.createCustomField, { body }))
export const changeCustomField = (id: string, body: api.CustomFieldChange, version: number) =>
  afterChange(call(api.changeCustomField, { params: { id }, body, version }))
export const removeCustomField = (id: string) => afterChange(call(api.removeCustomField, { params: { id } }))
export const orderCustomFields = (capability: api.CustomCapability, ids: string[]) =>
  afterChange(call(api.orderCustomFields, { body: { capability, ids } }))
