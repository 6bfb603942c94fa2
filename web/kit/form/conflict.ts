// Finds what two people changed at once: fields where mine and theirs differ and both moved from the base.
import type { ConflictField } from '#web/kit/form/ConflictDialog.tsx'

const same = (a: unknown, b: unknown) =>
  (a ?? null) === (b ?? null) || JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

export function conflictFields<T extends object>(
  base: T,
  mine: Partial<T>,
  theirs: Partial<T>,
  labels: Readonly<Record<string, unknown>>,
): ConflictField[] {
  return (Object.keys(mine) as (keyof T & string)[])
    .filter((key) => !same(mine[key], base[key]) && !same(theirs[key], base[key]) && !same(mine[key], theirs[key]))
    .map((key) => ({
      key,
      label: typeof labels[key] === 'string' ? labels[key] : key,
      base: base[key],
      mine: mine[key],
      theirs: theirs[key],
    }))
}

/** What to save on their version: fields only I changed, and for disputed ones the choice. */
export function mergedChange<T extends object>(base: T, mine: Partial<T>, chosen: Record<string, unknown>): Partial<T> {
  const change: Partial<T> = {}
  for (const key of Object.keys(mine) as (keyof T & string)[]) {
    if (key in chosen) change[key] = chosen[key] as T[typeof key]
    else if (!same(mine[key], base[key])) change[key] = mine[key]
  }
  return change
}
