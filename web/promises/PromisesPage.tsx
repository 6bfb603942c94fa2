// The ledger: who owes whom what by when, in the one list engine; kept by one key.
import { Button, Skeleton } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Suspense, useEffect, useMemo, useState } from 'react'
import { type PromiseChange, type PromiseView, promiseColumns } from '#api/promises.ts'
import { clientOptions } from '#web/clients/queries.ts'
import { useToast } from '#web/kit/feedback.tsx'
import { useMessages } from '#web/kit/language.tsx'
import { lazily } from '#web/kit/lazily.ts'
import { ListPage } from '#web/kit/list/ListPage.tsx'
import type { ListViews, Row, SavedView } from '#web/kit/list/list-types.ts'
import type { PromiseStep } from '#web/promises/PromiseDialog.tsx'
import { PromiseDue, PromiseStanding } from '#web/promises/PromiseStanding.tsx'
import {
  askForPromise,
  fetchPromises,
  promiseQuery,
  promisesKey,
  saveCell,
  usePromiseSteps,
} from '#web/promises/queries.ts'
import { people } from '#web/users/queries.ts'
import { useListViews } from '#web/views/queries.ts'

const PromiseCard = lazily(() => import('#web/promises/PromiseCard.tsx'), 'PromiseCard')
const PromiseDialog = lazily(() => import('#web/promises/PromiseDialog.tsx'), 'PromiseDialog')

const sources = { person: people, client: clientOptions }
const cells = {
  standing: (row: Row) => <PromiseStanding value={row.standing as 'late'} />,
  dueOn: (row: Row) => <PromiseDue row={row} />,
}
const cardColumns = ['client', 'standing', 'dueOn']
const href = (row: Row) => `/promises/${row.id}`
const edited: Record<string, string> = { responsible: 'responsibleId' }

async function save(row: Row, key: string, value: unknown, version: number | undefined): Promise<Partial<Row>> {
  const promise = await saveCell(row.id, { [edited[key] ?? key]: value } as PromiseChange, version ?? 0)
  return { [key]: (promise as Record<string, unknown>)[key], version: promise.version } as Partial<Row>
}

const where = (...leaves: [f: string, op: string, v: unknown][]) =>
  JSON.stringify({ and: leaves.map(([f, op, v]) => ({ f, op, v })) })
const openOnes = ['late', 'open']

/** Views everybody has: what one answers for, what is late, what clients owe, what is behind us. */
function useViews(): ListViews {
  const t = useMessages('promises')
  const own = useListViews('promises')
  return useMemo(() => {
    const fixed = (id: string, name: string, state: SavedView['state']): SavedView => ({
      id,
      name,
      scope: 'mine',
      mayEdit: false,
      state,
    })
    const views = [
      fixed('mine', t.views.mine, { filter: where(['standing', 'in', openOnes], ['responsible', 'in', ['me']]) }),
      fixed('late', t.views.late, { filter: where(['standing', 'in', ['late']]) }),
      fixed('theirs', t.views.theirs, { filter: where(['standing', 'in', openOnes], ['side', 'in', ['theirs']]) }),
      fixed('settled', t.views.settled, { filter: where(['standing', 'in', ['kept', 'waived']]), sort: '-settledOn' }),
    ]
    return { ...own, views: [...views, ...own.views] }
  }, [own, t])
}

export function PromisesPage() {
  const t = useMessages('promises')
  const toast = useToast()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const steps = usePromiseSteps()
  const views = useViews()
  const [dialog, setDialog] = useState<{ promise: PromiseView; step: PromiseStep }>()

  // Who comes without a wish sees what he answers for; all else is one click away.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only on arrival
  useEffect(() => {
    if (location.search !== '') return
    const { id, state } = views.views[0] as SavedView
    void navigate({ to: '/promises', search: { view: id, ...state }, replace: true } as never)
  }, [])

  const open = (row: Row, step: PromiseStep) =>
    void queryClient.fetchQuery(promiseQuery(row.id)).then((promise) => setDialog({ promise, step }), toast.problem)
  const isOpen = (row: Row) => row.standing === 'open' || row.standing === 'late'
  const add = (
    <Button leftSection={<IconPlus size={16} stroke={1.5} />} onClick={() => askForPromise()}>
      {t.add}
    </Button>
  )
  return (
    <>
      <ListPage
        capability="promises"
        title={t.title}
        queryKey={promisesKey}
        columns={promiseColumns}
        fetchPage={fetchPromises}
        nameColumn="text"
        rowHref={href}
        cells={cells}
        cardColumns={cardColumns}
        sources={sources}
        initialSort="dueOn"
        views={views}
        save={save}
        rowKeys={[
          { keys: 'd', label: t.keys.keep, run: (row) => isOpen(row) && void steps.keep(row) },
          { keys: 'w', label: t.keys.waive, run: (row) => isOpen(row) && open(row, 'waive') },
          { keys: 'u', label: t.keys.urge, run: (row) => isOpen(row) && row.side === 'theirs' && open(row, 'urge') },
        ]}
        peek={(id) => (
          <Suspense fallback={<Skeleton height={240} />}>
            <PromiseCard id={id} />
          </Suspense>
        )}
        actions={() => add}
        empty={{ text: t.empty, manual: '/manual/promises', action: add }}
      />
      {dialog && (
        <Suspense>
          <PromiseDialog {...dialog} onClose={() => setDialog(undefined)} />
        </Suspense>
      )}
    </>
  )
}
