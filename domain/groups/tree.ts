// The tree of a group (chain, regional office, shop): parents of any depth and never a circle.

/** Member to parent, null at the top. */
export type Parents = ReadonlyMap<string, string | null>

/** Parents of the member from the nearest to the top; stops where a circle would start. */
export function ancestorsOf(id: string, parents: Parents): readonly string[] {
  const path: string[] = []
  const seen = new Set([id])
  for (let parent = parents.get(id); parent && !seen.has(parent); parent = parents.get(parent)) {
    path.push(parent)
    seen.add(parent)
  }
  return path
}

/** Everything below the member, nearest level first. */
export function descendantsOf(id: string, parents: Parents): readonly string[] {
  const children = new Map<string, string[]>()
  for (const [child, parent] of parents) {
    if (parent === null) continue
    const siblings = children.get(parent)
    if (siblings) siblings.push(child)
    else children.set(parent, [child])
  }
  const found = new Set<string>()
  let level = [id]
  while (level.length > 0) {
    level = level.flatMap((one) => children.get(one) ?? []).filter((one) => one !== id && !found.has(one))
    for (const one of level) found.add(one)
  }
  return [...found]
}

/** The top of the tree the member hangs in; itself when it has no parent. */
export function rootOf(id: string, parents: Parents): string {
  return ancestorsOf(id, parents).at(-1) ?? id
}

export type GroupMoveReason = 'groups.underItself' | 'groups.underItsOwnPart' | 'groups.alreadyThere'

/** Why the member cannot be put under the parent (null = the top), or undefined. */
export function whyNotMove(id: string, newParent: string | null, parents: Parents): GroupMoveReason | undefined {
  if (id === newParent) return 'groups.underItself'
  if ((parents.get(id) ?? null) === newParent && parents.has(id)) return 'groups.alreadyThere'
  if (newParent !== null && ancestorsOf(newParent, parents).includes(id)) return 'groups.underItsOwnPart'
  return undefined
}

/** Whether any member is, over any number of parents, above itself. */
export function hasCycle(parents: Parents): boolean {
  for (const [id, parent] of parents) {
    if (parent === id) return true
    const top = rootOf(id, parents)
    if (parents.get(top)) return true
  }
  return false
}
