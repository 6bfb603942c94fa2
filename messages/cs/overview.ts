// Stránky, které shrnují víc schopností: stránka klienta, koš.
import { counted } from '#messages/plural.ts'

export const overview = {
  hub: {
    promises: 'Sliby a úkoly',
    objections: 'Námitky',
    files: 'Přílohy',
    comments: 'Komentáře',
    filesAndComments: 'Přílohy a komentáře',
    meetings: 'Schůzky',
    timeline: 'Časová osa',
    groupTimeline: 'Časová osa celé skupiny',
    latePromises: (n: number) =>
      counted('cs', n, {
        one: 'slib po termínu',
        few: 'sliby po termínu',
        many: 'slibu po termínu',
        other: 'slibů po termínu',
      }),
  },
  bin: {
    title: 'Koš',
    empty: 'V koši nic není. Smazaný klient, kontakt, zájemce nebo telefonický seznam tu počká, než ho vrátíte.',
    restore: 'Vrátit z koše',
    restored: (n: number) =>
      `Vráceno: ${counted('cs', n, { one: 'záznam', few: 'záznamy', many: 'záznamu', other: 'záznamů' })}`,
  },
}
