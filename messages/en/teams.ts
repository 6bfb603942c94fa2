// English sentences about teams.
import type { teams as cs } from '#messages/cs/teams.ts'
import { counted, type Messages } from '#messages/plural.ts'

const people = (n: number) => counted('en', n, { one: 'person', other: 'people' })
const parts = (n: number) => counted('en', n, { one: 'team', other: 'teams' })
const clients = (n: number) => counted('en', n, { one: 'client', other: 'clients' })

export const teams: Messages<typeof cs> = {
  title: 'Teams',
  lead: 'Who belongs to whom. A team lead sees and edits the clients of the team and of every team below it.',
  add: 'Add a team',
  addBelow: (name: string) => `Add a team below ${name}`,
  edit: (name: string) => `Edit team ${name}`,
  remove: (name: string) => `Delete team ${name}`,
  newTitle: 'New team',
  editTitle: 'Edit team',
  fields: {
    name: 'Name of the team',
    parent: 'Belongs under',
    parentNone: 'directly under the firm',
    lead: 'Team lead',
    parentId: 'Belongs under',
    leadId: 'Team lead',
    leadNone: 'no team lead',
  },
  save: 'Save team',
  removeAction: 'Delete team',
  created: (name: string) => `Team ${name} is set up`,
  saved: (name: string) => `Team ${name} is saved`,
  removed: (name: string) => `Team ${name} is deleted`,
  leadOf: (name: string) => `Led by ${name}`,
  noLead: 'No team lead',
  leftLead: (name: string) => `${name} has left the firm, the team has no team lead`,
  people,
  nobody: 'Nobody is in this team yet',
  left: 'inactive',
  empty: {
    text: 'Teams decide who sees whose clients. Start with one team and put people into it under People.',
    action: 'Set up the first team',
  },
  reasons: {
    notFound: 'This team does not exist. Somebody may have deleted it meanwhile.',
    nameTaken: 'There is a team of this name in this place already. Choose another name.',
    belowItself: 'A team cannot belong under itself or under a team below it.',
    leadInactive: 'Only an active colleague can lead a team.',
    inUse: 'Other records are linked to the team, so it cannot be deleted.',
    notEmpty: (details: Record<string, unknown>) => {
      const n = (key: string) => Number(details[key] ?? 0)
      const list = [
        n('people') && people(n('people')),
        n('teams') && parts(n('teams')),
        n('clients') && clients(n('clients')),
      ]
      return `Only an empty team can be deleted. This one still has: ${list.filter(Boolean).join(', ')}. Move them elsewhere first.`
    },
  },
}
