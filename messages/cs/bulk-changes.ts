// Hromadné úpravy.
import { counted } from '#messages/plural.ts'

const records = { one: 'záznam', few: 'záznamy', many: 'záznamu', other: 'záznamů' }

export const bulkChanges = {
  title: 'Hromadná úprava',
  set: 'Nastavit pole',
  field: 'Pole',
  value: 'Hodnota',
  assign: 'Předat',
  newOwner: 'Nový vlastník',
  noOwner: 'Bez vlastníka',
  reason: 'Důvod předání',
  addTags: 'Přidat štítky',
  removeTags: 'Odebrat štítky',
  confirm: 'Potvrdit údaje',
  remove: 'Smazat',
  apply: 'Použít',
  undo: 'Vrátit zpět',
  running: (n: number) => `Měním ${counted('cs', n, records)}`,
  undoing: (n: number) => `Vracím ${counted('cs', n, records)}`,
  done: (n: number) => `Změněno: ${counted('cs', n, records)}`,
  undone: (n: number) => `Vráceno: ${counted('cs', n, records)}`,
  unchanged: (n: number) => `Beze změny: ${counted('cs', n, records)}`,
  skipped: (n: number) => `Vynecháno: ${counted('cs', n, records)}`,
  reasons: {
    notFound: 'Taková hromadná úprava tu není.',
    notFinished: 'Vrátit lze jen úpravu, která skončila a ještě vrácena nebyla.',
    notForContacts: 'Tato úprava je jen pro klienty.',
  },
}
