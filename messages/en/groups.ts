// English sentences about groups and related companies.
import type { groups as cs } from '#messages/cs/groups.ts'
import { counted, type Messages } from '#messages/plural.ts'

type Details = Record<string, unknown>
const members = (n: number) => counted('en', n, { one: 'company', other: 'companies' })
const contacts = (n: number) => counted('en', n, { one: 'person', other: 'people' })
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const day = (iso: unknown) => {
  const [y, m, d] = String(iso).split('-')
  return `${Number(d)} ${months[Number(m) - 1] ?? ''} ${y}`
}

const out = {
  supplies: 'supplies',
  owns: 'owns',
  sisterOf: 'sister company of',
  buysThrough: 'buys through',
  competesWith: 'competes with',
  refers: 'refers us to',
  serves: 'provides services to',
  other: 'other relation',
}

export const groups: Messages<typeof cs> = {
  title: 'Group',
  one: 'Group',
  columns: {
    memberships: 'Place in the group',
    relation: 'Relation',
    other: 'Other company',
    direction: 'Direction',
    note: 'Note',
    from: 'From',
    to: 'To',
  },
  tree: 'Tree of the group',
  table: { name: 'Company', state: 'State', class: 'Class', owner: 'Owner', clients: 'Companies', contacts: 'People' },
  showMore: (n) => `Show ${n} more`,
  members,
  contacts,
  onDay: 'As of',
  today: 'Today',
  thisClient: 'this client',
  open: (name) => `Expand ${name}`,
  close: (name) => `Collapse ${name}`,
  sums: 'Sums of the branch',
  own: 'Itself',
  withBranch: 'With its branch',
  noClass: 'no class',
  none: 'The client belongs to no group yet.',
  empty: 'Put offices and shops under their chain. You will then see sums for the whole group and for each region.',
  move: 'Put under another company',
  moveTitle: (name) => `Place ${name} in a group`,
  parent: 'Parent company',
  parentHelp: 'Empty means the client stands on its own.',
  from: 'From',
  to: 'To',
  toHelp: 'Empty means until further notice.',
  moveAction: 'Place',
  leave: 'Take out of the group',
  moved: 'The place in the group is saved',
  planned: (text) => `The place in the group changes ${text}`,
  history: 'Place in the group over time',
  under: (name) => `under ${name}`,
  underHidden: 'under a company you cannot see',
  until: (text) => `until ${text}`,
  since: (text) => `since ${text}`,
  period: (from, to) => `${from} – ${to}`,
  visibleOnly: 'The tree and the sums contain only companies you can see.',
  relations: {
    title: 'Related companies',
    add: 'Add a relation',
    addTitle: 'New relation',
    edit: (name) => `Edit the relation with ${name}`,
    remove: (name) => `Delete the relation with ${name}`,
    removed: 'The relation is deleted',
    saved: 'The relation is saved',
    relation: 'Relation',
    other: 'Company',
    note: 'Note',
    save: 'Save the relation',
    ended: 'ended',
    coming: 'yet to start',
    empty: 'Who supplies whom, who owns whom, through whom they buy. A relation shows with both companies.',
  },
  out,
  choices: { relation: out },
  in: {
    supplies: 'is supplied by',
    owns: 'is owned by',
    sisterOf: 'sister company of',
    buysThrough: 'buying channel of',
    competesWith: 'competes with',
    refers: 'was referred to us by',
    serves: 'uses the services of',
    other: 'other relation',
  },
  reasons: {
    underItself: 'A client cannot be below itself.',
    underItsOwnPart: 'A client cannot be below a company that is below it in the group.',
    alreadyThere: 'The client has this place already. Nothing changed.',
    cycle: (d: Details) => `From ${day(d.from)} on, ${d.name} would be below itself. Move the company above it first.`,
    tooBig: (d: Details) =>
      `The group has more than ${d.limit} companies and cannot be shown whole. Open one of its parts.`,
    endsBeforeStart: 'It would end before it starts.',
    relatedToItself: 'A relation needs two different companies.',
    relationExists: 'This relation between the two companies is already written down for those days. Edit it instead.',
    relationNotFound: 'This relation does not exist, or you cannot see the other company.',
  },
}
