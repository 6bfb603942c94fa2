// Tells how a delimited text file is written: delimiter, quote, escape, end of record. Every sensible dialect reads the
// sample; the one whose rows agree in width and whose cells look like values wins (pattern score × type score, after
// van den Burg, Nazábal, Sutton: Wrangling messy CSV files, 2019).

import { cellTypeScore } from '#server/imports/reading/cell-types.ts'
import { breather } from '#server/imports/reading/limits.ts'
import type { SourceRecord } from '#server/imports/reading/reading-error.ts'
import {
  type Dialect,
  type Escape,
  type Quote,
  type QuoteEvidence,
  type RecordDelimiter,
  splitText,
} from '#server/imports/reading/record-splitter.ts'

/** `confidence` is the lead of the winner over the best other delimiter, 0 to 1. `separatorLine`: Excel's `sep=;` opens the file. */
export type DetectedDialect = {
  dialect: Dialect
  confidence: number
  quoteSeen: boolean
  escapeSeen: boolean
  recordDelimiterSeen: boolean
  separatorLine: boolean
}

const sampleChars = 128 * 1024
const scoredRecords = 250

// A reading must beat the one that takes each line for one cell; prose cut at blanks does not.
const oneColumnScore = 0.15

// A comma, semicolon or tab is what programs write; the others also live inside prose, times and addresses.
const singleDelimiters: [string, number][] = [
  [',', 1],
  [';', 1],
  ['\t', 1],
  ['|', 0.85],
  ['^', 0.85],
  ['~', 0.85],
  [':', 0.65],
  [' ', 0.6],
]
const doubledDelimiters = ['||', ';;', '::', '~|~', '|~|', '^^', '~~', '##', '@@']

/** Detects the dialect from the beginning of the decoded text; `complete` says the text is the whole file. */
export async function detectDialect(text: string, complete = true): Promise<DetectedDialect> {
  const recordDelimiter = recordDelimiterOf(text)
  const sample = wholeLines(text, recordDelimiter.value, complete)
  const declared = /^sep=(.{1,3}?)\r?(?:\n|\r|$)/i.exec(sample)?.[1]
  const body = declared ? sample.slice(sample.search(/[\r\n]/) + 1).replace(/^\n/, '') : sample
  const delimiters: [string, number][] = declared ? [[declared, 1]] : candidatesIn(body)
  const quotes: Quote[] = (['"', "'"] as const).filter((quote) => body.includes(quote))

  let best: Trial | undefined
  let second: Trial | undefined
  const breathe = breather()
  for (const [delimiter, prior] of delimiters) {
    const trial = await bestQuoting(body, delimiter, prior, quotes, recordDelimiter.value, breathe)
    if (!best || trial.score > best.score) {
      second = best
      best = trial
    } else if (!second || trial.score > second.score) second = trial
  }
  // One column only: nothing to separate, a comma does least harm.
  if (!best || best.score < oneColumnScore)
    best = await bestQuoting(body, declared ?? ',', 1, quotes, recordDelimiter.value, breathe)

  const { delimiter, quote } = best
  const escaping = quote === '' ? 'none' : best.escape
  const lead = best.score <= 0 ? 0 : second ? (best.score - Math.max(0, second.score)) / best.score : 1
  return {
    dialect: {
      delimiter,
      quote: quote === '' ? (quotes.includes('"') ? '' : '"') : quote,
      escape: escaping,
      recordDelimiter: recordDelimiter.value,
      skipInitialSpace: best.skipInitialSpace,
    },
    confidence: Math.round(Math.min(1, lead) * 100) / 100,
    quoteSeen: best.evidence.quoted > 0,
    escapeSeen: best.escapeSeen,
    recordDelimiterSeen: recordDelimiter.seen,
    separatorLine: declared !== undefined,
  }
}

type Trial = {
  delimiter: string
  quote: Quote
  escape: Escape
  skipInitialSpace: boolean
  escapeSeen: boolean
  evidence: QuoteEvidence
  score: number
}

function candidatesIn(text: string): [string, number][] {
  const found = singleDelimiters.filter(([delimiter]) => text.includes(delimiter))
  for (const doubled of doubledDelimiters) {
    // Two delimiters together are a delimiter of their own only where they hardly ever stand alone.
    const single = doubled.length === 2 ? (doubled[0] as string) : '|'
    const rest = text.replaceAll(doubled, '')
    const times = (text.length - rest.length) / doubled.length
    if (times > 0 && countOf(rest, single) * 5 < times) found.push([doubled, 1.1])
  }
  return found
}

