// Pages that gather several capabilities: the bin.
import type { overview as cs } from '#messages/cs/overview.ts'
import { counted, type Messages } from '#messages/plural.ts'

export const overview: Messages<typeof cs> = {
  bin: {
    title: 'Bin',
    empty: 'The bin is empty. A deleted client or contact waits here until you bring it back.',
    restore: 'Bring back',
    restored: (n: number) => `Brought back: ${counted('en', n, { one: 'record', other: 'records' })}`,
  },
}
