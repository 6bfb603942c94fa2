// The agenda in the form of a meeting: points with minutes; Enter adds the next, and the sum tells whether it fits.
import { ActionIcon, Button, Group, NumberInput, Stack, TextInput } from '@mantine/core'
import { IconArrowUp, IconPlus, IconX } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { overfull, plannedMinutes } from '#domain/meetings/agenda.ts'
import { useMessages } from '#web/kit/language.tsx'
import styles from '#web/meetings/Meetings.module.css'
import type { PointFields } from '#web/meetings/meeting-fields.ts'

export interface AgendaFieldsProps {
  points: readonly PointFields[]
  /** Of the meeting, in minutes; zero while unknown. */
  length: number
  onChange(points: readonly PointFields[]): void
}

export function AgendaFields({ points, length, onChange }: AgendaFieldsProps) {
  const t = useMessages('meetings')
  const list = useRef<HTMLOListElement>(null)
  const [focus, setFocus] = useState<number>()
  useEffect(() => {
    if (focus === undefined) return
    list.current?.querySelectorAll<HTMLInputElement>('input[data-point]')[focus]?.focus()
    setFocus(undefined)
  }, [focus])
  const insert = (at: number) => {
    onChange([...points.slice(0, at), { title: '', minutes: null }, ...points.slice(at)])
    setFocus(at)
  }
  const set = (i: number, patch: Partial<PointFields>) =>
    onChange(points.map((point, k) => (k === i ? { ...point, ...patch } : point)))
  const planned = plannedMinutes(points)
  const over = overfull(points, length)
  return (
    <Stack gap={6}>
      <p className={styles.label}>{t.columns.points}</p>
      <ol ref={list} className={styles.items} style={{ marginBottom: 0 }}>
        {points.map((point, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: points of a form keep their order
          <li key={i}>
            <div className={styles.pointRow}>
              <span className="k-dim k-numbers">{i + 1}.</span>
              <TextInput
                data-point
                aria-label={t.pointTitle(i + 1)}
                value={point.title}
                maxLength={300}
                onChange={(event) => set(i, { title: event.target.value })}
                onKeyDown={(event) => {
                  if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
                    event.preventDefault()
                    insert(i + 1)
                  }
                  if (event.key === 'Backspace' && point.title === '') {
                    event.preventDefault()
                    onChange(points.filter((_, k) => k !== i))
                    setFocus(Math.max(0, i - 1))
                  }
                }}
              />
              <NumberInput
                aria-label={t.pointMinutes(point.title || String(i + 1))}
                value={point.minutes ?? ''}
                min={1}
                max={480}
                suffix=" min"
                placeholder="min"
                hideControls
                onChange={(value) => set(i, { minutes: typeof value === 'number' ? value : null })}
              />
              <Group gap={0} wrap="nowrap">
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  disabled={i === 0}
                  aria-label={t.movePointUp(point.title || String(i + 1))}
                  onClick={() => {
                    const next = [...points]
                    next.splice(i - 1, 2, point, points[i - 1] as PointFields)
                    onChange(next)
                  }}
                >
                  <IconArrowUp size={16} stroke={1.5} />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t.removePoint(point.title || String(i + 1))}
                  onClick={() => onChange(points.filter((_, k) => k !== i))}
                >
                  <IconX size={16} stroke={1.5} />
                </ActionIcon>
              </Group>
            </div>
            {point.from && (
              <span className="k-dim" style={{ marginLeft: 28, fontSize: 13 }}>
                {t.from[point.from]}
              </span>
            )}
          </li>
        ))}
      </ol>
      <Group gap="sm">
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={14} stroke={1.5} />}
          onClick={() => insert(points.length)}
        >
          {t.addPoint}
        </Button>
        {planned > 0 && length > 0 && (
          <span className={over > 0 ? 'k-risk' : 'k-dim'}>{over > 0 ? t.overfull(over) : t.fits(planned, length)}</span>
        )}
      </Group>
    </Stack>
  )
}
