// Meetings in the one list engine, the latest first.
import { Button, Skeleton } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { Suspense } from 'react'
import { meetingColumns } from '#api/meetings.ts'
import { clientOptions } from '#web/clients/queries.ts'
import { useMessages } from '#web/kit/language.tsx'
import { lazily } from '#web/kit/lazily.ts'
import { ListPage } from '#web/kit/list/ListPage.tsx'
import type { Row } from '#web/kit/list/list-types.ts'
import { useMay } from '#web/kit/session.tsx'
import { fetchMeetings, meetingsKey } from '#web/meetings/queries.ts'
import { people } from '#web/users/queries.ts'
import { useListViews } from '#web/views/queries.ts'

const MeetingCard = lazily(() => import('#web/meetings/MeetingCard.tsx'), 'MeetingCard')
const sources = { person: people, client: clientOptions }
const cells = {}
const cardColumns = ['client', 'startsAt', 'state']
const href = (row: Row) => `/meetings/${row.id}`

export function MeetingsPage() {
  const t = useMessages('meetings')
  const may = useMay()
  const add = may('clients.write') && (
    <Button component={Link} to="/meetings/new" leftSection={<IconPlus size={16} stroke={1.5} />}>
      {t.plan}
    </Button>
  )
  return (
    <ListPage
      capability="meetings"
      title={t.title}
      queryKey={meetingsKey}
      columns={meetingColumns}
      fetchPage={fetchMeetings}
      nameColumn="title"
      rowHref={href}
      cells={cells}
      cardColumns={cardColumns}
      sources={sources}
      initialSort="-startsAt"
      views={useListViews('meetings')}
      peek={(id) => (
        <Suspense fallback={<Skeleton height={240} />}>
          <MeetingCard id={id} />
        </Suspense>
      )}
      actions={() => add}
      empty={{ text: t.listEmpty, action: add, manual: '/manual/meetings' }}
    />
  )
}
