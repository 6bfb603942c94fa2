import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import * as forms from '#api/lead-forms.ts'
import * as api from '#api/leads.ts'
import { aLeadForm, aLeadRule } from '#server/leads/factory.ts'
import { aTeam } from '#server/teams/factory.ts'
import { aUser } from '#server/users/factory.ts'
import { useApp } from '#test/app.ts'

const t = useApp()

async function firm() {
  const ctx = await t.ctx()
  const team = await aTeam(ctx)
  const me = await aUser(ctx, { teamId: team.id })
  const colleague = await aUser(ctx, { teamId: team.id })
  const director = await aUser(ctx, { roles: ['SD'] })
  return { ctx, team, me, colleague, director }
}

describe('a public form', () => {
  const send = (key: string, body: Record<string, unknown>, headers: Record<string, string> = {}) =>
    t.app.inject({ method: 'POST', url: `/api/public/lead-forms/${key}`, headers, payload: body })
  async function tokenOf(key: string): Promise<string> {
    const { body } = await t.call(forms.getPublicForm, { params: { key } })
    t.now = new Date(t.now.getTime() + 20_000)
    return body.token
  }
  const submissions = async () =>
    (
      await sql<{ outcome: string; spamReason: string | null; leadId: string | null }>`
      select outcome, spam_reason, lead_id from lead_submissions order by id`.execute(t.db)
    ).rows

  it('makes a lead with the consent, gives it out by the rules and keeps what came', async () => {
    const { ctx, me } = await firm()
    await aLeadRule(ctx, { sources: ['form'], userIds: [me.id] })
    const form = await aLeadForm(ctx, { name: 'Web', consent: 'Souhlasím se zpracováním.', thanks: 'Díky' })
    const token = await tokenOf(form.key)
    const without = await send(form.key, { token, personName: 'Eva Malá', email: 'eva@mala.example' })
    expect(without.json().errors).toMatchObject([{ field: 'consent', reason: 'leads.consentNeeded' }])
    const sent = await send(form.key, {
      token,
      personName: 'Eva Malá',
      email: 'eva@mala.example',
      message: 'Prosím nabídku',
      consent: true,
    })
    expect([sent.statusCode, sent.json()]).toEqual([200, { ok: true, thanks: 'Díky' }])
    const [submission] = await submissions()
    expect(submission).toMatchObject({ outcome: 'created', spamReason: null })
    const lead = await t.call(api.getLead, { as: me.id, params: { id: submission?.leadId as string } })
    expect(lead.body).toMatchObject({
      name: 'Eva Malá',
      source: 'form',
      sourceDetail: 'Web',
      owner: { id: me.id },
      consentText: 'Souhlasím se zpracováním.',
      submissions: [{ form: { name: 'Web' }, payload: { message: 'Prosím nabídku' } }],
    })
  })

  it('joins who writes again, fills what was missing, adds the message and starts the clock anew', async () => {
    const { ctx, me } = await firm()
    await aLeadRule(ctx, { userIds: [me.id] })
    const form = await aLeadForm(ctx)
    const token = await tokenOf(form.key)
    await send(form.key, { token, personName: 'Eva Malá', email: 'eva@mala.example', message: 'První' })
    const leadId = (await submissions())[0]?.leadId as string
    await t.call(api.moveLead, { as: me.id, params: { id: leadId }, body: { move: 'contact' } })
    t.now = new Date('2026-11-26T09:00:00Z')
    await send(form.key, { token, email: 'EVA@mala.example', phone: '602 111 222', message: 'Druhá' })
    const lead = await t.call(api.getLead, { as: me.id, params: { id: leadId } })
    expect(lead.body).toMatchObject({
      receivedCount: 2,
      phone: '+420 602 111 222',
      message: 'První\n\nDruhá',
      answeredAt: null,
      answerDueOn: '2026-11-30',
    })
    expect((await submissions()).map((s) => [s.outcome, s.leadId])).toEqual([
      ['created', leadId],
      ['joined', leadId],
    ])
  })

  it('keeps spam aside without telling the robot, and a person makes a lead of what was none', async () => {
    const { ctx, me, director } = await firm()
    const form = await aLeadForm(ctx)
    const token = await tokenOf(form.key)
    const good = { personName: 'Eva', email: 'eva@mala.example' }
    for (const body of [
      { ...good, token, homepage: 'http://spam.example' },
      { ...good },
      { ...good, token: token.replace(/^./, (c) => (c === 'A' ? 'B' : 'A')) },
      { ...good, token, message: 'http://a http://b http://c http://d' },
    ]) {
      expect((await send(form.key, body)).statusCode).toBe(200)
    }
    const quick = (await t.call(forms.getPublicForm, { params: { key: form.key } })).body.token
    await send(form.key, { ...good, token: quick })
    expect((await submissions()).map((s) => s.spamReason)).toEqual([
      'honeypot',
      'badToken',
      'badToken',
      'links',
      'tooFast',
    ])
    await sql`update settings set visibility = 'own'`.execute(t.db)
    expect((await t.call(forms.listSpam, { as: me.id })).body).toEqual({ submissions: [], total: 0 })
    const { body } = await t.call(forms.listSpam, { as: director.id })
    expect(body.total).toBe(5)
    const lead = await t.call(forms.acceptSubmission, {
      as: director.id,
      params: { id: body.submissions[0]?.id as string },
    })
    expect(lead.body).toMatchObject({ email: 'eva@mala.example', source: 'form' })
    const again = await t.call(forms.acceptSubmission, {
      as: director.id,
      params: { id: body.submissions[0]?.id as string },
    })
    expect(again.body.reason).toBe('leads.noLongerSpam')
    expect(
      (await t.call(forms.acceptSubmission, { as: me.id, params: { id: body.submissions[1]?.id as string } })).status,
    ).toBe(404)
  })

  it('answers only pages of the firm, before and after they send', async () => {
    const { ctx } = await firm()
    const form = await aLeadForm(ctx, { origins: ['www.nasefirma.example'] })
    expect(form.origins).toEqual(['https://www.nasefirma.example'])
    const ask = (origin: string) =>
      t.app.inject({
        method: 'OPTIONS',
        url: `/api/public/lead-forms/${form.key}`,
        headers: { origin, 'access-control-request-method': 'POST' },
      })
    expect((await ask('https://www.nasefirma.example')).headers['access-control-allow-origin']).toBe(
      'https://www.nasefirma.example',
    )
    expect((await ask('https://cizi.example')).statusCode).toBe(403)
    const token = await tokenOf(form.key)
    const body = { token, personName: 'Eva', email: 'eva@mala.example' }
    const foreign = await send(form.key, body, { origin: 'https://cizi.example' })
    expect([foreign.statusCode, foreign.json().reason]).toEqual([403, 'leads.originNotAllowed'])
    const ours = await send(form.key, body, { origin: 'https://www.nasefirma.example', 'sec-fetch-site': 'cross-site' })
    expect([ours.statusCode, ours.headers['access-control-allow-origin']]).toEqual([
      200,
      'https://www.nasefirma.example',
    ])
    const bad = await send(form.key, { ...body, email: 'nic' }, { origin: 'https://www.nasefirma.example' })
    expect(bad.json().errors).toMatchObject([{ field: 'email', title: expect.any(String) }])
  })

  it('is a page without any inline script that only the firm’s pages may frame', async () => {
    const { ctx } = await firm()
    const form = await aLeadForm(ctx, { intro: '<b>Vítejte</b>', origins: ['https://www.nasefirma.example'] })
    const page = await t.app.inject({ url: `/forms/${form.key}` })
    expect(page.statusCode).toBe(200)
    expect(page.headers['content-security-policy']).toContain("frame-ancestors 'self' https://www.nasefirma.example")
    expect(page.headers['x-frame-options']).toBeUndefined()
    expect(page.body).not.toMatch(/<script(?![^>]*src=)/)
    expect(page.body).not.toContain('<b>Vítejte')
    expect((await t.app.inject({ url: '/forms/assets/form.js' })).headers['content-type']).toContain('javascript')
    expect((await t.app.inject({ url: '/forms/neexistuje' })).statusCode).toBe(404)
  })

  it('does not let one address flood it', async () => {
    const { ctx } = await firm()
    const form = await aLeadForm(ctx)
    const token = await tokenOf(form.key)
    const codes: number[] = []
    for (let i = 0; i < 22; i++) codes.push((await send(form.key, { token, email: `a${i}@b.example` })).statusCode)
    expect(codes.slice(19)).toEqual([200, 429, 429])
  })
})
