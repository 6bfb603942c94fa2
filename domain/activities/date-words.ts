// Days and times written as people write them, in Czech and English: "příští úterý 14h", "do 24. 11.", "in two weeks at 2pm".
// Weeks begin on Monday. A weekday alone is the next one to come; "příští" and "next" mean the week after this one.
import { addDays, addMonths, type Day, daysBetween, daysInMonth, isDay, partsOf, weekday } from '#domain/day.ts'

export interface DateWords {
  /** Place in the text, from inclusive, to exclusive. */
  readonly from: number
  readonly to: number
  readonly day: Day
  /** HH:MM; left out when no time was written. */
  readonly time?: string
}

/** Marks are looked for in this much of a text: what is longer was pasted, not typed. */
export const readLength = 20_000

const folded = new Map<string, string>()

/** Small letters without diacritics, each at the place it had, so that places in the text stay true. */
export function foldInPlace(text: string): string {
  let out = ''
  for (let i = 0; i < text.length; i++) {
    const letter = text[i] as string
    if (letter <= '\u007f') {
      out += letter >= 'A' && letter <= 'Z' ? letter.toLowerCase() : letter
      continue
    }
    let plain = folded.get(letter)
    if (plain === undefined) {
      const small = letter.normalize('NFD')[0]?.toLowerCase() ?? letter
      plain = /\s/.test(letter) ? ' ' : small.length === 1 ? small : letter
      folded.set(letter, plain)
    }
    out += plain
  }
  return out
}

const weekdays =
  '(?:pondel[iku]+|uterk[uya]|utery|stred[ayu]|ctvrt(?:ek|ku)|pat(?:ek|ku)|sobot[auy]|nedel[ei]|monday|tuesday|wednesday|thursday|friday|saturday|sunday)'
const weekdayStems: readonly (readonly [string, number])[] = [
  ['pond', 1],
  ['uter', 2],
  ['stre', 3],
  ['ctvr', 4],
  ['pat', 5],
  ['sobo', 6],
  ['nede', 7],
  ['mond', 1],
  ['tues', 2],
  ['wedn', 3],
  ['thur', 4],
  ['frid', 5],
  ['satu', 6],
  ['sund', 7],
]
const months =
  '(?:ledna|unora|brezna|dubna|kvetna|cervna|cervence|srpna|zari|rijna|listopadu|prosince|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)'
const monthStems: readonly (readonly [string, number])[] = [
  ['led', 1],
  ['uno', 2],
  ['bre', 3],
  ['dub', 4],
  ['kve', 5],
  ['cervn', 6],
  ['cervenc', 7],
  ['srp', 8],
  ['zar', 9],
  ['rij', 10],
  ['lis', 11],
  ['pro', 12],
  ['jan', 1],
  ['feb', 2],
  ['mar', 3],
  ['apr', 4],
  ['may', 5],
  ['jun', 6],
  ['jul', 7],
  ['aug', 8],
  ['sep', 9],
  ['oct', 10],
  ['nov', 11],
  ['dec', 12],
]
const numbers: Readonly<Record<string, number>> = {
  jeden: 1,
  jednu: 1,
  dva: 2,
  dve: 2,
  tri: 3,
  ctyri: 4,
  pet: 5,
  sest: 6,
  sedm: 7,
  osm: 8,
  devet: 9,
  deset: 10,
  one: 1,
  a: 1,
  an: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
}
const count = `(\\d{1,3}|${Object.keys(numbers).join('|')})`
const near = '(?:pristi|minul[yeaou]+|tento|tuto|toto|tuhle|next|last|this)'
const unit =
  '(dn[iuye]+|den|dnem|tydn[yuie]+[uom]?|tyden|tydnem|mesic[eiu]?|mesicem|mesicu|mesici|days?|weeks?|months?)'

type Rule = (match: RegExpMatchArray, today: Day) => Day | undefined

const rule = (source: string, read: Rule) => ({
  pattern: new RegExp(`(?<![\\p{L}\\d])${source}(?![\\p{L}\\d])`, 'gu'),
  read,
})

