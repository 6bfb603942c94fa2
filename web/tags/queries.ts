// The only place of the web that asks about tags.
import { queryOptions } from '@tanstack/react-query'
import * as api from '#api/tags.ts'
import { call, ProblemError } from '#web/kit/call.ts'
import type { OptionSource } from '#web/kit/list/list-types.ts'
import { queryClient } from '#web/kit/query-client.ts'

export const tagUseQuery = queryOptions({
  queryKey: ['tags', 'use'],
  queryFn: ({ signal }) => call(api.listTagUse, { signal }),
})

/** A tag stands on records of every list. */
async function afterChange<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } finally {
    for (const queryKey of [['tags'], ['clients'], ['contacts']]) void queryClient.invalidateQueries({ queryKey })
  }
}

type Color = api.Tag['color']
export const createTag = (body: { name: string; color?: Color }) => afterChange(call(api.createTag, { body }))
export const changeTag = (id: string, body: { name?: string; color?: Color }, version: number) =>
  afterChange(call(api.changeTag, { params: { id }, body, version }))
export const removeTag = (id: string) => afterChange(call(api.removeTag, { params: { id } }))
export const restoreTag = (id: string) => afterChange(call(api.restoreTag, { params: { id } }))
export const mergeTag = (id: string, into: string) =>
  afterChange(call(api.mergeTag, { params: { id }, body: { into } }))

const optionOf = (tag: api.Tag) => ({ value: tag.id, label: tag.name })

/** Tags for pickers and tag columns of every list; typing an unknown word offers to add it. */
export const tagOptions: OptionSource = {
  search: async (q, signal) => (await call(api.listTags, { query: { q }, signal })).tags.map(optionOf),
  labels: async (ids) => (await call(api.listTags, { query: { ids: ids.join(',') } })).tags.map(optionOf),
  create: async (name) => {
    try {
      return optionOf(await createTag({ name }))
    } catch (error) {
      // The same word is there already, perhaps under other accents: it is the one that was meant.
      const known =
        error instanceof ProblemError && error.reason === 'tags.nameTaken' ? error.problem.details?.tag : null
      if (known) return optionOf(known as api.Tag)
      throw error
    }
  },
}
