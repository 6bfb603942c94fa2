// Short marks in a text become things: @person, #tag, !our promise, !!their promise, ?question, and days in words.
// A mark stands at the beginning or after a space; a promise or question goes to the end of its sentence or line. The words of a
// promise's term and the colleague who keeps it leave its wording: it has both beside it.
import {
  type DateWords,
  foldInPlace,
  impossibleDates,
  readDateWords,
  readLength,
} from '#domain/activities/date-words.ts'
import { readTerm } from '#domain/activities/terms.ts'
import type { Day } from '#domain/day.ts'

export interface MarkPerson {
  readonly id: string
  readonly kind: 'contact' | 'user'
  readonly name: string
}
export interface MarkTag {
  readonly id: string
  readonly name: string
}

interface Place {
  readonly from: number
  readonly to: number
}

export interface PersonMark extends Place {
  readonly kind: 'person'
  /** As it was written, without the sign. */
  readonly text: string
  /** Undefined when nobody is called so; `several` when more than one is. */
  readonly person: MarkPerson | undefined
  readonly several: boolean
}
export interface TagMark extends Place {
  readonly kind: 'tag'
  readonly name: string
  /** Undefined: a tag of that name does not exist yet. */
  readonly tag: MarkTag | undefined
}
export interface PromiseMark extends Place {
  readonly kind: 'promise' | 'question'
  readonly side: 'ours' | 'theirs'
  readonly text: string
  readonly dueOn: Day | undefined
  readonly dueTime: string | undefined
  /** A colleague named in it keeps it; a person of the client gets or gave it. */
  readonly responsibleId: string | undefined
  readonly contactId: string | undefined
}
export interface DateMark extends Place {
  readonly kind: 'date'
  readonly day: Day
  readonly time: string | undefined
  /** What the words around it make of it: the day of the next touch, or when the thing happened. */
  readonly means: 'nextTouch' | 'happened' | undefined
}
export interface WrongDateMark extends Place {
  readonly kind: 'wrongDate'
  readonly text: string
}
export type Mark = PersonMark | TagMark | PromiseMark | DateMark | WrongDateMark

export interface MarkSources {
  readonly today: Day
  /** HH:MM of the asker's clock: a time today that has not come yet is not when something happened. */
  readonly now?: string
  readonly people: readonly MarkPerson[]
  readonly tags: readonly MarkTag[]
}

/**
 * All marks of a text in the order they stand. Marks inside a promise or question belong to it and are given too, days excepted:
 * they are its term. Only the first 20,000 characters are read.
 */
export function readMarks(text: string, sources: MarkSources): Mark[] {
  const shown = text.slice(0, readLength)
  const plain = foldInPlace(shown)
  const people = peopleIn(shown, plain, sources.people)
  const tags = tagsIn(shown, plain, sources.tags)
  const dates = readDateWords(shown, sources.today)
  const promises = promisesIn(shown, plain, people, dates, sources.today)
  const free = (place: Place) => promises.every((p) => place.to <= p.from || place.from >= p.to)
  return [
    ...people,
    ...tags,
    ...promises,
    ...dates.filter(free).map((date) => dateMark(plain, date, sources)),
    ...impossibleDates(shown, sources.today).map(({ from, to }) => ({
      kind: 'wrongDate' as const,
      from,
      to,
      text: shown.slice(from, to).trim(),
    })),
  ].sort((a, b) => a.from - b.from || b.to - a.to)
}

