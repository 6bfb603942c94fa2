// České věty o štítcích.
import { counted } from '#messages/plural.ts'

type Details = Record<string, unknown>
const clients = (n: number) => counted('cs', n, { one: 'klient', few: 'klienti', many: 'klienta', other: 'klientů' })
const contacts = (n: number) =>
  counted('cs', n, { one: 'kontakt', few: 'kontakty', many: 'kontaktu', other: 'kontaktů' })
const records = (n: number) => counted('cs', n, { one: 'záznam', few: 'záznamy', many: 'záznamu', other: 'záznamů' })
const fromRecords = (n: number) =>
  counted('cs', n, { one: 'záznamu', few: 'záznamů', many: 'záznamu', other: 'záznamů' })

const colors = {
  gray: 'šedá',
  teal: 'modrozelená',
  blue: 'modrá',
  violet: 'fialová',
  pink: 'růžová',
  red: 'červená',
  orange: 'oranžová',
  yellow: 'žlutá',
  green: 'zelená',
}

export const tags = {
  showMore: (n: number) =>
    `a ještě ${counted('cs', n, { one: 'štítek', few: 'štítky', many: 'štítku', other: 'štítků' })}`,
  title: 'Štítky',
  one: 'Štítek',
  lead: 'Krátká slova, podle kterých klienty a kontakty třídíte a hledáte. Jeden seznam pro celou firmu.',
  columns: { name: 'Název', color: 'Barva', mergedInto: 'Sloučeno do', clients: 'Klienti', contacts: 'Kontakty' },
  colors,
  choices: { color: colors },
  add: 'Přidat štítek',
  name: 'Název štítku',
  color: 'Barva',
  edit: (name: string) => `Upravit štítek ${name}`,
  editTitle: 'Upravit štítek',
  merge: (name: string) => `Sloučit štítek ${name} do jiného`,
  mergeTitle: (name: string) => `Sloučit štítek ${name}`,
  mergeText: (n: number) =>
    n === 0
      ? 'Štítek zatím nikde není, jen zmizí ze seznamu.'
      : `Cílový štítek dostane ${records(n)} a tento štítek zmizí.`,
  mergeInto: 'Sloučit do',
  mergeAction: 'Sloučit',
  merged: (name: string, into: string) => `Štítek ${name} je sloučený do ${into}`,
  remove: (name: string) => `Smazat štítek ${name}`,
  removed: (name: string, n: number) =>
    n === 0 ? `Štítek ${name} je smazaný` : `Štítek ${name} je smazaný a odebraný z ${fromRecords(n)}`,
  restored: (name: string) => `Štítek ${name} je zpět`,
  saved: (name: string) => `Štítek ${name} je uložený`,
  unused: 'nepoužitý',
  clients,
  contacts,
  elsewhere: (n: number) => `celkem ${records(n)} ve firmě`,
  empty:
    'Štítek je krátké slovo, například „veletrh 2026“ nebo „mražené“. Přidáte ho klientovi i kontaktu a pak podle něj vybíráte v seznamech.',
  reasons: {
    notFound: 'Tento štítek neexistuje. Někdo ho mezitím mohl smazat.',
    nameTaken: (d: Details) =>
      `Štítek „${String((d.tag as { name?: string } | undefined)?.name ?? d.name)}“ už existuje. Použijte ho, nebo zvolte jiný název.`,
    notForReaders: 'Štítky přidávají obchodníci, jejich vedoucí a správci.',
    byLead:
      'Štítek nese i klienty kolegů. Přejmenovat, sloučit nebo smazat ho může vedoucí týmu, obchodní ředitel, jednatel nebo správce.',
    mergeIntoItself: 'Štítek nejde sloučit sám do sebe. Vyberte jiný.',
  },
}
