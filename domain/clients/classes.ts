// The class of a client: proposed from turnover, margin and potential, set by a person. And what follows from it:
// how often to be in touch and how long a contact stays confirmed (handbook §6, §2.1; project defaults).
import { addDays, type Day } from '#domain/day.ts'

export const clientClasses = ['key', 'vip', 'standard', 'watch'] as const
export type ClientClass = (typeof clientClasses)[number]

export const classParts = ['turnover', 'margin', 'potential'] as const
export type ClassPart = (typeof classParts)[number]

/** Weights of the parts; they renormalise over the parts that are known. */
export const classWeights: Readonly<Record<ClassPart, number>> = { turnover: 0.4, margin: 0.3, potential: 0.3 }
/** Lowest score of the class. */
export const keyFrom = 85
export const vipFrom = 70

export interface ClassFacts {
  /** Percentiles 0 to 100 among the firm's clients: turnover, pocket margin, white-space potential. Unknown is left out. */
  readonly percentiles: Readonly<Partial<Record<ClassPart, number | null>>>
  readonly grade?: 'A' | 'B' | 'C' | 'D' | 'E' | null
  readonly health?: 'green' | 'amber' | 'red' | null
}

export type WatchCause = 'grade' | 'health'

export interface ClassProposal {
  /** Undefined when nothing is known and nothing warns. */
  readonly proposed: ClientClass | undefined
  /** 0 to 100 with two decimals; undefined when no part is known. */
  readonly score: number | undefined
  /** The class by score alone, before watch overrides it. */
  readonly byScore: Exclude<ClientClass, 'watch'> | undefined
  readonly parts: readonly { part: ClassPart; percentile: number; weight: number; points: number }[]
  readonly missing: readonly ClassPart[]
  readonly watch: readonly WatchCause[]
}

/**
 * 0.40 × turnover + 0.30 × pocket margin + 0.30 × potential percentile; from 85 key (SD decides), from 70 VIP, else
 * standard. Unknown parts drop out, the rest renormalise and the missing are named. Watch overrides when the
 * reliability grade is D or E or the relationship health is red.
 */
export function proposeClass(facts: ClassFacts): ClassProposal {
  const known = classParts.flatMap((part) => {
    const percentile = facts.percentiles[part]
    return percentile === undefined || percentile === null ? [] : [{ part, percentile }]
  })
  const total = known.reduce((sum, { part }) => sum + classWeights[part], 0)
  const parts = known.map(({ part, percentile }) => {
    const weight = classWeights[part] / total
    return { part, percentile, weight: rounded(weight, 6), points: rounded(weight * percentile, 6) }
  })
  const exact = known.reduce((sum, { part, percentile }) => sum + (classWeights[part] / total) * percentile, 0)
  // Thresholds are met by the score a person sees, so a sum like 84.99999 of binary fractions does not decide.
  const score = known.length === 0 ? undefined : rounded(exact, 2)
  const byScore = score === undefined ? undefined : score >= keyFrom ? 'key' : score >= vipFrom ? 'vip' : 'standard'
  const watch: WatchCause[] = []
  if (facts.grade === 'D' || facts.grade === 'E') watch.push('grade')
  if (facts.health === 'red') watch.push('health')
  return {
    proposed: watch.length > 0 ? 'watch' : byScore,
    score,
    byScore,
    parts,
    missing: classParts.filter((part) => !known.some((one) => one.part === part)),
    watch,
  }
}

/** Percentile of every value: 100 × (rank − 0.5) / n, rank ascending from 1, equal values get their average rank. */
export function percentilesOf(values: readonly number[]): readonly number[] {
  const order = values.map((value, index) => ({ value, index })).sort((a, b) => a.value - b.value)
  const result = new Array<number>(values.length).fill(0)
  for (let start = 0; start < order.length; ) {
    let end = start
    while (end < order.length && order[end]?.value === order[start]?.value) end += 1
    const rank = (start + 1 + end) / 2
    for (const { index } of order.slice(start, end)) result[index] = (100 * (rank - 0.5)) / values.length
    start = end
  }
  return result
}

/** Longest gap between two-way contacts in days. */
export const cadenceDays: Readonly<Record<ClientClass, number>> = { key: 14, vip: 21, standard: 45, watch: 30 }

/** Two-way contacts expected in 90 days: 90 ÷ cadence, rounded up. */
export function engagementTarget(clientClass: ClientClass): number {
  return Math.ceil(90 / cadenceDays[clientClass])
}

/** The day by which a two-way contact is due. */
export function contactDueOn(clientClass: ClientClass, lastContactOn: Day): Day {
  return addDays(lastContactOn, cadenceDays[clientClass])
}

/** Days for which a confirmation of the data holds; half for key clients. */
export const confirmationDays = { key: 90, other: 180 } as const

/** The day on which the client's data are to be confirmed again; a client never confirmed counts from its entry. */
export function confirmationDueOn(client: {
  readonly confirmedOn: Day | null
  readonly enteredOn: Day
  readonly key: boolean
}): Day {
  return addDays(client.confirmedOn ?? client.enteredOn, client.key ? confirmationDays.key : confirmationDays.other)
}

function rounded(value: number, decimals: number): number {
  const shift = 10 ** decimals
  return Math.round((value + Number.EPSILON) * shift) / shift
}