/** The longer and surer first: what one rule took, the next does not touch. */
const rules: readonly { pattern: RegExp; read: Rule }[] = [
  rule('(\\d{4})-(\\d{2})-(\\d{2})', ([, y, m, d]) => real(Number(y), Number(m), Number(d))),
  rule(`(\\d{1,2})(?:\\.|st|nd|rd|th)? ?(?:of )?(${months})(?:,? ?(\\d{4}))?`, ([, d, m = '', y], today) =>
    dated(d, monthOf(m), y, today),
  ),
  rule(`(${months}) (\\d{1,2})(?:st|nd|rd|th)?(?:,? (\\d{4}))?`, ([, m = '', d, y], today) =>
    dated(d, monthOf(m), y, today),
  ),
  rule('(\\d{1,2})\\. ?(\\d{1,2})\\.(?: ?(\\d{4}|\\d{2}(?![:.\\d]| ?h)))?', ([, d, m, y], today) =>
    dated(d, Number(m), y, today),
  ),
  rule('(\\d{1,2})/(\\d{1,2})/(\\d{4})', ([, d, m, y], today) => dated(d, Number(m), y, today)),
  rule('day after tomorrow', (_, today) => addDays(today, 2)),
  rule('day before yesterday', (_, today) => addDays(today, -2)),
  rule('(?:dnes(?:ka)?|today)', (_, today) => today),
  rule('(?:zitra|zejtra|tomorrow)', (_, today) => addDays(today, 1)),
  rule('(?:pozitri|pozejtri)', (_, today) => addDays(today, 2)),
  rule('(?:predevcirem)', (_, today) => addDays(today, -2)),
  rule('(?:vcera|yesterday)', (_, today) => addDays(today, -1)),
  rule(`(${weekdays}) (${near}) (?:tyden|week)`, ([, name = '', which = ''], today) =>
    inWeek(which, weekdayOf(name), today),
  ),
  rule(`(${near}) (?:tyden|week)(?:,? (?:(?:v|ve|on) )?(${weekdays}))?`, ([, which = '', name], today) =>
    inWeek(which, name ? weekdayOf(name) : 1, today),
  ),
  rule(`(${near}) (${weekdays})`, ([, which = '', name = ''], today) => namedDay(which, weekdayOf(name), today)),
  rule(`${weekdays}`, ([name], today) => {
    const ahead = (weekdayOf(name) - weekday(today) + 7) % 7
    return addDays(today, ahead === 0 ? 7 : ahead)
  }),
  rule(`(?:za|in) (?:${count} )?${unit}`, ([, n, what = ''], today) => moved(today, n ?? '1', what, 1)),
  rule(`(?:pred) (?:${count} )?${unit}`, ([, n, what = ''], today) => moved(today, n ?? '1', what, -1)),
  rule(`${count} ${unit} ago`, ([, n, what = ''], today) => moved(today, n, what, -1)),
  rule('(?:konc[ei]|konec) (?:tohoto |pristiho )?tydne|end of (?:the |this )?week', ([words = ''], today) =>
    addDays(addDays(today, 5 - weekday(today)), words.includes('pristiho') || weekday(today) > 5 ? 7 : 0),
  ),
  rule('(?:konc[ei]|konec) (?:tohoto |pristiho )?mesice|end of (?:the |this |next )?month', ([words = ''], today) =>
    endOfMonth(/pristiho|next/.test(words) ? addMonths(`${today.slice(0, 8)}01`, 1) : today),
  ),
  rule('(?:konc[ei]|konec) roku|end of (?:the |this )?year', (_, today) => `${today.slice(0, 4)}-12-31`),
]

const clock =
  '(?:(?:(?:v|ve|o|od|at|from|@) )?(?:(\\d{1,2})[:.](\\d{2})(?: ?(?:h|hod(?:in)?\\.?))?|(\\d{1,2}) ?(?:h|hod(?:in[ay]?)?\\.?)|(\\d{1,2})(?:[:.](\\d{2}))? ?(am|pm))|(?:v|ve|at) (\\d{1,2})|(?:v )?(?:poledne)|(?:at )?noon)(?![\\p{L}\\d]|[.:]\\d)'
const timeAfter = new RegExp(`^(?:,| -| –)? ?${clock}`, 'u')
const timeAlone = new RegExp(`(?<![\\p{L}\\d.:])${clock}`, 'gu')

/** Every day written in the text, in order, with the time beside it; a time alone is of today. Impossible days are left out. */
export function readDateWords(text: string, today: Day): DateWords[] {
  const plain = foldInPlace(text.slice(0, readLength))
  const taken: { from: number; to: number }[] = []
  const free = (from: number, to: number) => taken.every((t) => to <= t.from || from >= t.to)
  const found: DateWords[] = []
  for (const { pattern, read } of rules) {
    for (const match of plain.matchAll(pattern)) {
      const [from, to] = [match.index, match.index + match[0].length]
      if (!free(from, to)) continue
      taken.push({ from, to })
      const day = read(match, today)
      if (day === undefined) continue
      const beside = timeBeside(plain, from, to)
      if (beside) taken.push(beside)
      found.push(
        beside
          ? { from: Math.min(from, beside.from), to: Math.max(to, beside.to), day, time: beside.time }
          : { from, to, day },
      )
    }
  }
  for (const match of plain.matchAll(timeAlone)) {
    const [from, to] = [match.index, match.index + match[0].length]
    // "v 9" or "9.30" alone may be anything; a clock must show itself.
    const sure = /[:h]|hod|am|pm|poledne|noon/.test(match[0])
    const time = sure ? timeOf(match) : undefined
    if (time && free(from, to)) found.push({ from, to, day: today, time })
  }
  return found.sort((a, b) => a.from - b.from)
}

