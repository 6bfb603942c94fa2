// České věty o zvláštnostech a přáních klienta.
import { counted } from '#messages/plural.ts'

const kinds = { peculiarity: 'Zvláštnost', wish: 'Přání' }

export const peculiarities = {
  title: 'Zvláštnosti a přání',
  one: 'Zvláštnost',
  columns: {
    kind: 'Druh',
    text: 'Text',
    validFrom: 'Platí od',
    validTo: 'Platí do',
    remindOn: 'Připomenout',
    deletedAt: 'Smazáno',
  },
  kinds,
  choices: { kind: kinds },
  add: 'Zapsat zvláštnost',
  edit: 'Upravit',
  editItem: (text: string) => `Upravit: ${text}`,
  save: 'Zapsat',
  saveChange: 'Uložit změnu',
  textHelp: 'Co má vědět každý, kdo s klientem právě mluví. Bez rodných čísel a údajů o zdraví.',
  remove: 'Smazat',
  removed: 'Zápis je smazaný',
  saved: 'Zapsáno',
  end: 'Ukončit ke dnešku',
  ended: 'Zápis platí do dneška',
  until: (day: string) => `do ${day}`,
  from: (day: string) => `od ${day}`,
  fromTo: (from: string, to: string) => `od ${from} do ${to}`,
  remind: (day: string) => `připomenout ${day}`,
  remindDue: (day: string) => `mělo se připomenout ${day}`,
  remindDone: 'Vyřízeno',
  coming: 'Začne platit',
  past: (n: number) => `Už neplatí (${n})`,
  empty: 'Zapište, co klient nechce, jak chce být osloven, kdy se mu nevolá. Uvidíte to před každým hovorem.',
  due: {
    title: 'Připomínky zvláštností a přání',
    mine: 'Moji klienti',
    all: 'Všichni, které vidím',
    count: (n: number) =>
      counted('cs', n, { one: 'připomínka', few: 'připomínky', many: 'připomínky', other: 'připomínek' }),
    empty: 'Nic teď není třeba připomínat.',
  },
  reasons: {
    notFound: 'Tento zápis neexistuje, nebo ho nemůžete vidět.',
    endsBeforeStart: 'Konec platnosti je dřív než její začátek.',
    remindsAfterEnd: 'Připomínka by přišla až po konci platnosti. Zvolte dřívější den.',
  },
}
