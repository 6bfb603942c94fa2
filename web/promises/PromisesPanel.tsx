// Promises of one client, lead or contact: what we owe and what they owe, late first, and what was settled lately.
import { Button, Skeleton } from '@mantine/core'
import { IconChecklist, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { PromiseView } from '#api/promises.ts'
import { useCommands } from '#web/kit/commands.tsx'
import { ErrorPage } from '#web/kit/feedback.tsx'
import { useMessages } from '#web/kit/language.tsx'
import { useMay } from '#web/kit/session.tsx'
import { PromiseRow } from '#web/promises/PromiseRow.tsx'
import styles from '#web/promises/PromisesPanel.module.css'
import { askForPromise, type PromisesOf, promisesOfQuery } from '#web/promises/queries.ts'

export function PromisesPanel(whose: PromisesOf) {
  const t = useMessages('promises')
  const may = useMay()
  const { data, error, refetch } = useQuery(promisesOfQuery(whose))
  const { clientId, leadId, contactId } = whose
  const defaults = {
    ...(clientId ? { clientId } : {}),
    ...(leadId ? { leadId } : {}),
    ...(contactId ? { contactId } : {}),
  }
  const add = () => askForPromise(defaults)
  useCommands(
    may('clients.write')
      ? [{ id: 'promises.add', icon: IconChecklist, label: t.addTo, keys: 't', add: true, run: add }]
      : [],
  )
  if (error) return <ErrorPage error={error} reset={() => void refetch()} />
  if (!data) return <Skeleton height={80} radius="md" />
  const part = (side: PromiseView['side']) => data.open.filter((promise) => promise.side === side)
  const lines = (promises: readonly PromiseView[]) => (
    <div className={styles.lines}>
      {promises.map((promise) => (
        <PromiseRow key={promise.id} promise={promise} without={contactId ? ['side'] : ['client', 'side']} />
      ))}
    </div>
  )
  const all =
    clientId && `/promises?${new URLSearchParams({ filter: JSON.stringify({ f: 'client', op: 'in', v: [clientId] }) })}`
  return (
    <div>
      {data.open.length === 0 && <p className="k-dim">{t.panel.none}</p>}
      {(['ours', 'theirs'] as const).map(
        (side) =>
          part(side).length > 0 && (
            <div key={side}>
              <h3 className={styles.part}>{t.panel[side]}</h3>
              {lines(part(side))}
            </div>
          ),
      )}
      <div className={styles.foot} data-no-print>
        {may('clients.write') && (
          <Button variant="default" size="xs" leftSection={<IconPlus size={14} stroke={1.5} />} onClick={add}>
            {t.addTo}
          </Button>
        )}
        {all && data.settled.length > 0 && (
          <Link to={all} className="k-link">
            {t.panel.all}
          </Link>
        )}
      </div>
      {data.settled.length > 0 && (
        <details className={styles.settled}>
          <summary>{t.panel.settled(data.settled.length)}</summary>
          {lines(data.settled)}
        </details>
      )}
    </div>
  )
}
