// The only place of the web that asks about attachments.
import { queryOptions } from '@tanstack/react-query'
import * as api from '#api/attachments.ts'
import { addressOf, call, ProblemError } from '#web/kit/call.ts'
import { queryClient } from '#web/kit/query-client.ts'

export interface RecordAt {
  readonly recordType: string
  readonly recordId: string
}

export const attachmentsQuery = ({ recordType, recordId }: RecordAt) =>
  queryOptions({
    queryKey: ['records', recordType, recordId, 'attachments'],
    queryFn: ({ signal }) => call(api.listAttachments, { params: { recordType, recordId }, signal }),
  })

const forget = (at: RecordAt) => queryClient.invalidateQueries({ queryKey: attachmentsQuery(at).queryKey })

async function afterChange<T>(at: RecordAt, work: Promise<T>): Promise<T> {
  try {
    return await work
  } finally {
    void forget(at)
    void queryClient.invalidateQueries({ queryKey: ['history'] })
  }
}

export const contentOf = (id: string, show = false) => addressOf(api.openAttachment, { id }, show ? { show: true } : {})

export const changeAttachment = (one: api.Attachment, body: { name?: string; note?: string | null }) =>
  afterChange(one, call(api.changeAttachment, { params: { id: one.id }, body, version: one.version }))
export const removeAttachment = (one: api.Attachment) =>
  afterChange(one, call(api.removeAttachment, { params: { id: one.id }, version: one.version }))
export const restoreAttachment = (one: api.Attachment) =>
  afterChange(one, call(api.restoreAttachment, { params: { id: one.id } }))

/** Sends one file and says how much of it has left; fetch cannot tell that. */
export function attach(
  at: RecordAt,
  file: File,
  progress: (share: number) => void,
  signal: AbortSignal,
): Promise<api.Attachment> {
  const work = new Promise<api.Attachment>((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', addressOf(api.attachFile, { recordType: at.recordType, recordId: at.recordId }))
    request.setRequestHeader('accept-language', document.documentElement.lang)
    request.responseType = 'json'
    request.upload.onprogress = ({ loaded, total }) => total > 0 && progress(loaded / total)
    request.onload = () => {
      if (request.status === 201) return resolve(request.response as api.Attachment)
      const reply = request.response as { reason?: string } | null
      reject(
        new ProblemError({
          type: 'about:blank',
          title: '',
          reason: request.status === 413 ? 'kit.tooLarge' : 'kit.unknown',
          ...(reply?.reason ? reply : {}),
          status: request.status,
        }),
      )
    }
    request.onerror = () =>
      reject(new ProblemError({ type: 'about:blank', title: '', status: 0, reason: 'kit.network' }))
    request.onabort = () => reject(new DOMException('stopped', 'AbortError'))
    signal.addEventListener('abort', () => request.abort())
    const form = new FormData()
    form.append('file', file, file.name)
    request.send(form)
  })
  return afterChange(at, work)
}
