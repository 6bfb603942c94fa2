// Calendar days as 'YYYY-MM-DD' text and the arithmetic on them, by the civil-from-days algorithm.
// A day has no time zone and no clock: whoever needs "today" gets it as an argument.

/** A calendar day written YYYY-MM-DD (proleptic Gregorian, years 0001 to 9999). */
export type Day = string

const shape = /^(\d{4})-(\d{2})-(\d{2})$/

/** Whether the text is a real calendar day: 2024-02-29 is, 2023-02-29 and 2024-2-9 are not. */
export function isDay(text: string): boolean {
  const match = shape.exec(text)
  if (!match) return false
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
}

/** The day n days later (earlier for a negative n). */
export function addDays(day: Day, n: number): Day {
  return dayOfNumber(dayNumber(day) + n)
}

/** Days from the first to the second: 1 from today to tomorrow, negative backwards. */
export function daysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from)
}

/** Day of the week by ISO 8601: 1 is Monday, 7 is Sunday. */
export function weekday(day: Day): number {
  return modulo(dayNumber(day) + 3, 7) + 1
}

/** The same day n months later; where the month is shorter, its last day (31 January + 1 month = 28 or 29 February). */
export function addMonths(day: Day, n: number): Day {
  const { year, month, dayOfMonth } = partsOf(day)
  const months = year * 12 + (month - 1) + n
  const newYear = Math.floor(months / 12)
  const newMonth = modulo(months, 12) + 1
  return written(newYear, newMonth, Math.min(dayOfMonth, daysInMonth(newYear, newMonth)))
}

/** Orders days: negative, zero or positive as the first is before, equal to or after the second. */
export function compareDays(a: Day, b: Day): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Number of days since 1970-01-01; throws on what is not a day, so a wrong text never turns into a wrong date. */
export function dayNumber(day: Day): number {
  const { year, month, dayOfMonth } = partsOf(day)
  // The year starts in March, so the leap day is the last one and months follow one formula.
  const shifted = month <= 2 ? year - 1 : year
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + dayOfMonth - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146097 + dayOfEra - 719468
}

/** The day that is so many days after 1970-01-01. */
export function dayOfNumber(number: number): Day {
  const shifted = number + 719468
  const era = Math.floor(shifted / 146097)
  const dayOfEra = shifted - era * 146097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const dayOfMonth = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
  return written(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfMonth)
}

/** Year, month (1–12) and day of the month of a day. */
export function partsOf(day: Day): { year: number; month: number; dayOfMonth: number } {
  if (!isDay(day)) throw new RangeError(`Not a calendar day: ${day}`)
  return { year: Number(day.slice(0, 4)), month: Number(day.slice(5, 7)), dayOfMonth: Number(day.slice(8, 10)) }
}

/** Number of days of a month (1–12). */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

function written(year: number, month: number, dayOfMonth: number): Day {
  if (year < 1 || year > 9999) throw new RangeError(`Year out of range: ${year}`)
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')}`
}

function modulo(n: number, by: number): number {
  return ((n % by) + by) % by
}
