// All SQL of teams.
import { type RawBuilder, sql } from 'kysely'
import type { Team } from '#api/teams.ts'
import type { Context } from '#server/kit/context.ts'
import { NotFound } from '#server/kit/errors.ts'

export interface TeamRow {
  id: string
  name: string
  parentId: string | null
  leadId: string | null
  version: number
}

/** Every team, parents before children and by name within a parent. */
export async function listTeams(ctx: Context): Promise<Team[]> {
  return teams(ctx, sql`true`)
}

export async function getTeam(ctx: Context, id: string): Promise<Team> {
  const [team] = await teams(ctx, sql`t.id = ${id}::uuid`)
  if (!team) throw new NotFound('teams.notFound')
  return team
}

async function teams(ctx: Context, where: RawBuilder<unknown>): Promise<Team[]> {
  const { rows } = await sql<Team>`
    with recursive tree as (
      select id, array[name collate czech] as path from teams where parent_id is null
      union all
      select t.id, tree.path || (t.name collate czech) from teams t join tree on t.parent_id = tree.id
    )
    select t.id, t.name, t.parent_id, t.version,
      case when l.id is not null then json_build_object('id', l.id, 'name', l.name, 'active', l.active) end as lead,
      coalesce((
        select json_agg(json_build_object('id', u.id, 'name', u.name, 'active', u.active, 'roles',
          (select coalesce(json_agg(r.role order by r.role), '[]') from user_roles r where r.user_id = u.id))
          order by u.active desc, u.name collate czech)
        from users u where u.team_id = t.id), '[]') as members
    from teams t join tree on tree.id = t.id left join users l on l.id = t.lead_id
    where ${where}
    order by tree.path`.execute(ctx.db)
  return rows
}

export async function lockTeam(ctx: Context, id: string): Promise<TeamRow> {
  const { rows } = await sql<TeamRow>`
    select id, name, parent_id, lead_id, version from teams where id = ${id}::uuid for update`.execute(ctx.db)
  if (!rows[0]) throw new NotFound('teams.notFound')
  return rows[0]
}

/** Moves in the tree wait for each other: two at once could close a circle that neither sees alone. */
export async function lockTree(ctx: Context): Promise<void> {
  await sql`select pg_advisory_xact_lock(7146552)`.execute(ctx.db)
}

export async function isActiveUser(ctx: Context, id: string): Promise<boolean> {
  const { rows } = await sql`select from users where id = ${id}::uuid and active`.execute(ctx.db)
  return rows.length > 0
}

export async function insertTeam(ctx: Context, team: Pick<TeamRow, 'name' | 'parentId' | 'leadId'>): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into teams (name, parent_id, lead_id) values (${team.name}, ${team.parentId}::uuid, ${team.leadId}::uuid)
    returning id`.execute(ctx.db)
  return (rows[0] as { id: string }).id
}

export async function updateTeam(ctx: Context, team: TeamRow): Promise<void> {
  await sql`
    update teams set name = ${team.name}, parent_id = ${team.parentId}::uuid, lead_id = ${team.leadId}::uuid,
      version = version + 1, updated_at = ${ctx.now}
    where id = ${team.id}::uuid`.execute(ctx.db)
}

/** What keeps the team from being deleted. */
export async function countsOf(ctx: Context, id: string): Promise<{ people: number; teams: number; clients: number }> {
  const { rows } = await sql<{ people: number; teams: number; clients: number }>`
    select (select count(*)::int from users where team_id = ${id}::uuid) as people,
      (select count(*)::int from teams where parent_id = ${id}::uuid) as teams,
      (select count(*)::int from clients where team_id = ${id}::uuid) as clients`.execute(ctx.db)
  return rows[0] as { people: number; teams: number; clients: number }
}

export async function removeTeam(ctx: Context, id: string): Promise<void> {
  await sql`delete from teams where id = ${id}::uuid`.execute(ctx.db)
}
