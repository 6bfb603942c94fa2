// All SQL of tags and of deleted tags. Which record carries which tag is written by the record's own capability.
import { sql } from 'kysely'
import type { Tag } from '#api/tags.ts'
import type { Context } from '#server/kit/context.ts'

export async function listTags(ctx: Context, words: readonly string[], ids?: readonly string[]): Promise<Tag[]> {
  const named = words.map((word) => sql`fold_text(t.name) like ${`%${word.replace(/[\\%_]/g, '\\$&')}%`}`)
  const chosen = ids ? [sql`t.id = any(${[...ids]}::uuid[])`] : []
  const { rows } = await sql<Tag>`
    select t.id, t.name, t.color, t.version from tags t
    where ${sql.join([sql`true`, ...named, ...chosen], sql` and `)} order by t.name collate czech, t.id`.execute(ctx.db)
  return rows
}

export async function findTag(ctx: Context, id: string, lock = false): Promise<Tag | undefined> {
  const { rows } = await sql<Tag>`
    select id, name, color, version from tags where id = ${id}::uuid ${lock ? sql`for update` : sql``}`.execute(ctx.db)
  return rows[0]
}

export async function findTagByName(ctx: Context, name: string): Promise<Tag | undefined> {
  const { rows } = await sql<Tag>`
    select id, name, color, version from tags where fold_text(name) = fold_text(${name})`.execute(ctx.db)
  return rows[0]
}

/** The new tag, or undefined when one of that name is there already, even one just being added by somebody else. */
export async function insertTag(
  ctx: Context,
  tag: { id?: string; name: string; color: string },
): Promise<Tag | undefined> {
  const { rows } = await sql<Tag>`
    insert into tags (id, name, color) values (coalesce(${tag.id ?? null}::uuid, uuidv7()), ${tag.name}, ${tag.color})
    on conflict do nothing returning id, name, color, version`.execute(ctx.db)
  return rows[0]
}

export async function updateTag(ctx: Context, id: string, change: { name: string; color: string }): Promise<Tag> {
  const { rows } = await sql<Tag>`
    update tags set name = ${change.name}, color = ${change.color}, version = version + 1 where id = ${id}::uuid
    returning id, name, color, version`.execute(ctx.db)
  return rows[0] as Tag
}

export type Links = Readonly<Record<string, readonly string[]>>

/** Deletes the tag, which takes it off every record, and keeps what it was on. */
export async function archiveTag(ctx: Context, tag: Tag, links: Links, mergedInto: string | null): Promise<void> {
  await sql`
    insert into deleted_tags (id, name, color, links, merged_into, deleted_at)
    values (${tag.id}::uuid, ${tag.name}, ${tag.color}, ${JSON.stringify(links)}::jsonb, ${mergedInto}::uuid, ${ctx.now})`.execute(
    ctx.db,
  )
  await sql`delete from tags where id = ${tag.id}::uuid`.execute(ctx.db)
}

/** A deleted tag, taken out of the archive. */
export async function takeFromArchive(
  ctx: Context,
  id: string,
): Promise<{ name: string; color: string; links: Links } | undefined> {
  const { rows } = await sql<{ name: string; color: string; links: Links }>`
    delete from deleted_tags where id = ${id}::uuid returning name, color, links`.execute(ctx.db)
  return rows[0]
}
