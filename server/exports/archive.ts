// Everything the asker may see, in one zip of JSON Lines: one file a kind, one record a line, described in README.txt inside.
import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type RawBuilder, sql } from 'kysely'
import yazl from 'yazl'
import { may } from '#domain/access.ts'
import { contactVisibleTo, visibleTo } from '#server/clients/visible.ts'
import { streamed } from '#server/exports/list-file.ts'
import type { Context } from '#server/kit/context.ts'

/** Bumped when a file or field changes its meaning. */
export const archiveFormat = 1

const readme = `Klientela archive, format ${archiveFormat}
Every *.jsonl file holds one JSON object a line, in UTF-8. Days are YYYY-MM-DD, instants ISO 8601, money decimal text.
Identifiers are UUIDs; *_id fields name a record of another file. Deleted records are not included. Tax numbers of natural persons are masked.

settings.jsonl           the firm
users.jsonl, teams.jsonl colleagues with roles, teams as a tree (parent_id)
tags.jsonl, custom_fields.jsonl  what tag_ids and custom refer to
clients.jsonl            clients with addresses, channels (phones, mails, webs), bank accounts, dated owners, helping colleagues, tags
contacts.jsonl           people with channels, places in companies (positions), tags
group_memberships.jsonl  who belonged to whom in a chain, with validity
client_relations.jsonl   named relations between companies
peculiarities.jsonl      dated peculiarities and wishes of clients
saved_views.jsonl        views of lists that are yours or shared with you
journal.jsonl            every change, when your role may read the journal
`

interface Part {
  readonly name: string
  readonly select: RawBuilder<unknown>
}

/** The files of the archive, each as a statement that gives one JSON text a row. */
export function parts(ctx: Context): Part[] {
  const rows = (alias: string, table: string, where: RawBuilder<unknown>, more: RawBuilder<unknown> = sql``) =>
    sql`select (to_jsonb(${sql.ref(alias)}) ${more})::text as line from ${sql.table(table)} ${sql.ref(alias)} where ${where}`
  const many = (table: string, key: string, extra: RawBuilder<unknown> = sql``) =>
    sql`(select coalesce(jsonb_agg(to_jsonb(x) - ${key}::text), '[]') from ${sql.table(table)} x where ${sql.ref(`x.${key}`)} = r.id ${extra})`
  const seen = (column: string) =>
    sql`exists (select 1 from clients c where c.id = ${sql.ref(column)} and c.deleted_at is null and ${visibleTo(ctx.actor)})`
  return [
    { name: 'settings', select: rows('r', 'settings', sql`true`, sql`- 'single' - 'access_stamp'`) },
    {
      name: 'users',
      select: sql`select (jsonb_build_object('id', u.id, 'name', u.name, 'email', u.email, 'team_id', u.team_id, 'active', u.active,
        'roles', (select coalesce(jsonb_agg(role), '[]') from user_roles where user_id = u.id)))::text as line from users u`,
    },
    { name: 'teams', select: rows('r', 'teams', sql`true`) },
    { name: 'tags', select: rows('r', 'tags', sql`true`) },
    { name: 'custom_fields', select: rows('r', 'custom_fields', sql`true`) },
    {
      name: 'clients',
      select: sql`select (to_jsonb(r) - 'name_folded' - 'deleted_at' - 'deleted_by' || jsonb_build_object('dic', mask_dic(r.dic),
        'addresses', ${many('client_addresses', 'client_id')}, 'channels', ${many('client_channels', 'client_id')},
        'bank_accounts', ${many('client_bank_accounts', 'client_id')}, 'owners', ${many('client_owners', 'client_id')},
        'members', ${many('client_members', 'client_id')},
        'tag_ids', (select coalesce(jsonb_agg(tag_id), '[]') from client_tags where client_id = r.id)))::text as line
        from clients r where r.deleted_at is null and ${visibleTo(ctx.actor, 'r')}`,
    },
    {
      name: 'contacts',
      select: sql`select (to_jsonb(r) - 'name_folded' - 'deleted_at' - 'deleted_by' || jsonb_build_object(
        'channels', ${many('contact_channels', 'contact_id')},
        'positions', ${many('contact_positions', 'contact_id', sql` and ${seen('x.client_id')}`)},
        'tag_ids', (select coalesce(jsonb_agg(tag_id), '[]') from contact_tags where contact_id = r.id)))::text as line
        from contacts r where r.deleted_at is null and ${contactVisibleTo(ctx.actor, 'r')}`,
    },
    {
      name: 'group_memberships',
      select: rows('r', 'group_memberships', sql`${seen('r.child_id')} and ${seen('r.parent_id')}`),
    },
    {
      name: 'client_relations',
      select: rows('r', 'client_relations', sql`${seen('r.from_id')} and ${seen('r.to_id')}`),
    },
    { name: 'peculiarities', select: rows('r', 'peculiarities', sql`r.deleted_at is null and ${seen('r.client_id')}`) },
    {
      name: 'saved_views',
      select: rows(
        'r',
        'saved_views',
        sql`(r.owner_id = ${ctx.actor.id}::uuid or r.shared = 'all' or (r.shared = 'team' and r.team_id = any(${[...ctx.actor.teamIds]}::uuid[])))`,
      ),
    },
    ...(may(ctx.actor, 'journal.read')
      ? [
          {
            name: 'journal',
            select: sql`select (to_jsonb(r) - 'digest' || jsonb_build_object('digest', encode(r.digest, 'hex')))::text as line from journal_entries r order by r.id`,
          },
        ]
      : []),
  ]
}

/**
 * Writes the archive to `path` (through a neighbour file, so that a half-written one is never taken for whole) in one
 * snapshot of the database. `goOn` hears of progress and may stop it. Returns size in bytes and rows, or undefined when stopped.
 */
export async function writeArchive(
  ctx: Context,
  path: string,
  goOn: (rows: number) => Promise<boolean>,
): Promise<{ size: number; rows: number } | undefined> {
  await mkdir(dirname(path), { recursive: true })
  const unfinished = `${path}.unfinished`
  let rows = 0
  let stopped = false
  const zip = new yazl.ZipFile()
  const statements = parts(ctx)
  async function* lines(select: RawBuilder<unknown>) {
    let text = ''
    for await (const row of streamed<{ line: string }>(ctx.db, select)) {
      text += `${row.line}\n`
      rows++
      if (text.length > 256_000) {
        yield text
        text = ''
        if (!(await goOn(rows))) {
          stopped = true
          return
        }
      }
    }
    if (text) yield text
  }
  zip.addBuffer(Buffer.from(readme), 'README.txt')
  // yazl opens a lazy stream only when its turn comes: one cursor at a time on the one connection.
  for (const part of statements) {
    zip.addReadStreamLazy(`${part.name}.jsonl`, (deliver) => deliver(null, Readable.from(lines(part.select))))
  }
  zip.end()
  await pipeline(zip.outputStream as unknown as Readable, createWriteStream(unfinished, { mode: 0o600 }))
  if (stopped) {
    await rm(unfinished, { force: true })
    return undefined
  }
  await rename(unfinished, path)
  return { size: (await stat(path)).size, rows }
}
