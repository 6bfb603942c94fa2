// České věty o komentářích.
export const comments = {
  title: 'Komentáře',
  columns: { text: 'Text', recordType: 'Záznam', recordId: 'Záznam', deletedAt: 'Smazáno' },
  write: 'Napsat kolegům',
  placeholder: 'Napište kolegům; @ a jméno toho, kdo se o tom má dozvědět',
  send: 'Odeslat',
  save: 'Uložit změnu',
  edit: 'Upravit',
  remove: 'Smazat',
  removed: 'Komentář je smazaný',
  edited: (when: string) => `upraveno ${when}`,
  actions: (author: string) => `Co udělat s komentářem (${author})`,
  empty: 'Zatím tu nikdo nic nenapsal.',
  people: 'Koho zmínit',
  nobody: 'Nikdo takový tu není.',
  notTold: (names: string) => `Tento záznam nevidí, a proto se o zmínce nedozví: ${names}.`,
  reasons: {
    notFound: 'Tento komentář neexistuje, nebo ho nemůžete vidět.',
    notYours: 'Komentář může změnit a smazat jen ten, kdo ho napsal.',
    auditorReads: 'Auditor záznamy jen čte. Připomínky předejte mimo ně.',
  },
}
