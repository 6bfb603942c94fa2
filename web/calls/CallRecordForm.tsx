// Writing a call down with the keyboard alone: the note, Tab, the digit of the outcome, the digit of the next step, Enter.
import { Button, Group, Stack, Text } from '@mantine/core'
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import { flushSync } from 'react-dom'
import { type CallRecord, callOutcomes } from '#api/calls.ts'
import { keyOfStep, type NextStep, nextSteps, usualStep } from '#domain/calls/next-steps.ts'
import styles from '#web/calls/Calls.module.css'
import { focusGroup, KeyChoice } from '#web/calls/KeyChoice.tsx'
import { logCall } from '#web/calls/queries.ts'
import { useToast } from '#web/kit/feedback.tsx'
import { DateField } from '#web/kit/form/DateField.tsx'
import { ErrorSummary } from '#web/kit/form/ErrorSummary.tsx'
import { NumberField } from '#web/kit/form/NumberField.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { heldByUnreadable } from '#web/kit/form/unreadable.ts'
import { useDraft } from '#web/kit/form/use-draft.ts'
import { useSaving } from '#web/kit/form/use-saving.ts'
import { useFormat, useMessages } from '#web/kit/language.tsx'

export interface CallRecordFormProps {
  /** Where a draft is kept: one for each call. */
  draftKey: string
  about: Pick<CallRecord, 'clientId' | 'leadId' | 'contactId' | 'callId' | 'itemId' | 'direction'>
  /** Known from the exchange, or null to be typed. */
  minutes?: number | null
  saveLabel: string
  onSaved(nextItemId: string | null): void
  /** Beside the button: skip, put off. */
  aside?: ReactNode
  /** Above the note: whom one talks to, when that is to be chosen. */
  above?: ReactNode
}

const outcomeKeys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0']

export function CallRecordForm({ draftKey, about, minutes, saveLabel, onSaved, aside, above }: CallRecordFormProps) {
  const t = useMessages('calls')
  const f = useFormat()
  const toast = useToast()
  const draft = useDraft(`call-${draftKey}`, {
    text: '',
    outcome: null as CallRecord['outcome'] | null,
    step: 'none' as NextStep,
    stepChosen: false,
    dueOn: null as string | null,
    nextText: '',
    minutes: minutes === undefined || minutes === null ? null : String(minutes),
  })
  const { value: v, change } = draft
  const outcomes = useRef<HTMLDivElement>(null)
  const steps = useRef<HTMLDivElement>(null)
  const day = useRef<HTMLDivElement>(null)
  const save = useRef<HTMLButtonElement>(null)
  // The exchange says how long it was when the call ends, which may be while the note is being typed.
  useEffect(() => {
    if (minutes !== null && minutes !== undefined) change({ minutes: String(minutes) })
  }, [minutes, change])
  const saving = useSaving(async () => {
    const reply = await logCall({
      ...about,
      outcome: v.outcome as CallRecord['outcome'],
      text: v.text,
      durationMinutes: v.minutes ? Math.round(Number(v.minutes)) : null,
      next: { step: v.step, dueOn: v.dueOn, text: v.nextText || null },
    })
    draft.reset()
    const said = reply.promise?.dueOn ? t.screen.savedWith(f.day(reply.promise.dueOn)) : t.screen.saved
    toast.done(reply.kept > 0 ? `${said} ${f.number(reply.kept)}× ${t.screen.keptToo(reply.kept)}` : said)
    onSaved(reply.nextItemId)
  })
  const run = () => {
    if (!v.outcome) return focusGroup(outcomes.current)
    if (heldByUnreadable(day.current)) return
    if (v.step === 'callOn' && !v.dueOn) return day.current?.querySelector('input')?.focus()
    void saving.save()
  }
  const choose = (outcome: NonNullable<typeof v.outcome>, by: 'key' | 'pointer') => {
    // Drawn at once: the stop of the next group is where the usual step is, and a fast hand has its next key already there.
    flushSync(() => change({ outcome, ...(v.stepChosen ? {} : { step: usualStep(outcome) }) }))
    if (by === 'key') focusGroup(steps.current)
  }
  const chooseStep = (step: NextStep, by: 'key' | 'pointer') => {
    flushSync(() => change({ step, stepChosen: true, ...(step === 'callOn' ? {} : { dueOn: null }) }))
    if (by !== 'key') return
    if (step === 'callOn') day.current?.querySelector('input')?.focus()
    else save.current?.focus()
  }
  const enterSaves = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    ;(event.target as HTMLElement).blur()
    requestAnimationFrame(() => latest.current())
  }
  const latest = useRef(run)
  latest.current = run
  useEffect(() => {
    const press = (event: globalThis.KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return
      event.preventDefault()
      latest.current()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
  return (
    <form onSubmit={(event) => event.preventDefault()}>
      <Stack gap="md">
        <ErrorSummary problem={saving.problem} labels={t.columns} />
        {above}
        <TextField
          name="text"
          label={t.screen.note}
          value={v.text}
          onChange={(text) => change({ text })}
          error={saving.errorOf('text')}
          lines={3}
          // A keyboard that springs up on a phone would hide the number to be called.
          autoFocus={window.matchMedia('(pointer: fine)').matches}
        />
        <KeyChoice
          groupRef={outcomes}
          legend={t.screen.outcome}
          options={callOutcomes.map((value, i) => ({ value, label: t.outcomes[value], key: outcomeKeys[i] ?? '' }))}
          value={v.outcome}
          onChange={choose}
          onEnter={run}
        />
        <KeyChoice
          groupRef={steps}
          legend={t.screen.next}
          options={nextSteps.map((value) => ({ value, label: t.steps[value], key: keyOfStep[value] }))}
          value={v.step}
          onChange={chooseStep}
          onEnter={run}
        />
        {v.step !== 'none' && (
          <Group grow align="start" ref={day} onKeyDown={enterSaves}>
            {(v.step === 'callOn' || v.step === 'send' || v.step === 'offer' || v.step === 'meeting') && (
              <DateField
                name="next.dueOn"
                label={t.screen.day}
                value={v.dueOn}
                onChange={(dueOn) => change({ dueOn })}
                error={saving.errorOf('next.dueOn')}
                required={v.step === 'callOn'}
              />
            )}
            <TextField
              name="next.text"
              label={t.screen.nextText}
              value={v.nextText}
              onChange={(nextText) => change({ nextText })}
              placeholder={t.stepTexts[v.step]}
              maxLength={500}
            />
          </Group>
        )}
        <Group gap="sm" align="end">
          <Button ref={save} type="submit" onClick={run} loading={saving.saving}>
            {saveLabel}
          </Button>
          {aside}
          <div style={{ width: 120, marginLeft: 'auto' }}>
            <NumberField
              name="minutes"
              label={t.screen.minutes}
              value={v.minutes}
              onChange={(next) => change({ minutes: next })}
            />
          </div>
        </Group>
        <Text c="dimmed" className={styles.hint}>
          {t.screen.noteHelp}
        </Text>
      </Stack>
    </form>
  )
}
