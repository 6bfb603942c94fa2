// The only place of the web that asks about imports.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { Problem } from '#api/endpoint.ts'
import * as api from '#api/imports.ts'
import type { ImportCapability } from '#domain/imports/fields.ts'
import { addressOf, call, ProblemError } from '#web/kit/call.ts'
import { queryClient } from '#web/kit/query-client.ts'

const moving = (state: string) => state === 'queued' || state === 'running' || state === 'reverting'

export const importsQuery = infiniteQueryOptions({
  queryKey: ['imports', 'list'],
  queryFn: ({ signal, pageParam }) => call(api.listImports, { query: pageParam ? { before: pageParam } : {}, signal }),
  initialPageParam: '',
  getNextPageParam: (last) => (last.more ? last.imports.at(-1)?.id : undefined),
  refetchInterval: (query) =>
    query.state.data?.pages.some((page) => page.imports.some((one) => moving(one.state))) ? 2_000 : false,
})

export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ['imports', 'one', id],
    queryFn: ({ signal }) => call(api.getImport, { params: { id }, signal }),
    // While it runs, how far it is is looked at every second.
    refetchInterval: (query) => (query.state.data && moving(query.state.data.state) ? 1_000 : false),
  })

export const descriptionQuery = (id: string) =>
  queryOptions({
    queryKey: ['imports', 'description', id],
    queryFn: ({ signal }) => call(api.describeImport, { params: { id }, body: {}, signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })

export const previewQuery = (id: string, options: api.ImportOptions) =>
  queryOptions({
    queryKey: ['imports', 'preview', id, options],
    queryFn: ({ signal }) => call(api.previewImport, { params: { id }, body: { options }, signal }),
    staleTime: 30_000,
    gcTime: 30_000,
    retry: false,
    placeholderData: (before) => before,
  })

export const notesQuery = (id: string, state: string) =>
  queryOptions({
    queryKey: ['imports', 'notes', id, state],
    queryFn: ({ signal }) => call(api.importNotes, { params: { id }, signal }),
  })

export const describeAgain = (id: string, reading: api.Reading) =>
  call(api.describeImport, { params: { id }, body: { reading } })

const kept = async (work: Promise<api.Import>): Promise<api.Import> => {
  const result = await work
  queryClient.setQueryData(importQuery(result.id).queryKey, result)
  void queryClient.invalidateQueries({ queryKey: importsQuery.queryKey })
  return result
}
export const startImport = (id: string, options: api.ImportOptions, dryRun: boolean) =>
  kept(call(api.startImport, { params: { id }, body: { options, dryRun } }))
export const cancelImport = (id: string) => kept(call(api.cancelImport, { params: { id } }))
export const resumeImport = (id: string) => kept(call(api.resumeImport, { params: { id } }))
export const revertImport = (id: string) => kept(call(api.revertImport, { params: { id } }))
export const removeImport = async (id: string) => {
  await call(api.removeImport, { params: { id } })
  await queryClient.invalidateQueries({ queryKey: importsQuery.queryKey })
}
export const rejectsAddress = (id: string) => addressOf(api.importRejects, { id })

/** Uploads with progress, which fetch cannot tell. */
export function uploadImport(
  capability: ImportCapability,
  file: File,
  onShare: (share: number) => void,
  signal: AbortSignal,
): Promise<api.Import> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const failed = (problem: Problem) => reject(new ProblemError(problem))
    const network: Problem = { type: 'about:blank', title: '', status: 0, reason: 'kit.network' }
    request.open('POST', addressOf(api.uploadImport, {}, { capability }))
    request.setRequestHeader('accept-language', document.documentElement.lang)
    request.responseType = 'json'
    request.upload.onprogress = (event) => onShare(event.total > 0 ? event.loaded / event.total : 0)
    request.onerror = () => failed(network)
    request.onload = () => {
      if (request.status === 201) {
        void kept(Promise.resolve(request.response as api.Import)).then(resolve)
      } else
        failed((request.response as Problem | null) ?? { ...network, status: request.status, reason: 'kit.unknown' })
    }
    signal.addEventListener('abort', () => request.abort())
    const form = new FormData()
    form.append('file', file)
    request.send(form)
  })
}
