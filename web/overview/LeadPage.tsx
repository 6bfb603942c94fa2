// The page of a lead: who it is and what it wants, the timeline in the middle, what is owed and known beside it.
import { Group, Skeleton } from '@mantine/core'
import { IconPhone, IconUsersGroup } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import type { Lead } from '#api/leads.ts'
import { qualificationSigns } from '#domain/leads/lifecycle.ts'
import { EntryBox } from '#web/activities/EntryBox.tsx'
import { Timeline } from '#web/activities/Timeline.tsx'
import { CallButton } from '#web/calls/CallButton.tsx'
import { HistoryPanel } from '#web/journal/HistoryPanel.tsx'
import { useCommands } from '#web/kit/commands.tsx'
import { ErrorPage } from '#web/kit/feedback.tsx'
import { useFormat, useMessages, useReasonText } from '#web/kit/language.tsx'
import { Page, Section } from '#web/kit/Page.tsx'
import { PageTabs } from '#web/kit/PageTabs.tsx'
import { useMay } from '#web/kit/session.tsx'
import { AnswerClock, LeadState } from '#web/leads/LeadBadges.tsx'
import { BecameLine, LeadInterest, LeadWho, Submissions } from '#web/leads/LeadFacts.tsx'
import { LeadMoves } from '#web/leads/LeadMoves.tsx'
import { LeadSigns } from '#web/leads/LeadSigns.tsx'
import { MatchList } from '#web/leads/MatchList.tsx'
import { leadMatchesQuery, leadQuery } from '#web/leads/queries.ts'
import { FilesAndComments } from '#web/overview/FilesAndComments.tsx'
import styles from '#web/overview/LeadPage.module.css'
import { PromisesPanel } from '#web/promises/PromisesPanel.tsx'

export function LeadPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const { data, error, refetch } = useQuery(leadQuery(id))
  if (error) return <ErrorPage error={error} reset={() => void refetch()} />
  if (!data) return <Skeleton height={320} m="md" />
  return <LoadedLead lead={data} />
}

function LoadedLead({ lead }: { lead: Lead }) {
  const t = useMessages('leads')
  const o = useMessages('overview')
  const navigate = useNavigate()
  const calls = useMessages('calls')
  const meetings = useMessages('meetings')
  const may = useMay()
  const call = () => void navigate({ to: '/calls/new', search: { lead: lead.id } } as never)
  const plan = () => void navigate({ to: '/meetings/new', search: { lead: lead.id } } as never)
  useCommands(
    may('clients.write')
      ? [
          { id: 'calls.log', icon: IconPhone, label: calls.screen.logTitle, keys: 'c', add: true, run: call },
          { id: 'meetings.add', icon: IconUsersGroup, label: meetings.plan, add: true, run: plan },
        ]
      : [],
  )
  const { entry } = useSearch({ strict: false }) as { entry?: string }
  return (
    <Page width="wide" title={lead.name} below={<HeadLine lead={lead} />} actions={<LeadMoves lead={lead} />}>
      <PageTabs
        tabs={[
          { key: 'overview', label: t.sections.timeline, content: <Columns lead={lead} entry={entry} /> },
          {
            key: 'files',
            label: o.hub.filesAndComments,
            content: <FilesAndComments recordType="leads" recordId={lead.id} />,
          },
          {
            key: 'history',
            label: t.sections.history,
            content: <HistoryPanel recordType="leads" recordId={lead.id} />,
          },
        ]}
      />
    </Page>
  )
}

function HeadLine({ lead }: { lead: Lead }) {
  const t = useMessages('leads')
  const f = useFormat()
  const reason = useReasonText()
  const open = lead.state !== 'converted' && lead.state !== 'disqualified'
  return (
    <Group gap="md" style={{ rowGap: 4 }}>
      <LeadState value={lead.state} />
      <AnswerClock lead={lead} />
      {lead.stateReason && <span>{lead.stateReason}</span>}
      <span title={lead.routedReason ? reason(lead.routedReason) : undefined}>{lead.owner?.name ?? t.noOwner}</span>
      {lead.rule && (
        <span className="k-dim">
          {t.columns.rule} {lead.rule.name}
        </span>
      )}
      <span className="k-dim">
        {[
          `${t.columns.receivedAt} ${f.ago(lead.receivedAt)}`,
          t.receivedTimes(lead.receivedCount),
          ...(open ? [t.clock.decide(f.day(lead.decideBy))] : []),
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
      <BecameLine lead={lead} />
      {lead.phone && <CallButton number={lead.phone} leadId={lead.id} />}
    </Group>
  )
}

function Columns({ lead, entry }: { lead: Lead; entry: string | undefined }) {
  const t = useMessages('leads')
  const may = useMay()
  const open = lead.state !== 'converted' && lead.state !== 'disqualified'
  return (
    <div className={styles.columns}>
      <div>
        <Section title={t.sections.interest}>
          <LeadInterest lead={lead} />
        </Section>
        <Section title={t.sections.who}>
          <LeadWho lead={lead} />
        </Section>
        {lead.submissions.length > 0 && (
          <Section title={t.sections.submissions}>
            <Submissions lead={lead} />
          </Section>
        )}
      </div>
      <div className={styles.middle}>
        <Section>
          {may('clients.write') && (
            <div className={styles.box}>
              <EntryBox leadId={lead.id} />
            </div>
          )}
          <Timeline leadId={lead.id} {...(entry ? { entry } : {})} mayWrite={may('clients.write')} />
        </Section>
      </div>
      <div>
        {(open || lead.known.length > 0) && (
          <Section title={t.sections.known}>
            <LeadSigns lead={lead} signs={qualificationSigns} />
          </Section>
        )}
        <Section title={t.sections.promises}>
          <PromisesPanel leadId={lead.id} />
        </Section>
        {open && <Matches lead={lead} />}
      </div>
    </div>
  )
}

function Matches({ lead }: { lead: Lead }) {
  const t = useMessages('leads')
  const { data } = useQuery(leadMatchesQuery(lead.id))
  if (!data || data.matches.length === 0) return null
  return (
    <Section title={t.sections.matches}>
      <MatchList matches={data.matches} />
    </Section>
  )
}
