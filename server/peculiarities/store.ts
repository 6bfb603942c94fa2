// All SQL of peculiarities; every read goes through the visibility of their client.
import { sql } from 'kysely'
import type { DuePeculiarity, Peculiarity } from '#api/peculiarities.ts'
import { visibleTo } from '#server/clients/visible.ts'
import type { Context } from '#server/kit/context.ts'

const itemJson = sql`json_build_object('id', i.id, 'version', i.version, 'clientId', i.client_id, 'kind', i.kind, 'text', i.text,
  'validFrom', i.valid_from, 'validTo', i.valid_to, 'remindOn', i.remind_on, 'createdAt', i.created_at,
  'createdBy', (select json_build_object('id', u.id, 'name', u.name) from users u where u.id = i.created_by),
  'updatedAt', i.updated_at, 'deletedAt', i.deleted_at)`

export async function listOfClient(ctx: Context, clientId: string): Promise<Peculiarity[]> {
  const { rows } = await sql<{ item: Peculiarity }>`
    select ${itemJson} as item from peculiarities i join clients c on c.id = i.client_id
    where i.client_id = ${clientId}::uuid and i.deleted_at is null and c.deleted_at is null and ${visibleTo(ctx.actor)}
    order by i.valid_from desc, i.id desc`.execute(ctx.db)
  return rows.map((row) => row.item)
}

/** The item with its row locked for a change; undefined when its client is not seen. Deleted ones only when asked for. */
export async function lockItem(ctx: Context, id: string, deletedToo = false): Promise<Peculiarity | undefined> {
  const { rows } = await sql<{ item: Peculiarity }>`
    select ${itemJson} as item from peculiarities i join clients c on c.id = i.client_id
    where i.id = ${id}::uuid and c.deleted_at is null and ${visibleTo(ctx.actor)}
      and ${deletedToo ? sql`true` : sql`i.deleted_at is null`} for update of i`.execute(ctx.db)
  return rows[0]?.item
}

export type ItemRow = Pick<Peculiarity, 'kind' | 'text' | 'validFrom' | 'validTo' | 'remindOn'>

export async function insertItem(ctx: Context, clientId: string, item: ItemRow): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into peculiarities (client_id, kind, text, valid_from, valid_to, remind_on, created_by)
    values (${clientId}::uuid, ${item.kind}, ${item.text}, ${item.validFrom}, ${item.validTo}, ${item.remindOn},
      (select id from users where id = ${ctx.actor.id}::uuid))
    returning id`.execute(ctx.db)
  return (rows[0] as { id: string }).id
}

export async function updateItem(ctx: Context, id: string, item: ItemRow, deletedAt: string | null): Promise<void> {
  await sql`
    update peculiarities set kind = ${item.kind}, text = ${item.text}, valid_from = ${item.validFrom}, valid_to = ${item.validTo},
      remind_on = ${item.remindOn}, deleted_at = ${deletedAt}, version = version + 1, updated_at = ${ctx.now}
    where id = ${id}::uuid`.execute(ctx.db)
}

/** The longest due first, at most 500, with the count of all. Past items remind no more. */
export async function listDue(
  ctx: Context,
  until: string,
  mine: boolean,
): Promise<{ due: DuePeculiarity[]; total: number }> {
  const persons = sql`${[...ctx.actor.personIds]}::uuid[]`
  const own = mine
    ? sql`(c.owner_id = any(${persons}) or c.id in (select client_id from client_members where user_id = any(${persons})))`
    : sql`true`
  const { rows } = await sql<{ item: DuePeculiarity; total: number }>`
    select ${itemJson}::jsonb || jsonb_build_object('client', jsonb_build_object('id', c.id, 'name', c.name,
        'owner', (select jsonb_build_object('id', u.id, 'name', u.name) from users u where u.id = c.owner_id))) as item,
      (count(*) over ())::int as total
    from peculiarities i join clients c on c.id = i.client_id
    where i.remind_on <= ${until}::date and i.deleted_at is null and (i.valid_to is null or i.valid_to >= ${ctx.today}::date)
      and c.deleted_at is null and ${visibleTo(ctx.actor)} and ${own}
    order by i.remind_on, i.id limit 500`.execute(ctx.db)
  return { due: rows.map((row) => row.item), total: rows[0]?.total ?? 0 }
}
