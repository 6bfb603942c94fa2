// Objections of a client: those waiting for an answer by their clock, the rest folded below.
import { ActionIcon, Button, Menu, Skeleton } from '@mantine/core'
import { IconDots, IconMessage2Question, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Suspense, useState } from 'react'
import type { Objection } from '#api/objections.ts'
import { useCommands } from '#web/kit/commands.tsx'
import { ErrorPage, useToast } from '#web/kit/feedback.tsx'
import { useFormat, useMessages } from '#web/kit/language.tsx'
import { lazily } from '#web/kit/lazily.ts'
import { useMay } from '#web/kit/session.tsx'
import { ClockWord, ObjectionMoves } from '#web/objections/ObjectionCard.tsx'
import styles from '#web/objections/Objections.module.css'
import { objectionsOfClientQuery, removeObjection, restoreObjection } from '#web/objections/queries.ts'

const ObjectionForm = lazily(() => import('#web/objections/ObjectionForm.tsx'), 'ObjectionForm')

export function ObjectionsPanel({ clientId }: { clientId: string }) {
  const t = useMessages('objections')
  const may = useMay()
  const { data, error, refetch } = useQuery(objectionsOfClientQuery(clientId))
  const [editing, setEditing] = useState<string>()
  useCommands(
    may('clients.write')
      ? [
          {
            id: 'objections.add',
            icon: IconMessage2Question,
            label: t.add,
            add: true,
            run: () => setEditing('new'),
          },
        ]
      : [],
  )
  if (error) return <ErrorPage error={error} reset={() => void refetch()} />
  if (!data) return <Skeleton height={60} radius="md" />
  const close = () => setEditing(undefined)
  const lines = (items: readonly Objection[]) => (
    <ul className={styles.items}>
      {items.map((objection) => (
        <li key={objection.id}>
          {editing === objection.id ? (
            <Suspense>
              <ObjectionForm clientId={clientId} objection={objection} onClose={close} />
            </Suspense>
          ) : (
            <Line objection={objection} onEdit={() => setEditing(objection.id)} />
          )}
        </li>
      ))}
    </ul>
  )
  return (
    <div>
      {data.open.length + data.settled.length === 0 && editing !== 'new' && <p className="k-dim">{t.empty}</p>}
      {data.open.length > 0 && lines(data.open)}
      {editing === 'new' && (
        <Suspense>
          <ObjectionForm clientId={clientId} onClose={close} />
        </Suspense>
      )}
      {may('clients.write') && editing === undefined && (
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} stroke={1.5} />}
          onClick={() => setEditing('new')}
        >
          {t.add}
        </Button>
      )}
      {data.settled.length > 0 && (
        <details className={styles.past}>
          <summary>{t.settled(data.settled.length)}</summary>
          {lines(data.settled)}
        </details>
      )}
    </div>
  )
}

function Line({ objection: o, onEdit }: { objection: Objection; onEdit(): void }) {
  const t = useMessages('objections')
  const f = useFormat()
  const toast = useToast()
  const back = () => void restoreObjection(o.id).then(() => toast.done(t.saved), toast.problem)
  const remove = () => removeObjection(o.id, o.version).then(() => toast.done(t.removed, { undo: back }), toast.problem)
  return (
    <div className={styles.item}>
      <Link to={`/objections/${o.id}`} className="k-link">
        {o.text}
      </Link>
      {o.whyNot.edit ? (
        <span />
      ) : (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" aria-label={t.menuOf(o.text.slice(0, 60))}>
              <IconDots size={16} stroke={1.5} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={onEdit}>{t.edit}</Menu.Item>
            <Menu.Item onClick={() => void remove()}>{t.remove}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      <p className={styles.days}>
        <span className="k-dim">{t.kinds[o.kind]}</span>
        <ClockWord objection={o} />
        <span className="k-dim">{o.answeredOn ? t.answered(f.day(o.answeredOn)) : t.raised(f.day(o.raisedOn))}</span>
        {o.contact && <span className="k-dim">{o.contact.name}</span>}
      </p>
      {!o.whyNot.edit && <ObjectionMoves objection={o} />}
    </div>
  )
}
