// What happened? Type, Tab where needed, Ctrl+Enter. Marks in the text become things and are shown before saving.
import { Button, Checkbox, SegmentedControl, Select, TextInput } from '@mantine/core'
import { IconMessagePlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type FocusEvent, type KeyboardEvent, useCallback, useDeferredValue, useMemo, useRef, useState } from 'react'
import { longestText } from '#api/activities.ts'
import { directed, outcomesOf } from '#domain/activities/channels.ts'
import { type MarkPerson, readMarks } from '#domain/activities/marks.ts'
import { ChannelChoice } from '#web/activities/ChannelChoice.tsx'
import styles from '#web/activities/EntryBox.module.css'
import { channelOf, draftOf, type EntryFields, emptyEntry } from '#web/activities/entry-draft.ts'
import { MarkChips } from '#web/activities/MarkChips.tsx'
import { MarkText } from '#web/activities/MarkText.tsx'
import { markSourcesQuery, removeActivity, type TimelineOf, writeActivity } from '#web/activities/queries.ts'
import { useCommands } from '#web/kit/commands.tsx'
import { useToast } from '#web/kit/feedback.tsx'
import { DateField } from '#web/kit/form/DateField.tsx'
import { ErrorSummary } from '#web/kit/form/ErrorSummary.tsx'
import { NumberField } from '#web/kit/form/NumberField.tsx'
import { TimeField } from '#web/kit/form/TimeField.tsx'
import { heldByUnreadable } from '#web/kit/form/unreadable.ts'
import { useDraft } from '#web/kit/form/use-draft.ts'
import { useSaving } from '#web/kit/form/use-saving.ts'
import { localDay } from '#web/kit/format.ts'
import { useMessages } from '#web/kit/language.tsx'

export interface EntryBoxProps extends TimelineOf {
  /** Called with the id of what was written. */
  onWritten?(id: string): void
  autoFocus?: boolean
}

const readAtMost = 20_000

export function EntryBox({ onWritten, autoFocus, ...of }: EntryBoxProps) {
  const t = useMessages('activities')
  const toast = useToast()
  const key = [of.leadId ?? of.clientId ?? of.groupOf, of.contactId].filter(Boolean).join('-')
  const entry = useDraft<EntryFields>(`entry-${key}`, emptyEntry)
  const [open, setOpen] = useState(entry.dirty || !!autoFocus)
  const [found, setFound] = useState<readonly MarkPerson[]>([])
  const [wrong, setWrong] = useState<string>()
  const area = useRef<HTMLTextAreaElement>(null)
  const sources = useQuery({ ...markSourcesQuery(of.clientId ?? of.groupOf), enabled: open })
  const people = useMemo(() => {
    const known = sources.data?.people ?? []
    return [...known, ...found.filter((one) => known.every((k) => k.id !== one.id))]
  }, [sources.data, found])
  const tags = sources.data?.tags ?? noTags
  const v = entry.value
  const today = localDay(new Date())
  // A long paste is read after it is shown.
  const text = useDeferredValue(v.text)
  const marks = useMemo(
    () => (open && text ? readMarks(text, { today, now: new Date().toTimeString().slice(0, 5), people, tags }) : []),
    [open, text, today, people, tags],
  )

  const saving = useSaving(async () => {
    const all = readMarks(v.text, { today, now: new Date().toTimeString().slice(0, 5), people, tags })
    const made = draftOf(v, all, of, today)
    if ('wrong' in made) {
      setWrong(t.reasons.noSuchTime)
      return
    }
    const sent = await writeActivity(made.draft, v.text.slice(0, 80))
    entry.reset(emptyEntry)
    setWrong(undefined)
    area.current?.focus()
    if (!sent.sent) return toast.done(t.box.waiting)
    const { id, version } = sent.reply
    toast.done(t.box.saved, { undo: () => void removeActivity(id, version).catch(toast.problem) })
    onWritten?.(id)
  })
  const remember = useCallback((more: readonly MarkPerson[]) => {
    setFound((before) => [...before, ...more.filter((one) => before.every((b) => b.id !== one.id))])
  }, [])

  useCommands([
    {
      id: 'activities.write',
      icon: IconMessagePlus,
      label: t.box.open,
      keys: 'n',
      add: true,
      run: () => area.current?.focus(),
    },
  ])
  const save = (form: Element) => {
    if (!heldByUnreadable(form)) void saving.save()
  }
  const keys = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    event.stopPropagation()
    save(event.currentTarget)
  }
  const left = (event: FocusEvent<HTMLFormElement>) => {
    if (!entry.dirty && !event.currentTarget.contains(event.relatedTarget)) setOpen(false)
  }
  const tooLong = v.text.length > longestText ? t.box.tooLong(v.text.length, longestText) : undefined
  return (
    <form
      className={styles.box}
      aria-label={t.box.label}
      onKeyDown={keys}
      onFocus={() => setOpen(true)}
      onBlur={left}
      onSubmit={(event) => {
        event.preventDefault()
        save(event.currentTarget)
      }}
    >
      <ErrorSummary problem={saving.problem} labels={t.columns} />
      <MarkText
        value={v.text}
        onChange={(next) => {
          entry.change({ text: next })
          if (saving.problem) saving.dismiss()
        }}
        people={people}
        tags={tags}
        onFound={remember}
        label={t.box.label}
        placeholder={t.box.placeholder}
        minRows={open ? 3 : 1}
        error={tooLong ?? saving.errorOf('text')}
        inputRef={area}
      />
      {open && (
        <>
          {v.text.length > readAtMost && !tooLong && <p className={styles.hint}>{t.box.longText(v.text.length)}</p>}
          {entry.restored && (
            <p className={styles.hint}>
              {t.box.restored}{' '}
              <button type="button" className="k-link" onClick={() => entry.reset(emptyEntry)}>
                {t.box.drop}
              </button>
            </p>
          )}
          <MarkChips
            entry={v}
            marks={text === v.text ? marks : []}
            today={today}
            onDate={(words, use) => entry.change({ dates: { ...v.dates, [words]: use } })}
          />
          <EntryControls
            entry={v}
            change={entry.change}
            wrong={wrong ?? saving.errorOf('happenedAt')}
            lead={!!of.leadId}
            saving={saving.saving}
          />
        </>
      )}
    </form>
  )
}

