// České věty o skupinách a spřízněných firmách.
import { counted } from '#messages/plural.ts'

type Details = Record<string, unknown>
const members = (n: number) => counted('cs', n, { one: 'firma', few: 'firmy', many: 'firmy', other: 'firem' })
const contacts = (n: number) => counted('cs', n, { one: 'člověk', few: 'lidé', many: 'člověka', other: 'lidí' })
const day = (iso: unknown) => {
  const [y, m, d] = String(iso).split('-')
  return `${Number(d)}. ${Number(m)}. ${y}`
}

const out = {
  supplies: 'dodává firmě',
  owns: 'vlastní',
  sisterOf: 'sesterská firma',
  buysThrough: 'nakupuje přes',
  competesWith: 'konkuruje',
  refers: 'doporučuje nás firmě',
  serves: 'poskytuje služby firmě',
  other: 'jiný vztah',
}

export const groups = {
  title: 'Skupina',
  one: 'Skupina',
  columns: {
    memberships: 'Zařazení ve skupině',
    relation: 'Vztah',
    other: 'Druhá firma',
    direction: 'Směr',
    note: 'Poznámka',
    from: 'Od',
    to: 'Do',
  },
  tree: 'Strom skupiny',
  table: { name: 'Firma', state: 'Stav', class: 'Třída', owner: 'Vlastník', clients: 'Firem', contacts: 'Lidí' },
  showMore: (n: number) => `Zobrazit dalších ${n}`,
  members,
  contacts,
  onDay: 'Stav ke dni',
  today: 'Dnes',
  thisClient: 'tento klient',
  open: (name: string) => `Rozbalit ${name}`,
  close: (name: string) => `Sbalit ${name}`,
  sums: 'Součty větve',
  own: 'Sama',
  withBranch: 'S celou větví',
  noClass: 'bez třídy',
  none: 'Klient zatím do žádné skupiny nepatří.',
  empty: 'Zařaďte pobočky a prodejny pod jejich řetězec. Uvidíte pak součty za celou skupinu i za každou oblast.',
  move: 'Zařadit pod jinou firmu',
  moveTitle: (name: string) => `Zařadit ${name}`,
  parent: 'Nadřízená firma',
  parentHelp: 'Prázdné znamená, že klient stojí samostatně.',
  from: 'Od dne',
  to: 'Do dne',
  toHelp: 'Prázdné znamená do odvolání.',
  moveAction: 'Zařadit',
  leave: 'Vyřadit ze skupiny',
  moved: 'Zařazení je uložené',
  planned: (text: string) => `Zařazení se změní ${text}`,
  history: 'Zařazení v čase',
  under: (name: string) => `pod ${name}`,
  underHidden: 'pod firmou, kterou nevidíte',
  until: (text: string) => `do ${text}`,
  since: (text: string) => `od ${text}`,
  period: (from: string, to: string) => `${from} – ${to}`,
  visibleOnly: 'Strom a součty obsahují jen firmy, které vidíte.',
  relations: {
    title: 'Spřízněné firmy',
    add: 'Přidat vztah',
    addTitle: 'Nový vztah',
    edit: (name: string) => `Upravit vztah s firmou ${name}`,
    remove: (name: string) => `Smazat vztah s firmou ${name}`,
    removed: 'Vztah je smazaný',
    saved: 'Vztah je uložený',
    relation: 'Vztah',
    other: 'Firma',
    note: 'Poznámka',
    save: 'Uložit vztah',
    ended: 'ukončené',
    coming: 'teprve začne',
    empty: 'Kdo komu dodává, kdo koho vlastní, přes koho se nakupuje. Vztah je vidět u obou firem.',
  },
  out,
  choices: { relation: out },
  in: {
    supplies: 'odebírá od',
    owns: 'je vlastněna firmou',
    sisterOf: 'sesterská firma',
    buysThrough: 'nakupuje přes ni',
    competesWith: 'konkuruje',
    refers: 'přišli jsme na doporučení firmy',
    serves: 'využívá služeb firmy',
    other: 'jiný vztah',
  },
  reasons: {
    underItself: 'Klient nemůže patřit sám pod sebe.',
    underItsOwnPart: 'Klient nemůže patřit pod firmu, která je ve skupině pod ním.',
    alreadyThere: 'Takhle je klient zařazený už teď. Nic se nezměnilo.',
    cycle: (d: Details) =>
      `Zařazením by se ${d.name} od ${day(d.from)} dostala sama pod sebe. Nejdřív přeřaďte firmu, která je nad ní.`,
    tooBig: (d: Details) =>
      `Skupina má víc než ${d.limit} firem, celou ji zobrazit nejde. Otevřete některou z jejích částí.`,
    endsBeforeStart: 'Konec je dřív než začátek.',
    relatedToItself: 'Vztah potřebuje dvě různé firmy.',
    relationExists: 'Tento vztah mezi oběma firmami v těch dnech už zapsaný je. Upravte ho.',
    relationNotFound: 'Tento vztah neexistuje, nebo druhou firmu nevidíte.',
  },
}
