import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { endDeputy, listDeputies, setDeputy } from '#api/deputies.ts'
import * as api from '#api/users.ts'
import { aClient } from '#server/clients/factory.ts'
import { aTeam } from '#server/teams/factory.ts'
import { aUser } from '#server/users/factory.ts'
import { useApp } from '#test/app.ts'

const t = useApp()
const admin = async () => (await aUser(await t.ctx(), { roles: ['ADM'] })).id

describe('the signed-in person', () => {
  it('learns who he is, what he may and whom he stands in for', async () => {
    const team = await aTeam(await t.ctx(), { name: 'Morava' })
    const me = await aUser(await t.ctx(), { name: 'Jan Zástupce', teamId: team.id })
    const away = await aUser(await t.ctx(), { name: 'Eva Pryč' })
    await t.call(setDeputy, {
      as: away.id,
      body: { deputyId: me.id, from: '2026-11-20', to: '2026-11-30', reason: 'dovolená' },
    })
    const { body } = await t.call(api.getMe, { as: me.id })
    expect(body).toMatchObject({
      name: 'Jan Zástupce',
      roles: ['AM'],
      team: { name: 'Morava' },
      deputisingFor: [{ id: away.id, name: 'Eva Pryč', to: '2026-11-30' }],
      firm: { visibility: 'team', currency: 'CZK' },
    })
    expect(body.abilities).toContain('clients.write')
    expect(body.abilities).not.toContain('users.administer')
  })
  it('changes own name, phone and appearance, not own roles or address', async () => {
    const me = await aUser(await t.ctx())
    const changed = await t.call(api.changeMe, {
      as: me.id,
      body: { name: ' Jana Malá ', phone: '602 123 456', language: 'en', colorScheme: 'dark' },
    })
    expect(changed.body).toMatchObject({
      name: 'Jana Malá',
      phone: '+420 602 123 456',
      language: 'en',
      colorScheme: 'dark',
      version: 2,
    })
    expect((await t.call(api.changeMe, { as: me.id, body: { roles: ['ADM'] } as never })).status).toBe(400)
    expect((await t.call(api.changeMe, { as: me.id, body: { phone: 'x' } })).body.errors).toMatchObject([
      { field: 'phone' },
    ])
    const stale = await t.call(api.changeMe, { as: me.id, version: 1, body: { name: 'Jana' } })
    expect(stale.body.reason).toBe('kit.conflict')
  })
  it('reads what he may decide, and whose the rest is', async () => {
    const me = await aUser(await t.ctx(), { roles: ['AM'] })
    const { body } = await t.call(api.getCompetence, { as: me.id })
    expect(body).toMatchObject({ reach: 'teams', policy: 'team', seesConfidential: false })
    expect(body.abilities.find((a) => a.ability === 'clients.reassign')).toEqual({
      ability: 'clients.reassign',
      mine: false,
      roles: ['TL', 'SD', 'CEO'],
    })
  })
  it('sees where he is signed in and signs out elsewhere, never another person', async () => {
    const me = await aUser(await t.ctx())
    const other = await aUser(await t.ctx())
    await t.cookie(me.id)
    await t.cookie(other.id)
    const { body } = await t.call(api.listMySessions, { as: me.id })
    expect(body.sessions.map((s) => s.current)).toEqual([true, false])
    const foreign = await sql<{ id: string }>`select id from sessions where user_id = ${other.id}::uuid`.execute(t.db)
    const params = { id: foreign.rows[0]?.id as string }
    expect((await t.call(api.revokeMySession, { as: me.id, params })).status).toBe(404)
    expect(
      (await t.call(api.revokeMySession, { as: me.id, params: { id: body.sessions[1]?.id as string } })).status,
    ).toBe(200)
    await t.call(api.revokeMyOtherSessions, { as: me.id })
    const left = await sql<{
      n: number
    }>`select count(*)::int as n from sessions where user_id = ${me.id}::uuid`.execute(t.db)
    expect(left.rows[0]?.n).toBe(1)
    const theirs = await sql<{
      n: number
    }>`select count(*)::int as n from sessions where user_id = ${other.id}::uuid`.execute(t.db)
    expect(theirs.rows[0]?.n).toBe(1)
  })
})

