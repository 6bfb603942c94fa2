// A call list: which item comes next, and what became of each.

export const itemStates = ['waiting', 'done', 'later', 'skipped'] as const
export type ItemState = (typeof itemStates)[number]

export interface ListItem {
  readonly id: string
  readonly position: number
  readonly state: ItemState
  /** When it is to be tried again; ISO instant in UTC. */
  readonly laterAt: string | null
}

/**
 * The next to call: one put off whose time has come, the longest overdue first; otherwise the next waiting after the current
 * one, then from the beginning. Nobody left: undefined, even if some are put off for later.
 */
export function nextItem<I extends ListItem>(items: readonly I[], now: string, currentId?: string): I | undefined {
  const others = items.filter((item) => item.id !== currentId)
  const due = others
    .filter((item) => item.state === 'later' && item.laterAt !== null && item.laterAt <= now)
    .sort((a, b) => (a.laterAt as string).localeCompare(b.laterAt as string))
  if (due[0]) return due[0]
  const waiting = others.filter((item) => item.state === 'waiting').sort((a, b) => a.position - b.position)
  const current = items.find((item) => item.id === currentId)
  return waiting.find((item) => !current || item.position > current.position) ?? waiting[0]
}
