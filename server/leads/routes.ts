// Binds the endpoints of leads, their rules and their public forms.
import * as forms from '#api/lead-forms.ts'
import * as api from '#api/leads.ts'
import type { Outside } from '#server/app.ts'
import { NotFound, Refusal } from '#server/kit/errors.ts'
import { type Bind, requireVersion } from '#server/kit/serve.ts'
import { shownToken } from '#server/kit/shown-token.ts'
import type { TakeOver } from '#server/kit/take-overs.ts'
import * as actions from '#server/leads/actions.ts'
import { acceptSubmission, capture, listSpam, purposeOf, sendingPace } from '#server/leads/capture.ts'
import { convertLead } from '#server/leads/conversion.ts'
import * as formStore from '#server/leads/forms.ts'
import { findMatches, matchesOfLead } from '#server/leads/matches.ts'
import { allowOrigin } from '#server/leads/pages.ts'
import * as rules from '#server/leads/rules.ts'

export function leadRoutes(bind: Bind, outside: Outside, takeOvers: readonly TakeOver[]): void {
  bind(api.listLeads, (ctx, { query }) => actions.listLeads(ctx, query))
  bind(api.listDeletedLeads, (ctx, { query }) => actions.listDeletedLeads(ctx, query))
  bind(api.countLeads, (ctx) => actions.countLeads(ctx))
  bind(api.findSimilarLeads, async (ctx, { body }) => ({ matches: await findMatches(ctx, body) }))
  bind(api.createLead, (ctx, { body }) => actions.createLead(ctx, body))
  bind(api.getLead, (ctx, { params }) => actions.getLead(ctx, params.id))
  bind(api.changeLead, (ctx, { params, body, ...input }) =>
    actions.changeLead(ctx, params.id, body, requireVersion(input)),
  )
  bind(api.removeLead, async (ctx, { params, version }) => {
    await actions.removeLead(ctx, params.id, version)
    return { ok: true as const }
  })
  bind(api.restoreLead, (ctx, { params }) => actions.restoreLead(ctx, params.id))
  bind(api.moveLead, (ctx, { params, body }) => actions.moveLead(ctx, params.id, body))
  bind(api.assignLead, (ctx, { params, body }) => actions.assignLead(ctx, params.id, body))
  bind(api.matchesOfLead, async (ctx, { params }) => ({ matches: await matchesOfLead(ctx, params.id) }))
  bind(api.convertLead, (ctx, { params, body }) => convertLead(ctx, params.id, body, takeOvers))
  ruleRoutes(bind)
  formRoutes(bind, outside)
}

function ruleRoutes(bind: Bind): void {
  bind(forms.listLeadRules, (ctx) => rules.listRules(ctx))
  bind(forms.createLeadRule, (ctx, { body }) => rules.createRule(ctx, body))
  bind(forms.orderLeadRules, async (ctx, { body }) => {
    await rules.orderRules(ctx, body.ids)
    return { ok: true as const }
  })
  bind(forms.tryLeadRules, (ctx, { body }) => rules.tryRules(ctx, body))
  bind(forms.changeLeadRule, (ctx, { params, body, ...input }) =>
    rules.changeRule(ctx, params.id, body, requireVersion(input)),
  )
  bind(forms.removeLeadRule, async (ctx, { params }) => {
    await rules.removeRule(ctx, params.id)
    return { ok: true as const }
  })
}

function formRoutes(bind: Bind, outside: Outside): void {
  bind(forms.listLeadForms, (ctx) => formStore.listForms(ctx))
  bind(forms.createLeadForm, (ctx, { body }) => formStore.createForm(ctx, body))
  bind(forms.changeLeadForm, (ctx, { params, body, ...input }) =>
    formStore.changeForm(ctx, params.id, body, requireVersion(input)),
  )
  bind(forms.removeLeadForm, async (ctx, { params }) => {
    await formStore.removeForm(ctx, params.id)
    return { ok: true as const }
  })
  bind(forms.listSpam, (ctx, { query }) => listSpam(ctx, query.before))
  bind(forms.acceptSubmission, (ctx, { params }) => acceptSubmission(ctx, params.id))

  const pace = sendingPace()
  const ownOrigin = (request: { protocol: string; host: string }) =>
    outside.publicUrl ? new URL(outside.publicUrl).origin : `${request.protocol}://${request.host}`
  bind(forms.getPublicForm, async (ctx, { params, request, reply }) => {
    const form = await formStore.findPublicForm(ctx.db, params.key)
    if (!form) throw new NotFound('leads.formNotFound')
    if (!allowOrigin(reply, form.origins, request.headers.origin, ownOrigin(request)))
      throw new Refusal('leads.originNotAllowed', {}, { status: 403 })
    const { language, fields, intro, consent } = form
    return {
      language,
      fields,
      intro,
      consent,
      token: shownToken(outside.secret, purposeOf(form.key), Date.parse(ctx.now)),
    }
  })
  bind(forms.sendPublicForm, async (ctx, { params, body, request, reply }) => {
    const form = await formStore.findPublicForm(ctx.db, params.key)
    if (!form) throw new NotFound('leads.formNotFound')
    if (!allowOrigin(reply, form.origins, request.headers.origin, ownOrigin(request)))
      throw new Refusal('leads.originNotAllowed', {}, { status: 403 })
    if (!pace.allows(request.ip, Date.parse(ctx.now))) {
      reply.header('retry-after', '600')
      throw new Refusal('leads.tooMany', {}, { status: 429 })
    }
    const clock = { now: ctx.now, today: ctx.today, ...(ctx.requestId ? { requestId: ctx.requestId } : {}) }
    await capture({ db: ctx.db, jobs: ctx.jobs, secret: outside.secret }, clock, form, body)
    return { ok: true as const, thanks: form.thanks }
  })
}
