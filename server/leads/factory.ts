// Leads for tests and the demo company.
import type { LeadFormDraft, LeadRuleDraft } from '#api/lead-forms.ts'
import type { Lead, LeadDraft } from '#api/leads.ts'
import type { Context } from '#server/kit/context.ts'
import { createLead } from '#server/leads/actions.ts'
import { createForm } from '#server/leads/forms.ts'
import { createRule } from '#server/leads/rules.ts'

let n = 0

export async function aLead(ctx: Context, overrides: Partial<LeadDraft> = {}): Promise<Lead> {
  n++
  return createLead(ctx, {
    name: `Zájemce ${n}, s.r.o.`,
    personName: `Petr Dvořák ${n}`,
    evenIfSimilar: true,
    ...overrides,
  })
}

export async function aLeadRule(ctx: Context, draft: Partial<LeadRuleDraft> & Pick<LeadRuleDraft, 'userIds'>) {
  n++
  return createRule(ctx, { name: `Pravidlo ${n}`, ...draft })
}

export async function aLeadForm(ctx: Context, draft: Partial<LeadFormDraft> = {}) {
  n++
  return createForm(ctx, { name: `Formulář ${n}`, ...draft })
}
