// English sentences about saved views; the labels of the list itself are in kit.list.
import type { views as cs } from '#messages/cs/views.ts'
import type { Messages } from '#messages/plural.ts'

type Details = Record<string, unknown>

export const views: Messages<typeof cs> = {
  title: 'Saved views',
  one: 'View',
  columns: { name: 'Name', scope: 'Who sees it', state: 'Settings of the list', capability: 'List' },
  choices: { scope: { mine: 'only me', team: 'my team', all: 'the whole firm' } },
  reasons: {
    notFound: 'This view does not exist, or nobody shares it with you any more.',
    notYours: 'Only the person who saved a view may change it. Save one of your own.',
    shareAll:
      'A view for the whole firm is set up by a team lead, the sales director, the managing director or an administrator. You may share it with your team.',
    noTeam: 'You belong to no team, so there is nobody to share the view with.',
    stateTooBig: 'The settings of the view are too large. Simplify the filter.',
    tooMany: (d: Details) => `No more than ${d.limit} views of your own fit one list. Delete one first.`,
  },
}
