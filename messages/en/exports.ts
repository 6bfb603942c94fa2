// Exports: lists into a file and the archive of everything.
import type { exports as cs } from '#messages/cs/exports.ts'
import type { Messages } from '#messages/plural.ts'

export const exports: Messages<typeof cs> = {
  title: 'Exports',
  toFile: 'Export',
  csv: 'CSV (.csv)',
  xlsx: 'Excel (.xlsx)',
  everything: 'Archive of all data',
  everythingHelp:
    'Everything you may see in one ZIP archive of an open, described format (JSON Lines). It is written in the background; you can fetch it later.',
  start: 'Create the archive',
  download: 'Download',
  cancel: 'Stop',
  none: 'There is no archive yet.',
  created: 'Created',
  size: 'Size',
  rows: 'Records',
  states: { queued: 'waiting', running: 'being written', done: 'done', cancelled: 'stopped', failed: 'failed' },
  reasons: {
    notFound: 'There is no such export.',
    notReady: 'The archive is not finished yet.',
    failed: 'The archive could not be written. Check the free disk space and try again.',
    manyContacts: (d: Record<string, unknown>) =>
      `The list has ${d.count} people. More than ${d.most} contacts at once are exported by a team lead, the sales director or the managing director. Narrow the filter, or ask for the export.`,
    strictData: (d: Record<string, unknown>) =>
      `The list contains strictly confidential clients (${d.count}). They are exported only by a team lead, the sales director or the managing director. Leave them out by a filter, or ask for the export.`,
    tooManyForXlsx: (d: Record<string, unknown>) =>
      `An Excel sheet holds ${d.most} rows, the list has ${d.count}. Choose CSV, or narrow the filter.`,
  },
}
