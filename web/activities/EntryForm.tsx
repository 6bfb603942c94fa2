// Changing an entry where it stands; what somebody else changed meanwhile is laid side by side.
import { Checkbox, SegmentedControl, Select, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Activity, ActivityChange } from '#api/activities.ts'
import { directed, outcomesOf } from '#domain/activities/channels.ts'
import { ChannelChoice } from '#web/activities/ChannelChoice.tsx'
import { instantOf } from '#web/activities/entry-draft.ts'
import { activityQuery, changeActivity } from '#web/activities/queries.ts'
import styles from '#web/activities/Timeline.module.css'
import { fieldTime } from '#web/activities/time.ts'
import { colleaguesOf } from '#web/contacts/queries.ts'
import { isConflict } from '#web/kit/call.ts'
import { ErrorPage, useToast } from '#web/kit/feedback.tsx'
import { ConflictDialog, type ConflictField } from '#web/kit/form/ConflictDialog.tsx'
import { conflictFields, mergedChange } from '#web/kit/form/conflict.ts'
import { DateField } from '#web/kit/form/DateField.tsx'
import { ErrorSummary } from '#web/kit/form/ErrorSummary.tsx'
import { NumberField } from '#web/kit/form/NumberField.tsx'
import { OptionField } from '#web/kit/form/OptionField.tsx'
import { SaveBar } from '#web/kit/form/SaveBar.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { TimeField } from '#web/kit/form/TimeField.tsx'
import { heldByUnreadable } from '#web/kit/form/unreadable.ts'
import { useDraft } from '#web/kit/form/use-draft.ts'
import { useSaving } from '#web/kit/form/use-saving.ts'
import { localDay } from '#web/kit/format.ts'
import { useMessages } from '#web/kit/language.tsx'
import { TagPicker } from '#web/tags/TagPicker.tsx'
import { people } from '#web/users/queries.ts'

