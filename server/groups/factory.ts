// Groups for tests and the demo company.
import type { ClientGroup, Relation, RelationDraft } from '#api/groups.ts'
import { moveInGroup } from '#server/groups/actions.ts'
import { addRelation } from '#server/groups/relations.ts'
import type { Context } from '#server/kit/context.ts'

/** Puts the children under the parent from a day on (today unless given). */
export async function aGroup(
  ctx: Context,
  parentId: string,
  childIds: readonly string[],
  from?: string,
): Promise<ClientGroup | undefined> {
  let group: ClientGroup | undefined
  for (const id of childIds) group = await moveInGroup(ctx, id, { parentId, ...(from ? { from } : {}) })
  return group
}

export async function aRelation(
  ctx: Context,
  clientId: string,
  otherId: string,
  overrides: Partial<RelationDraft> = {},
): Promise<Relation> {
  return addRelation(ctx, clientId, { otherId, relation: 'supplies', ...overrides })
}
