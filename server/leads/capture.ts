// What a public form sends in becomes a lead, joins an open one, or waits among spam; everything received is kept.
import type { SentForm } from '#api/lead-forms.ts'
import type { Lead, LeadDraft, Submission } from '#api/leads.ts'
import { reachOf } from '#domain/access.ts'
import { type SpamReason, spamReasonOf } from '#domain/leads/spam.ts'
import { type Context, systemActor } from '#server/kit/context.ts'
import { type Db, inTransaction } from '#server/kit/db.ts'
import { BadInput, NotFound, Refusal } from '#server/kit/errors.ts'
import type { Jobs } from '#server/kit/jobs.ts'
import { Pace } from '#server/kit/pace.ts'
import { shownFor } from '#server/kit/shown-token.ts'
import { createLead, joinLead, shown, wide } from '#server/leads/actions.ts'
import { checkLead } from '#server/leads/check.ts'
import type { PublicForm } from '#server/leads/forms.ts'
import * as store from '#server/leads/store.ts'

/** Sent in from one address within ten minutes; a fair stand with one tablet stays below it. */
export const sendingPace = () => new Pace(20, 600_000)

/** What the token of a form is signed for. */
export const purposeOf = (key: string) => `lead form ${key}`

export interface Capturing {
  readonly db: Db
  readonly jobs: Jobs
  readonly secret: string
}

/**
 * Keeps what came and makes or joins a lead, in one transaction as the product itself. Wrong mail or phone is told to the
 * sender; a robot is told nothing, so that it does not learn.
 */
export async function capture(
  { db, jobs, secret }: Capturing,
  clock: Pick<Context, 'now' | 'today' | 'requestId'>,
  form: PublicForm,
  sent: SentForm,
): Promise<{ outcome: Submission['outcome']; leadId: string | null }> {
  const { token, homepage, ...payload } = sent
  const spam = spamReasonOf({
    honeypot: homepage,
    shownForMs: shownFor(secret, purposeOf(form.key), token, Date.parse(clock.now)),
    texts: [payload.message, payload.interestItems, payload.interestTerms, payload.name],
  })
  const kept = spam ? { ...payload, ...(homepage ? { homepage } : {}) } : payload
  return inTransaction(db, async (tx) => {
    const ctx: Context = { ...clock, db: tx, jobs, actor: { ...systemActor, language: form.language } }
    if (spam) return spamKept(ctx, form, kept, spam)
    const draft = draftOf(form, payload)
    // Told before anything is kept: the sender corrects it and sends it again.
    checkLead(draft)
    if (form.consent && !payload.consent) throw new BadInput([{ field: 'consent', reason: 'leads.consentNeeded' }])
    const { lead, outcome } = await taken(ctx, form, draft)
    await store.insertSubmission(ctx, { formId: form.id, payload: kept, outcome, spamReason: null, leadId: lead.id })
    return { outcome, leadId: lead.id }
  })
}

async function spamKept(ctx: Context, form: PublicForm, payload: unknown, spamReason: SpamReason) {
  await store.insertSubmission(ctx, { formId: form.id, payload, outcome: 'spam', spamReason, leadId: null })
  return { outcome: 'spam' as const, leadId: null }
}

/** Who writes again while we still deal with him joins his lead instead of making another. */
async function taken(
  ctx: Context,
  form: PublicForm,
  draft: LeadDraft,
): Promise<{ lead: Lead; outcome: 'created' | 'joined' }> {
  const { emailKey = null, phoneKey = null, ico = null } = checkLead(draft)
  const keys = { emailKey, phoneKey, ico }
  await store.lockKeys(ctx, keys)
  const [same] = await store.sameOpenLeads(ctx, keys)
  if (same) return { lead: await joinLead(ctx, same.id, draft), outcome: 'joined' }
  const consent = form.consent ? { consentText: form.consent, consentAt: ctx.now } : {}
  return { lead: await createLead(ctx, { ...draft, evenIfSimilar: true }, consent), outcome: 'created' }
}

function draftOf(form: PublicForm, payload: Omit<SentForm, 'token' | 'homepage'>): LeadDraft {
  const { consent: _c, name, ...rest } = payload
  const reached = rest.email?.trim() || rest.phone?.trim()
  if (!reached)
    throw new BadInput([{ field: form.fields.includes('email') ? 'email' : 'phone', reason: 'leads.nothingToReach' }])
  return {
    ...rest,
    ...(name?.trim() ? { name } : {}),
    source: 'form',
    sourceDetail: form.name,
    language: form.language,
  }
}

/** Spam is looked at by those who give leads out: who sees all clients, and team leads. */
function seesSpam(ctx: Context): boolean {
  return reachOf(ctx.actor) === 'all' || ctx.actor.roles.includes('TL')
}

export async function listSpam(ctx: Context, before: string | undefined) {
  if (!seesSpam(ctx)) return { submissions: [], total: 0 }
  return { submissions: await store.listSpam(ctx, before), total: await store.countSpam(ctx) }
}

/** A person says it was no spam: it becomes a lead as if it had just come. */
export async function acceptSubmission(ctx: Context, id: string): Promise<Lead> {
  const submission = seesSpam(ctx) ? await store.lockSubmission(ctx, id) : undefined
  if (!submission) throw new NotFound('leads.submissionNotFound')
  if (submission.outcome !== 'spam') throw new Refusal('leads.noLongerSpam')
  const { homepage: _h, consent: _c, ...payload } = submission.payload as Omit<SentForm, 'token'>
  const draft: LeadDraft = {
    ...payload,
    name: payload.name ?? payload.personName ?? payload.email ?? payload.phone ?? '',
    source: 'form',
    ...(submission.form ? { sourceDetail: submission.form.name } : {}),
  }
  const { emailKey = null, phoneKey = null, ico = null } = checkLead(draft)
  const keys = { emailKey, phoneKey, ico }
  await store.lockKeys(ctx, keys)
  const [same] = await store.sameOpenLeads(ctx, keys)
  const lead = same ? await joinLead(ctx, same.id, draft) : await createLead(ctx, { ...draft, evenIfSimilar: true })
  await store.settleSubmission(ctx, id, same ? 'joined' : 'created', lead.id)
  return shown(ctx, await wide(ctx, lead.id))
}
