// What will come of the text being typed, shown as chips before it is saved; days can be switched on and off.
import { IconAlertTriangle, IconAt, IconCalendar, IconChecklist, IconHash, IconHelpCircle } from '@tabler/icons-react'
import type { Mark } from '#domain/activities/marks.ts'
import styles from '#web/activities/EntryBox.module.css'
import { type EntryFields, usesDate, wordsOf } from '#web/activities/entry-draft.ts'
import { useFormat, useMessages } from '#web/kit/language.tsx'

export interface MarkChipsProps {
  entry: EntryFields
  marks: readonly Mark[]
  today: string
  onDate(words: string, use: boolean): void
}

export function MarkChips({ entry, marks, today, onDate }: MarkChipsProps) {
  const t = useMessages('activities')
  if (marks.length === 0) return null
  return (
    <ul className={styles.chips} aria-label={t.marks.label} aria-live="polite">
      {marks.map((mark) => (
        <li key={`${mark.kind}${mark.from}`}>
          {mark.kind === 'date' ? (
            <DateChip entry={entry} mark={mark} today={today} onDate={onDate} />
          ) : (
            <MarkChip mark={mark} />
          )}
        </li>
      ))}
    </ul>
  )
}

function MarkChip({ mark }: { mark: Exclude<Mark, { kind: 'date' }> }) {
  const t = useMessages('activities')
  const f = useFormat()
  const icon = { size: 14, stroke: 1.5, 'aria-hidden': true } as const
  switch (mark.kind) {
    case 'person': {
      const unsure = mark.several ? t.marks.severalPeople(mark.text) : t.marks.unknownPerson(mark.text)
      return (
        <span className={styles.chip} data-wrong={!mark.person || undefined}>
          <IconAt {...icon} /> {mark.person ? t.marks.person(mark.person.name) : unsure}
        </span>
      )
    }
    case 'tag':
      return (
        <span className={styles.chip}>
          <IconHash {...icon} /> {mark.tag ? t.marks.tag(mark.name) : t.marks.newTag(mark.name)}
        </span>
      )
    case 'wrongDate':
      return (
        <span className={styles.chip} data-wrong>
          <IconAlertTriangle {...icon} /> {t.marks.wrongDate(mark.text)}
        </span>
      )
    default: {
      const Icon = mark.kind === 'question' ? IconHelpCircle : IconChecklist
      const what = mark.kind === 'question' ? t.marks.question : mark.side === 'ours' ? t.marks.ours : t.marks.theirs
      return (
        <span className={styles.chip} data-strong>
          <Icon {...icon} />
          <span>
            <b>{what}:</b> {mark.text.length > 80 ? `${mark.text.slice(0, 80)}…` : mark.text}
          </span>
          {mark.dueOn && (
            <span className={styles.due}>
              {t.marks.by([f.day(mark.dueOn), mark.dueTime].filter(Boolean).join(' '))}
            </span>
          )}
        </span>
      )
    }
  }
}

function DateChip({
  entry,
  mark,
  today,
  onDate,
}: {
  entry: EntryFields
  mark: Extract<Mark, { kind: 'date' }>
  today: string
  onDate: MarkChipsProps['onDate']
}) {
  const t = useMessages('activities')
  const f = useFormat()
  const words = wordsOf(entry, mark)
  const used = usesDate(entry, mark, words)
  const when = [f.day(mark.day), mark.time].filter(Boolean).join(' ')
  const past = mark.day < today || (mark.day === today && mark.time !== undefined)
  const text = past
    ? used
      ? t.marks.happened(when)
      : t.marks.asHappened(when)
    : used
      ? t.marks.nextTouch(when)
      : t.marks.asNextTouch(when)
  return (
    <button
      type="button"
      className={styles.chip}
      data-off={!used || undefined}
      aria-pressed={used}
      onClick={() => onDate(words, !used)}
    >
      <IconCalendar size={14} stroke={1.5} aria-hidden /> {text}
    </button>
  )
}
