// Pages that gather several capabilities: the client page, the bin.
import type { overview as cs } from '#messages/cs/overview.ts'
import { counted, type Messages } from '#messages/plural.ts'

export const overview: Messages<typeof cs> = {
  hub: {
    promises: 'Promises and tasks',
    objections: 'Objections',
    files: 'Attachments',
    comments: 'Comments',
    filesAndComments: 'Attachments and comments',
    meetings: 'Meetings',
    timeline: 'Timeline',
    groupTimeline: 'Timeline of the whole group',
    latePromises: (n: number) => counted('en', n, { one: 'late promise', other: 'late promises' }),
  },
  bin: {
    title: 'Bin',
    empty: 'The bin is empty. A deleted client, contact, lead or call list waits here until you bring it back.',
    restore: 'Bring back',
    restored: (n: number) => `Brought back: ${counted('en', n, { one: 'record', other: 'records' })}`,
  },
}
