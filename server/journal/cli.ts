// `npm run cli -- journal verify`: says whether the journal is genuine and, if not, where it was touched.
import { journal as cs } from '#messages/cs/journal.ts'
import { journal as en } from '#messages/en/journal.ts'
import { type JournalProblem, type Verification, verifyJournal } from '#server/journal/verification.ts'
import type { Command, CommandLine } from '#server/kit/cli.ts'

type Texts = typeof cs.verify

export const commands: readonly Command[] = [
  {
    name: 'journal verify',
    usage: '[--day YYYY-MM-DD] [--fingerprint HASH] [--json]',
    run: verify,
  },
]

/** Exit codes: 0 genuine, 1 touched, 2 the command was not understood. */
async function verify({ args, db, print, remark }: CommandLine): Promise<number> {
  const options: { day?: string; fingerprint?: string } = {}
  let json = false
  const words = [...args]
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (word === '--json') json = true
    else if (word === '--day') options.day = words.shift() ?? ''
    else if (word === '--fingerprint') options.fingerprint = words.shift() ?? ''
    else return refuse(remark, (texts) => texts.unknownArgument(word ?? ''))
  }
  const { day, fingerprint } = options
  if (day !== undefined && !isDay(day)) return refuse(remark, (texts) => texts.badDay(day))
  if (fingerprint !== undefined && !/^[0-9a-f]{64}$/i.test(fingerprint))
    return refuse(remark, (texts) => texts.badFingerprint)
  const result = await verifyJournal(db, options)
  if (json) print(JSON.stringify(result))
  else print(both((texts) => linesOf(texts, result, day).join('\n')))
  return result.ok ? 0 : 1
}

function linesOf(texts: Texts, result: Verification, day: string | undefined): string[] {
  const { ok, entries, seals, unsealed, fingerprint, problems, problemsFound } = result
  const more = problemsFound - problems.length
  return [
    ...(ok ? [day ? texts.ofDay(day, entries, seals) : texts.whole(entries, seals)] : [texts.broken(problemsFound)]),
    ...problems.map((problem) => sentence(texts, problem)),
    ...(more > 0 ? [texts.more(more)] : []),
    ...(unsealed > 0 ? [texts.unsealed(unsealed)] : []),
    ...(fingerprint ? [texts.fingerprint(fingerprint)] : []),
  ]
}

function sentence({ problems }: Texts, problem: JournalProblem): string {
  switch (problem.kind) {
    case 'entryChanged':
    case 'entryUnsealed':
      return problems[problem.kind](problem.id, problem.day)
    case 'entriesMissing':
      return problems.entriesMissing(problem.day, problem.firstId, problem.lastId, problem.entries - problem.found)
    case 'entriesAdded':
      return problems.entriesAdded(problem.day, problem.firstId, problem.lastId, problem.found - problem.entries)
    case 'sealBroken':
    case 'chainBroken':
      return problems[problem.kind](problem.day, problem.firstId, problem.lastId)
    case 'fingerprintGone':
      return problems.fingerprintGone(problem.fingerprint)
  }
}

function refuse(remark: (line: string) => void, text: (texts: Texts) => string): number {
  remark(both(text))
  return 2
}

const both = (text: (texts: Texts) => string) => `${text(cs.verify)}\n${text(en.verify)}`

function isDay(text: string): boolean {
  const instant = new Date(`${text}T00:00:00Z`)
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text)
}
