// All SQL of saved views.
import { sql } from 'kysely'
import type { SavedView } from '#api/views.ts'
import type { ViewScope } from '#domain/views/access.ts'
import type { Context } from '#server/kit/context.ts'

/** Own views, those shared with a team the actor belongs to or leads, and those for everybody. */
const seen = (ctx: Context) => sql`(v.owner_id = ${ctx.actor.id}::uuid or v.shared = 'all'
  or (v.shared = 'team' and v.team_id = any(${[...ctx.actor.teamIds]}::uuid[])))`

const viewJson = (
  ctx: Context,
) => sql`json_build_object('id', v.id, 'version', v.version, 'capability', v.capability, 'name', v.name,
  'scope', v.shared, 'owner', (select json_build_object('id', u.id, 'name', u.name) from users u where u.id = v.owner_id),
  'state', v.state, 'mayEdit', v.owner_id = ${ctx.actor.id}::uuid)`

export async function listViews(ctx: Context, capability: string): Promise<SavedView[]> {
  const { rows } = await sql<{ view: SavedView }>`
    select ${viewJson(ctx)} as view from saved_views v where v.capability = ${capability} and ${seen(ctx)}
    order by (v.owner_id = ${ctx.actor.id}::uuid) desc, array_position(array['mine', 'team', 'all'], v.shared), v.position, v.id`.execute(
    ctx.db,
  )
  return rows.map((row) => row.view)
}

export async function findView(ctx: Context, id: string, lock = false): Promise<SavedView | undefined> {
  const { rows } = await sql<{ view: SavedView }>`
    select ${viewJson(ctx)} as view from saved_views v where v.id = ${id}::uuid and ${seen(ctx)} ${lock ? sql`for update` : sql``}`.execute(
    ctx.db,
  )
  return rows[0]?.view
}

export async function countOwn(ctx: Context, capability: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from saved_views where owner_id = ${ctx.actor.id}::uuid and capability = ${capability}`.execute(
    ctx.db,
  )
  return rows[0]?.n ?? 0
}

export async function insertView(
  ctx: Context,
  view: { capability: string; name: string; scope: ViewScope; state: unknown },
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into saved_views (capability, name, owner_id, shared, team_id, state, position)
    values (${view.capability}, ${view.name}, ${ctx.actor.id}::uuid, ${view.scope}, ${ctx.actor.teamId}::uuid, ${JSON.stringify(view.state)}::jsonb,
      (select coalesce(max(position) + 1, 0) from saved_views where owner_id = ${ctx.actor.id}::uuid and capability = ${view.capability}))
    returning id`.execute(ctx.db)
  return (rows[0] as { id: string }).id
}

/** A view newly shared goes to the team its owner is in now; one shared before stays where it is. */
export async function updateView(
  ctx: Context,
  id: string,
  view: { name: string; scope: ViewScope; state: unknown; sharedAnew: boolean },
): Promise<void> {
  await sql`
    update saved_views set name = ${view.name}, shared = ${view.scope}, state = ${JSON.stringify(view.state)}::jsonb,
      team_id = case when ${view.sharedAnew} then ${ctx.actor.teamId}::uuid else team_id end,
      version = version + 1, updated_at = ${ctx.now}
    where id = ${id}::uuid`.execute(ctx.db)
}

export async function removeView(ctx: Context, id: string): Promise<void> {
  await sql`delete from saved_views where id = ${id}::uuid`.execute(ctx.db)
}

export async function orderViews(ctx: Context, capability: string, ids: readonly string[]): Promise<void> {
  await sql`
    update saved_views v set position = o.position from unnest(${[...ids]}::uuid[]) with ordinality as o(id, position)
    where v.id = o.id and v.owner_id = ${ctx.actor.id}::uuid and v.capability = ${capability}`.execute(ctx.db)
}
