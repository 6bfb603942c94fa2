// A lead beside the list: who it is, what it wants, what to do next.
import { Group, Skeleton, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { CallButton } from '#web/calls/CallButton.tsx'
import { ErrorPage } from '#web/kit/feedback.tsx'
import { useMessages } from '#web/kit/language.tsx'
import { Section } from '#web/kit/Page.tsx'
import { AnswerClock, LeadState } from '#web/leads/LeadBadges.tsx'
import { BecameLine, LeadInterest, LeadWho } from '#web/leads/LeadFacts.tsx'
import { LeadMoves } from '#web/leads/LeadMoves.tsx'
import { leadQuery } from '#web/leads/queries.ts'

export function LeadPeek({ id }: { id: string }) {
  const t = useMessages('leads')
  const { data: lead, error, refetch } = useQuery(leadQuery(id))
  if (error) return <ErrorPage error={error} reset={() => void refetch()} />
  if (!lead) return <Skeleton height={240} />
  return (
    <Stack gap="md">
      <Group gap="md">
        <LeadState value={lead.state} />
        <AnswerClock lead={lead} />
        <BecameLine lead={lead} />
      </Group>
      <Group gap="xs">
        {lead.phone && <CallButton number={lead.phone} leadId={lead.id} />}
        <LeadMoves lead={lead} />
      </Group>
      <Section title={t.sections.interest}>
        <LeadInterest lead={lead} />
      </Section>
      <Section title={t.sections.who}>
        <LeadWho lead={lead} />
      </Section>
    </Stack>
  )
}
