// The usual repetitions as a short choice, and the rule of RFC 5545 each of them is.
import { partsOf, weekday } from '#domain/day.ts'
import { placeInMonth } from '#web/calendars/calendar-time.ts'

export const repeats = [
  'none',
  'daily',
  'workdays',
  'weekly',
  'fortnightly',
  'monthlyDate',
  'monthlyNth',
  'yearly',
] as const
export type Repeat = (typeof repeats)[number] | 'own'

const names = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']

/** The rule of a choice for an appointment that begins on the day. */
export function ruleOf(repeat: Repeat, day: string, until: string | null, own: string | null): string | null {
  const name = names[weekday(day) - 1]
  const { nth, last } = placeInMonth(day)
  const rules: Record<Repeat, string | null> = {
    none: null,
    daily: 'FREQ=DAILY',
    workdays: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR',
    weekly: `FREQ=WEEKLY;BYDAY=${name}`,
    fortnightly: `FREQ=WEEKLY;INTERVAL=2;BYDAY=${name}`,
    monthlyDate: `FREQ=MONTHLY;BYMONTHDAY=${partsOf(day).dayOfMonth}`,
    monthlyNth: `FREQ=MONTHLY;BYDAY=${last ? -1 : nth}${name}`,
    yearly: 'FREQ=YEARLY',
    own,
  }
  const rule = rules[repeat]
  return rule && repeat !== 'own' && until ? `${rule};UNTIL=${until.replaceAll('-', '')}` : rule
}

/** The choice a rule is; `own` when it is none of the usual ones. */
export function repeatOf(rrule: string | null, day: string): { repeat: Repeat; until: string | null } {
  if (!rrule) return { repeat: 'none', until: null }
  const until = /(?:^|;)UNTIL=(\d{4})(\d\d)(\d\d)/.exec(rrule)
  const bare = sorted(rrule.replace(/(^|;)UNTIL=[^;]*/, ''))
  const found = repeats.find((one) => sorted(ruleOf(one, day, null, null) ?? '') === bare)
  if (!found || (/COUNT=/.test(rrule) && found !== 'none')) return { repeat: 'own', until: null }
  return { repeat: found, until: until ? `${until[1]}-${until[2]}-${until[3]}` : null }
}

const sorted = (rule: string) =>
  rule
    .split(';')
    .filter((part) => part && part !== 'INTERVAL=1' && !part.startsWith('WKST='))
    .sort()
    .join(';')
