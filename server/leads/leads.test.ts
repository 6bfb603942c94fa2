import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import * as forms from '#api/lead-forms.ts'
import * as api from '#api/leads.ts'
import { listLeads } from '#api/leads.ts'
import { writeActivity } from '#server/activities/actions.ts'
import { aLead, aLeadRule } from '#server/leads/factory.ts'
import { noteAnswers } from '#server/leads/jobs.ts'
import { leadReminder } from '#server/leads/reminders.ts'
import { aTeam } from '#server/teams/factory.ts'
import { aUser } from '#server/users/factory.ts'
import { useApp } from '#test/app.ts'

const t = useApp()
const rows = (body: unknown) => (body as { rows: Record<string, unknown>[] }).rows

async function firm() {
  const ctx = await t.ctx()
  const team = await aTeam(ctx)
  const me = await aUser(ctx, { teamId: team.id })
  const colleague = await aUser(ctx, { teamId: team.id })
  const director = await aUser(ctx, { roles: ['SD'] })
  return { ctx, team, me, colleague, director }
}

describe('a lead', () => {
  it('entered by hand belongs to who enters it, with two business days to answer', async () => {
    const { me } = await firm()
    t.now = new Date('2026-12-23T09:00:00Z')
    const { status, body } = await t.call(api.createLead, {
      as: me.id,
      body: {
        name: 'Pekařství U Mostu',
        personName: 'Ing. Eva Malá',
        phone: '602 123 456',
        email: 'Eva@Pekarstvi.example',
        postcode: '60200',
      },
    })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      name: 'Pekařství U Mostu',
      phone: '+420 602 123 456',
      postcode: '602 00',
      state: 'new',
      answerDueOn: '2026-12-29',
      clock: { state: 'running', businessDaysLeft: 2 },
      owner: { id: me.id },
      whyNot: { 'move.qualify': 'leads.signsMissing', 'move.reopen': 'leads.moveNotFromHere' },
    })
  })

  it('is refused without any name, with a wrong number, mail or IČO, each at its field', async () => {
    const { me } = await firm()
    const bare = await t.call(api.createLead, { as: me.id, body: {} })
    expect(bare.body.errors).toMatchObject([{ field: 'name', reason: 'leads.nameOrPerson' }])
    const { status, body } = await t.call(api.createLead, {
      as: me.id,
      body: { name: 'Firma', ico: '12345678', email: 'nic', phone: '12' },
    })
    expect(status).toBe(400)
    expect((body.errors as { field: string }[]).map((e) => e.field).sort()).toEqual(['email', 'ico', 'phone'])
  })

  it('that is being worked on already is named, and entered again only on purpose', async () => {
    const { me, director } = await firm()
    const first = await t.call(api.createLead, { as: me.id, body: { name: 'Alfa', email: 'nakup@alfa.example' } })
    const again = await t.call(api.createLead, {
      as: director.id,
      body: { personName: 'Jan', email: 'NAKUP@alfa.example' },
    })
    expect(again.status).toBe(409)
    expect(again.body.reason).toBe('leads.similar')
    expect(again.body.details).toMatchObject({ matches: [{ id: first.body.id, reasons: ['email'] }], hidden: 0 })
    const anyway = await t.call(api.createLead, {
      as: director.id,
      body: { personName: 'Jan', email: 'nakup@alfa.example', evenIfSimilar: true },
    })
    expect(anyway.status).toBe(201)
    expect(anyway.body.name).toBe('Jan')
  })

  it.each([
    [{ phone: '602 111 222' }, { phone: '+420602111222' }, ['phone']],
    [{ ico: '27082440' }, { ico: '270 82 440' }, ['ico']],
    [{ email: 'a@b.example', phone: '602111222' }, { email: 'A@b.example', phone: '602111222' }, ['email', 'phone']],
  ])('is known again by %j', async (first, again, reasons) => {
    const { me } = await firm()
    await t.call(api.createLead, { as: me.id, body: { name: 'První', ...first } })
    const { body } = await t.call(api.createLead, { as: me.id, body: { name: 'Druhý', ...again } })
    expect(body.details).toMatchObject({ matches: [{ name: 'První', reasons }] })
  })

  it('is changed only on the version that was read', async () => {
    const { me } = await firm()
    const lead = await aLead(await t.ctx(me.id))
    const changed = await t.call(api.changeLead, {
      as: me.id,
      params: { id: lead.id },
      body: { interestItems: '200 židlí', known: ['need', 'timing'] },
      version: lead.version,
    })
    expect(changed.body).toMatchObject({
      interestItems: '200 židlí',
      known: ['need', 'timing'],
      version: lead.version + 1,
    })
    const late = await t.call(api.changeLead, {
      as: me.id,
      params: { id: lead.id },
      body: { note: 'x' },
      version: lead.version,
    })
    expect(late.status).toBe(409)
    expect(late.body.reason).toBe('kit.conflict')
    expect(late.body.theirs).toMatchObject({ interestItems: '200 židlí' })
  })

  it('moves through its life, and each refusal says why', async () => {
    const { me } = await firm()
    const lead = await aLead(await t.ctx(me.id))
    const move = (body: { move: 'contact' | 'qualify' | 'disqualify' | 'reopen'; reason?: string }) =>
      t.call(api.moveLead, { as: me.id, params: { id: lead.id }, body })
    expect((await move({ move: 'qualify' })).body.reason).toBe('leads.signsMissing')
    expect((await move({ move: 'disqualify' })).body.reason).toBe('leads.reasonMissing')
    const contacted = await move({ move: 'contact' })
    expect(contacted.body).toMatchObject({ state: 'contacted', clock: { state: 'stopped' } })
    expect(contacted.body.answeredAt).toBeTruthy()
    expect((await move({ move: 'contact' })).body.reason).toBe('leads.moveNotFromHere')
    expect((await move({ move: 'disqualify', reason: 'Mimo sortiment' })).body).toMatchObject({
      state: 'disqualified',
      stateReason: 'Mimo sortiment',
    })
    t.now = new Date('2026-11-30T09:00:00Z')
    expect((await move({ move: 'reopen' })).body).toMatchObject({
      state: 'new',
      answeredAt: null,
      answerDueOn: '2026-12-02',
    })
  })

  it('is seen and changed by the policy of the firm', async () => {
    const { ctx, me, colleague, director } = await firm()
    await sql`update settings set visibility = 'own'`.execute(t.db)
    const lead = await aLead(await t.ctx(me.id))
    const see = async (as: string) => (await t.call(api.getLead, { as, params: { id: lead.id } })).status
    expect(await see(me.id)).toBe(200)
    expect(await see(colleague.id)).toBe(404)
    expect(await see(director.id)).toBe(200)
    expect(rows((await t.call(listLeads, { as: colleague.id })).body)).toEqual([])
    await sql`update settings set visibility = 'team'`.execute(t.db)
    expect(await see(colleague.id)).toBe(200)
    const change = await t.call(api.changeLead, {
      as: colleague.id,
      params: { id: lead.id },
      body: { note: 'x' },
      version: lead.version,
    })
    expect([change.status, change.body.reason]).toEqual([403, 'leads.notYours'])
    const auditor = await aUser(ctx, { roles: ['AUD'] })
    const read = await t.call(api.getLead, { as: auditor.id, params: { id: lead.id } })
    expect(read.body.whyNot).toMatchObject({ edit: 'leads.readOnlyRole' })
  })

  it('is handed over, and the new owner is told', async () => {
    const { me, colleague, director } = await firm()
    const lead = await aLead(await t.ctx(me.id))
    const given = await t.call(api.assignLead, {
      as: director.id,
      params: { id: lead.id },
      body: { ownerId: colleague.id, reason: 'Brno' },
    })
    expect(given.body.owner).toMatchObject({ id: colleague.id })
    const { rows: told } = await sql<{
      userId: string
      event: string
    }>`select user_id, event from notifications where record_id = ${lead.id}::uuid`.execute(t.db)
    expect(told).toContainEqual({ userId: colleague.id, event: 'leads.new' })
    const wrong = await t.call(api.assignLead, {
      as: director.id,
      params: { id: lead.id },
      body: { ownerId: (await aUser(await t.ctx(), { roles: ['FIN'] })).id },
    })
    expect(wrong.body.errors).toMatchObject([{ field: 'ownerId', reason: 'leads.cannotTake' }])
  })

  it('goes to the bin and comes back', async () => {
    const { me } = await firm()
    const lead = await aLead(await t.ctx(me.id))
    expect((await t.call(api.removeLead, { as: me.id, params: { id: lead.id } })).status).toBe(200)
    expect((await t.call(api.getLead, { as: me.id, params: { id: lead.id } })).status).toBe(404)
    const binned = async (q?: string) =>
      (await t.call(api.listDeletedLeads, { as: me.id, query: q ? { q } : {} })).body.rows.map((row) => row.id)
    expect(await binned()).toEqual([lead.id])
    expect(await binned('zajemce')).toEqual([lead.id])
    expect((await t.call(api.listLeads, { as: me.id, query: { q: 'zajemce' } })).body.rows).toEqual([])
    expect((await t.call(api.restoreLead, { as: me.id, params: { id: lead.id } })).body.deletedAt).toBeNull()
    expect(await binned()).toEqual([])
  })

  it('is answered by the first entry that goes out, at once when read and for good by the timer', async () => {
    const { me } = await firm()
    const ctx = await t.ctx(me.id)
    const lead = await aLead(ctx)
    await writeActivity(ctx, { leadId: lead.id, channel: 'note', text: 'Zjistit, kdo to je' })
    expect((await t.call(api.getLead, { as: me.id, params: { id: lead.id } })).body.answeredAt).toBeNull()
    await writeActivity(ctx, {
      leadId: lead.id,
      channel: 'phone',
      direction: 'out',
      text: 'Volal jsem, mají zájem',
      outcome: 'reached',
    })
    expect((await t.call(api.getLead, { as: me.id, params: { id: lead.id } })).body.clock.state).toBe('stopped')
    expect(await noteAnswers(await t.ctx())).toBe(1)
    const after = await t.call(api.getLead, { as: me.id, params: { id: lead.id } })
    expect(after.body).toMatchObject({ state: 'contacted' })
    expect(await noteAnswers(await t.ctx())).toBe(0)
  })

  it('late with the answer reminds its owner; without an owner, those who give leads out', async () => {
    const { ctx, me, director } = await firm()
    const late = await aLead(await t.ctx(me.id))
    const nobodys = await aLead(ctx)
    t.now = new Date('2026-11-27T09:00:00Z')
    const due = await leadReminder.due(await t.ctx())
    expect(due.find((d) => d.recordId === late.id)?.userIds).toEqual([me.id])
    expect(due.find((d) => d.recordId === nobodys.id)?.userIds).toContain(director.id)
  })
})

