// Tags for tests and the demo company.
import type { Tag } from '#api/tags.ts'
import type { TagColor } from '#domain/tags/access.ts'
import type { Context } from '#server/kit/context.ts'
import { createTag } from '#server/tags/actions.ts'

let n = 0

export async function aTag(ctx: Context, overrides: { name?: string; color?: TagColor } = {}): Promise<Tag> {
  n++
  return createTag(ctx, { name: overrides.name ?? `Štítek ${n}`, color: overrides.color })
}
