// What to know of a client before every contact: what holds today first, the rest folded below.
import { ActionIcon, Badge, Button, Menu, Skeleton } from '@mantine/core'
import { IconBell, IconDots, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Peculiarity } from '#api/peculiarities.ts'
import { ErrorPage, useToast } from '#web/kit/feedback.tsx'
import { localDay } from '#web/kit/format.ts'
import { useFormat, useMessages } from '#web/kit/language.tsx'
import { PeculiarityForm } from '#web/peculiarities/PeculiarityForm.tsx'
import styles from '#web/peculiarities/PeculiarityList.module.css'
import {
  changePeculiarity,
  peculiaritiesQuery,
  removePeculiarity,
  restorePeculiarity,
} from '#web/peculiarities/queries.ts'

export function PeculiarityList({ clientId, editable }: { clientId: string; editable: boolean }) {
  const t = useMessages('peculiarities')
  const { data, error, refetch } = useQuery(peculiaritiesQuery(clientId))
  const [editing, setEditing] = useState<string>()
  if (error) return <ErrorPage error={error} reset={() => void refetch()} />
  if (!data) return <Skeleton height={60} radius="md" />
  const close = () => setEditing(undefined)
  const lines = (items: readonly Peculiarity[]) => (
    <ul className={styles.items}>
      {items.map((item) => (
        <li key={item.id}>
          {editing === item.id ? (
            <PeculiarityForm clientId={clientId} item={item} onClose={close} />
          ) : (
            <PeculiarityLine item={item} editable={editable} onEdit={() => setEditing(item.id)} />
          )}
        </li>
      ))}
    </ul>
  )
  const nothing = data.valid.length + data.coming.length + data.past.length === 0
  return (
    <div>
      {nothing && editing !== 'new' && <p className="k-dim">{t.empty}</p>}
      {data.valid.length > 0 && lines(data.valid)}
      {data.coming.length > 0 && (
        <>
          <h3 className={styles.part}>{t.coming}</h3>
          {lines(data.coming)}
        </>
      )}
      {editing === 'new' && <PeculiarityForm clientId={clientId} onClose={close} />}
      {editable && editing === undefined && (
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} stroke={1.5} />}
          onClick={() => setEditing('new')}
        >
          {t.add}
        </Button>
      )}
      {data.past.length > 0 && (
        <details className={styles.past}>
          <summary>{t.past(data.past.length)}</summary>
          {lines(data.past)}
        </details>
      )}
    </div>
  )
}

function PeculiarityLine({ item, editable, onEdit }: { item: Peculiarity; editable: boolean; onEdit(): void }) {
  const t = useMessages('peculiarities')
  const toast = useToast()
  const today = localDay(new Date())
  const back = () => void restorePeculiarity(item).then(() => toast.done(t.saved), toast.problem)
  const remove = () => removePeculiarity(item).then(() => toast.done(t.removed, { undo: back }), toast.problem)
  const end = () =>
    changePeculiarity(item, { validTo: today, remindOn: null }, item.version).then((after) => {
      const { validTo, remindOn } = item
      const undo = () => void changePeculiarity(item, { validTo, remindOn }, after.version).catch(toast.problem)
      toast.done(t.ended, { undo })
    }, toast.problem)
  return (
    <div className={styles.item}>
      <p className={styles.text}>
        {item.kind === 'wish' && (
          <Badge variant="light" size="sm" mr={6}>
            {t.kinds.wish}
          </Badge>
        )}
        {item.text}
      </p>
      {editable && (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" aria-label={t.editItem(item.text.slice(0, 60))}>
              <IconDots size={16} stroke={1.5} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={onEdit}>{t.edit}</Menu.Item>
            {item.validFrom <= today && (item.validTo === null || item.validTo > today) && (
              <Menu.Item onClick={() => void end()}>{t.end}</Menu.Item>
            )}
            <Menu.Item onClick={() => void remove()}>{t.remove}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      <Days item={item} today={today} />
    </div>
  )
}

function Days({ item, today }: { item: Peculiarity; today: string }) {
  const t = useMessages('peculiarities')
  const f = useFormat()
  const from = f.day(item.validFrom)
  const late = item.remindOn !== null && item.remindOn <= today
  return (
    <p className={styles.days}>
      <span className="k-dim">{item.validTo ? t.fromTo(from, f.day(item.validTo)) : t.from(from)}</span>
      {item.remindOn && (
        <span className={late ? 'k-risk' : 'k-dim'}>
          <IconBell size={14} stroke={1.5} aria-hidden />{' '}
          {item.remindOn < today ? t.remindDue(f.day(item.remindOn)) : t.remind(f.day(item.remindOn))}
        </span>
      )}
    </p>
  )
}
