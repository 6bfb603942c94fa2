// The lines of a list as stretches: one stretch of rows, or group lines with the rows of the open groups between.
import type { ListGroup } from '#api/lists.ts'

export const pageSize = 100

export type Stretch =
  | { kind: 'rows'; start: number; count: number; filter: string | undefined; whole: boolean }
  | { kind: 'group'; start: number; count: 1; group: ListGroup; key: string; open: boolean }

export interface PageWanted {
  filter: string | undefined
  number: number
  /** The first page of the whole list also counts it. */
  totals: boolean
}

export function stretchesOf(
  groups: readonly ListGroup[] | undefined,
  filter: string | undefined,
  total: number,
  open: ReadonlySet<string>,
  filterOf: (group: ListGroup) => string | undefined,
): Stretch[] {
  if (!groups) return total > 0 ? [{ kind: 'rows', start: 0, count: total, filter, whole: true }] : []
  const stretches: Stretch[] = []
  let start = 0
  for (const group of groups) {
    const key = group.value ?? '\u0000'
    const isOpen = open.has(key)
    stretches.push({ kind: 'group', start, count: 1, group, key, open: isOpen })
    start += 1
    if (isOpen && group.count > 0) {
      stretches.push({ kind: 'rows', start, count: group.count, filter: filterOf(group), whole: false })
      start += group.count
    }
  }
  return stretches
}

/** The stretch a line belongs to and its place within it. */
export function placeOf(
  stretches: readonly Stretch[],
  index: number,
): { stretch: Stretch; within: number } | undefined {
  let low = 0
  let high = stretches.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const stretch = stretches[middle]
    if (!stretch) return undefined
    if (index < stretch.start) high = middle - 1
    else if (index >= stretch.start + stretch.count) low = middle + 1
    else return { stretch, within: index - stretch.start }
  }
  return undefined
}

/** Pages that cover the lines in sight and half a page around them. */
export function pagesWanted(stretches: readonly Stretch[], first: number, last: number): PageWanted[] {
  const margin = pageSize / 2
  const wanted: PageWanted[] = []
  for (const stretch of stretches) {
    if (stretch.kind !== 'rows') continue
    const from = Math.max(0, first - margin - stretch.start)
    const to = Math.min(stretch.count, last + margin - stretch.start)
    if (from >= to) continue
    for (let number = Math.floor(from / pageSize); number <= Math.floor((to - 1) / pageSize); number += 1) {
      wanted.push({ filter: stretch.filter, number, totals: stretch.whole })
    }
  }
  return wanted
}
