// English sentences about peculiarities and wishes of a client.
import type { peculiarities as cs } from '#messages/cs/peculiarities.ts'
import { counted, type Messages } from '#messages/plural.ts'

const kinds = { peculiarity: 'Peculiarity', wish: 'Wish' }

export const peculiarities: Messages<typeof cs> = {
  title: 'Peculiarities and wishes',
  one: 'Peculiarity',
  columns: {
    kind: 'Kind',
    text: 'Text',
    validFrom: 'Valid from',
    validTo: 'Valid to',
    remindOn: 'Remind on',
    deletedAt: 'Deleted',
  },
  kinds,
  choices: { kind: kinds },
  add: 'Write down a peculiarity',
  edit: 'Edit',
  editItem: (text) => `Edit: ${text}`,
  save: 'Write down',
  saveChange: 'Save the change',
  textHelp: 'What everybody who speaks to the client should know. No birth numbers, nothing about health.',
  remove: 'Delete',
  removed: 'The note is deleted',
  saved: 'Written down',
  end: 'End it today',
  ended: 'The note is valid until today',
  until: (day) => `until ${day}`,
  from: (day) => `from ${day}`,
  fromTo: (from, to) => `from ${from} to ${to}`,
  remind: (day) => `remind on ${day}`,
  remindDue: (day) => `reminder was due on ${day}`,
  remindDone: 'Settled',
  coming: 'Valid later',
  past: (n) => `No longer valid (${n})`,
  empty:
    'Write down what the client dislikes, how to address them, when not to call. You will see it before every call.',
  due: {
    title: 'Reminders of peculiarities and wishes',
    mine: 'My clients',
    all: 'All I can see',
    count: (n) => counted('en', n, { one: 'reminder', other: 'reminders' }),
    empty: 'Nothing to be reminded of now.',
  },
  reasons: {
    notFound: 'This note does not exist, or you may not see it.',
    endsBeforeStart: 'It would end before it starts.',
    remindsAfterEnd: 'The reminder would come after the note has ended. Choose an earlier day.',
  },
}