describe('rules', () => {
  it('give a lead to the first that fits, by territory, branch, language and source', async () => {
    const { ctx, me, colleague, director } = await firm()
    await aLeadRule(ctx, { name: 'Morava', postcodes: ['6', '7'], userIds: [me.id] })
    await aLeadRule(ctx, { name: 'Velkoobchod', naces: ['46'], userIds: [colleague.id] })
    await aLeadRule(ctx, { name: 'Cizina', languages: ['en', 'de'], userIds: [director.id] })
    const route = async (draft: Record<string, unknown>) =>
      (await t.call(forms.tryLeadRules, { as: me.id, body: draft })).body
    expect(await route({ postcode: '602 00', nace: '46.13' })).toMatchObject({
      rule: { name: 'Morava' },
      user: { id: me.id },
    })
    expect(await route({ postcode: '110 00', nace: '46.13' })).toMatchObject({ user: { id: colleague.id } })
    expect(await route({ language: 'en' })).toMatchObject({ user: { id: director.id } })
    expect(await route({ postcode: '110 00' })).toEqual({ rule: null, user: null })
  })

  it('let several people take turns, passing over who left', async () => {
    const { ctx, me, colleague, director } = await firm()
    await aLeadRule(ctx, { userIds: [me.id, colleague.id, director.id] })
    await sql`update users set active = false where id = ${colleague.id}::uuid`.execute(t.db)
    const owners: (string | undefined)[] = []
    for (let i = 0; i < 4; i++) owners.push((await aLead(ctx)).owner?.id)
    expect(owners).toEqual([me.id, director.id, me.id, director.id])
  })

  it('are kept by the administrator and the director only, in their order', async () => {
    const { ctx, me, director } = await firm()
    const draft = { name: 'Brno', postcodes: ['60 2', ' '.repeat(1)], userIds: [me.id] }
    expect((await t.call(forms.createLeadRule, { as: me.id, body: draft })).status).toBe(403)
    const first = await t.call(forms.createLeadRule, { as: director.id, body: { ...draft, postcodes: ['60 2'] } })
    expect(first.body).toMatchObject({ postcodes: ['602'], active: true, leads: 0 })
    const second = await aLeadRule(ctx, { userIds: [director.id] })
    await t.call(forms.orderLeadRules, { as: director.id, body: { ids: [second.id, first.body.id] } })
    const { body } = await t.call(forms.listLeadRules, { as: me.id })
    // The administrator keeps the rules and the forms without seeing any client.
    const administrator = await aUser(ctx, { roles: ['ADM'] })
    const kept = await t.call(forms.listLeadRules, { as: administrator.id })
    expect([kept.status, kept.body.whyNot]).toEqual([200, {}])
    expect((await t.call(forms.listLeadForms, { as: administrator.id })).status).toBe(200)
    expect(body.rules.map((rule) => rule.id)).toEqual([second.id, first.body.id])
    expect(body.whyNot).toEqual({ edit: 'leads.rulesByAdministrator' })
    const off = await t.call(forms.changeLeadRule, {
      as: director.id,
      params: { id: second.id },
      body: { active: false },
      version: second.version,
    })
    expect(off.body.active).toBe(false)
    expect((await aLead(ctx, { postcode: '602 00' })).rule?.id).toBe(first.body.id)
    expect((await t.call(forms.removeLeadRule, { as: director.id, params: { id: first.body.id } })).status).toBe(200)
    expect((await aLead(ctx, { postcode: '602 00' })).routedReason).toBe('leads.noRuleFits')
  })
})
