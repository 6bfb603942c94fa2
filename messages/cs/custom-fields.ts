// České věty o vlastních polích.
import { counted } from '#messages/plural.ts'

type Details = Record<string, unknown>
const records = (n: number) => counted('cs', n, { one: 'záznam', few: 'záznamy', many: 'záznamu', other: 'záznamů' })
const inRecords = (d: Details) => {
  const n = Number(d.records ?? 0)
  return counted('cs', n, { one: 'záznamu', few: 'záznamech', many: 'záznamu', other: 'záznamech' })
}

export const customFields = {
  title: 'Vlastní pole',
  one: 'Vlastní pole',
  lead: 'Co o klientech a kontaktech potřebujete vědět navíc. Pole se objeví ve formulářích, v seznamech, ve filtrech i v importu.',
  capabilities: { clients: 'Klienti', contacts: 'Kontakty' },
  columns: {
    label: 'Název',
    key: 'Klíč',
    type: 'Druh',
    help: 'Nápověda',
    required: 'Povinné',
    currency: 'Měna',
    choices: 'Možnosti',
    position: 'Pořadí',
    active: 'Používané',
    capability: 'Kde',
  },
  types: {
    text: 'Text',
    number: 'Číslo',
    money: 'Částka',
    date: 'Datum',
    choice: 'Výběr z možností',
    choices: 'Více možností',
    person: 'Kolega',
    client: 'Klient',
  },
  typeHelp: {
    text: 'Volný text, nejvýše 2 000 znaků.',
    number: 'Číslo, které se dá sčítat a porovnávat.',
    money: 'Částka v jedné měně.',
    date: 'Jeden den.',
    choice: 'Jedna z možností, které určíte.',
    choices: 'Kolik možností chcete z těch, které určíte.',
    person: 'Někdo z vaší firmy.',
    client: 'Jiný klient z databanky.',
  },
  add: 'Přidat pole',
  newTitle: 'Nové pole',
  editTitle: (name: string) => `Upravit pole ${name}`,
  edit: (name: string) => `Upravit pole ${name}`,
  labelCs: 'Název česky',
  labelEn: 'Název anglicky',
  help: 'Nápověda pod polem',
  required: 'Povinné u nových záznamů',
  requiredHelp: 'Starší záznamy bez hodnoty se dál dají upravovat.',
  typeFixed: 'Druh pole se po založení nemění, hodnoty by přestaly dávat smysl.',
  currency: 'Měna',
  choices: 'Možnosti',
  choiceCs: (n: number) => `Možnost ${n} česky`,
  choiceEn: (n: number) => `Možnost ${n} anglicky`,
  choiceAdd: 'Přidat možnost',
  choiceRemove: (name: string) => `Odebrat možnost ${name}`,
  choiceUp: (name: string) => `Posunout možnost ${name} výš`,
  save: 'Uložit pole',
  saved: (name: string) => `Pole ${name} je uložené`,
  created: (name: string) => `Pole ${name} je založené`,
  up: (name: string) => `Posunout pole ${name} výš`,
  down: (name: string) => `Posunout pole ${name} níž`,
  switchOff: 'Přestat používat',
  switchOn: 'Začít znovu používat',
  switchedOff: (name: string) => `Pole ${name} se už nepoužívá, jeho hodnoty zůstaly`,
  switchedOn: (name: string) => `Pole ${name} se znovu používá`,
  inactive: 'nepoužívané',
  remove: 'Smazat pole',
  removed: (name: string) => `Pole ${name} je smazané`,
  filled: (n: number) => (n === 0 ? 'zatím nevyplněné' : `vyplněné: ${records(n)}`),
  empty: {
    clients:
      'Přidejte třeba „Počet prodejen“ nebo „Obrat v kategorii“. Pole pak uvidíte u každého klienta, v seznamu i v importu.',
    contacts: 'Přidejte třeba „Koníček“ nebo „Narozeniny dětí“ jako datum. Pole pak uvidíte u každého kontaktu.',
  },
  reasons: {
    notFound: 'Toto pole neexistuje. Někdo ho mezitím mohl smazat.',
    keyTaken: (d: Details) => `Klíč „${d.key}“ už má jiné pole. Zvolte jiný.`,
    labelTaken: (d: Details) => `Pole „${d.label}“ už existuje. Zvolte jiný název, ať se v importu nepletou.`,
    choicesMissing: 'Přidejte aspoň jednu možnost.',
    choiceTwice: (d: Details) => `Možnost „${d.label}“ je tu dvakrát.`,
    choiceInUse: (d: Details) =>
      `Možnost ${(d.choices as string[]).map((choice) => `„${choice}“`).join(', ')} je vybraná v ${inRecords(d)}. Nejdřív v nich vyberte jinou, pak ji odeberte.`,
    currencyInUse: (d: Details) =>
      `Částky jsou vyplněné v ${inRecords(d)}. Změna měny by změnila jejich hodnotu; založte raději nové pole.`,
    inUse: (d: Details) =>
      `Pole je vyplněné v ${inRecords(d)}. Smazat ho nejde, můžete ho ale přestat používat; hodnoty zůstanou.`,
    required: 'Toto pole je povinné.',
    unknownField: (d: Details) => `Pole „${d.key}“ neexistuje.`,
    inactiveField: 'Toto pole se už nepoužívá, hodnotu do něj zapsat nejde.',
    notText: 'Sem patří text.',
    tooLong: (d: Details) => `Text je delší než ${d.limit} znaků. Zkraťte ho.`,
    notANumber: 'Zadejte číslo, například 1 250,50.',
    numberTooLong: 'Číslo má víc než 15 míst před čárkou nebo víc než 6 za ní.',
    otherCurrency: (d: Details) => `Pole je v měně ${d.currency}, zadali jste ${d.given}. Přepočítejte částku.`,
    notADay: 'Zadejte den, například 24. 11. 2026.',
    unknownChoice: (d: Details) => `Možnost „${d.value}“ pole nemá. Vyberte jinou, nebo ji nechte doplnit správcem.`,
    notAPerson: 'Takového kolegu neznáme. Vyberte ho ze seznamu.',
    notAClient: 'Takového klienta nevidíte, nebo neexistuje. Vyberte ho ze seznamu.',
  },
}
