// Plans a meeting: what stayed open last time is already on the agenda and its people at the table.
import { Button, Group, Modal, SimpleGrid, Stack } from '@mantine/core'
import { useState } from 'react'
import type { Meeting, MeetingDraft } from '#api/meetings.ts'
import { meetingKinds } from '#domain/meetings/lifecycle.ts'
import { clientOptions } from '#web/clients/queries.ts'
import { isConflict, ProblemError } from '#web/kit/call.ts'
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
import { TimeField } from '#web/kit/form/TimeField.tsx'
import { useDraft } from '#web/kit/form/use-draft.ts'
import { useSaving } from '#web/kit/form/use-saving.ts'
import { useMessages } from '#web/kit/language.tsx'
import { AgendaFields } from '#web/meetings/AgendaFields.tsx'
import { type FormFields, fieldsOf, minutesOf, plusAnHour, sentOf } from '#web/meetings/meeting-fields.ts'
import { PeopleFields } from '#web/meetings/PeopleFields.tsx'
import { changeMeeting, planMeeting } from '#web/meetings/queries.ts'

export interface MeetingFormProps {
  meeting?: Meeting
  initial: FormFields
  /** Where the client or lead is given by the place one came from. */
  fixedAbout?: boolean
  followsId?: string | null
  onSaved(meeting: Meeting): void
  onCancel(): void
}