describe('the administrator', () => {
  it('invites a colleague and gets a link that names him', async () => {
    const as = await admin()
    const invited = await t.call(api.inviteUser, {
      as,
      body: { name: 'Karel Nový', email: ' Karel.Novy@Firma.example ', roles: ['AM', 'TL'] },
    })
    expect(invited.status).toBe(201)
    expect(invited.body.user).toMatchObject({
      email: 'karel.novy@firma.example',
      roles: ['AM', 'TL'],
      hasPassword: false,
      active: true,
    })
    expect(invited.body.link).toMatchObject({ mailed: false })
    const token = invited.body.link.path.split('/').at(-1) as string
    const who = await t.call(api.getPasswordLink, { params: { token } })
    expect(who.body).toMatchObject({ name: 'Karel Nový', email: 'karel.novy@firma.example' })
    const kept = await sql<{ identifier: string }>`select identifier from verifications`.execute(t.db)
    expect(JSON.stringify(kept.rows)).not.toContain(token)
    const again = await t.call(api.makeOneTimeLink, { as, params: { id: invited.body.user.id } })
    expect(again.status).toBe(201)
    expect((await t.call(api.getPasswordLink, { params: { token } })).body.reason).toBe('users.linkExpired')
  })
  it('is refused an address somebody has, in whatever letters', async () => {
    const as = await admin()
    const taken = await aUser(await t.ctx(), { email: 'eva@firma.example' })
    const refused = await t.call(api.inviteUser, {
      as,
      body: { name: 'Eva', email: 'EVA@firma.example', roles: ['AM'] },
    })
    expect(refused.body.errors).toMatchObject([{ field: 'email', reason: 'users.emailTaken' }])
    expect(taken.id).toBeTruthy()
    const bad = await t.call(api.inviteUser, { as, body: { name: 'Eva', email: 'eva@firma', roles: ['AM'] } })
    expect(bad.status).toBe(400)
  })
  it('changes roles of others, never his own, and leaves one administrator', async () => {
    const as = await admin()
    const second = await aUser(await t.ctx(), { roles: ['ADM', 'AM'] })
    const own = await t.call(api.changeUser, { as, params: { id: as }, version: 1, body: { roles: ['ADM', 'SD'] } })
    expect([own.status, own.body.reason]).toEqual([409, 'users.ownRoles'])
    const given = await t.call(api.changeUser, {
      as,
      params: { id: second.id },
      version: 1,
      body: { roles: ['AM', 'SD'] },
    })
    expect(given.body.roles).toEqual(['AM', 'SD'])
    const entry = await sql<{ before: unknown; after: unknown }>`
      select before, after from journal_entries where fact = 'users.changed' and record_id = ${second.id}::uuid`.execute(
      t.db,
    )
    expect(entry.rows).toEqual([{ before: { roles: ['ADM', 'AM'] }, after: { roles: ['AM', 'SD'] } }])
    const alone = await t.call(api.deactivateUser, { as, params: { id: as } })
    expect(alone.body.reason).toBe('users.ownDeactivation')
    expect((await t.call(api.getUser, { as, params: { id: as } })).body.whyNot).toEqual({
      roles: 'users.ownRoles',
      deactivate: 'users.ownDeactivation',
    })
  })
  it('moves a person to another team and what he owns follows, told by one entry', async () => {
    const as = await admin()
    const [from, to] = [await aTeam(await t.ctx()), await aTeam(await t.ctx())]
    const owner = await aUser(await t.ctx(), { teamId: from.id })
    const mine = await aClient(await t.ctx(), { ownerId: owner.id })
    const foreign = await aClient(await t.ctx(), { ownerId: (await aUser(await t.ctx(), { teamId: from.id })).id })
    const moved = await t.call(api.changeUser, { as, params: { id: owner.id }, version: 1, body: { teamId: to.id } })
    expect(moved.body).toMatchObject({ team: { id: to.id }, ownedClients: 1 })
    const { rows } = await sql<{ id: string; teamId: string; version: number }>`
      select id, team_id, version from clients where id = any(${[mine.id, foreign.id]}::uuid[]) order by id`.execute(
      t.db,
    )
    expect(rows.find((r) => r.id === mine.id)).toMatchObject({ teamId: to.id, version: 1 })
    expect(rows.find((r) => r.id === foreign.id)?.teamId).toBe(from.id)
    const entries = await sql<{
      after: unknown
    }>`select after from journal_entries where record_id = ${owner.id}::uuid`.execute(t.db)
    expect(entries.rows).toEqual([{ after: { teamId: to.id, moved: { clients: 1, contacts: 0, leads: 0 } } }])
    const nowhere = await t.call(api.changeUser, {
      as,
      params: { id: owner.id },
      version: 2,
      body: { teamId: owner.id },
    })
    expect(nowhere.body.errors).toMatchObject([{ field: 'teamId', reason: 'teams.notFound' }])
  })
  it('ends access at once and gives it back', async () => {
    const as = await admin()
    const leaving = await aUser(await t.ctx())
    const cookie = await t.cookie(leaving.id)
    const me = () => t.app.inject({ method: 'GET', url: '/api/me', headers: { cookie } })
    expect((await me()).statusCode).toBe(200)
    const gone = await t.call(api.deactivateUser, { as, params: { id: leaving.id } })
    expect(gone.body).toMatchObject({ active: false })
    expect((await me()).statusCode).toBe(401)
    const link = await t.call(api.makeOneTimeLink, { as, params: { id: leaving.id } })
    expect(link.body.reason).toBe('users.linkForInactive')
    expect((await t.call(api.reactivateUser, { as, params: { id: leaving.id } })).body.active).toBe(true)
    expect((await me()).statusCode).toBe(401)
  })
  it('lists people, filtered by role and found without diacritics', async () => {
    const as = await admin()
    const team = await aTeam(await t.ctx(), { name: 'Čechy' })
    await aUser(await t.ctx(), { name: 'Řehoř Žižka', roles: ['KAM', 'TL'], teamId: team.id })
    await aUser(await t.ctx(), { name: 'Adam Ábel', roles: ['AM'] })
    const found = await t.call(api.listUsers, { as, query: { q: 'zizka reh' } })
    expect(found.body.rows).toMatchObject([
      { name: 'Řehoř Žižka', roles: ['KAM', 'TL'], team: { name: 'Čechy' }, active: true },
    ])
    const filter = JSON.stringify({
      and: [
        { f: 'roles', op: 'in', v: ['KAM'] },
        { f: 'team', op: 'in', v: [team.id] },
      ],
    })
    expect((await t.call(api.listUsers, { as, query: { filter, sort: '-lastSeenAt' } })).body.total).toBe(1)
    const none = JSON.stringify({ f: 'roles', op: 'notIn', v: ['KAM', 'ADM'] })
    expect((await t.call(api.listUsers, { as, query: { filter: none } })).body.rows).toMatchObject([
      { name: 'Adam Ábel' },
    ])
    const groups = await t.call(api.listUsers, { as, query: { groupBy: 'team' } })
    expect(groups.body.groups).toContainEqual(expect.objectContaining({ label: 'Čechy', count: 1 }))
  })
  it('is the only one who administers people; colleagues pick each other', async () => {
    const manager = await aUser(await t.ctx(), { name: 'Šárka Obchodní', roles: ['SD'] })
    const left = await aUser(await t.ctx(), { name: 'Šárka Odešlá', active: false })
    expect((await t.call(api.listUsers, { as: manager.id })).status).toBe(403)
    expect((await t.call(api.getUser, { as: manager.id, params: { id: left.id } })).status).toBe(403)
    const picked = await t.call(api.pickPeople, { as: manager.id, query: { q: 'sark' } })
    expect(picked.body.people.map((p) => p.name)).toEqual(['Šárka Obchodní'])
    const byId = await t.call(api.pickPeople, { as: manager.id, query: { ids: `${left.id},${manager.id}` } })
    expect(byId.body.people).toMatchObject([{ active: true }, { active: false }])
    expect((await t.call(api.pickPeople, { as: manager.id, query: { ids: 'x' } })).status).toBe(400)
  })
})

