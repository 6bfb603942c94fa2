// When the client is to be in touch with next, late said in words; a click agrees another day or a cadence of its own.
import { Button, Group, Popover, Stack } from '@mantine/core'
import { IconPhoneCall } from '@tabler/icons-react'
import { useState } from 'react'
import type { Touch } from '#api/activities.ts'
import { setTouch } from '#web/activities/queries.ts'
import styles from '#web/activities/TouchLine.module.css'
import { useToast } from '#web/kit/feedback.tsx'
import { DateField } from '#web/kit/form/DateField.tsx'
import { ErrorSummary } from '#web/kit/form/ErrorSummary.tsx'
import { NumberField } from '#web/kit/form/NumberField.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { heldByUnreadable } from '#web/kit/form/unreadable.ts'
import { useSaving } from '#web/kit/form/use-saving.ts'
import { addDays, localDay } from '#web/kit/format.ts'
import { useFormat, useMessages } from '#web/kit/language.tsx'

export interface TouchLineProps {
  touch: Touch
  /** Why it cannot be changed, if it cannot. */
  whyNot?: string | undefined
}

export function TouchLine({ touch, whyNot }: TouchLineProps) {
  const t = useMessages('activities')
  const f = useFormat()
  const [open, setOpen] = useState(false)
  const { on, overdueDays, why } = touch.next
  const today = localDay(new Date())
  const text = overdueDays > 0 ? t.touch.overdue(overdueDays) : on === today ? t.touch.today : t.touch.next(f.day(on))
  const last = touch.lastTwoWayAt ? t.touch.last(f.ago(touch.lastTwoWayAt)) : t.touch.noLast
  const tone = overdueDays > 0 ? 'k-late' : on === today ? 'k-risk' : 'k-dim'
  const hint = [f.day(on), t.touch.why[why], t.touch.every(touch.cadenceDays), touch.note].filter(Boolean).join(' · ')
  const line = (
    <>
      <IconPhoneCall size={16} stroke={1.5} aria-hidden />
      <span>
        {text} <span className="k-dim">({last})</span>
      </span>
    </>
  )
  if (whyNot)
    return (
      <span className={`${styles.line} ${tone}`} title={hint}>
        {line}
      </span>
    )
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" width={320} trapFocus>
      <Popover.Target>
        <button
          type="button"
          data-print
          className={`${styles.line} ${styles.button} ${tone}`}
          title={hint}
          aria-haspopup="dialog"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {line}
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t.touch.change}>
        {open && <TouchForm touch={touch} onClose={() => setOpen(false)} />}
      </Popover.Dropdown>
    </Popover>
  )
}

function TouchForm({ touch, onClose }: { touch: Touch; onClose(): void }) {
  const t = useMessages('activities')
  const toast = useToast()
  const [plannedOn, setPlannedOn] = useState(touch.plannedOn)
  const [note, setNote] = useState(touch.note ?? '')
  const [ownDays, setOwnDays] = useState(touch.ownDays === null ? null : String(touch.ownDays))
  const today = localDay(new Date())
  const saving = useSaving(async () => {
    await setTouch(
      touch.clientId,
      {
        ...(plannedOn === touch.plannedOn ? {} : { plannedOn }),
        note: note.trim() || null,
        ownDays: ownDays === null ? null : Math.round(Number(ownDays)),
      },
      touch.version,
    )
    toast.done(t.touch.saved)
    onClose()
  })
  const quick = [
    [t.touch.tomorrow, 1],
    [t.touch.inWeek, 7],
    [t.touch.inTwoWeeks, 14],
    [t.touch.inMonth, 30],
  ] as const
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (!heldByUnreadable(event.currentTarget)) void saving.save()
      }}
    >
      <Stack gap="sm">
        <ErrorSummary problem={saving.problem} labels={t.columns} />
        <DateField
          name="plannedOn"
          label={t.touch.planned}
          value={plannedOn}
          min={today}
          onChange={setPlannedOn}
          error={saving.errorOf('plannedOn')}
          autoFocus
        />
        <Group gap={6}>
          {quick.map(([label, days]) => (
            <Button key={days} size="compact-xs" variant="default" onClick={() => setPlannedOn(addDays(today, days))}>
              {label}
            </Button>
          ))}
          {plannedOn && (
            <Button size="compact-xs" variant="subtle" color="gray" onClick={() => setPlannedOn(null)}>
              {t.touch.clear}
            </Button>
          )}
        </Group>
        <TextField name="note" label={t.touch.note} value={note} onChange={setNote} maxLength={500} />
        <NumberField
          name="ownDays"
          label={t.touch.own}
          unit={t.touch.days}
          value={ownDays}
          onChange={setOwnDays}
          help={t.touch.ownHelp(touch.classDays)}
          error={saving.errorOf('ownDays')}
        />
        <Button type="submit" size="xs" loading={saving.saving}>
          {t.touch.save}
        </Button>
      </Stack>
    </form>
  )
}