/** Places where a day is written that no calendar has: 31. 2., 2026-13-01. */
export function impossibleDates(text: string, today: Day): { from: number; to: number }[] {
  const plain = foldInPlace(text.slice(0, readLength))
  const wrong: { from: number; to: number }[] = []
  for (const { pattern, read } of rules.slice(0, 5)) {
    for (const match of plain.matchAll(pattern)) {
      const [from, to] = [match.index, match.index + match[0].length]
      if (wrong.every((w) => to <= w.from || from >= w.to) && read(match, today) === undefined) wrong.push({ from, to })
    }
  }
  return wrong.sort((a, b) => a.from - b.from)
}

function timeBeside(plain: string, from: number, to: number): { from: number; to: number; time: string } | undefined {
  const after = timeAfter.exec(plain.slice(to, to + 24))
  const time = after && timeOf(after)
  if (after && time) return { from: to, to: to + after[0].length, time }
  for (const match of plain.slice(Math.max(0, from - 24), from).matchAll(timeAlone)) {
    const start = Math.max(0, from - 24) + match.index
    const end = start + match[0].length
    const before = timeOf(match)
    if (before && /^,? ?(?:on |dne )?$/.test(plain.slice(end, from))) return { from: start, to: end, time: before }
  }
  return undefined
}

function timeOf(match: RegExpMatchArray): string | undefined {
  const [words = '', h1, m1, h2, h3, m3, half, h4] = match
  if (/poledne|noon/.test(words)) return '12:00'
  const written = Number(h1 ?? h2 ?? h3 ?? h4)
  const hour = half === 'pm' && written < 12 ? written + 12 : half === 'am' && written === 12 ? 0 : written
  const minute = Number(m1 ?? m3 ?? 0)
  if (hour > 23 || minute > 59) return undefined
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

function real(year: number, month: number, dayOfMonth: number): Day | undefined {
  const day = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')}`
  return isDay(day) ? day : undefined
}

/** Without a year the day nearest to come, unless it was within the last quarter: then that one is meant. */
function dated(dayText: string | undefined, month: number, year: string | undefined, today: Day): Day | undefined {
  const dayOfMonth = Number(dayText)
  if (year) return real(year.length === 2 ? 2000 + Number(year) : Number(year), month, dayOfMonth)
  const thisYear = partsOf(today).year
  const near = [thisYear - 1, thisYear, thisYear + 1, thisYear + 2, thisYear + 3, thisYear + 4]
    .map((y) => real(y, month, dayOfMonth))
    .filter((day) => day !== undefined)
  return near.find((day) => daysBetween(today, day) >= -90)
}

function monthOf(word: string): number {
  return monthStems.find(([stem]) => word.startsWith(stem))?.[1] ?? 0
}
function weekdayOf(word = ''): number {
  return weekdayStems.find(([stem]) => word.startsWith(stem))?.[1] ?? 1
}

const weeksAway = (which: string) => (/^(?:pristi|next)$/.test(which) ? 1 : /^(?:minul|last)/.test(which) ? -1 : 0)

function inWeek(which: string, day: number, today: Day): Day {
  return addDays(today, day - weekday(today) + 7 * weeksAway(which))
}

function namedDay(which: string, day: number, today: Day): Day {
  if (weeksAway(which) >= 0) return inWeek(which, day, today)
  // The last Friday is the one just gone, be it this week's.
  const back = (weekday(today) - day + 7) % 7
  return addDays(today, back === 0 ? -7 : -back)
}

function moved(today: Day, n: string | undefined, what: string, sign: number): Day | undefined {
  const amount = (/^\d+$/.test(n ?? '') ? Number(n) : (numbers[n ?? ''] ?? 0)) * sign
  if (amount === 0) return undefined
  if (/^m/.test(what)) return addMonths(today, amount)
  return addDays(today, /^(?:t|w)/.test(what) ? amount * 7 : amount)
}

function endOfMonth(day: Day): Day {
  const { year, month } = partsOf(day)
  return `${day.slice(0, 8)}${daysInMonth(year, month)}`
}
