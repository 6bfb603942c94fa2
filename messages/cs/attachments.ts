// České věty o přílohách.
import { counted } from '#messages/plural.ts'

export const attachments = {
  title: 'Přílohy',
  columns: {
    name: 'Název',
    note: 'Poznámka',
    size: 'Velikost',
    type: 'Druh',
    recordType: 'Záznam',
    recordId: 'Záznam',
    deletedAt: 'Smazáno',
  },
  add: 'Přiložit soubor',
  photo: 'Vyfotit',
  drop: 'Pusťte soubory sem',
  hint: 'Soubory sem můžete přetáhnout nebo vložit ze schránky.',
  most: (size: string) => `Nejvýš ${size} na soubor.`,
  empty: 'Zatím tu není žádný soubor.',
  sending: (name: string, percent: number) => `${name}: ${percent} %`,
  sendingAll: (n: number) =>
    `Posílá se ${counted('cs', n, { one: 'soubor', few: 'soubory', many: 'souboru', other: 'souborů' })}`,
  stop: (name: string) => `Zastavit posílání: ${name}`,
  retry: 'Zkusit znovu',
  dismiss: 'Zavřít',
  open: (name: string) => `Zobrazit ${name}`,
  download: 'Stáhnout',
  rename: 'Přejmenovat',
  note: 'Poznámka',
  noteHelp: 'Co v souboru je, když to název neříká.',
  remove: 'Smazat',
  removed: (name: string) => `Smazáno: ${name}`,
  restored: (name: string) => `Vráceno: ${name}`,
  attached: (n: number) =>
    `Přiloženo: ${counted('cs', n, { one: 'soubor', few: 'soubory', many: 'souboru', other: 'souborů' })}`,
  more: (name: string) => `Co udělat se souborem ${name}`,
  previous: 'Předchozí',
  next: 'Další',
  noReader: 'Tento prohlížeč PDF na stránce neukáže. Otevřete ho na nové kartě, nebo stáhněte.',
  newTab: 'Otevřít na nové kartě',
  waitsForScan: 'čeká na antivirovou kontrolu',
  infected: 'nakažený soubor, nejde otevřít',
  pasted: (n: number) => `Ze schránky ${n}`,
  reasons: {
    notFound: 'Tato příloha neexistuje, nebo ji nemůžete vidět.',
    notYours: 'K tomuto záznamu může soubory přidávat a mazat jen ten, kdo ho smí upravit.',
    fileMissing: 'Nepřišel žádný soubor. Vyberte ho a zkuste to znovu.',
    empty: 'Soubor je prázdný.',
    tooLarge: (d: { megabytes?: unknown }) =>
      `Soubor je příliš velký. Nejvýš se vejde ${d.megabytes ?? ''} MB; větší pošlete odkazem.`,
    program: (d: { name?: unknown }) =>
      `${d.name ?? 'Soubor'} je program nebo skript. Takové soubory se nepřikládají, zabalte ho do archivu ZIP.`,
    infected: (d: { name?: unknown }) =>
      `Antivirus v souboru ${d.name ?? ''} našel nákazu. Soubor se neotevře ani neuloží.`,
    waitsForScan: 'Soubor ještě neprošel antivirovou kontrolou. Zkuste to za pár minut.',
    storageAway: 'Úložiště souborů neodpovídá. Zkuste to za chvíli znovu; pokud to potrvá, upozorněte správce.',
    contentMissing: 'Obsah souboru v úložišti chybí. Upozorněte správce; stejný soubor můžete přiložit znovu.',
  },
}