/** The mark being typed at the caret, for suggestions: its sign and what follows it up to the caret. */
export function markAt(text: string, caret: number): { sign: '@' | '#'; from: number; typed: string } | undefined {
  const before = text.slice(Math.max(0, caret - 60), caret)
  const match = /(?:^|[\s([])([@#])([\p{L}\p{N}._-]*(?: [\p{L}\p{N}._-]+)?)$/u.exec(before)
  if (!match) return undefined
  const typed = match[2] ?? ''
  return { sign: match[1] as '@' | '#', from: caret - typed.length - 1, typed }
}

/** Whether the folded name fits what was typed: each word begins a word of the name. */
export function nameFits(name: string, typed: string): boolean {
  const words = foldInPlace(name).split(/[\s,]+/)
  return foldInPlace(typed)
    .split(/\s+/)
    .filter(Boolean)
    .every((part) => words.some((word) => word.startsWith(part)))
}

const signs = (sign: string) => new RegExp(`(?<=^|[\\s(\\[]|(?:^|[\\s(])(?:!!?|\\?))${sign}`, 'gmu')
const wordsAfter = /^[\p{L}\p{N}][\p{L}\p{N}'’-]*(?:\.(?=[\p{L}\p{N}]))?(?:[ ][\p{L}\p{N}][\p{L}\p{N}'’-]*){0,4}/u

function peopleIn(text: string, plain: string, people: readonly MarkPerson[]): PersonMark[] {
  const names = people.map((person) => ({
    person,
    words: foldInPlace(person.name)
      .split(/[\s,.]+/)
      .filter(Boolean),
  }))
  const found: PersonMark[] = []
  for (const match of plain.matchAll(signs('@'))) {
    const start = match.index + 1
    const after = wordsAfter.exec(plain.slice(start, start + 80))?.[0]
    if (!after) continue
    const written = after.split(' ')
    // As many words as still name somebody; at least the first.
    let taken = 1
    let fits = names.filter(({ words }) => words.some((word) => word.startsWith(written[0] as string)))
    for (let n = 2; n <= written.length; n++) {
      const more = fits.filter(({ words }) => words.some((word) => word.startsWith(written[n - 1] as string)))
      if (more.length === 0) break
      fits = more
      taken = n
    }
    const used = written.slice(0, taken)
    // "Nova" typed in full beats "Novakova" that only begins so.
    const exact = fits.filter(({ words }) => used.every((word) => words.includes(word)))
    const best = exact.length > 0 ? exact : fits
    const to = start + used.join(' ').length
    found.push({
      kind: 'person',
      from: match.index,
      to,
      text: text.slice(start, to),
      person: best.length === 1 ? best[0]?.person : undefined,
      several: best.length > 1,
    })
  }
  return found
}

function tagsIn(text: string, plain: string, tags: readonly MarkTag[]): TagMark[] {
  const names = tags
    .map((tag) => ({ tag, plain: foldInPlace(tag.name) }))
    .sort((a, b) => b.plain.length - a.plain.length)
  const found: TagMark[] = []
  for (const match of plain.matchAll(signs('#'))) {
    const start = match.index + 1
    const rest = plain.slice(start, start + 80)
    const known = names.find(
      ({ plain: name }) => rest.startsWith(name) && !/^[\p{L}\p{N}]/u.test(rest.slice(name.length)),
    )
    const word = /^[\p{L}\p{N}][\p{L}\p{N}_-]*/u.exec(rest)?.[0]
    if (!known && !word) continue
    const to = start + (known ? known.plain.length : (word as string).length)
    const written = text.slice(start, to)
    found.push({
      kind: 'tag',
      from: match.index,
      to,
      // A word cannot hold spaces: an underscore stands for one in a new tag.
      name: known ? known.tag.name : written.replaceAll('_', ' ').trim(),
      tag: known?.tag,
    })
  }
  return found
}

const begin = /(?<=^|[\s(])(!!?|\?)(?=[\p{L}\p{N}@#„"])/gmu
/** Words whose full stop ends no sentence. */
const abbreviation =
  /(?:^|[\s(])(?:\d+|p|pi|ing|mgr|bc|dr|mudr|judr|tj|tzn|napr|cca|c|str|s\.r\.o|a\.s|mr|mrs|ms|e\.g|i\.e|no)\.$/u

function promisesIn(
  text: string,
  plain: string,
  people: readonly PersonMark[],
  dates: readonly DateWords[],
  today: Day,
): PromiseMark[] {
  const found: PromiseMark[] = []
  const starts = [...plain.matchAll(begin)].map((match) => ({ from: match.index, sign: match[1] as string }))
  for (const [i, { from, sign }] of starts.entries()) {
    const to = endOf(plain, from + sign.length, starts[i + 1]?.from ?? plain.length, dates)
    const inside = (place: Place) => place.from >= from && place.to <= to
    const start = from + sign.length
    const written = text.slice(start, to)
    const within = dates.filter(inside).map((date) => ({ ...date, from: date.from - start, to: date.to - start }))
    const named = people.filter((mark) => inside(mark) && mark.person)
    const keeper = named.find((mark) => mark.person?.kind === 'user')
    const unnamed = keeper ? without(written, { from: keeper.from - start, to: keeper.to - start }) : written
    const { wording, due } = readTerm(unnamed, within, today)
    // In a question the day and the person are often what is asked about.
    const body = sign === '?' ? written.replace(/\s+/g, ' ').trim() : wording
    if (!body) continue
    found.push({
      kind: sign === '?' ? 'question' : 'promise',
      side: sign === '!!' ? 'theirs' : 'ours',
      from,
      to,
      text: body.replace(/(?<=^|\s)[@#](?=[\p{L}\p{N}])/gu, ''),
      dueOn: due?.day,
      dueTime: due?.time,
      responsibleId: keeper?.person?.id,
      contactId: named.find((mark) => mark.person?.kind === 'contact')?.person?.id,
    })
  }
  return found
}

/** Blanks the mark of who keeps a promise; one the sentence needs, as in "s @petr" or "@petr a @eva", stays, and so does a lone one. */
function without(text: string, { from, to }: Place): string {
  const before = foldInPlace(text.slice(0, from))
  const after = foldInPlace(text.slice(to))
  const bound =
    /(?<=^|[\s(])(?:a|i|s|se|u|o|k|ke|z|ze|na|od|do|po|pro|za|nebo|and|or|to|for|with|from|by|of)\s+$/u.test(before) ||
    /^\s+(?:a|i|nebo|and|or)\s/u.test(after)
  const rest = `${text.slice(0, from)}${' '.repeat(to - from)}${text.slice(to)}`
  return bound || !/[\p{L}\p{N}]/u.test(rest) ? text : rest
}

/** The end of the sentence or line; a full stop within a day or after an abbreviation ends nothing. */
function endOf(plain: string, start: number, limit: number, dates: readonly DateWords[]): number {
  const stretch = plain.slice(start, limit)
  const line = stretch.indexOf('\n')
  const most = start + (line < 0 ? stretch.length : line)
  for (const match of plain.slice(start, most).matchAll(/[.;!?](?=\s)/gu)) {
    const at = start + match.index
    const inDate = dates.some((date) => at >= date.from && at < date.to)
    if (!inDate && !(match[0] === '.' && abbreviation.test(plain.slice(Math.max(0, at - 12), at + 1)))) return at
  }
  return most - (/\s*$/.exec(plain.slice(start, most))?.[0].length ?? 0)
}

const touching = /ozv|zavol|volat|kontakt|sejd|schuz|setk|napis|call|touch|meet|write|speak/

function dateMark(plain: string, { from, to, day, time }: DateWords, { today, now }: MarkSources): DateMark {
  const sentence = plain.slice(
    Math.max(plain.lastIndexOf('\n', from), plain.lastIndexOf('. ', from), from - 60) + 1,
    to + 40,
  )
  const past = day < today || (day === today && time !== undefined && (now === undefined || time <= now))
  const means = past
    ? // What happened is told at the beginning: "včera 14h volal Novák".
      plain.slice(0, from).trim().length <= 24
      ? 'happened'
      : undefined
    : day > today && touching.test(sentence)
      ? 'nextTouch'
      : undefined
  return { kind: 'date', from, to, day, time, means }
}

const channelWords: readonly (readonly [RegExp, string])[] = [
  [/^(?:datovk|datova schranka|data box)/, 'dataBox'],
  [/^(?:sms|esemesk)/, 'sms'],
  [/^(?:e-?mail|mail)/, 'email'],
  [/^(?:schuzk|jednani|meeting)/, 'meeting'],
  [/^(?:navstev|visit)/, 'visit'],
  [/^(?:chat|whatsapp|teams|messenger)/, 'chat'],
  [/^(?:dopis|letter|posta)/, 'post'],
  [/^fax/, 'fax'],
  [/^(?:veletrh|vystav|konference|fair|conference)/, 'event'],
  [/^(?:vola|dovola|nedovola|telefon|hovor|zavola|tel\b|call|phone|rang|spoke)/, 'phone'],
]

/** The channel a text speaks of among its first words: "Volal Novák…" is a telephone call. Undefined when it does not tell. */
export function channelIn(text: string): string | undefined {
  const words = foldInPlace(text.slice(0, 80))
    .split(/[^\p{L}\p{N}-]+/u)
    .filter(Boolean)
    .slice(0, 4)
  for (const word of words) {
    const found = channelWords.find(([pattern]) => pattern.test(word))
    if (found) return found[1]
  }
  return undefined
}
