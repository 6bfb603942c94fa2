import { describe, expect, it } from 'vitest'
import { changeTeam, createTeam, listTeams, removeTeam } from '#api/teams.ts'
import { aClient } from '#server/clients/factory.ts'
import { aTeam } from '#server/teams/factory.ts'
import { aUser } from '#server/users/factory.ts'
import { useApp } from '#test/app.ts'

const t = useApp()
const admin = async () => (await aUser(await t.ctx(), { roles: ['ADM'] })).id

describe('teams', () => {
  it('grow into a tree with leads and members, parents before children', async () => {
    const as = await admin()
    const lead = await aUser(await t.ctx(), { roles: ['TL'], name: 'Petr Vedoucí' })
    const firm = await t.call(createTeam, { as, body: { name: 'Obchod', leadId: lead.id } })
    expect(firm.status).toBe(201)
    const east = await t.call(createTeam, { as, body: { name: ' Čechy východ ', parentId: firm.body.id } })
    await aUser(await t.ctx(), { name: 'Alena Členka', teamId: east.body.id })
    const { body } = await t.call(listTeams, { as: lead.id })
    expect(body.teams.map((team) => [team.name, team.lead?.name ?? null, team.members.map((m) => m.name)])).toEqual([
      ['Obchod', 'Petr Vedoucí', []],
      ['Čechy východ', null, ['Alena Členka']],
    ])
  })
  it('are renamed under the version that was read', async () => {
    const as = await admin()
    const team = await aTeam(await t.ctx(), { name: 'Jih' })
    const renamed = await t.call(changeTeam, { as, params: { id: team.id }, version: 1, body: { name: 'Jihozápad' } })
    expect(renamed.body).toMatchObject({ name: 'Jihozápad', version: 2 })
    const stale = await t.call(changeTeam, { as, params: { id: team.id }, version: 1, body: { name: 'Jih' } })
    expect(stale.body).toMatchObject({ reason: 'kit.conflict', theirs: { name: 'Jihozápad' } })
  })
  it('never close a circle', async () => {
    const as = await admin()
    const top = await aTeam(await t.ctx())
    const middle = await aTeam(await t.ctx(), { parentId: top.id })
    const bottom = await aTeam(await t.ctx(), { parentId: middle.id })
    for (const parentId of [top.id, middle.id, bottom.id]) {
      const refused = await t.call(changeTeam, { as, params: { id: top.id }, version: 1, body: { parentId } })
      expect([refused.status, refused.body.reason]).toEqual([409, 'teams.belowItself'])
    }
  })
  it('refuse the same name in one place, a lead who left and a parent that is not there', async () => {
    const as = await admin()
    await aTeam(await t.ctx(), { name: 'Sever' })
    const same = await t.call(createTeam, { as, body: { name: 'sever' } })
    expect(same.body.errors).toMatchObject([{ field: 'name', reason: 'teams.nameTaken' }])
    const gone = await aUser(await t.ctx(), { active: false })
    const lead = await t.call(createTeam, { as, body: { name: 'Západ', leadId: gone.id } })
    expect(lead.body.errors).toMatchObject([{ field: 'leadId', reason: 'teams.leadInactive' }])
    const parent = await t.call(createTeam, { as, body: { name: 'Západ', parentId: gone.id } })
    expect(parent.body.errors).toMatchObject([{ field: 'parentId', reason: 'teams.notFound' }])
  })
  it('are deleted only when empty, and the refusal counts what is left', async () => {
    const as = await admin()
    const team = await aTeam(await t.ctx())
    await aTeam(await t.ctx(), { parentId: team.id })
    const owner = await aUser(await t.ctx(), { teamId: team.id })
    await aClient(await t.ctx(), { ownerId: owner.id })
    const refused = await t.call(removeTeam, { as, params: { id: team.id } })
    expect(refused.body).toMatchObject({ reason: 'teams.notEmpty', details: { people: 1, teams: 1, clients: 1 } })
    expect(refused.body.title).toContain('1\u00a0člověk, 1\u00a0tým, 1\u00a0klient')
    const empty = await aTeam(await t.ctx())
    expect((await t.call(removeTeam, { as, params: { id: empty.id } })).status).toBe(200)
    expect((await t.call(removeTeam, { as, params: { id: empty.id } })).status).toBe(404)
  })
  it('are read by everybody and changed by the administrator and the sales director', async () => {
    const manager = (await aUser(await t.ctx(), { roles: ['AM', 'TL'] })).id
    expect((await t.call(listTeams, { as: manager })).status).toBe(200)
    expect((await t.call(createTeam, { as: manager, body: { name: 'X' } })).status).toBe(403)
    expect((await t.call(listTeams)).status).toBe(401)
  })
})
