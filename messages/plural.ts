// Plural forms by the rules of the language, and the type that keeps two languages complete.
export type Language = 'cs' | 'en'
export const languages: readonly Language[] = ['cs', 'en']

export type PluralForms = { one: string; few?: string; many?: string; other: string }

const rules = { cs: new Intl.PluralRules('cs'), en: new Intl.PluralRules('en') }
const numbers = { cs: new Intl.NumberFormat('cs'), en: new Intl.NumberFormat('en-GB') }

/** Chooses the word form for n: `plural('cs', 5, { one: 'klient', few: 'klienti', many: 'klienta', other: 'klientů' })` is `klientů`. */
export function plural(language: Language, n: number, forms: PluralForms): string {
  const rule = rules[language].select(n)
  return (
    (rule === 'one' ? forms.one : rule === 'few' ? forms.few : rule === 'many' ? forms.many : undefined) ?? forms.other
  )
}

/** The number by locale and a non-breaking space before the right word form: `5 klientů`. */
export function counted(language: Language, n: number, forms: PluralForms): string {
  return `${numbers[language].format(n)}\u00a0${plural(language, n, forms)}`
}

/** The shape the second language must fill: same keys, functions with the same arguments. */
export type Messages<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...args: infer A) => string
      ? (...args: A) => string
      : Messages<T[K]>
}
