// České věty o práci bez připojení: co čeká na odeslání a co server odmítl.
import { counted } from '#messages/plural.ts'

const writes = (n: number) => counted('cs', n, { one: 'zápis', few: 'zápisy', many: 'zápisu', other: 'zápisů' })

export const offline = {
  title: 'Čeká na odeslání',
  offline: 'Bez připojení',
  offlineText: 'Co jste otevřeli, můžete dál číst. Zápisy počkají tady a odejdou samy, až se připojíte.',
  waits: 'čeká na odeslání',
  waiting: (n: number) => `Čeká na odeslání: ${writes(n)}`,
  refused: (n: number) =>
    `Server nepřijal ${counted('cs', n, { one: 'zápis', few: 'zápisy', many: 'zápisu', other: 'zápisů' })}`,
  nothing: 'Všechno je odeslané.',
  written: (when: string) => `napsáno ${when}`,
  sentOne: (what: string) => (what ? `Odesláno: ${what}` : 'Zápis je odeslaný'),
  sentMany: (n: number) => `Odesláno: ${writes(n)}`,
  sendNow: 'Odeslat hned',
  again: 'Zkusit znovu',
  settle: 'Porovnat a rozhodnout',
  copy: 'Kopírovat text',
  copied: 'Text je ve schránce',
  drop: 'Zahodit',
  dropped: 'Zápis je zahozený',
  unnamed: 'Zápis bez textu',
}
