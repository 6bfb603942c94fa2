// České věty Mého dne a týdne: co je dnes na řadě, komu se ozvat a proč.
import { counted, plural } from '#messages/plural.ts'

type Details = Readonly<Record<string, string | number | null | undefined>>
const daysOf = (n: number) => counted('cs', n, { one: 'den', few: 'dny', many: 'dne', other: 'dní' })

export const days = {
  title: 'Můj den',
  titleOf: (name: string) => `Den: ${name}`,
  titleTeam: 'Den týmu',
  one: 'Nabídnutý krok',
  greeting: { morning: 'Dobré ráno', day: 'Dobrý den', evening: 'Dobrý večer' },
  weekdays: ['pondělí', 'úterý', 'středa', 'čtvrtek', 'pátek', 'sobota', 'neděle'].join(','),
  holiday: (name: string) => `Svátek: ${name}`,
  summary: {
    agenda: (n: number) => counted('cs', n, { one: 'událost', few: 'události', many: 'události', other: 'událostí' }),
    late: (n: number) =>
      counted('cs', n, {
        one: 'slib po termínu',
        few: 'sliby po termínu',
        many: 'slibu po termínu',
        other: 'slibů po termínu',
      }),
    due: (n: number) =>
      counted('cs', n, { one: 'slib na dnes', few: 'sliby na dnes', many: 'slibu na dnes', other: 'slibů na dnes' }),
    contact: (n: number) =>
      counted('cs', n, { one: 'klient čeká', few: 'klienti čekají', many: 'klienta čeká', other: 'klientů čeká' }),
    leads: (n: number) =>
      counted('cs', n, {
        one: 'zájemce bez odpovědi',
        few: 'zájemci bez odpovědi',
        many: 'zájemce bez odpovědi',
        other: 'zájemců bez odpovědi',
      }),
    clear: 'Nic nehoří.',
  },
  sections: {
    contact: 'Komu se ozvat',
    next: 'Další kroky',
    promises: 'Sliby a úkoly',
    agenda: 'Dnes v kalendáři',
    leads: 'Noví zájemci',
    mentions: 'Kdo vás zmínil',
    callLists: 'Telefonické seznamy',
    evening: 'Dnes hotovo',
    ahead: (day: string) => `Příště: ${day}`,
  },
  empty: {
    all: 'Dnes je čisto. Můj den sám nabídne, komu se ozvat, co bylo slíbeno a co končí.',
    contact: 'Se všemi klienty jste v kontaktu včas.',
    next: 'Žádný další krok teď nenabízíme.',
    promises: 'Na dnešek nikdo nic neslíbil.',
    agenda: 'V kalendáři dnes nic není.',
  },
  start: 'Vybrat klienta',
  addPromise: 'Zapsat slib',
  more: (n: number) => `a ${counted('cs', n, { one: 'další', few: 'další', many: 'další', other: 'dalších' })}`,
  showAll: (n: number) => `Ukázat všech ${n}`,
  allPromises: 'Všechny sliby',
  allDay: 'celý den',
  busy: 'obsazeno',
  tentative: 'nezávazně',
  video: 'Připojit se',
  late: 'po termínu',
  dueOn: (day: string) => `do ${day}`,
  priority: (n: number) => `Priorita ${n}`,
  priorityOf: (n: number, severity: number, weight: number, nearness: number) =>
    `Priorita ${n}: závažnost ${severity} × 10, váha klienta ${weight} × 5, blízkost termínu ${nearness}`,
  reminders: (n: number) =>
    counted('cs', n, {
      one: 'připomínka zvláštností',
      few: 'připomínky zvláštností',
      many: 'připomínky zvláštností',
      other: 'připomínek zvláštností',
    }),
  steps: {
    touch: {
      action: (d: Details) =>
        d.why === 'planned' ? (d.note ? `Ozvat se: ${d.note}` : 'Ozvat se, jak je domluveno') : 'Ozvat se',
      reason: (d: Details) =>
        d.why === 'never'
          ? `Zatím bez oboustranného kontaktu, v evidenci ${daysOf(Number(d.days ?? 0))}.`
          : d.why === 'planned'
            ? `Kontakt je domluvený na tento den; poslední byl před ${counted('cs', Number(d.days ?? 0), { one: 'dnem', few: 'dny', many: 'dne', other: 'dny' })}.`
            : `${daysOf(Number(d.days ?? 0))} bez kontaktu, kadence je ${daysOf(Number(d.cadence ?? 0))}.`,
    },
    N15: {
      action: (d: Details) =>
        d.why === 'left' ? 'Představit se nástupci, upravit mapu lidí' : 'Zjistit, co vadí, a získat zpět',
      reason: (d: Details) =>
        d.why === 'left'
          ? `${d.person ?? 'Klíčová osoba'} odešel(a)${d.position ? ` (${d.position})` : ''}.`
          : `${d.person ?? 'Kdo rozhoduje'} je proti nám${d.position ? ` (${d.position})` : ''}.`,
    },
  },
  actions: {
    done: 'Hotovo',
    snooze: 'Odložit…',
    mute: 'Nenabízet…',
    call: (name: string) => `Zavolat: ${name}`,
    open: 'Otevřít',
    plan: 'Jiné kroky',
    answer: 'Odpovědět',
  },
  doneSaid: 'Krok je hotový',
  snoozedSaid: (day: string) => `Odloženo, vrátí se ${day}`,
  mutedSaid: 'Tento krok už nenabídneme',
  takenBack: 'Krok je zpět',
  snooze: {
    title: 'Odložit krok',
    until: 'Na kdy',
    help: 'Nejvýš o 14 dní.',
    choices: { tomorrow: 'Zítra', twoDays: 'Za 2 dny', week: 'Za týden', twoWeeks: 'Za 14 dní' },
    save: 'Odložit',
  },
  mute: {
    title: 'Tento krok už nenabízet',
    reason: 'Důvod',
    help: 'Důvod uvidíte mezi odloženými a můžete krok kdykoli vrátit.',
    save: 'Nenabízet',
  },
  putAside: {
    link: (snoozed: number, muted: number) => `Odložené ${snoozed} · nenabízené ${muted}`,
    title: 'Odložené a nenabízené kroky',
    until: (day: string) => `odloženo do ${day}`,
    muted: (reason: string) => `nenabízí se: ${reason}`,
    back: 'Zase nabízet',
    empty: 'Nic není odložené.',
  },
  leads: {
    left: (n: number) =>
      n > 0
        ? `${plural('cs', n, { one: 'zbývá', few: 'zbývají', other: 'zbývá' })} ${counted('cs', n, { one: 'pracovní den', few: 'pracovní dny', many: 'pracovního dne', other: 'pracovních dní' })}`
        : n === 0
          ? 'odpovědět dnes'
          : `odpověď chybí už ${counted('cs', -n, { one: 'pracovní den', few: 'pracovní dny', many: 'pracovního dne', other: 'pracovních dní' })}`,
    nobody: 'bez vlastníka',
  },
  callLists: {
    waiting: (n: number, of: number) =>
      `${plural('cs', n, { one: 'zbývá', few: 'zbývají', other: 'zbývá' })} ${n} z ${of}`,
  },
  evening: {
    entries: (n: number) => counted('cs', n, { one: 'zápis', few: 'zápisy', many: 'zápisu', other: 'zápisů' }),
    promises: (n: number) =>
      counted('cs', n, {
        one: 'splněný slib',
        few: 'splněné sliby',
        many: 'splněného slibu',
        other: 'splněných slibů',
      }),
    steps: (n: number) =>
      counted('cs', n, { one: 'hotový krok', few: 'hotové kroky', many: 'hotového kroku', other: 'hotových kroků' }),
    meetings: (n: number) => counted('cs', n, { one: 'schůzka', few: 'schůzky', many: 'schůzky', other: 'schůzek' }),
    nothing: 'Zatím nic zapsaného.',
    ahead: (appointments: string, promises: string) => `${appointments}, ${promises}`,
    aheadPromises: (n: number) => counted('cs', n, { one: 'slib', few: 'sliby', many: 'slibu', other: 'slibů' }),
  },
  who: { label: 'Čí den', me: 'Můj den', team: (name: string) => `Tým ${name}` },
  week: {
    title: 'Týden',
    link: 'Týden',
    previous: 'Předchozí týden',
    next: 'Další týden',
    current: 'Tento týden',
    range: (from: string, to: string) => `${from} – ${to}`,
    person: 'Kdo',
    late: 'Sliby po termínu',
    waiting: 'Klienti čekají',
    lateLeads: 'Zájemci po lhůtě',
    entries: 'Zápisy v týdnu',
    nothing: 'Volno',
    touch: (name: string) => `Ozvat se: ${name}`,
    moreInCell: (n: number) => `+ ${n}`,
    empty: 'V tomto týdnu nic není.',
  },
  keys: {
    down: 'Další krok dne',
    up: 'Předchozí krok dne',
    open: 'Otevřít',
    done: 'Hotovo nebo splněno',
    snooze: 'Odložit',
    mute: 'Nenabízet s důvodem',
    call: 'Zavolat',
    week: 'Týden',
  },
  reasons: {
    notYourTeam: 'Den druhých vidí jejich vedoucí. Tohoto člověka nebo tým nevedete.',
    noSuchStep: 'Tento krok se vám teď nenabízí.',
    noSuchChoice: 'Toto rozhodnutí už neplatí.',
    snoozeNotLater: 'Zvolte den po dnešku.',
    snoozeTooLong: 'Krok lze odložit nejvýš o 14 dní. Na delší dobu domluvte u klienta den dalšího kontaktu.',
    muteNeedsReason: 'Napište důvod, proč krok už nenabízet.',
  },
}
