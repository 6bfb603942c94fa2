// The log of telephone calls as the exchange told them, in the one list engine.
import { Button, Skeleton } from '@mantine/core'
import { IconPencil, IconPhoneCall } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { Suspense } from 'react'
import { callColumns } from '#api/calls.ts'
import { CallStateMark } from '#web/calls/CallStateMark.tsx'
import { callsKey, fetchCalls } from '#web/calls/queries.ts'
import { clientOptions } from '#web/clients/queries.ts'
import { useMessages } from '#web/kit/language.tsx'
import { lazily } from '#web/kit/lazily.ts'
import { ListPage } from '#web/kit/list/ListPage.tsx'
import type { Row } from '#web/kit/list/list-types.ts'
import { useMay } from '#web/kit/session.tsx'
import { people } from '#web/users/queries.ts'
import { useListViews } from '#web/views/queries.ts'

const CallPeek = lazily(() => import('#web/calls/CallPeek.tsx'), 'CallPeek')
const sources = { person: people, client: clientOptions }
const cells = {
  number: (row: Row) => <CallNumber row={row} />,
  state: (row: Row) => <CallStateMark value={row.state as never} />,
}
const cardColumns = ['startedAt', 'state', 'client']
const href = (row: Row) => `/calls/${row.id}`

export function CallsPage() {
  const t = useMessages('calls')
  const may = useMay()
  const connect = may('firm.administer') && (
    <Button component={Link} to="/telephony" leftSection={<IconPhoneCall size={16} stroke={1.5} />}>
      {t.telephony.add}
    </Button>
  )
  return (
    <ListPage
      capability="calls"
      title={t.title}
      queryKey={callsKey}
      columns={callColumns}
      fetchPage={fetchCalls}
      nameColumn="number"
      rowHref={href}
      cells={cells}
      cardColumns={cardColumns}
      sources={sources}
      initialSort="-startedAt"
      views={useListViews('calls')}
      peek={(id) => (
        <Suspense fallback={<Skeleton height={240} />}>
          <CallPeek id={id} />
        </Suspense>
      )}
      actions={() => (
        <>
          <Button component={Link} to="/call-lists" variant="default">
            {t.lists.title}
          </Button>
          {may('clients.write') && (
            <Button component={Link} to="/calls/new" leftSection={<IconPencil size={16} stroke={1.5} />}>
              {t.screen.logTitle}
            </Button>
          )}
        </>
      )}
      empty={{ text: t.empty, manual: '/manual/calls', action: connect }}
    />
  )
}

function CallNumber({ row }: { row: Row }) {
  const t = useMessages('calls')
  return row.number ? (
    <span className="k-numbers">{String(row.number)}</span>
  ) : (
    <span className="k-dim">{t.hiddenNumber}</span>
  )
}