export function MeetingForm({ meeting, initial, fixedAbout, followsId, onSaved, onCancel }: MeetingFormProps) {
  const t = useMessages('meetings')
  const toast = useToast()
  const draft = useDraft<FormFields>(
    `meeting-${meeting?.id ?? `new-${initial.clientId ?? initial.leadId ?? ''}`}`,
    initial,
  )
  const [past, setPast] = useState(false)
  const [conflict, setConflict] = useState<{ fields: ConflictField[]; theirs: Meeting }>()
  const { value: v, change } = draft
  const saved = (result: Meeting, word: string) => {
    toast.done(word)
    draft.reset()
    onSaved(result)
  }
  const plan = async (held: boolean) => {
    const body: MeetingDraft = {
      ...sentOf(v),
      clientId: v.clientId,
      leadId: v.clientId ? null : v.leadId,
      ...(followsId === undefined ? {} : { followsId }),
      ...(held ? { held } : {}),
    }
    saved(await planMeeting(body), held ? t.recorded : t.planned)
  }
  const saving = useSaving(async () => {
    try {
      if (!meeting) return await plan(false)
      saved(await changeMeeting(meeting.id, sentOf(v), meeting.version), t.saved)
    } catch (error) {
      if (error instanceof ProblemError && error.reason === 'meetings.inPast' && !meeting) return setPast(true)
      if (!meeting || !isConflict(error)) throw error
      const theirs = error.problem.theirs as Meeting
      setConflict({ fields: conflictFields(initial, v, fieldsOf(theirs), t.columns), theirs })
    }
  })
  const resolve = async (chosen: Record<string, unknown>) => {
    if (!meeting || !conflict) return
    setConflict(undefined)
    const mine = sentOf({ ...fieldsOf(conflict.theirs), ...mergedChange(initial, v, chosen) })
    await changeMeeting(meeting.id, mine, conflict.theirs.version).then(
      (result) => saved(result, t.saved),
      toast.problem,
    )
  }
  const length = minutesOf(v)
  const error = (field: string) => saving.errorOf(field)
  const ready = v.title.trim() !== '' && v.day !== null && (meeting || v.clientId || v.leadId)
  return (
    <form onSubmit={(event) => event.preventDefault()}>
      <Stack gap="md">
        <ErrorSummary problem={saving.problem} labels={t.columns} />
        {!meeting && !fixedAbout && (
          <OptionField
            name="clientId"
            label={t.columns.client}
            source={clientOptions}
            value={v.clientId ? [v.clientId] : []}
            onChange={([clientId]) => change({ clientId: clientId ?? null })}
            error={error('clientId')}
            required
            autoFocus
          />
        )}
        <TextField
          name="title"
          label={t.columns.title}
          placeholder={t.titleHint}
          value={v.title}
          onChange={(title) => change({ title })}
          error={error('title')}
          maxLength={300}
          required
          autoFocus={!!meeting || !!fixedAbout}
        />
        <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm">
          <DateField
            name="day"
            label={t.columns.day}
            value={v.day}
            onChange={(day) => change({ day })}
            error={error('day')}
            required
          />
          <TimeField
            name="startTime"
            label={t.columns.startTime}
            value={v.startTime}
            error={error('startTime')}
            required
            onChange={(startTime) =>
              change({ startTime, ...(startTime >= v.endTime && !v.endDay ? { endTime: plusAnHour(startTime) } : {}) })
            }
          />
          <TimeField
            name="endTime"
            label={t.columns.endTime}
            value={v.endTime}
            error={error('endTime')}
            required
            onChange={(endTime) => change({ endTime })}
          />
        </SimpleGrid>
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          <ChoiceField
            name="kind"
            label={t.columns.kind}
            value={v.kind}
            onChange={(kind) => change({ kind: kind as FormFields['kind'] })}
            choices={meetingKinds.map((value) => ({ value, label: t.kinds[value] }))}
          />
          <TextField
            name="place"
            label={t.columns.place}
            value={v.place}
            onChange={(place) => change({ place })}
            error={error('place')}
            maxLength={500}
          />
        </SimpleGrid>
        <TextField
          name="videoUrl"
          label={t.columns.videoUrl}
          kind="url"
          value={v.videoUrl}
          onChange={(videoUrl) => change({ videoUrl })}
          error={error('videoUrl')}
          maxLength={1000}
        />
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          <TextField
            name="goal"
            label={t.columns.goal}
            help={t.goalHint}
            value={v.goal}
            onChange={(goal) => change({ goal })}
            error={error('goal')}
            lines={2}
            maxLength={2000}
          />
          <TextField
            name="fallback"
            label={t.columns.fallback}
            help={t.fallbackHint}
            value={v.fallback}
            onChange={(fallback) => change({ fallback })}
            error={error('fallback')}
            lines={2}
            maxLength={2000}
          />
        </SimpleGrid>
        <PeopleFields
          clientId={v.clientId}
          people={v.people}
          onChange={(people) => change({ people })}
          error={error('people')}
        />
        <AgendaFields points={v.points} length={length} onChange={(points) => change({ points })} />
        <MoreSection open={!!error('endDay') || !!error('timeZone')}>
          <DateField
            name="endDay"
            label={t.columns.endDay}
            value={v.endDay}
            onChange={(endDay) => change({ endDay })}
            error={error('endDay')}
          />
          <ChoiceField
            name="timeZone"
            label={t.columns.timeZone}
            value={v.timeZone}
            onChange={(timeZone) => change({ timeZone: timeZone ?? 'Europe/Prague' })}
            choices={zones(v.timeZone)}
            error={error('timeZone')}
          />
        </MoreSection>
        <SaveBar
          label={meeting ? t.save : t.planSave}
          onSave={() => ready && void saving.save()}
          onCancel={() => {
            draft.reset()
            onCancel()
          }}
          saving={saving.saving}
          dirty={draft.dirty}
          restored={draft.restored}
          onDropDraft={() => draft.reset()}
          disabled={!ready}
        />
      </Stack>
      <Modal opened={past} onClose={() => setPast(false)} title={t.inPastTitle}>
        <p className="k-dim">{t.inPast}</p>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={() => setPast(false)}>
            {t.letterPage.back}
          </Button>
          <Button
            data-autofocus
            onClick={() => {
              setPast(false)
              void plan(true).catch(toast.problem)
            }}
          >
            {t.recordSave}
          </Button>
        </Group>
      </Modal>
      <ConflictDialog
        fields={conflict?.fields}
        onResolve={(chosen) => void resolve(chosen)}
        onClose={() => setConflict(undefined)}
      />
    </form>
  )
}

function zones(current: string) {
  const all = Intl.supportedValuesOf('timeZone')
  return (all.includes(current) ? all : [current, ...all]).map((value) => ({
    value,
    label: value.replaceAll('_', ' '),
  }))
}
