// Czech public holidays and counting in business days (Monday to Friday that is no public holiday).
// Holidays follow Act 245/2000 Sb.; Good Friday is one since 2016 (Act 359/2015 Sb.). Rules before 2001 are not covered.
import { addDays, type Day, daysBetween, partsOf, weekday } from '#domain/day.ts'

type HolidayRule = { readonly name: string; readonly validFrom: number } & (
  | { readonly monthDay: string }
  | { readonly afterEaster: number }
)

/** The holiday rules with the first year of their validity; names as the act has them. */
export const czechHolidayRules: readonly HolidayRule[] = [
  { monthDay: '01-01', name: 'Nový rok; Den obnovy samostatného českého státu', validFrom: 2001 },
  { afterEaster: -2, name: 'Velký pátek', validFrom: 2016 },
  { afterEaster: 1, name: 'Velikonoční pondělí', validFrom: 2001 },
  { monthDay: '05-01', name: 'Svátek práce', validFrom: 2001 },
  { monthDay: '05-08', name: 'Den vítězství', validFrom: 2001 },
  { monthDay: '07-05', name: 'Den slovanských věrozvěstů Cyrila a Metoděje', validFrom: 2001 },
  { monthDay: '07-06', name: 'Den upálení mistra Jana Husa', validFrom: 2001 },
  { monthDay: '09-28', name: 'Den české státnosti', validFrom: 2001 },
  { monthDay: '10-28', name: 'Den vzniku samostatného československého státu', validFrom: 2001 },
  { monthDay: '11-17', name: 'Den boje za svobodu a demokracii', validFrom: 2001 },
  { monthDay: '12-24', name: 'Štědrý den', validFrom: 2001 },
  { monthDay: '12-25', name: '1. svátek vánoční', validFrom: 2001 },
  { monthDay: '12-26', name: '2. svátek vánoční', validFrom: 2001 },
]

/** Czech public holidays of a year, in order of the calendar. */
export function czechHolidays(year: number): readonly { day: Day; name: string }[] {
  const easter = easterSunday(year)
  return czechHolidayRules
    .filter((rule) => year >= rule.validFrom)
    .map((rule) => ({
      day: 'monthDay' in rule ? `${String(year).padStart(4, '0')}-${rule.monthDay}` : addDays(easter, rule.afterEaster),
      name: rule.name,
    }))
    .sort((a, b) => (a.day < b.day ? -1 : 1))
}

/** Easter Sunday of the Gregorian calendar (anonymous computus, Meeus). */
export function easterSunday(year: number): Day {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d = Math.floor(b / 4)
  const e = b % 4
  const f = Math.floor((b + 8) / 25)
  const g = Math.floor((b - f + 1) / 3)
  const h = (19 * a + b - d - g + 15) % 30
  const i = Math.floor(c / 4)
  const k = c % 4
  const l = (32 + 2 * e + 2 * i - h - k) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const month = Math.floor((h + l - 7 * m + 114) / 31)
  const dayOfMonth = ((h + l - 7 * m + 114) % 31) + 1
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')}`
}

/** Monday to Friday and no Czech public holiday. */
export function isBusinessDay(day: Day): boolean {
  return weekday(day) <= 5 && !holidaysOf(partsOf(day).year).has(day)
}

/** What the public holiday of this day is called; null on all other days. */
export function holidayName(day: Day): string | null {
  return czechHolidays(partsOf(day).year).find((holiday) => holiday.day === day)?.name ?? null
}

/** The day itself if it is a business day, otherwise the next one. */
export function businessDayFrom(day: Day): Day {
  return isBusinessDay(day) ? day : addBusinessDays(day, 1)
}

/**
 * The n-th business day after the day; the day itself is never counted, so a term in business days starts the next one.
 * Zero gives the day unchanged, a negative n counts backwards.
 */
export function addBusinessDays(day: Day, n: number): Day {
  const step = n < 0 ? -1 : 1
  let left = Math.abs(n)
  let current = day
  while (left > 0) {
    current = addDays(current, step)
    if (isBusinessDay(current)) left -= 1
  }
  return current
}

/** Business days after the first day up to and including the second; negative when the second is earlier. */
export function businessDaysBetween(from: Day, to: Day): number {
  if (to < from) return 0 - businessDaysBetween(to, from)
  const days = daysBetween(from, to)
  // Whole weeks by arithmetic, the rest by the calendar: lists rank hundreds of terms that lie years apart.
  let count = Math.floor(days / 7) * 5
  const first = weekday(from)
  for (let i = 1; i <= days % 7; i += 1) if (((first + i - 1) % 7) + 1 <= 5) count += 1
  const last = partsOf(to).year
  for (let year = partsOf(from).year; year <= last; year += 1) {
    for (const day of missedDaysOf(year)) if (day > from && day <= to) count -= 1
  }
  return count
}

const known = new Map<number, ReadonlySet<Day>>()
const knownMissed = new Map<number, readonly Day[]>()

/** Holidays of the year that fall on Monday to Friday. */
function missedDaysOf(year: number): readonly Day[] {
  let days = knownMissed.get(year)
  if (!days) {
    days = [...holidaysOf(year)].filter((day) => weekday(day) <= 5)
    knownMissed.set(year, days)
  }
  return days
}

function holidaysOf(year: number): ReadonlySet<Day> {
  let days = known.get(year)
  if (!days) {
    days = new Set(czechHolidays(year).map((holiday) => holiday.day))
    known.set(year, days)
  }
  return days
}
