// What is ticked in a list: single rows, or everything the filter matches minus the rows unticked since.
import type { Selection } from '#api/lists.ts'

export type Ticked =
  | { readonly kind: 'some'; readonly ids: ReadonlySet<string> }
  | { readonly kind: 'all'; readonly except: ReadonlySet<string> }

export const nothingTicked: Ticked = { kind: 'some', ids: new Set() }

export const isTicked = (ticked: Ticked, id: string): boolean =>
  ticked.kind === 'some' ? ticked.ids.has(id) : !ticked.except.has(id)

export function tick(ticked: Ticked, ids: readonly string[], on: boolean): Ticked {
  const next = new Set(ticked.kind === 'some' ? ticked.ids : ticked.except)
  const add = ticked.kind === 'some' ? on : !on
  for (const id of ids) {
    if (add) next.add(id)
    else next.delete(id)
  }
  return ticked.kind === 'some' ? { kind: 'some', ids: next } : { kind: 'all', except: next }
}

export function countTicked(ticked: Ticked, total: number): number {
  return ticked.kind === 'some' ? ticked.ids.size : Math.max(0, total - ticked.except.size)
}

/** The selection as the server takes it; undefined when nothing is ticked. */
export function selectionOf(ticked: Ticked, query: { filter?: string; q?: string }): Selection | undefined {
  if (ticked.kind === 'some') return ticked.ids.size > 0 ? { ids: [...ticked.ids] } : undefined
  return {
    ...(query.filter ? { filter: query.filter } : {}),
    ...(query.q ? { q: query.q } : {}),
    ...(ticked.except.size > 0 ? { except: [...ticked.except] } : {}),
  }
}
