// How an appointment repeats: the usual ways by name, with an end or without; another rule is shown as it is.
import { SimpleGrid } from '@mantine/core'
import { partsOf, weekday } from '#domain/day.ts'
import { placeInMonth } from '#web/calendars/calendar-time.ts'
import { type Repeat, repeats } from '#web/calendars/repeat-rule.ts'
import { ChoiceField } from '#web/kit/form/ChoiceField.tsx'
import { DateField } from '#web/kit/form/DateField.tsx'
import { useMessages } from '#web/kit/language.tsx'

export interface RepeatFieldProps {
  day: string
  repeat: Repeat
  until: string | null
  ownRule: string | null
  error: string | undefined
  onChange(patch: { repeat?: Repeat; until?: string | null }): void
}

export function RepeatField({ day, repeat, until, ownRule, error, onChange }: RepeatFieldProps) {
  const t = useMessages('calendars').repeat
  const days = useMessages('calendars').weekdays
  const name = days[weekday(day) - 1] ?? ''
  const { nth, last } = placeInMonth(day)
  const ordinal = last ? t.nth.last : ([t.nth.first, t.nth.second, t.nth.third, t.nth.fourth][nth - 1] ?? t.nth.last)
  const labels: Record<Repeat, string> = {
    none: t.none,
    daily: t.daily,
    workdays: t.workdays,
    weekly: t.weekly(name),
    fortnightly: t.fortnightly(name),
    monthlyDate: t.monthlyDate(partsOf(day).dayOfMonth),
    monthlyNth: t.monthlyNth(ordinal, name),
    yearly: t.yearly,
    own: ownRule ? t.rule(ownRule) : t.own,
  }
  const offered: Repeat[] = ownRule ? [...repeats, 'own'] : [...repeats]
  return (
    <SimpleGrid cols={{ base: 1, xs: repeat === 'none' || repeat === 'own' ? 1 : 2 }} spacing="sm">
      <ChoiceField
        name="rrule"
        label={useMessages('calendars').fields.rrule}
        value={repeat}
        onChange={(value) => onChange({ repeat: (value ?? 'none') as Repeat })}
        choices={offered.map((value) => ({ value, label: labels[value] }))}
        error={error}
      />
      {repeat !== 'none' && repeat !== 'own' && (
        <DateField
          name="until"
          label={t.until}
          help={t.untilHelp}
          value={until}
          onChange={(value) => onChange({ until: value })}
          min={day}
        />
      )}
    </SimpleGrid>
  )
}
