// Where people stand in the drawing: where somebody put them, otherwise in rows by who reports to whom.

export interface Standing {
  readonly contactId: string
  readonly reportsToId: string | null
  readonly x: number | null
  readonly y: number | null
}

const columnWidth = 220
const rowHeight = 150

/** A place for everybody: kept places stay; the rest stand under their superior, each branch as wide as its leaves. */
export function arranged(people: readonly Standing[]): Map<string, { x: number; y: number }> {
  const known = new Set(people.map((p) => p.contactId))
  const childrenOf = new Map<string | null, Standing[]>()
  for (const person of people) {
    const superior = person.reportsToId && known.has(person.reportsToId) ? person.reportsToId : null
    childrenOf.set(superior, [...(childrenOf.get(superior) ?? []), person])
  }
  const places = new Map<string, { x: number; y: number }>()
  let leaf = 0
  const stand = (person: Standing, depth: number): number => {
    const below = childrenOf.get(person.contactId) ?? []
    const xs = below.map((p) => stand(p, depth + 1))
    const x = xs.length > 0 ? ((xs[0] as number) + (xs.at(-1) as number)) / 2 : leaf++ * columnWidth
    places.set(person.contactId, { x: person.x ?? x, y: person.y ?? depth * rowHeight })
    return x
  }
  const tops = childrenOf.get(null) ?? []
  const withBranch = tops.filter((p) => (childrenOf.get(p.contactId) ?? []).length > 0)
  const alone = tops.filter((p) => !withBranch.includes(p))
  for (const person of withBranch) stand(person, 0)
  // People without a line to anybody stand in rows of five beside the branches, not in one endless line.
  const start = leaf * columnWidth
  alone.forEach((person, i) => {
    const perRow = withBranch.length > 0 ? 3 : 5
    places.set(person.contactId, {
      x: person.x ?? start + (i % perRow) * columnWidth,
      y: person.y ?? Math.floor(i / perRow) * rowHeight,
    })
  })
  return places
}
