// Hledání: co o nálezech říká paleta.
import { plural } from '#messages/plural.ts'

export const search = {
  title: 'Hledání',
  clients: 'Klienti',
  contacts: 'Kontakty',
  kinds: {
    leads: 'Zájemci',
    meetings: 'Schůzky',
    promises: 'Sliby a úkoly',
    objections: 'Námitky',
    callLists: 'Telefonické seznamy',
    groups: 'Skupiny',
    attachments: 'Přílohy',
  },
  own: 'váš',
  similar: 'podobný název',
  matched: {
    ico: 'IČO',
    dic: 'DIČ',
    number: 'číslo klienta',
    phone: 'telefon',
    email: 'e-mail',
    web: 'web',
  },
  found: (n: number) =>
    `${plural('cs', n, { one: 'Nalezen', few: 'Nalezeny', many: 'Nalezeno', other: 'Nalezeno' })} ${n} ${plural('cs', n, { one: 'záznam', few: 'záznamy', many: 'záznamu', other: 'záznamů' })}`,
  allClients: (text: string) => `Hledat „${text}“ v seznamu klientů`,
  allContacts: (text: string) => `Hledat „${text}“ v seznamu kontaktů`,
  more: 'Dál hledat',
  reasons: {
    notFound: 'Takový záznam tu není, nebo ho nevidíte.',
  },
}
