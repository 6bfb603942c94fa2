// Stránky, které shrnují víc schopností: koš.
import { counted } from '#messages/plural.ts'

export const overview = {
  bin: {
    title: 'Koš',
    empty: 'V koši nic není. Smazaný klient nebo kontakt tu počká, než ho vrátíte.',
    restore: 'Vrátit z koše',
    restored: (n: number) =>
      `Vráceno: ${counted('cs', n, { one: 'záznam', few: 'záznamy', many: 'záznamu', other: 'záznamů' })}`,
  },
}
