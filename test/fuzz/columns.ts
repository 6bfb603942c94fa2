// The columns of every list that is filtered and sorted by the list engine.
import { callListColumns } from '#api/call-lists.ts'
import { callColumns } from '#api/calls.ts'
import { clientColumns } from '#api/clients.ts'
import { contactColumns } from '#api/contacts.ts'
import { journalColumns } from '#api/journal.ts'
import { leadColumns } from '#api/leads.ts'
import type { ListColumn } from '#api/lists.ts'
import { meetingColumns } from '#api/meetings.ts'
import { objectionColumns } from '#api/objections.ts'
import { promiseColumns } from '#api/promises.ts'
import { userColumns } from '#api/users.ts'

export const listedColumns: Readonly<Record<string, readonly ListColumn[]>> = {
  'users.list': userColumns,
  'journal.list': journalColumns,
  'clients.list': clientColumns,
  'contacts.list': contactColumns,
  'promises.list': promiseColumns,
  'objections.list': objectionColumns,
  'leads.list': leadColumns,
  'calls.list': callColumns,
  'calls.listDeletedLists': callListColumns,
  'meetings.list': meetingColumns,
}
