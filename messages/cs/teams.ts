// Czech sentences about teams.
import { counted } from '#messages/plural.ts'

const people = (n: number) => counted('cs', n, { one: 'člověk', few: 'lidé', many: 'člověka', other: 'lidí' })
const parts = (n: number) => counted('cs', n, { one: 'tým', few: 'týmy', many: 'týmu', other: 'týmů' })
const clients = (n: number) => counted('cs', n, { one: 'klient', few: 'klienti', many: 'klienta', other: 'klientů' })

export const teams = {
  title: 'Týmy',
  lead: 'Kdo patří ke komu. Vedoucí vidí a upravuje klienty svého týmu i všech týmů pod ním.',
  add: 'Přidat tým',
  addBelow: (name: string) => `Přidat tým pod ${name}`,
  edit: (name: string) => `Upravit tým ${name}`,
  remove: (name: string) => `Smazat tým ${name}`,
  newTitle: 'Nový tým',
  editTitle: 'Upravit tým',
  fields: {
    name: 'Název týmu',
    parent: 'Patří pod',
    parentNone: 'přímo pod firmu',
    lead: 'Vedoucí',
    parentId: 'Patří pod',
    leadId: 'Vedoucí',
    leadNone: 'bez vedoucího',
  },
  save: 'Uložit tým',
  removeAction: 'Smazat tým',
  created: (name: string) => `Tým ${name} je založený`,
  saved: (name: string) => `Tým ${name} je uložený`,
  removed: (name: string) => `Tým ${name} je smazaný`,
  leadOf: (name: string) => `Vede ${name}`,
  noLead: 'Bez vedoucího',
  leftLead: (name: string) => `${name} už ve firmě není, tým nemá vedoucího`,
  people,
  nobody: 'V týmu zatím nikdo není',
  left: 'neaktivní',
  empty: {
    text: 'Týmy určují, kdo vidí čí klienty. Začněte jedním týmem a lidi do něj zařaďte v části Lidé.',
    action: 'Založit první tým',
  },
  reasons: {
    notFound: 'Tento tým neexistuje. Někdo ho mezitím mohl smazat.',
    nameTaken: 'Tým tohoto názvu už na tomto místě je. Zvolte jiný název.',
    belowItself: 'Tým nemůže patřit sám pod sebe ani pod tým, který je pod ním.',
    leadInactive: 'Vedoucím může být jen aktivní kolega.',
    inUse: 'S týmem jsou spojené další záznamy, proto ho nejde smazat.',
    notEmpty: (details: Record<string, unknown>) => {
      const n = (key: string) => Number(details[key] ?? 0)
      const list = [
        n('people') && people(n('people')),
        n('teams') && parts(n('teams')),
        n('clients') && clients(n('clients')),
      ]
      return `Smazat jde jen prázdný tým. V tomto je ještě: ${list.filter(Boolean).join(', ')}. Nejdřív je přesuňte jinam.`
    },
  },
}
