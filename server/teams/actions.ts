// What one does with teams: found, rename, move in the tree, give a lead, delete an empty one.
import type { Team, TeamChange, TeamDraft } from '#api/teams.ts'
import type { Context } from '#server/kit/context.ts'
import { BadInput, conflict, constraintOf, NotFound, Refusal } from '#server/kit/errors.ts'
import { record } from '#server/kit/record.ts'
import * as store from '#server/teams/store.ts'

/** Every team with its lead and members. */
export async function listTeams(ctx: Context): Promise<Team[]> {
  return store.listTeams(ctx)
}

/** Adds a team. Two teams of one name below the same parent are refused. */
export async function createTeam(ctx: Context, draft: TeamDraft): Promise<Team> {
  await store.lockTree(ctx)
  const team = { name: draft.name.trim(), parentId: draft.parentId ?? null, leadId: draft.leadId ?? null }
  await checkLinks(ctx, team)
  const id = await told(() => store.insertTeam(ctx, team))
  await record(ctx, { fact: 'teams.created', recordType: 'team', recordId: id, after: team })
  return store.getTeam(ctx, id)
}

/** Changes name, place in the tree or lead. A team cannot come below itself. */
export async function changeTeam(ctx: Context, id: string, change: TeamChange, version: number): Promise<Team> {
  await store.lockTree(ctx)
  const before = await store.lockTeam(ctx, id)
  if (before.version !== version) throw conflict(await store.getTeam(ctx, id))
  const after = { ...before, ...change, name: (change.name ?? before.name).trim() }
  await checkLinks(ctx, {
    parentId: after.parentId === before.parentId ? null : after.parentId,
    leadId: after.leadId === before.leadId ? null : after.leadId,
  })
  await told(() => store.updateTeam(ctx, after))
  await record(ctx, {
    fact: 'teams.changed',
    recordType: 'team',
    recordId: id,
    before: pictured(before),
    after: pictured(after),
  })
  return store.getTeam(ctx, id)
}

/** Deletes a team without people, teams below and clients; with them it is refused and they are counted. */
export async function removeTeam(ctx: Context, id: string): Promise<void> {
  await store.lockTree(ctx)
  const before = await store.lockTeam(ctx, id)
  const counts = await store.countsOf(ctx, id)
  if (counts.people + counts.teams + counts.clients > 0) throw new Refusal('teams.notEmpty', counts)
  await told(() => store.removeTeam(ctx, id))
  await record(ctx, { fact: 'teams.removed', recordType: 'team', recordId: id, before: pictured(before) })
}

/** The team exists; for whoever assigns somebody to it. */
export async function requireTeam(ctx: Context, id: string): Promise<void> {
  try {
    await store.getTeam(ctx, id)
  } catch (error) {
    if (error instanceof NotFound) throw new BadInput([{ field: 'teamId', reason: 'teams.notFound' }])
    throw error
  }
}

async function checkLinks(ctx: Context, team: { parentId: string | null; leadId: string | null }): Promise<void> {
  if (team.parentId) {
    try {
      await store.getTeam(ctx, team.parentId)
    } catch (error) {
      if (error instanceof NotFound) throw new BadInput([{ field: 'parentId', reason: 'teams.notFound' }])
      throw error
    }
  }
  if (team.leadId && !(await store.isActiveUser(ctx, team.leadId))) {
    throw new BadInput([{ field: 'leadId', reason: 'teams.leadInactive' }])
  }
}

/** Constraints speak names; people get sentences. */
async function told<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const constraint = constraintOf(error)
    if (constraint === 'teams_name') throw new BadInput([{ field: 'name', reason: 'teams.nameTaken' }])
    if (constraint === 'teams_no_cycle' || constraint === 'teams_check') throw new Refusal('teams.belowItself')
    if (constraint?.endsWith('_fkey')) throw new Refusal('teams.inUse')
    throw error
  }
}

function pictured(team: store.TeamRow): Record<string, unknown> {
  return { name: team.name, parentId: team.parentId, leadId: team.leadId }
}
