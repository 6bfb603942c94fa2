// The only place of the web that asks about comments.
import { queryOptions } from '@tanstack/react-query'
import * as api from '#api/comments.ts'
import { call } from '#web/kit/call.ts'
import { queryClient } from '#web/kit/query-client.ts'

export interface RecordAt {
  readonly recordType: string
  readonly recordId: string
}

export const commentsQuery = ({ recordType, recordId }: RecordAt) =>
  queryOptions({
    queryKey: ['records', recordType, recordId, 'comments'],
    queryFn: ({ signal }) => call(api.listComments, { params: { recordType, recordId }, signal }),
  })

export const forgetComments = ({ recordType, recordId }: RecordAt) =>
  queryClient.invalidateQueries({ queryKey: ['records', recordType, recordId, 'comments'] })

async function afterChange<T>(at: RecordAt, work: Promise<T>): Promise<T> {
  try {
    return await work
  } finally {
    void forgetComments(at)
    void queryClient.invalidateQueries({ queryKey: ['history'] })
  }
}

export const addComment = ({ recordType, recordId }: RecordAt, body: { text: string; mentions: string[] }) =>
  afterChange({ recordType, recordId }, call(api.addComment, { params: { recordType, recordId }, body }))
export const changeComment = (one: api.Comment, body: { text: string; mentions: string[] }) =>
  afterChange(one, call(api.changeComment, { params: { id: one.id }, body, version: one.version }))
export const removeComment = (one: api.Comment) =>
  afterChange(one, call(api.removeComment, { params: { id: one.id }, version: one.version }))
export const restoreComment = (one: Pick<api.Comment, 'id' | 'recordType' | 'recordId'>) =>
  afterChange(one, call(api.restoreComment, { params: { id: one.id } }))