async function bestQuoting(
  text: string,
  delimiter: string,
  prior: number,
  quotes: Quote[],
  recordDelimiter: RecordDelimiter,
  breathe: () => Promise<void>,
): Promise<Trial> {
  const skipInitialSpace = delimiter !== ' ' && spaceFollows(text, delimiter)
  const trials: Trial[] = []
  for (const quote of [...quotes, ''] as Quote[]) {
    await breathe()
    const base: Dialect = { delimiter, quote, escape: 'doubled', recordDelimiter, skipInitialSpace }
    const doubled = quote !== '' && quotedText(text, quote).includes(quote + quote)
    let split = splitText(text, base)
    let escaping: Escape = quote === '' ? 'none' : 'doubled'
    let escapeSeen = doubled
    if (quote !== '' && text.includes(`\\${quote}`)) {
      const other = splitText(text, { ...base, escape: 'backslash' })
      if (
        badness(other.evidence) < badness(split.evidence) ||
        (badness(other.evidence) === badness(split.evidence) && !doubled)
      ) {
        split = other
        escaping = 'backslash'
        escapeSeen = true
      }
    }
    if (quote !== '' && split.evidence.quoted === 0) {
      if (quote === '"' && split.evidence.unclosed === 0) escaping = 'none'
      else continue
    }
    const score = prior * scoreOf(split.records, delimiter, split.evidence)
    trials.push({
      delimiter,
      quote,
      escape: escaping,
      skipInitialSpace,
      escapeSeen: escapeSeen && escaping !== 'none',
      evidence: split.evidence,
      score,
    })
  }
  // Where quotes fit without a flaw, they are quotes, whatever columns a cut inside them would yield.
  const flawless = trials
    .filter((trial) => trial.quote !== '' && trial.evidence.quoted > 0 && badness(trial.evidence) === 0)
    .sort((a, b) => b.evidence.quoted - a.evidence.quoted)[0]
  if (flawless && trials.every((trial) => trial.quote === '' || trial.evidence.quoted <= flawless.evidence.quoted))
    return flawless
  trials.sort((a, b) => b.score - a.score)
  return trials[0] as Trial
}

/** How much the reading looks like a table: rows that agree × more columns × cells that look like values. */
function scoreOf(records: SourceRecord[], delimiter: string, evidence: QuoteEvidence): number {
  const rows = records.slice(0, scoredRecords)
  if (rows.length === 0) return 0
  const widths = new Map<number, number>()
  let types = 0
  for (const row of rows) {
    widths.set(row.cells.length, (widths.get(row.cells.length) ?? 0) + 1)
    types += rowTypeScore(row.cells, delimiter)
  }
  let agreement = 0
  let width = 0
  for (const [cells, count] of widths) {
    agreement += (count / rows.length) ** 2
    width += (count / rows.length) * ((cells - 1) / cells)
  }
  const sound = evidence.quoted / (evidence.quoted + 2 * evidence.strays + 4 * evidence.unclosed || 1)
  const quoting = evidence.quoted === 0 && badness(evidence) === 0 ? 1 : 0.4 + 0.6 * sound
  return agreement * width * (types / rows.length) * quoting
}

function rowTypeScore(cells: string[], delimiter: string): number {
  const step = Math.max(1, Math.floor(cells.length / 60))
  let sum = 0
  let count = 0
  for (let i = 0; i < cells.length; i += step) {
    sum += cellTypeScore(cells[i] as string, delimiter)
    count += 1
  }
  return sum / count
}

function countOf(text: string, piece: string): number {
  return text.split(piece).length - 1
}

function badness(evidence: QuoteEvidence): number {
  return evidence.strays + 3 * evidence.unclosed
}

function quotedText(text: string, quote: string): string {
  // Empty quoted cells (`,"",`) are no escapes.
  return text.replaceAll(
    new RegExp(
      `(^|[^${quote}])${quote}${quote}(?!${quote})(?=[^\\p{L}\\p{N}]|$)(?<=[,;\\t|:^~\\s]${quote}${quote}|^${quote}${quote})`,
      'gu',
    ),
    '$1',
  )
}

function spaceFollows(quotedText: string, delimiter: string): boolean {
  if (!quotedText.includes(`${delimiter} `)) return false
  // Thousands separators inside quotes are no delimiters.
  const text = quotedText.replace(/(["'])(?:(?!\1)[^\r\n])*\1/g, '')
  let all = 0
  let spaced = 0
  for (let i = text.indexOf(delimiter); i !== -1 && all < 2000; i = text.indexOf(delimiter, i + delimiter.length)) {
    const next = text.charCodeAt(i + delimiter.length)
    all += 1
    if (next === 32) spaced += 1
  }
  return all > 0 && spaced / all > 0.9
}

/** Which line end is used most; a file of one line has none, and CRLF is assumed as RFC 4180 says. */
function recordDelimiterOf(text: string): { value: RecordDelimiter; seen: boolean } {
  let crlf = 0
  let lf = 0
  let cr = 0
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i)
    if (code === 10) lf += 1
    else if (code === 13) {
      if (text.charCodeAt(i + 1) === 10) {
        crlf += 1
        i += 1
      } else cr += 1
    }
  }
  if (crlf + lf + cr === 0) return { value: 'crlf', seen: false }
  const value = crlf >= lf && crlf >= cr ? 'crlf' : lf >= cr ? 'lf' : 'cr'
  return { value, seen: true }
}

function wholeLines(text: string, recordDelimiter: RecordDelimiter, complete: boolean): string {
  const sample = text.slice(0, sampleChars)
  if (complete && sample.length === text.length) return sample
  const end = sample.lastIndexOf(recordDelimiter === 'cr' ? '\r' : '\n')
  return end > 0 ? sample.slice(0, end + 1) : sample
}
