// One promise or task, typed fast: what, whose, by when; the rest is folded. Ctrl+Enter saves.
import { Button, Group, SegmentedControl, Stack } from '@mantine/core'
import { useState } from 'react'
import type { PromiseChange, PromiseDraft, PromiseView } from '#api/promises.ts'
import { divisions } from '#domain/promises/ledger.ts'
import { repeatOf, repeats, ruleOf } from '#domain/promises/repeating.ts'
import { clientOptions } from '#web/clients/queries.ts'
import { colleaguesOf } from '#web/contacts/queries.ts'
import { isConflict } from '#web/kit/call.ts'
import { useToast } from '#web/kit/feedback.tsx'
import { ChoiceField } from '#web/kit/form/ChoiceField.tsx'
import { ConflictDialog, type ConflictField } from '#web/kit/form/ConflictDialog.tsx'
import { conflictFields, mergedChange } from '#web/kit/form/conflict.ts'
import { DateField } from '#web/kit/form/DateField.tsx'
import { ErrorSummary } from '#web/kit/form/ErrorSummary.tsx'
import { MoreSection } from '#web/kit/form/MoreSection.tsx'
import { OptionField } from '#web/kit/form/OptionField.tsx'
import { SaveBar } from '#web/kit/form/SaveBar.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useDraft } from '#web/kit/form/use-draft.ts'
import { useSaving } from '#web/kit/form/use-saving.ts'
import { addDays, localDay } from '#web/kit/format.ts'
import { useFormat, useMessages } from '#web/kit/language.tsx'
import { useSession } from '#web/kit/session.tsx'
import { changePromise, makePromise, type PromiseDefaults } from '#web/promises/queries.ts'
import { people } from '#web/users/queries.ts'

interface Fields {
  side: PromiseView['side']
  kind: PromiseView['kind']
  text: string
  note: string | null
  clientId: string | null
  contactId: string | null
  responsibleId: string | null
  division: PromiseView['division']
  dueOn: string | null
  dueTime: string | null
  rrule: string | null
  proof: string | null
}

export interface PromiseFormProps {
  /** The promise being changed; a new one otherwise. */
  promise?: PromiseView
  /** What a new one starts from. */
  defaults?: PromiseDefaults
  onClose(): void
  onMade?(promise: PromiseView): void
}

type Remind = 'usual' | 'none' | 'sameDay' | 'threeDays'

