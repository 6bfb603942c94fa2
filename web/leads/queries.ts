// The only place of the web that asks about leads, their rules and their forms.
import { queryOptions } from '@tanstack/react-query'
import * as forms from '#api/lead-forms.ts'
import * as api from '#api/leads.ts'
import type { ListQuery } from '#api/lists.ts'
import { call } from '#web/kit/call.ts'
import type { OptionSource } from '#web/kit/list/list-types.ts'
import { queryClient } from '#web/kit/query-client.ts'

export const leadsKey = ['leads', 'list'] as const
export const fetchLeads = (query: ListQuery, signal: AbortSignal) => call(api.listLeads, { query, signal })

export const leadQuery = (id: string) =>
  queryOptions({ queryKey: ['leads', id], queryFn: ({ signal }) => call(api.getLead, { params: { id }, signal }) })

export const leadCountsQuery = queryOptions({
  queryKey: ['leads', 'counts'],
  queryFn: ({ signal }) => call(api.countLeads, { signal }),
})

export const leadMatchesQuery = (id: string) =>
  queryOptions({
    queryKey: ['leads', id, 'matches'],
    queryFn: ({ signal }) => call(api.matchesOfLead, { params: { id }, signal }),
  })

/** A lead shows in the list, on its page, in the day and in call lists. */
async function afterChange<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } finally {
    for (const key of ['leads', 'days', 'calls', 'history', 'activities'])
      void queryClient.invalidateQueries({ queryKey: [key] })
  }
}

export const createLead = (body: api.LeadDraft) => afterChange(call(api.createLead, { body }))
export const changeLead = (id: string, body: api.LeadChange, version: number) =>
  afterChange(call(api.changeLead, { params: { id }, body, version }))
/** Saves one cell of the list; the list puts the new row in place itself. */
export const saveLeadCell = (id: string, body: api.LeadChange, version: number) =>
  call(api.changeLead, { params: { id }, body, version })
export const removeLead = (id: string, version: number) =>
  afterChange(call(api.removeLead, { params: { id }, version }))
export const restoreLead = (id: string) => afterChange(call(api.restoreLead, { params: { id } }))
export const moveLead = (id: string, move: 'contact' | 'qualify' | 'disqualify' | 'reopen', reason?: string | null) =>
  afterChange(call(api.moveLead, { params: { id }, body: { move, ...(reason ? { reason } : {}) } }))
export const assignLead = (id: string, body: { ownerId?: string | null; byRules?: boolean; reason?: string | null }) =>
  afterChange(call(api.assignLead, { params: { id }, body }))
export async function convertLead(id: string, body: api.Conversion): Promise<api.Lead> {
  const lead = await afterChange(call(api.convertLead, { params: { id }, body }))
  for (const key of ['clients', 'contacts', 'promises', 'meetings'])
    void queryClient.invalidateQueries({ queryKey: [key] })
  return lead
}

export const findSimilarLeads = (
  body: { name?: string; ico?: string | null; email?: string | null; phone?: string | null },
  signal: AbortSignal,
) => call(api.findSimilarLeads, { body, signal })

/** Leads for pickers. */
export const leadOptions: OptionSource = {
  search: async (text, signal) => {
    const { rows } = await call(api.listLeads, {
      query: { q: text, columns: 'name,personName,city', sort: '-receivedAt', limit: 20, totals: false },
      signal,
    })
    return rows.map((row) => ({
      value: row.id,
      label: String(row.name),
      detail: [row.personName, row.city].filter(Boolean).join(' · '),
    }))
  },
  labels: (ids) =>
    Promise.all(
      ids.map((id) =>
        queryClient.fetchQuery({ ...leadQuery(id), staleTime: 60_000 }).then(
          (lead) => ({ value: id, label: lead.name }),
          () => ({ value: id, label: '–' }),
        ),
      ),
    ),
}

export const leadRulesQuery = queryOptions({
  queryKey: ['lead-rules'],
  queryFn: ({ signal }) => call(forms.listLeadRules, { signal }),
})
async function afterRule<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } finally {
    void queryClient.invalidateQueries({ queryKey: ['lead-rules'] })
  }
}
export const createLeadRule = (body: forms.LeadRuleDraft) => afterRule(call(forms.createLeadRule, { body }))
export const changeLeadRule = (id: string, body: forms.LeadRuleChange, version: number) =>
  afterRule(call(forms.changeLeadRule, { params: { id }, body, version }))
export const removeLeadRule = (id: string) => afterRule(call(forms.removeLeadRule, { params: { id } }))
export const orderLeadRules = (ids: string[]) => afterRule(call(forms.orderLeadRules, { body: { ids } }))
export const tryLeadRules = (body: {
  source?: api.LeadSource
  postcode?: string | null
  country?: string
  nace?: string | null
  language?: string
}) => call(forms.tryLeadRules, { body })

export const leadFormsQuery = queryOptions({
  queryKey: ['lead-forms'],
  queryFn: ({ signal }) => call(forms.listLeadForms, { signal }),
})
async function afterForm<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } finally {
    void queryClient.invalidateQueries({ queryKey: ['lead-forms'] })
  }
}
export const createLeadForm = (body: forms.LeadFormDraft) => afterForm(call(forms.createLeadForm, { body }))
export const changeLeadForm = (id: string, body: forms.LeadFormChange, version: number) =>
  afterForm(call(forms.changeLeadForm, { params: { id }, body, version }))
export const removeLeadForm = (id: string) => afterForm(call(forms.removeLeadForm, { params: { id } }))

export const spamQuery = queryOptions({
  queryKey: ['lead-forms', 'spam'],
  queryFn: ({ signal }) => call(forms.listSpam, { query: {}, signal }),
})
export const olderSpam = (before: string) => call(forms.listSpam, { query: { before } })
export async function acceptSubmission(id: string): Promise<api.Lead> {
  const lead = await afterChange(call(forms.acceptSubmission, { params: { id } }))
  void queryClient.invalidateQueries({ queryKey: ['lead-forms'] })
  return lead
}

/** Open leads that wait for an answer, the longest waiting first, as an address. */
export const toAnswerHref = `/leads?${new URLSearchParams({
  filter: JSON.stringify({ f: 'toAnswer', op: 'is', v: true }),
  sort: 'answerDueOn',
})}`
