// What one does with tags: add, rename, recolour, merge, delete and bring back.
import type { Tag, TagUse } from '#api/tags.ts'
import { whyNotStoreText } from '#domain/identifiers/birth-number.ts'
import { foldText } from '#domain/names.ts'
import { type TagColor, whyNotAddTag, whyNotKeepTags } from '#domain/tags/access.ts'
import type { Context } from '#server/kit/context.ts'
import { BadInput, conflict, constraintOf, Forbidden, NotFound, Refusal } from '#server/kit/errors.ts'
import { record } from '#server/kit/record.ts'
import * as store from '#server/tags/store.ts'

/** What a capability whose records carry tags gives to tags: it alone writes the links. Handed over in server/capabilities.ts. */
export interface TagLinks {
  readonly capability: string
  /** Records that carry the tag; `seen` counts only those the actor may see. */
  countByTag(ctx: Context, seen: boolean): Promise<ReadonlyMap<string, number>>
  /** Ids of all records with the tag, those in the bin included. */
  taggedWith(ctx: Context, tagId: string): Promise<string[]>
  /** Puts the tag on the records that still exist. */
  tag(ctx: Context, tagId: string, recordIds: readonly string[]): Promise<void>
}

export async function listTags(ctx: Context, query: { q?: string; ids?: string }): Promise<{ tags: Tag[] }> {
  const ids = query.ids?.split(',').filter((id) => /^[0-9a-f-]{36}$/i.test(id))
  return {
    tags: await store.listTags(
      ctx,
      foldText(query.q ?? '')
        .split(' ')
        .filter(Boolean),
      ids,
    ),
  }
}

/** Tags with the number of records that carry them: what the actor sees, and for keepers of tags everything. */
export async function listTagUse(ctx: Context, owners: readonly TagLinks[]) {
  const keep = whyNotKeepTags(ctx.actor)
  const seen = new Map<string, ReadonlyMap<string, number>>()
  const all: ReadonlyMap<string, number>[] = []
  for (const owner of owners) {
    seen.set(owner.capability, await owner.countByTag(ctx, true))
    if (!keep) all.push(await owner.countByTag(ctx, false))
  }
  const tags: TagUse[] = (await store.listTags(ctx, [])).map((tag) => ({
    ...tag,
    clients: seen.get('clients')?.get(tag.id) ?? 0,
    contacts: seen.get('contacts')?.get(tag.id) ?? 0,
    records: keep ? null : all.reduce((sum, counts) => sum + (counts.get(tag.id) ?? 0), 0),
  }))
  return { tags, whyNot: keep ? { keep: keep as string } : {} }
}

/** Adds a tag. The same word in other case or without accents is refused with the one that exists. */
export async function createTag(ctx: Context, draft: { name: string; color?: TagColor }): Promise<Tag> {
  const reason = whyNotAddTag(ctx.actor)
  if (reason) throw new Forbidden(reason)
  const name = nameOf(draft.name)
  const tag = await store.insertTag(ctx, { name, color: draft.color ?? 'gray' })
  if (!tag) throw new Refusal('tags.nameTaken', { name, tag: await store.findTagByName(ctx, name) })
  await record(ctx, { fact: 'tags.created', recordType: 'tags', recordId: tag.id, after: { name, color: tag.color } })
  return tag
}

/** The tag of that name, added if it is not there: for imports and for typing in a picker. */
export async function tagNamed(ctx: Context, text: string): Promise<Tag> {
  const known = await store.findTagByName(ctx, nameOf(text))
  if (known) return known
  try {
    return await createTag(ctx, { name: text })
  } catch (error) {
    // Somebody added it in between: it is the tag that was meant.
    const taken =
      error instanceof Refusal && error.reason === 'tags.nameTaken' ? await store.findTagByName(ctx, text) : undefined
    if (taken) return taken
    throw error
  }
}

