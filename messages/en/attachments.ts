// English sentences about attachments.
import type { attachments as cs } from '#messages/cs/attachments.ts'
import { counted, type Messages } from '#messages/plural.ts'

export const attachments: Messages<typeof cs> = {
  title: 'Attachments',
  columns: {
    name: 'Name',
    note: 'Note',
    size: 'Size',
    type: 'Kind',
    recordType: 'Record',
    recordId: 'Record',
    deletedAt: 'Deleted',
  },
  add: 'Attach a file',
  photo: 'Take a photo',
  drop: 'Drop the files here',
  hint: 'Drag files here or paste them From the clipboard.',
  most: (size) => `At most ${size} a file.`,
  empty: 'No file here yet.',
  sending: (name, percent) => `${name}: ${percent}%`,
  sendingAll: (n) => `Sending ${counted('en', n, { one: 'file', other: 'files' })}`,
  stop: (name) => `Stop sending ${name}`,
  retry: 'Try again',
  dismiss: 'Close',
  open: (name) => `Show ${name}`,
  download: 'Download',
  rename: 'Rename',
  note: 'Note',
  noteHelp: 'What the file holds, when its name does not say.',
  remove: 'Delete',
  removed: (name) => `Deleted: ${name}`,
  restored: (name) => `Brought back: ${name}`,
  attached: (n) => `Attached: ${counted('en', n, { one: 'file', other: 'files' })}`,
  more: (name) => `What to do with ${name}`,
  previous: 'Previous',
  next: 'Next',
  noReader: 'This browser shows no PDF on a page. Open it in a new tab or download it.',
  newTab: 'Open in a new tab',
  waitsForScan: 'waiting for the virus check',
  infected: 'infected, cannot be opened',
  pasted: (n) => `From the clipboard ${n}`,
  reasons: {
    notFound: 'This attachment does not exist, or you may not see it.',
    notYours: 'Only those who may edit this record can add or delete its files.',
    fileMissing: 'No file came. Choose it and try again.',
    empty: 'The file is empty.',
    tooLarge: (d) => `The file is too large. The limit is ${d.megabytes ?? ''} MB; send a link to larger ones.`,
    program: (d) =>
      `${d.name ?? 'The file'} is a program or script. Such files are not attached; put it into a ZIP archive.`,
    infected: (d) =>
      `The virus scanner found an infection in ${d.name ?? 'the file'}. It is neither opened nor stored.`,
    waitsForScan: 'The file has not passed the virus check yet. Try again in a few minutes.',
    storageAway: 'The file storage does not answer. Try again in a while; tell the administrator if it lasts.',
    contentMissing:
      'The content of the file is missing from the storage. Tell the administrator; you can attach the same file again.',
  },
}