export function EntryForm({ activityId, onClose }: { activityId: string; onClose(): void }) {
  // Read once: what somebody else saves meanwhile must meet the version check, not slip under the typing.
  const { data, error } = useQuery({
    ...activityQuery(activityId),
    queryKey: ['activity-edit', activityId],
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  if (error) return <ErrorPage error={error} />
  if (!data) return <Skeleton height={120} />
  return <LoadedForm activity={data} onClose={onClose} />
}

type Fields = Omit<Required<ActivityChange>, 'happenedAt' | 'tagNames' | 'twoWay' | 'durationMinutes'> & {
  day: string
  time: string
  minutes: string | null
}

function LoadedForm({ activity, onClose }: { activity: Activity; onClose(): void }) {
  const t = useMessages('activities')
  const toast = useToast()
  const base = fieldsOf(activity)
  const draft = useDraft<Fields>(`entry-edit-${activity.id}`, base)
  const [conflict, setConflict] = useState<{ fields: ConflictField[]; theirs: Activity }>()
  const { value: v, change } = draft
  const close = () => {
    draft.reset()
    onClose()
  }
  const save = async (fields: Partial<Fields>, version: number) => {
    await changeActivity(activity.id, changeOf(fields, v), version)
    toast.done(t.changed)
    close()
  }
  const saving = useSaving(async () => {
    try {
      await save(mergedChange(base, v, {}), activity.version)
    } catch (error) {
      if (!isConflict(error)) throw error
      const theirs = error.problem.theirs as Activity
      setConflict({ fields: conflictFields(base, v, fieldsOf(theirs), labelsOf(t)), theirs })
    }
  })
  const resolve = async (chosen: Record<string, unknown>) => {
    if (!conflict) return
    setConflict(undefined)
    await save(mergedChange(base, v, chosen), conflict.theirs.version).catch(toast.problem)
  }
  const channel = v.channel
  return (
    <form
      className={styles.form}
      onSubmit={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
        event.preventDefault()
        event.stopPropagation()
        if (!heldByUnreadable(event.currentTarget)) void saving.save()
      }}
    >
      <ErrorSummary problem={saving.problem} labels={t.columns} />
      <TextField
        name="text"
        label={t.columns.text}
        value={v.text}
        onChange={(text) => change({ text })}
        error={saving.errorOf('text')}
        lines={3}
        autoFocus
      />
      <div className={styles.filterLine}>
        <ChannelChoice value={channel} onChange={(next) => change({ channel: next })} />
        {directed(channel) && (
          <SegmentedControl
            size="xs"
            aria-label={t.box.direction}
            value={v.direction ?? ''}
            onChange={(direction) => change({ direction: direction as 'in' | 'out' })}
            data={[
              { value: 'out', label: t.choices.direction.out },
              { value: 'in', label: t.choices.direction.in },
            ]}
          />
        )}
        {outcomesOf(channel).length > 0 && (
          <Select
            size="xs"
            w={150}
            aria-label={t.box.outcome}
            placeholder={t.box.noOutcome}
            data={outcomesOf(channel).map((value) => ({ value, label: t.choices.outcome[value] }))}
            value={v.outcome}
            onChange={(outcome) => change({ outcome })}
            clearable
          />
        )}
      </div>
      <div className={styles.formLine}>
        <DateField
          name="happenedAt"
          label={t.columns.happenedAt}
          value={v.day}
          max={localDay(new Date())}
          onChange={(day) => day && change({ day })}
          error={instantOf(v.day, v.time) ? saving.errorOf('happenedAt') : t.reasons.noSuchTime}
        />
        <TimeField label={t.box.time} value={v.time} onChange={(time) => change({ time })} required />
        <NumberField
          label={t.box.duration}
          unit={t.box.minutes}
          value={v.minutes}
          onChange={(minutes) => change({ minutes })}
        />
        <TextField
          name="subject"
          label={t.box.subject}
          value={v.subject}
          maxLength={300}
          onChange={(subject) => change({ subject })}
          error={saving.errorOf('subject')}
        />
      </div>
      <div className={styles.formLine}>
        {activity.client && (
          <OptionField
            label={t.columns.contactIds}
            source={contactsAt(activity.client.id)}
            value={v.contactIds}
            onChange={(contactIds) => change({ contactIds })}
            multiple
          />
        )}
        <OptionField
          label={t.columns.userIds}
          source={people}
          value={v.userIds}
          onChange={(userIds) => change({ userIds })}
          multiple
        />
        <TagPicker label={t.columns.tagIds} value={v.tagIds} onChange={(tagIds) => change({ tagIds })} />
      </div>
      <Checkbox
        label={t.box.private}
        description={t.box.privateHelp}
        checked={v.private}
        onChange={(event) => change({ private: event.currentTarget.checked })}
      />
      <SaveBar
        label={t.saveChange}
        onSave={() => draft.dirty && void saving.save()}
        onCancel={close}
        saving={saving.saving}
        dirty={draft.dirty}
        restored={draft.restored}
        onDropDraft={() => draft.reset()}
        disabled={!draft.dirty || !instantOf(v.day, v.time)}
      />
      <ConflictDialog
        fields={conflict?.fields}
        onResolve={(chosen) => void resolve(chosen)}
        onClose={() => setConflict(undefined)}
      />
    </form>
  )
}

const contactSources = new Map<string, ReturnType<typeof colleaguesOf>>()
function contactsAt(clientId: string) {
  const source = contactSources.get(clientId) ?? colleaguesOf(clientId)
  contactSources.set(clientId, source)
  return source
}

function fieldsOf(activity: Activity): Fields {
  return {
    text: activity.text,
    subject: activity.subject,
    channel: activity.channel,
    direction: activity.direction,
    outcome: activity.outcome,
    day: localDay(new Date(activity.happenedAt)),
    time: fieldTime(activity.happenedAt),
    minutes: activity.durationMinutes === null ? null : String(activity.durationMinutes),
    private: activity.private,
    contactIds: activity.contacts.map((one) => one.id),
    userIds: activity.users.map((one) => one.id),
    tagIds: activity.tags.map((one) => one.id),
  }
}

function changeOf({ day, time, minutes, ...rest }: Partial<Fields>, all: Fields): ActivityChange {
  return {
    ...rest,
    ...(day !== undefined || time !== undefined
      ? { happenedAt: instantOf(day ?? all.day, time ?? all.time) as string }
      : {}),
    ...(minutes === undefined ? {} : { durationMinutes: minutes === null ? null : Math.round(Number(minutes)) }),
  }
}

const labelsOf = (t: ReturnType<typeof useMessages<'activities'>>) => ({
  ...t.columns,
  day: t.columns.happenedAt,
  time: t.box.time,
  minutes: t.columns.durationMinutes,
})