const noTags: readonly never[] = []

interface ControlsProps {
  entry: EntryFields
  change(patch: Partial<EntryFields>): void
  wrong: string | undefined
  lead: boolean
  saving: boolean
}

function EntryControls({ entry, change, wrong, saving }: ControlsProps) {
  const t = useMessages('activities')
  const [more, setMore] = useState(entry.day !== null || entry.minutes !== null || entry.subject !== '')
  const channel = channelOf(entry)
  const outcomes = outcomesOf(channel)
  return (
    <>
      <div className={styles.controls}>
        <ChannelChoice value={channel} onChange={(next) => change({ channel: next, outcome: null })} />
        {directed(channel) && (
          <SegmentedControl
            size="xs"
            aria-label={t.box.direction}
            value={entry.direction ?? ''}
            onChange={(next) => change({ direction: next as 'in' | 'out' })}
            data={[
              { value: 'out', label: t.choices.direction.out },
              { value: 'in', label: t.choices.direction.in },
            ]}
          />
        )}
        {outcomes.length > 0 && (
          <Select
            size="xs"
            w={128}
            aria-label={t.box.outcome}
            placeholder={t.box.noOutcome}
            data={outcomes.map((value) => ({ value, label: t.choices.outcome[value] }))}
            value={entry.outcome}
            onChange={(outcome) => change({ outcome })}
            clearable
          />
        )}
        <div className={styles.last}>
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            aria-expanded={more || !!wrong}
            onClick={() => setMore(!more)}
          >
            {more ? t.box.less : t.box.more}
          </Button>
          <Button type="submit" size="xs" loading={saving} title={t.box.help}>
            {t.box.save}
          </Button>
        </div>
      </div>
      {(more || wrong) && (
        <div className={styles.details}>
          <DateField
            label={t.box.happenedAt}
            name="happenedAt"
            value={entry.day}
            max={localDay(new Date())}
            onChange={(day) => change({ day })}
            error={wrong}
          />
          <TimeField label={t.box.time} value={entry.time} onChange={(time) => change({ time })} />
          <NumberField
            label={t.box.duration}
            value={entry.minutes}
            unit={t.box.minutes}
            onChange={(minutes) => change({ minutes })}
          />
          <TextInput
            label={t.box.subject}
            value={entry.subject}
            maxLength={300}
            onChange={(event) => change({ subject: event.target.value })}
          />
          <Checkbox
            className={styles.wide}
            label={t.box.private}
            description={t.box.privateHelp}
            checked={entry.private}
            onChange={(event) => change({ private: event.currentTarget.checked })}
          />
        </div>
      )}
    </>
  )
}