describe('a deputy', () => {
  const period = { from: '2026-12-01', to: '2026-12-10' }
  it('is set by the person, seen by both, ended by the person', async () => {
    const [away, deputy, stranger] = [
      await aUser(await t.ctx()),
      await aUser(await t.ctx()),
      await aUser(await t.ctx()),
    ]
    const set = await t.call(setDeputy, { as: away.id, body: { deputyId: deputy.id, ...period } })
    expect(set.status).toBe(201)
    expect(set.body).toMatchObject({ from: '2026-12-01', to: '2026-12-10', mayEnd: true })
    expect((await t.call(listDeputies, { as: deputy.id })).body.deputies).toMatchObject([
      { id: set.body.id, mayEnd: false },
    ])
    expect((await t.call(listDeputies, { as: stranger.id })).body.deputies).toEqual([])
    const params = { id: set.body.id }
    expect((await t.call(endDeputy, { as: stranger.id, params })).status).toBe(404)
    expect((await t.call(endDeputy, { as: deputy.id, params })).status).toBe(403)
    expect((await t.call(endDeputy, { as: away.id, params })).status).toBe(200)
    expect((await t.call(listDeputies, { as: away.id })).body.deputies).toEqual([])
  })
  it('sees what the absent person sees only in those days', async () => {
    const [away, deputy] = [await aUser(await t.ctx()), await aUser(await t.ctx())]
    await t.call(setDeputy, { as: away.id, body: { deputyId: deputy.id, ...period } })
    expect((await t.ctx(deputy.id)).actor.personIds).toEqual([deputy.id])
    t.now = new Date('2026-12-10T20:00:00Z')
    expect((await t.ctx(deputy.id)).actor.personIds).toContain(away.id)
    t.now = new Date('2026-12-10T23:30:00Z')
    expect((await t.ctx(deputy.id)).actor.personIds).toEqual([deputy.id])
  })
  it('of a team lead leads the team in those days, and borrows no other role', async () => {
    const [away, deputy] = [await aUser(await t.ctx(), { roles: ['TL', 'ADM'] }), await aUser(await t.ctx())]
    const team = await aTeam(await t.ctx(), { leadId: away.id })
    await t.call(setDeputy, { as: away.id, body: { deputyId: deputy.id, ...period } })
    expect((await t.ctx(deputy.id)).actor).toMatchObject({ roles: ['AM'], ledTeamIds: [] })
    t.now = new Date('2026-12-02T08:00:00Z')
    expect((await t.ctx(deputy.id)).actor).toMatchObject({ roles: ['AM', 'TL'], ledTeamIds: [team.id] })
  })
  it('that runs ends today and its days stay on record', async () => {
    const [away, deputy] = [await aUser(await t.ctx()), await aUser(await t.ctx())]
    const set = await t.call(setDeputy, {
      as: away.id,
      body: { deputyId: deputy.id, from: '2026-11-01', to: '2026-11-30' },
    })
    await t.call(endDeputy, { as: away.id, params: { id: set.body.id } })
    const { rows } = await sql<{ valid: string }>`select valid::text from deputies`.execute(t.db)
    expect(rows).toEqual([{ valid: '[2026-11-01,2026-11-24)' }])
    expect((await t.ctx(deputy.id)).actor.personIds).toEqual([deputy.id])
  })
  it('is refused for a bad period, twice at once, and to strangers', async () => {
    const [away, deputy, stranger] = [
      await aUser(await t.ctx()),
      await aUser(await t.ctx()),
      await aUser(await t.ctx()),
    ]
    const body = { absentId: away.id, deputyId: deputy.id }
    const field = async (from: string, to: string) =>
      (await t.call(setDeputy, { as: away.id, body: { ...body, from, to } })).body.errors as unknown
    expect(await field('2026-12-10', '2026-12-01')).toMatchObject([{ reason: 'users.deputyEndsEarly' }])
    expect(await field('2026-10-01', '2026-11-01')).toMatchObject([{ reason: 'users.deputyPast' }])
    expect(await field('2026-12-01', '2028-12-01')).toMatchObject([{ reason: 'users.deputyTooLong' }])
    await t.call(setDeputy, { as: away.id, body: { ...body, ...period } })
    const twice = await t.call(setDeputy, { as: away.id, body: { ...body, from: '2026-12-10', to: '2026-12-12' } })
    expect([twice.status, twice.body.reason]).toEqual([409, 'users.deputyOverlaps'])
    const foreign = await t.call(setDeputy, { as: stranger.id, body: { ...body, ...period } })
    expect([foreign.status, foreign.body.reason]).toEqual([403, 'users.deputyNotYours'])
  })
})
