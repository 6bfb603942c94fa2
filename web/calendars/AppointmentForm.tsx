// Writes and changes an appointment: the few fields that matter first, people, repetition and the rest behind "more".
import { Checkbox, Group, SimpleGrid, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { Appointment, Scope } from '#api/calendars.ts'
import { type AppointmentFields, changeOf, draftOf, fieldsOf } from '#web/calendars/appointment-fields.ts'
import { addAppointment, changeAppointment } from '#web/calendars/queries.ts'
import { RepeatField } from '#web/calendars/RepeatField.tsx'
import { ScopeDialog } from '#web/calendars/ScopeDialog.tsx'
import { clientOptions } from '#web/clients/queries.ts'
import { contactOptions } from '#web/contacts/queries.ts'
import { isConflict } from '#web/kit/call.ts'
import { useToast } from '#web/kit/feedback.tsx'
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
import { localDay } from '#web/kit/format.ts'
import { useMessages } from '#web/kit/language.tsx'
import { useMay } from '#web/kit/session.tsx'
import { people as peopleSource } from '#web/users/queries.ts'

export interface AppointmentFormProps {
  appointment?: Appointment
  initial: AppointmentFields
  onDone(): void
  onCancel(): void
}

export function AppointmentForm({ appointment, initial, onDone, onCancel }: AppointmentFormProps) {
  const t = useMessages('calendars')
  const toast = useToast()
  const may = useMay()
  const draft = useDraft<AppointmentFields>(
    `appointment-${appointment ? `${appointment.id}-${appointment.occurrence ?? ''}` : 'new'}`,
    initial,
  )
  const { value: v, change } = draft
  const [invite, setInvite] = useState(true)
  const [asking, setAsking] = useState(false)
  const [conflict, setConflict] = useState<{ fields: ConflictField[]; theirs: Appointment }>()
  const outside = v.contacts.length > 0 || v.emails.trim() !== ''
  const saved = () => {
    toast.done(t.saved)
    draft.reset()
    onDone()
  }
  const saving = useSaving(async (scope?: Scope) => {
    if (!appointment) {
      await addAppointment(draftOf(v, invite && outside))
      return saved()
    }
    const body = changeOf(v, draft.changed, invite && outside)
    const which = scope && appointment.occurrence ? { scope, occurrence: appointment.occurrence } : {}
    try {
      await changeAppointment(appointment.id, { ...body, ...which }, appointment.version)
      saved()
    } catch (error) {
      if (!isConflict(error)) throw error
      const theirs = error.problem.theirs as Appointment
      setConflict({ fields: conflictFields({ ...initial }, { ...v }, { ...fieldsOf(theirs) }, t.fields), theirs })
    }
  })
  const resolve = (chosen: Record<string, unknown>) => {
    if (!appointment || !conflict) return
    const mine = {
      ...fieldsOf(conflict.theirs),
      ...mergedChange({ ...initial }, { ...v }, chosen),
    } as AppointmentFields
    setConflict(undefined)
    changeAppointment(appointment.id, draftOf(mine, invite && outside), conflict.theirs.version).then(
      saved,
      toast.problem,
    )
  }
  const save = () => (appointment?.rrule && appointment.occurrence ? setAsking(true) : void saving.save())
  const past = v.startDay !== null && v.startDay < localDay(new Date())
  const moveStart = (startDay: string | null) =>
    change({
      startDay,
      ...(startDay && (!v.endDay || v.endDay < startDay || v.endDay === v.startDay) ? { endDay: startDay } : {}),
    })
  const moveTime = (startTime: string) => {
    const length = minutesOf(v.endTime) - minutesOf(v.startTime)
    change({
      startTime,
      ...(v.startDay === v.endDay && length > 0
        ? { endTime: timeOf(Math.min(minutesOf(startTime) + length, 1439)) }
        : {}),
    })
  }
  const error = (field: string) => saving.errorOf(field)
  return (
    <form onSubmit={(event) => event.preventDefault()}>
      <Stack gap="md">
        <ErrorSummary problem={saving.problem} labels={t.fields} />
        <TextField
          name="title"
          label={t.fields.title}
          value={v.title}
          onChange={(title) => change({ title })}
          error={error('title')}
          maxLength={500}
          required
          autoFocus
        />
        <SimpleGrid cols={v.allDay ? 2 : { base: 2, xs: 4 }} spacing="sm">
          <DateField
            name="start"
            label={t.fields.startDay}
            value={v.startDay}
            onChange={moveStart}
            error={error('start')}
            required
          />
          {!v.allDay && (
            <TimeField name="startTime" label={t.fields.startTime} value={v.startTime} onChange={moveTime} required />
          )}
          <DateField
            name="end"
            label={t.fields.endDay}
            value={v.endDay}
            onChange={(endDay) => change({ endDay })}
            error={error('end')}
            required
          />
          {!v.allDay && (
            <TimeField
              name="endTime"
              label={t.fields.endTime}
              value={v.endTime}
              onChange={(endTime) => change({ endTime })}
              required
            />
          )}
        </SimpleGrid>
        <Group gap="lg">
          <Checkbox
            label={t.fields.allDay}
            checked={v.allDay}
            onChange={(event) => change({ allDay: event.currentTarget.checked })}
          />
          {past && (
            <Text size="sm" c="dimmed">
              {t.help.past}
            </Text>
          )}
        </Group>
        {v.startDay && (
          <RepeatField
            day={v.startDay}
            repeat={v.repeat}
            until={v.until}
            ownRule={v.ownRule}
            error={error('rrule')}
            onChange={change}
          />
        )}
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          <TextField
            name="place"
            label={t.fields.place}
            value={v.place}
            onChange={(place) => change({ place })}
            maxLength={500}
          />
          <TextField
            name="videoUrl"
            kind="url"
            label={t.fields.videoUrl}
            value={v.videoUrl}
            onChange={(videoUrl) => change({ videoUrl })}
            error={error('videoUrl')}
            maxLength={1000}
          />
        </SimpleGrid>
        <OptionField
          name="people"
          label={t.fields.colleagues}
          help={t.help.colleagues}
          source={peopleSource}
          multiple
          value={v.users}
          onChange={(users) => change({ users })}
          error={error('people')}
        />
        {may('clients.read') && (
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
            <OptionField
              name="clientId"
              label={t.fields.client}
              source={clientOptions}
              value={v.clientId ? [v.clientId] : []}
              onChange={([clientId]) => change({ clientId: clientId ?? null })}
              error={error('clientId')}
            />
            <OptionField
              name="contacts"
              label={t.fields.contacts}
              source={contactOptions}
              multiple
              value={v.contacts}
              onChange={(contacts) => change({ contacts })}
            />
          </SimpleGrid>
        )}
        <MoreSection open={v.emails !== '' || v.private || !v.busy || v.description !== '' || !!error('timeZone')}>
          <Stack gap="md">
            <TextField
              name="emails"
              label={t.fields.emails}
              help={t.help.emails}
              value={v.emails}
              onChange={(emails) => change({ emails })}
            />
            <TextField
              name="description"
              label={t.fields.description}
              value={v.description}
              onChange={(description) => change({ description })}
              lines={3}
              maxLength={20_000}
            />
            <TextField
              name="timeZone"
              label={t.fields.timeZone}
              value={v.timeZone}
              onChange={(timeZone) => change({ timeZone })}
              error={error('timeZone')}
              maxLength={60}
            />
            <Checkbox
              label={t.fields.private}
              description={t.help.private}
              checked={v.private}
              onChange={(event) => change({ private: event.currentTarget.checked })}
            />
            <Checkbox
              label={t.fields.busy}
              checked={v.busy}
              onChange={(event) => change({ busy: event.currentTarget.checked })}
            />
          </Stack>
        </MoreSection>
        {outside && (
          <Checkbox
            label={t.help.invite}
            checked={invite}
            onChange={(event) => setInvite(event.currentTarget.checked)}
          />
        )}
        <SaveBar
          onSave={save}
          saving={saving.saving}
          dirty={draft.dirty}
          restored={draft.restored}
          onDropDraft={() => draft.reset()}
          onCancel={() => {
            draft.reset()
            onCancel()
          }}
          label={t.save}
          disabled={v.title.trim() === '' || !v.startDay}
        />
      </Stack>
      {asking && (
        <ScopeDialog
          what="change"
          onClose={() => setAsking(false)}
          onChoose={(scope) => {
            setAsking(false)
            void saving.save(scope)
          }}
        />
      )}
      <ConflictDialog
        fields={conflict?.fields}
        show={(value) => (Array.isArray(value) ? String(value.length) : String(value ?? '–'))}
        onResolve={resolve}
        onClose={() => setConflict(undefined)}
      />
    </form>
  )
}

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
const timeOf = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
