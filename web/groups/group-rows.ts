// Which lines of a group's tree are on the screen: open branches, and a part of long ones with the way to the rest.
import type { GroupNode } from '#api/groups.ts'

export type GroupRow =
  | { readonly node: GroupNode; readonly children: number; readonly open: boolean }
  | { readonly moreOf: string; readonly depth: number; readonly hidden: number }

/** This many children of one company are drawn before asking for more. */
export const childrenAtOnce = 50

/** Nodes come parents first; rows come as the tree is read from top to bottom. */
export function groupRows(
  nodes: readonly GroupNode[],
  open: ReadonlySet<string>,
  drawn: ReadonlyMap<string, number>,
): GroupRow[] {
  const children = new Map<string | null, GroupNode[]>()
  const known = new Set(nodes.map((node) => node.id))
  for (const node of nodes) {
    const parent = node.parentId !== null && known.has(node.parentId) ? node.parentId : null
    const siblings = children.get(parent)
    if (siblings) siblings.push(node)
    else children.set(parent, [node])
  }
  const rows: GroupRow[] = []
  const draw = (node: GroupNode) => {
    const below = children.get(node.id) ?? []
    rows.push({ node, children: below.length, open: open.has(node.id) })
    if (!open.has(node.id)) return
    const limit = drawn.get(node.id) ?? childrenAtOnce
    for (const child of below.slice(0, limit)) draw(child)
    if (below.length > limit) rows.push({ moreOf: node.id, depth: node.depth + 1, hidden: below.length - limit })
  }
  for (const top of children.get(null) ?? []) draw(top)
  return rows
}

/** What is open at first: the top and the way down to the client, so that it can be seen where it stands. */
export function openAtFirst(nodes: readonly GroupNode[], clientId: string): Set<string> {
  const parents = new Map(nodes.map((node) => [node.id, node.parentId]))
  const open = new Set(nodes.filter((node) => node.depth === 0).map((node) => node.id))
  for (let id: string | null | undefined = clientId; id; id = parents.get(id)) open.add(id)
  return open
}
