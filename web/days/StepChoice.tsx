// Puts a step off to a day at most 14 days away, or mutes it with a reason that is remembered.
import { Button, Group } from '@mantine/core'
import { useState } from 'react'
import type { Step } from '#api/days.ts'
import { chooseStep, takeBackChoice } from '#web/days/queries.ts'
import { useStepWords } from '#web/days/StepLine.tsx'
import { useToast } from '#web/kit/feedback.tsx'
import { DateField } from '#web/kit/form/DateField.tsx'
import { FormDialog } from '#web/kit/form/FormDialog.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useSaving } from '#web/kit/form/use-saving.ts'
import { addDays } from '#web/kit/format.ts'
import { useFormat, useMessages } from '#web/kit/language.tsx'

export interface StepChoiceProps {
  step: Step
  how: 'snoozed' | 'muted'
  today: string
  onClose(): void
}

export function StepChoice({ step, how, today, onClose }: StepChoiceProps) {
  const t = useMessages('days')
  const f = useFormat()
  const toast = useToast()
  const words = useStepWords()(step)
  const [until, setUntil] = useState<string | null>(addDays(today, 1))
  const [reason, setReason] = useState('')
  const saving = useSaving(async (day: string | null) => {
    const choice = await chooseStep({
      rule: step.rule,
      recordId: step.recordId,
      decision: how,
      ...(how === 'snoozed' ? { until: day } : { reason }),
    })
    toast.done(how === 'snoozed' ? t.snoozedSaid(f.day(day)) : t.mutedSaid, {
      undo: () => void takeBackChoice(choice.id).then(() => toast.done(t.takenBack), toast.problem),
    })
    onClose()
  })
  const days = [
    ['tomorrow', 1],
    ['twoDays', 2],
    ['week', 7],
    ['twoWeeks', 14],
  ] as const
  const snoozing = how === 'snoozed'
  const ready = snoozing ? until !== null : reason.trim() !== ''
  return (
    <FormDialog
      onClose={onClose}
      title={snoozing ? t.snooze.title : t.mute.title}
      size={480}
      saving={saving}
      labels={{ until: t.snooze.until, reason: t.mute.reason }}
      ready={ready}
      onSave={() => void saving.save(until)}
      label={snoozing ? t.snooze.save : t.mute.save}
    >
      <p style={{ margin: 0 }}>
        <strong>{step.name}</strong> · {words.action}
      </p>
      {snoozing ? (
        <>
          <Group gap="xs">
            {days.map(([key, n], i) => (
              <Button
                key={key}
                variant="default"
                size="sm"
                {...(i === 0 ? { 'data-autofocus': true } : {})}
                onClick={() => void saving.save(addDays(today, n))}
              >
                {t.snooze.choices[key]}
              </Button>
            ))}
          </Group>
          <DateField
            name="until"
            label={t.snooze.until}
            help={t.snooze.help}
            value={until}
            onChange={setUntil}
            min={addDays(today, 1)}
            max={addDays(today, 14)}
            error={saving.errorOf('until')}
          />
        </>
      ) : (
        <TextField
          name="reason"
          label={t.mute.reason}
          help={t.mute.help}
          value={reason}
          onChange={setReason}
          error={saving.errorOf('reason')}
          maxLength={500}
          required
          autoFocus
        />
      )}
    </FormDialog>
  )
}
