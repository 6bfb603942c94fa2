// English sentences about tags.
import type { tags as cs } from '#messages/cs/tags.ts'
import { counted, type Messages } from '#messages/plural.ts'

type Details = Record<string, unknown>
const clients = (n: number) => counted('en', n, { one: 'client', other: 'clients' })
const contacts = (n: number) => counted('en', n, { one: 'contact', other: 'contacts' })
const records = (n: number) => counted('en', n, { one: 'record', other: 'records' })

const colors = {
  gray: 'grey',
  teal: 'teal',
  blue: 'blue',
  violet: 'violet',
  pink: 'pink',
  red: 'red',
  orange: 'orange',
  yellow: 'yellow',
  green: 'green',
}

export const tags: Messages<typeof cs> = {
  showMore: (n) => `and ${counted('en', n, { one: 'more tag', other: 'more tags' })}`,
  title: 'Tags',
  one: 'Tag',
  lead: 'Short words by which you sort and find clients and contacts. One list for the whole firm.',
  columns: { name: 'Name', color: 'Colour', mergedInto: 'Merged into', clients: 'Clients', contacts: 'Contacts' },
  colors,
  choices: { color: colors },
  add: 'Add a tag',
  name: 'Tag name',
  color: 'Colour',
  edit: (name) => `Edit the tag ${name}`,
  editTitle: 'Edit tag',
  merge: (name) => `Merge the tag ${name} into another`,
  mergeTitle: (name) => `Merge the tag ${name}`,
  mergeText: (n) =>
    n === 0
      ? 'The tag is on nothing yet; it will only leave the list.'
      : `The other tag goes on ${records(n)} and this one disappears.`,
  mergeInto: 'Merge into',
  mergeAction: 'Merge',
  merged: (name, into) => `The tag ${name} is merged into ${into}`,
  remove: (name) => `Delete the tag ${name}`,
  removed: (name, n) =>
    n === 0 ? `The tag ${name} is deleted` : `The tag ${name} is deleted and taken off ${records(n)}`,
  restored: (name) => `The tag ${name} is back`,
  saved: (name) => `The tag ${name} is saved`,
  unused: 'unused',
  clients,
  contacts,
  elsewhere: (n) => `${records(n)} across the firm`,
  empty:
    'A tag is a short word such as “fair 2026” or “frozen”. Put it on clients and contacts, then filter lists by it.',
  reasons: {
    notFound: 'This tag does not exist. Somebody may have deleted it in the meantime.',
    nameTaken: (d: Details) =>
      `The tag “${String((d.tag as { name?: string } | undefined)?.name ?? d.name)}” exists already. Use it or choose another name.`,
    notForReaders: 'Tags are added by account managers, team leads and administrators.',
    byLead:
      'The tag is on colleagues’ clients too. A team lead, the sales director, the managing director or an administrator may rename, merge or delete it.',
    mergeIntoItself: 'A tag cannot be merged into itself. Choose another one.',
  },
}