/** Renames or recolours a tag on every record at once. */
export async function changeTag(
  ctx: Context,
  id: string,
  change: { name?: string; color?: TagColor },
  version: number,
): Promise<Tag> {
  const before = await keptTag(ctx, id)
  if (before.version !== version) throw conflict(before)
  const name = change.name === undefined ? before.name : nameOf(change.name)
  const same = await store.findTagByName(ctx, name)
  if (same && same.id !== id) throw new Refusal('tags.nameTaken', { name, tag: same })
  const after = await uniquely(name, () => store.updateTag(ctx, id, { name, color: change.color ?? before.color }))
  await record(ctx, {
    fact: 'tags.changed',
    recordType: 'tags',
    recordId: id,
    before: { name: before.name, color: before.color },
    after: { name: after.name, color: after.color },
  })
  return after
}

/** Deletes a tag and takes it off every record; returns how many carried it. What it was on is kept for restoring. */
export async function removeTag(ctx: Context, id: string, owners: readonly TagLinks[]): Promise<number> {
  const tag = await keptTag(ctx, id)
  const links = await linksOf(ctx, id, owners)
  await store.archiveTag(ctx, tag, links, null)
  await record(ctx, {
    fact: 'tags.removed',
    recordType: 'tags',
    recordId: id,
    before: { name: tag.name, color: tag.color, ...countsOf(links) },
  })
  return total(links)
}

/** Brings back a deleted or merged tag under its old id, onto the records that still exist. */
export async function restoreTag(ctx: Context, id: string, owners: readonly TagLinks[]): Promise<Tag> {
  const reason = whyNotKeepTags(ctx.actor)
  if (reason) throw new Forbidden(reason)
  const archived = await store.takeFromArchive(ctx, id)
  if (!archived) {
    const there = await store.findTag(ctx, id)
    if (there) return there
    throw new NotFound('tags.notFound')
  }
  const tag = await store.insertTag(ctx, { id, name: archived.name, color: archived.color })
  if (!tag)
    throw new Refusal('tags.nameTaken', { name: archived.name, tag: await store.findTagByName(ctx, archived.name) })
  for (const owner of owners) await owner.tag(ctx, id, archived.links[owner.capability] ?? [])
  await record(ctx, {
    fact: 'tags.restored',
    recordType: 'tags',
    recordId: id,
    after: { name: tag.name, color: tag.color, ...countsOf(archived.links) },
  })
  return tag
}

/** Everything tagged with the first gets the second; the first is deleted and can be restored beside it. */
export async function mergeTag(ctx: Context, id: string, into: string, owners: readonly TagLinks[]) {
  if (id === into) throw new Refusal('tags.mergeIntoItself')
  // Always in the same order, so that two opposite merges at once wait for each other instead of locking up.
  for (const one of [id, into].sort()) await keptTag(ctx, one)
  const tag = await keptTag(ctx, id)
  const target = await keptTag(ctx, into)
  const links = await linksOf(ctx, id, owners)
  for (const owner of owners) await owner.tag(ctx, into, links[owner.capability] ?? [])
  await store.archiveTag(ctx, tag, links, into)
  await record(ctx, {
    fact: 'tags.merged',
    recordType: 'tags',
    recordId: id,
    before: { name: tag.name, color: tag.color, mergedInto: null },
    after: { name: target.name, color: target.color, mergedInto: into, ...countsOf(links) },
  })
  return { tag: target, records: total(links) }
}

async function keptTag(ctx: Context, id: string): Promise<Tag> {
  const reason = whyNotKeepTags(ctx.actor)
  if (reason) throw new Forbidden(reason)
  const tag = await store.findTag(ctx, id, true)
  if (!tag) throw new NotFound('tags.notFound')
  return tag
}

async function linksOf(ctx: Context, id: string, owners: readonly TagLinks[]): Promise<store.Links> {
  const links: Record<string, string[]> = {}
  for (const owner of owners) links[owner.capability] = await owner.taggedWith(ctx, id)
  return links
}

const total = (links: store.Links) => Object.values(links).reduce((sum, ids) => sum + ids.length, 0)
const countsOf = (links: store.Links) => Object.fromEntries(Object.entries(links).map(([k, ids]) => [k, ids.length]))

function nameOf(text: string): string {
  const name = text.normalize('NFC').replace(/\s+/g, ' ').trim()
  const reason = name ? whyNotStoreText(name) : 'kit.required'
  if (reason) throw new BadInput([{ field: 'name', reason }])
  return name
}

async function uniquely<T>(name: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (constraintOf(error) === 'tags_name') throw new Refusal('tags.nameTaken', { name })
    throw error
  }
}
