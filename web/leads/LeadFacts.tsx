// Who the lead is, what it wants, and what it sent in through forms.
import { Link } from '@tanstack/react-router'
import { formFields } from '#api/lead-forms.ts'
import type { Lead, Submission } from '#api/leads.ts'
import { useFormat, useMessages } from '#web/kit/language.tsx'
import { Facts } from '#web/kit/Page.tsx'
import styles from '#web/leads/Leads.module.css'

export function LeadWho({ lead }: { lead: Lead }) {
  const t = useMessages('leads')
  const c = t.columns
  const address = [lead.street, [lead.postcode, lead.city].filter(Boolean).join(' ')].filter(Boolean).join(', ')
  return (
    <Facts
      facts={[
        [c.personName, [lead.personName, lead.position].filter(Boolean).join(', ') || null],
        [
          c.phone,
          lead.phone && (
            <a className="k-link" href={`tel:${lead.phone.replace(/[^\d+]/g, '')}`}>
              {lead.phone}
            </a>
          ),
        ],
        [
          c.email,
          lead.email && (
            <a className="k-link" href={`mailto:${lead.email}`}>
              {lead.email}
            </a>
          ),
        ],
        [
          c.web,
          lead.web && (
            <a className="k-link" href={lead.web} target="_blank" rel="noopener noreferrer">
              {lead.web}
            </a>
          ),
        ],
        [c.city, address || null],
        [c.ico, lead.ico],
        [c.nace, lead.nace],
        [c.source, [t.sources[lead.source], lead.sourceDetail].filter(Boolean).join(' · ')],
      ]}
    />
  )
}

export function LeadInterest({ lead }: { lead: Lead }) {
  const t = useMessages('leads')
  const f = useFormat()
  const said = (['interestItems', 'interestTerms', 'message', 'note'] as const).filter((key) => lead[key])
  return (
    <>
      <dl className={styles.facts}>
        {said.map((key) => (
          <FactRow key={key} label={t.columns[key]} text={lead[key] ?? ''} />
        ))}
      </dl>
      {said.length === 0 && <p className="k-dim">{t.submission.empty}</p>}
      {lead.consentAt && (
        <p className="k-dim" title={lead.consentText ?? undefined}>
          {t.columns.consentAt} {f.instant(lead.consentAt)}
        </p>
      )}
    </>
  )
}

function FactRow({ label, text }: { label: string; text: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{text}</dd>
    </>
  )
}

/** What came through forms, word for word. */
export function SubmissionFacts({ submission }: { submission: Submission }) {
  const t = useMessages('leads')
  const { payload } = submission
  const keys = [...formFields.filter((key) => payload[key]), ...(payload.homepage ? (['homepage'] as const) : [])]
  return (
    <dl className={styles.facts}>
      {keys.map((key) => (
        <FactRow
          key={key}
          label={key === 'homepage' ? t.publicForm.trap : t.publicForm.labels[key]}
          text={String(payload[key])}
        />
      ))}
    </dl>
  )
}

export function Submissions({ lead }: { lead: Lead }) {
  const t = useMessages('leads')
  const f = useFormat()
  return (
    <ul className={styles.lines}>
      {lead.submissions.map((submission) => (
        <li key={submission.id} className={styles.line}>
          <p className="k-dim">
            {f.instant(submission.receivedAt)} ·{' '}
            {submission.form ? t.submission.by(submission.form.name) : t.submission.deletedForm}
          </p>
          <div className={styles.more}>
            <SubmissionFacts submission={submission} />
          </div>
        </li>
      ))}
    </ul>
  )
}

/** What it became, as a link. */
export function BecameLine({ lead }: { lead: Lead }) {
  const t = useMessages('leads')
  if (lead.state !== 'converted') return null
  if (!lead.client) return <span>{t.states.converted}</span>
  return (
    <Link to={`/clients/${lead.client.id}`} className="k-link">
      {t.became(lead.client.name)}
    </Link>
  )
}
