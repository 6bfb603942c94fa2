// The only place of the web that asks about teams.
import { queryOptions } from '@tanstack/react-query'
import * as api from '#api/teams.ts'
import { call } from '#web/kit/call.ts'
import type { OptionSource } from '#web/kit/list/list-types.ts'
import { queryClient } from '#web/kit/query-client.ts'

export const teamsQuery = queryOptions({
  queryKey: ['teams'],
  queryFn: async ({ signal }) => (await call(api.listTeams, { signal })).teams,
  staleTime: 60_000,
})

const reload = () => queryClient.invalidateQueries({ queryKey: teamsQuery.queryKey })

export async function createTeam(body: api.TeamDraft): Promise<api.Team> {
  const team = await call(api.createTeam, { body })
  await reload()
  return team
}

export async function changeTeam(id: string, body: api.TeamChange, version: number): Promise<api.Team> {
  try {
    return await call(api.changeTeam, { params: { id }, body, version })
  } finally {
    await reload()
  }
}

export async function removeTeam(id: string): Promise<void> {
  await call(api.removeTeam, { params: { id } })
  await reload()
}

/** How deep a team lies; parents come before children. */
export function depths(teams: readonly api.Team[]): Map<string, number> {
  const result = new Map<string, number>()
  for (const team of teams) result.set(team.id, team.parentId ? (result.get(team.parentId) ?? 0) + 1 : 0)
  return result
}

const optionOf = (team: api.Team) => ({ value: team.id, label: team.name })

/** Teams for pickers and team columns of every list. */
export const teamOptions: OptionSource = {
  async search(text) {
    const teams = await queryClient.ensureQueryData(teamsQuery)
    const wanted = text.trim().toLowerCase()
    return teams.filter((team) => team.name.toLowerCase().includes(wanted)).map(optionOf)
  },
  async labels(ids) {
    return (await queryClient.ensureQueryData(teamsQuery)).filter((team) => ids.includes(team.id)).map(optionOf)
  },
}
