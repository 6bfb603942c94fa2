// English sentences about work without a connection: what waits to be sent and what the server refused.
import type { offline as cs } from '#messages/cs/offline.ts'
import { counted, type Messages } from '#messages/plural.ts'

const writes = (n: number) => counted('en', n, { one: 'entry', other: 'entries' })

export const offline: Messages<typeof cs> = {
  title: 'Waiting to be sent',
  offline: 'No connection',
  offlineText: 'What you opened stays readable. Entries wait here and leave by themselves once you are connected.',
  waits: 'waiting to be sent',
  waiting: (n) => `Waiting to be sent: ${writes(n)}`,
  refused: (n) => `The server did not take ${writes(n)}`,
  nothing: 'Everything is sent.',
  written: (when) => `written ${when}`,
  sentOne: (what) => (what ? `Sent: ${what}` : 'The entry is sent'),
  sentMany: (n) => `Sent: ${writes(n)}`,
  sendNow: 'Send now',
  again: 'Try again',
  settle: 'Compare and decide',
  copy: 'Copy the text',
  copied: 'The text is in the clipboard',
  drop: 'Discard',
  dropped: 'The entry is discarded',
  unnamed: 'An entry without text',
}