export function PromiseForm({ promise, defaults = {}, onClose, onMade }: PromiseFormProps) {
  const t = useMessages('promises')
  const f = useFormat()
  const me = useSession()
  const toast = useToast()
  const base = fieldsOf(promise, defaults, me.id)
  const draft = useDraft(`promise-${promise?.id ?? `new-${defaults.clientId ?? defaults.leadId ?? ''}`}`, base)
  const { value: v, change } = draft
  const [remind, setRemind] = useState<Remind>(promise && promise.remindAt === null ? 'none' : 'usual')
  const [ownRule, setOwnRule] = useState(v.rrule !== null && repeatOf(v.rrule) === undefined)
  const [conflict, setConflict] = useState<{ fields: ConflictField[]; theirs: PromiseView }>()
  const settled = promise !== undefined && promise.state !== 'open'
  const task = v.kind === 'task' && v.side === 'ours'
  const word = task ? 'task' : v.side
  const today = localDay(new Date())

  const close = () => {
    draft.reset()
    onClose()
  }
  const finish = (said: string, made?: PromiseView) => {
    toast.done(said)
    if (made) onMade?.(made)
    close()
  }
  const reminding = (): { remindAt?: string | null } => {
    if (remind === 'none') return { remindAt: null }
    if (remind === 'usual' || !v.dueOn) return {}
    return { remindAt: new Date(`${addDays(v.dueOn, remind === 'threeDays' ? -3 : 0)}T08:00`).toISOString() }
  }
  const saving = useSaving(async () => {
    if (!promise) {
      const { proof: _proof, ...rest } = v
      const body: PromiseDraft = { ...rest, ...reminding(), ...leadAndSource(defaults) }
      const made = await makePromise(body)
      return finish(made ? t.made : t.waits, made)
    }
    try {
      await changePromise(
        promise.id,
        { ...mergedChange(base, v, {}), ...reminding() } as PromiseChange,
        promise.version,
      )
      return finish(t.saved)
    } catch (error) {
      if (!isConflict(error)) throw error
      const theirs = error.problem.theirs as PromiseView
      setConflict({ fields: conflictFields(base, v, fieldsOf(theirs, {}, me.id), t.columns), theirs })
    }
  })
  const resolve = async (picked: Record<string, unknown>) => {
    if (!promise || !conflict) return
    setConflict(undefined)
    const body = mergedChange(base, v, picked) as PromiseChange
    await changePromise(promise.id, body, conflict.theirs.version).then(() => finish(t.saved), toast.problem)
  }
  const friday = () => {
    const weekday = new Date(`${today}T12:00`).getDay()
    return addDays(today, (5 - weekday + 7) % 7 || 7)
  }
  const quickDays = [
    ['today', today],
    ['tomorrow', addDays(today, 1)],
    ['friday', friday()],
    ['week', addDays(today, 7)],
    ['none', null],
  ] as const
  const repeat = v.rrule === null ? 'none' : ownRule ? 'other' : (repeatOf(v.rrule) ?? 'other')
  const chooseRepeat = (next: string | null) => {
    setOwnRule(next === 'other')
    if (next === null || next === 'none') change({ rrule: null })
    else if (next !== 'other')
      change({ rrule: ruleOf(next as (typeof repeats)[number], v.dueOn ?? today), dueOn: v.dueOn ?? today })
    else change({ rrule: v.rrule ?? 'FREQ=WEEKLY' })
  }
  const whose = (next: string) =>
    change(
      next === 'task'
        ? { side: 'ours', kind: 'task' }
        : { side: next as Fields['side'], kind: v.kind === 'task' ? 'promise' : v.kind },
    )
  const changedAnything =
    draft.dirty ||
    (promise !== undefined &&
      reminding().remindAt !== undefined &&
      remind !== (promise.remindAt === null ? 'none' : 'usual'))
  const ready = v.text.trim() !== '' && (promise === undefined || changedAnything)
  return (
    <form onSubmit={(event) => event.preventDefault()}>
      <Stack gap="sm">
        <ErrorSummary problem={saving.problem} labels={t.columns} />
        {!settled && (
          <>
            <SegmentedControl
              size="xs"
              w="fit-content"
              aria-label={t.form.who}
              value={word}
              onChange={whose}
              data={[
                { value: 'ours', label: t.form.ours },
                { value: 'theirs', label: t.form.theirs },
                { value: 'task', label: t.form.task },
              ]}
            />
            <TextField
              name="text"
              label={t.form.textLabel[word]}
              placeholder={t.form.textExample[word]}
              value={v.text}
              onChange={(text) => change({ text })}
              error={saving.errorOf('text')}
              maxLength={2000}
              required
              autoFocus
            />
            <div>
              <Group gap="xs" align="end">
                <DateField
                  name="dueOn"
                  label={t.form.day}
                  value={v.dueOn}
                  onChange={(dueOn) => change({ dueOn, ...(dueOn ? {} : { dueTime: null, rrule: null }) })}
                  error={saving.errorOf('dueOn')}
                />
                <Group gap={4} pb={2}>
                  {quickDays.map(([key, day]) => (
                    <Button
                      key={key}
                      size="compact-sm"
                      variant={v.dueOn === day ? 'light' : 'default'}
                      aria-pressed={v.dueOn === day}
                      onClick={() => change({ dueOn: day, ...(day ? {} : { dueTime: null, rrule: null }) })}
                    >
                      {t.form.quickDays[key]}
                    </Button>
                  ))}
                </Group>
              </Group>
            </div>
            {!defaults.leadId && (
              <OptionField
                name="clientId"
                label={t.form.client}
                source={clientOptions}
                value={v.clientId ? [v.clientId] : []}
                onChange={([clientId]) => change({ clientId: clientId ?? null, contactId: null })}
                error={saving.errorOf('clientId')}
              />
            )}
            {v.clientId && !task && (
              <OptionField
                key={v.clientId}
                name="contactId"
                label={t.form.contact[v.side]}
                source={colleaguesOf(v.clientId)}
                value={v.contactId ? [v.contactId] : []}
                onChange={([contactId]) => change({ contactId: contactId ?? null })}
                error={saving.errorOf('contactId')}
              />
            )}
            <OptionField
              name="responsibleId"
              label={t.form.responsible[v.side]}
              source={people}
              value={v.responsibleId ? [v.responsibleId] : []}
              onChange={([responsibleId]) => change({ responsibleId: responsibleId ?? null })}
              error={saving.errorOf('responsibleId')}
            />
          </>
        )}
        {settled && (
          <TextField
            name="proof"
            label={t.form.proof}
            value={v.proof}
            onChange={(proof) => change({ proof: proof || null })}
            error={saving.errorOf('proof')}
            lines={2}
            maxLength={4000}
            autoFocus
          />
        )}
        <MoreSection
          open={settled || !!saving.errorOf('rrule') || !!saving.errorOf('note') || !!saving.errorOf('dueTime')}
        >
          <Stack gap="sm">
            {!settled && (
              <>
                <Group grow align="start" gap="sm">
                  <ChoiceField
                    label={t.form.remind}
                    value={remind}
                    onChange={(next) => setRemind((next as Remind | null) ?? 'usual')}
                    choices={(['usual', 'sameDay', 'threeDays', 'none'] as const).map((value) => ({
                      value,
                      label:
                        value === 'usual' && promise?.remindAt
                          ? t.form.reminds.kept(f.instant(promise.remindAt))
                          : t.form.reminds[value],
                    }))}
                    disabled={!v.dueOn}
                  />
                  <ChoiceField
                    name="rrule"
                    label={t.form.repeat}
                    value={repeat}
                    onChange={chooseRepeat}
                    choices={(['none', ...repeats, 'other'] as const).map((value) => ({
                      value,
                      label: t.form.repeats[value],
                    }))}
                    error={ownRule ? undefined : saving.errorOf('rrule')}
                  />
                </Group>
                {ownRule && (
                  <TextField
                    label={t.columns.rrule}
                    help={t.form.rruleHelp}
                    value={v.rrule}
                    onChange={(rrule) => change({ rrule: rrule.trim() || null })}
                    error={saving.errorOf('rrule')}
                    maxLength={500}
                  />
                )}
                <Group grow align="start" gap="sm">
                  <TextField
                    name="dueTime"
                    label={t.columns.dueTime}
                    placeholder="14:00"
                    value={v.dueTime}
                    onChange={(dueTime) => change({ dueTime: dueTime.trim() || null })}
                    error={saving.errorOf('dueTime')}
                    disabled={!v.dueOn}
                    maxLength={5}
                  />
                  <ChoiceField
                    label={t.form.division}
                    value={v.division}
                    onChange={(division) => change({ division: division as Fields['division'] })}
                    choices={divisions.map((value) => ({ value, label: t.divisions[value] }))}
                    placeholder={t.form.noDivision}
                    clearable
                  />
                </Group>
              </>
            )}
            <TextField
              name="note"
              label={t.form.note}
              value={v.note}
              onChange={(note) => change({ note: note || null })}
              error={saving.errorOf('note')}
              lines={3}
              maxLength={20_000}
            />
          </Stack>
        </MoreSection>
        <SaveBar
          label={promise ? t.form.saveChange : t.form.save}
          onSave={() => ready && void saving.save()}
          onCancel={close}
          saving={saving.saving}
          dirty={draft.dirty}
          restored={draft.restored}
          onDropDraft={() => draft.reset()}
          disabled={!ready}
        />
      </Stack>
      <ConflictDialog
        fields={conflict?.fields}
        onResolve={(picked) => void resolve(picked)}
        onClose={() => setConflict(undefined)}
      />
    </form>
  )
}

const leadAndSource = ({ leadId, source }: PromiseDefaults) => ({
  ...(leadId ? { leadId } : {}),
  ...(source ? { source } : {}),
})

function fieldsOf(promise: PromiseView | undefined, defaults: PromiseDefaults, me: string): Fields {
  if (!promise)
    return {
      side: defaults.side ?? 'ours',
      kind: defaults.kind ?? (defaults.clientId || defaults.leadId ? 'promise' : 'task'),
      text: defaults.text ?? '',
      note: null,
      clientId: defaults.clientId ?? null,
      contactId: defaults.contactId ?? null,
      responsibleId: me,
      division: null,
      dueOn: defaults.dueOn ?? null,
      dueTime: null,
      rrule: null,
      proof: null,
    }
  const { side, kind, text, note, division, dueOn, dueTime, rrule, proof } = promise
  return {
    ...{ side, kind, text, note, division, dueOn, dueTime, rrule, proof },
    clientId: promise.client?.id ?? null,
    contactId: promise.contact?.id ?? null,
    responsibleId: promise.responsible?.id ?? null,
  }
}
