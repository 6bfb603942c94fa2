// What clients object, in the one list engine: whose answer is due first.
import { Button, Modal, Skeleton } from '@mantine/core'
import { IconBook2, IconMessage2Question, IconPlus } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { Suspense, useState } from 'react'
import { objectionColumns } from '#api/objections.ts'
import { clientOptions } from '#web/clients/queries.ts'
import { useCommands } from '#web/kit/commands.tsx'
import { localDay } from '#web/kit/format.ts'
import { useFormat, useMessages } from '#web/kit/language.tsx'
import { lazily } from '#web/kit/lazily.ts'
import { ListPage } from '#web/kit/list/ListPage.tsx'
import type { Row } from '#web/kit/list/list-types.ts'
import { useMay } from '#web/kit/session.tsx'
import { fetchObjections, objectionsKey } from '#web/objections/queries.ts'
import { people } from '#web/users/queries.ts'
import { useListViews } from '#web/views/queries.ts'

const ObjectionCard = lazily(() => import('#web/objections/ObjectionCard.tsx'), 'ObjectionCard')
const ObjectionForm = lazily(() => import('#web/objections/ObjectionForm.tsx'), 'ObjectionForm')
const sources = { person: people, client: clientOptions }
const cells = { dueOn: (row: Row) => <Due day={(row.dueOn ?? null) as string | null} /> }
const cardColumns = ['client', 'kind', 'state', 'dueOn']
const href = (row: Row) => `/objections/${row.id}`

export function ObjectionsPage() {
  const t = useMessages('objections')
  const kit = useMessages('kit')
  const may = useMay()
  const [adding, setAdding] = useState(false)
  const open = () => setAdding(true)
  const close = () => setAdding(false)
  useCommands(
    may('clients.write')
      ? [{ id: 'objections.add', icon: IconMessage2Question, label: t.add, add: true, run: open }]
      : [],
  )
  const add = may('clients.write') && (
    <Button leftSection={<IconPlus size={16} stroke={1.5} />} onClick={open}>
      {t.add}
    </Button>
  )
  return (
    <>
      <ListPage
        capability="objections"
        title={t.title}
        queryKey={objectionsKey}
        columns={objectionColumns}
        fetchPage={fetchObjections}
        nameColumn="text"
        rowHref={href}
        cells={cells}
        cardColumns={cardColumns}
        sources={sources}
        initialSort="-raisedOn"
        views={useListViews('objections')}
        peek={(id) => (
          <Suspense fallback={<Skeleton height={240} />}>
            <ObjectionCard id={id} />
          </Suspense>
        )}
        actions={() => (
          <>
            <Button
              component={Link}
              to="/objections/library"
              variant="default"
              leftSection={<IconBook2 size={16} stroke={1.5} />}
            >
              {t.library.title}
            </Button>
            {add}
          </>
        )}
        empty={{ text: t.listEmpty, manual: '/manual/objections', action: add }}
      />
      <Modal opened={adding} onClose={close} title={t.add} closeButtonProps={{ 'aria-label': kit.close }}>
        <Suspense fallback={<Skeleton height={240} />}>
          <ObjectionForm onClose={close} />
        </Suspense>
      </Modal>
    </>
  )
}

function Due({ day }: { day: string | null }) {
  const f = useFormat()
  const t = useMessages('objections')
  if (!day) return <span className="k-dim">–</span>
  const late = day < localDay(new Date())
  return (
    <span className={late ? 'k-late' : 'k-numbers'} title={late ? t.dueLate(f.day(day)) : t.due(f.day(day))}>
      {f.day(day)}
    </span>
  )
}
