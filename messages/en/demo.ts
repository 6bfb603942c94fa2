// The demo company.
import type { demo as cs } from '#messages/cs/demo.ts'
import type { Messages } from '#messages/plural.ts'

export const demo: Messages<typeof cs> = {
  title: 'Demo company',
  logins: 'Logins of the demo',
  reasons: { notEmpty: 'The demo company fills only an empty databank. There are clients here already.' },
}
