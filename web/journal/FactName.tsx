// What happened in a word: the verb at the end of a fact (`clients.changed`).
import { useMessages } from '#web/kit/language.tsx'

export function FactName({ fact }: { fact: string }) {
  const t = useMessages('journal')
  return (t.verbs as Record<string, string>)[fact.slice(fact.lastIndexOf('.') + 1)] ?? fact
}
