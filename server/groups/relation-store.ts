// All SQL of relations between companies; only pairs whose both sides the actor sees exist for him.
import { sql } from 'kysely'
import type { Relation, RelationKind } from '#api/groups.ts'
import { visibleTo } from '#server/clients/visible.ts'
import type { Context } from '#server/kit/context.ts'

const relationOf = (ctx: Context, clientId: string) => sql`
  select json_build_object('id', r.id, 'version', r.version, 'relation', r.relation,
      'direction', case when r.from_id = ${clientId}::uuid or r.relation in ('sisterOf', 'competesWith', 'other') then 'out' else 'in' end,
      'other', json_build_object('id', c.id, 'name', c.name, 'city', c.city), 'note', r.note,
      'from', lower(r.valid), 'to', upper(r.valid) - 1, 'createdAt', r.created_at,
      'createdBy', (select json_build_object('id', u.id, 'name', u.name) from users u where u.id = r.created_by)) as relation
  from client_relations r
  join clients c on c.id = case when r.from_id = ${clientId}::uuid then r.to_id else r.from_id end
  where (r.from_id = ${clientId}::uuid or r.to_id = ${clientId}::uuid) and c.deleted_at is null and ${visibleTo(ctx.actor)}`

/** Valid ones first, then those to come, then those that ended. */
export async function listRelations(ctx: Context, clientId: string): Promise<Relation[]> {
  const { rows } = await sql<{ relation: Relation }>`
    ${relationOf(ctx, clientId)} order by case when r.valid @> ${ctx.today}::date then 0 when lower(r.valid) > ${ctx.today}::date then 1 else 2 end,
      r.relation, c.name collate czech, r.id`.execute(ctx.db)
  return rows.map((row) => row.relation)
}

export async function findRelation(
  ctx: Context,
  clientId: string,
  id: string,
  lock = false,
): Promise<Relation | undefined> {
  const { rows } = await sql<{ relation: Relation }>`
    ${relationOf(ctx, clientId)} and r.id = ${id}::uuid ${lock ? sql`for update of r` : sql``}`.execute(ctx.db)
  return rows[0]?.relation
}

/** `until` is the first day after. */
export async function insertRelation(
  ctx: Context,
  row: {
    fromId: string
    toId: string
    relation: RelationKind
    note: string | null
    from: string | null
    until: string | null
  },
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into client_relations (from_id, to_id, relation, note, valid, created_by)
    values (${row.fromId}::uuid, ${row.toId}::uuid, ${row.relation}, ${row.note}, daterange(${row.from}::date, ${row.until}::date),
      (select id from users where id = ${ctx.actor.id}::uuid))
    returning id`.execute(ctx.db)
  return (rows[0] as { id: string }).id
}

export async function updateRelation(
  ctx: Context,
  id: string,
  row: { note: string | null; from: string | null; until: string | null },
): Promise<void> {
  await sql`
    update client_relations set note = ${row.note}, valid = daterange(${row.from}::date, ${row.until}::date), version = version + 1
    where id = ${id}::uuid`.execute(ctx.db)
}

export async function removeRelation(ctx: Context, id: string): Promise<void> {
  await sql`delete from client_relations where id = ${id}::uuid`.execute(ctx.db)
}
