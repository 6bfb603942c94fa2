// Bulk changes.
import type { bulkChanges as cs } from '#messages/cs/bulk-changes.ts'
import { counted, type Messages } from '#messages/plural.ts'

const records = { one: 'record', other: 'records' }

export const bulkChanges: Messages<typeof cs> = {
  title: 'Bulk change',
  set: 'Set a field',
  field: 'Field',
  value: 'Value',
  assign: 'Hand over',
  newOwner: 'New owner',
  noOwner: 'Without an owner',
  reason: 'Reason for the handover',
  addTags: 'Add tags',
  removeTags: 'Remove tags',
  confirm: 'Confirm the data',
  remove: 'Delete',
  apply: 'Apply',
  undo: 'Undo',
  running: (n: number) => `Changing ${counted('en', n, records)}`,
  undoing: (n: number) => `Returning ${counted('en', n, records)}`,
  done: (n: number) => `Changed: ${counted('en', n, records)}`,
  undone: (n: number) => `Returned: ${counted('en', n, records)}`,
  unchanged: (n: number) => `Unchanged: ${counted('en', n, records)}`,
  skipped: (n: number) => `Left out: ${counted('en', n, records)}`,
  reasons: {
    notFound: 'There is no such bulk change.',
    notFinished: 'Only a change that has ended and was not returned yet can be undone.',
    notForContacts: 'This change is for clients only.',
  },
}
