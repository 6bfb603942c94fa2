// Search: what the palette says of hits.
import type { search as cs } from '#messages/cs/search.ts'
import type { Messages } from '#messages/plural.ts'

export const search: Messages<typeof cs> = {
  title: 'Search',
  clients: 'Clients',
  contacts: 'Contacts',
  kinds: {
    leads: 'Leads',
    meetings: 'Meetings',
    promises: 'Promises and tasks',
    objections: 'Objections',
    callLists: 'Call lists',
    groups: 'Groups',
    attachments: 'Attachments',
  },
  own: 'yours',
  similar: 'similar name',
  matched: {
    ico: 'company number',
    dic: 'tax number',
    number: 'client number',
    phone: 'phone',
    email: 'e-mail',
    web: 'web',
  },
  found: (n: number) => `${n} ${n === 1 ? 'record' : 'records'} found`,
  allClients: (text: string) => `Look for “${text}” in the list of clients`,
  allContacts: (text: string) => `Look for “${text}” in the list of contacts`,
  more: 'Search on',
  reasons: {
    notFound: 'There is no such record, or you may not see it.',
  },
}
