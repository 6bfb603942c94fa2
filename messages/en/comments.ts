// English sentences about comments.
import type { comments as cs } from '#messages/cs/comments.ts'
import type { Messages } from '#messages/plural.ts'

export const comments: Messages<typeof cs> = {
  title: 'Comments',
  columns: { text: 'Text', recordType: 'Record', recordId: 'Record', deletedAt: 'Deleted' },
  write: 'Write to colleagues',
  placeholder: 'Write to colleagues; @ and the name of whoever should know',
  send: 'Send',
  save: 'Save the change',
  edit: 'Edit',
  remove: 'Delete',
  removed: 'The comment is deleted',
  edited: (when) => `edited ${when}`,
  actions: (author) => `What to do with the comment (${author})`,
  empty: 'Nobody has written anything here yet.',
  people: 'Whom to mention',
  nobody: 'There is nobody like that.',
  notTold: (names) => `They do not see this record and will not learn of the mention: ${names}.`,
  reasons: {
    notFound: 'This comment does not exist, or you may not see it.',
    notYours: 'Only its author can change or delete a comment.',
    auditorReads: 'An auditor only reads records. Pass remarks on elsewhere.',
  },
}
