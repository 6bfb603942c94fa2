// Leads in the one list engine: who waits for an answer, and for how long.
import { Button, Skeleton } from '@mantine/core'
import { IconClock, IconPlus, IconRoute } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Suspense } from 'react'
import { type LeadChange, leadColumns } from '#api/leads.ts'
import { CallListButton } from '#web/calls/CallListButton.tsx'
import { clientOptions } from '#web/clients/queries.ts'
import { localDay } from '#web/kit/format.ts'
import { useFormat, useMessages } from '#web/kit/language.tsx'
import { lazily } from '#web/kit/lazily.ts'
import { ListPage } from '#web/kit/list/ListPage.tsx'
import type { Row } from '#web/kit/list/list-types.ts'
import { useMay } from '#web/kit/session.tsx'
import { LeadState } from '#web/leads/LeadBadges.tsx'
import { fetchLeads, leadCountsQuery, leadsKey, saveLeadCell, toAnswerHref } from '#web/leads/queries.ts'
import { teamOptions } from '#web/teams/queries.ts'
import { people } from '#web/users/queries.ts'
import { useListViews } from '#web/views/queries.ts'

const LeadPeek = lazily(() => import('#web/overview/LeadPeek.tsx'), 'LeadPeek')
const sources = { person: people, team: teamOptions, client: clientOptions }
const cells = {
  state: (row: Row) => <LeadState value={row.state as never} />,
  answerDueOn: (row: Row) => <AnswerDue row={row} />,
}
const cardColumns = ['state', 'answerDueOn', 'owner']
const href = (row: Row) => `/leads/${row.id}`

async function save(row: Row, key: string, value: unknown, version: number | undefined): Promise<Partial<Row>> {
  const lead = await saveLeadCell(row.id, { [key]: value } as LeadChange, version ?? 0)
  return { [key]: (lead as unknown as Record<string, unknown>)[key], version: lead.version } as Partial<Row>
}

export function LeadsPage() {
  const t = useMessages('leads')
  const may = useMay()
  const { data: counts } = useQuery(leadCountsQuery)
  const add = may('clients.write') && (
    <Button component={Link} to="/leads/new" leftSection={<IconPlus size={16} stroke={1.5} />}>
      {t.add}
    </Button>
  )
  return (
    <ListPage
      capability="leads"
      title={t.title}
      queryKey={leadsKey}
      columns={leadColumns}
      fetchPage={fetchLeads}
      nameColumn="name"
      rowHref={href}
      cells={cells}
      cardColumns={cardColumns}
      sources={sources}
      initialSort="-receivedAt"
      views={useListViews('leads')}
      peek={(id) => (
        <Suspense fallback={<Skeleton height={240} />}>
          <LeadPeek id={id} />
        </Suspense>
      )}
      {...(may('clients.write') ? { save, bulk: (slot) => <CallListButton of="leads" {...slot} /> } : {})}
      actions={() => (
        <>
          {counts && counts.toAnswer > 0 && (
            <Button
              component="a"
              href={toAnswerHref}
              variant="default"
              leftSection={<IconClock size={16} stroke={1.5} />}
              className={counts.late > 0 ? 'k-late' : undefined}
            >
              {t.views.toAnswer}: {counts.toAnswer}
            </Button>
          )}
          <Button
            component={Link}
            to="/leads/intake"
            variant="default"
            leftSection={<IconRoute size={16} stroke={1.5} />}
          >
            {t.intake.title}
          </Button>
          {add}
        </>
      )}
      empty={{ text: t.empty, manual: '/manual/leads', action: add }}
    />
  )
}

/** The last day to answer; late ones in colour and word, answered ones quiet. */
function AnswerDue({ row }: { row: Row }) {
  const f = useFormat()
  const t = useMessages('leads')
  const day = row.answerDueOn as string | null
  const open = row.state === 'new'
  if (!day || !open) return <span className="k-dim">–</span>
  const today = localDay(new Date())
  const late = day < today
  return (
    <span
      className={late ? 'k-late' : day === today ? 'k-risk' : 'k-numbers'}
      title={late ? t.views.late : t.views.toAnswer}
    >
      {f.relativeDay(day)}
    </span>
  )
}
