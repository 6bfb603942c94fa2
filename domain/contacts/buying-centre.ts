// The buying centre of a client: who plays which part, with what influence and feeling, and who reports to whom (handbook §1).

export const buyingRoles = [
  'initiator',
  'user',
  'influencer',
  'decider',
  'approver',
  'buyer',
  'gatekeeper',
  'champion',
  'blocker',
] as const
export type BuyingRole = (typeof buyingRoles)[number]

/** Influence from 1 (none to speak of) to 5 (decides). */
export const influences = [1, 2, 3, 4, 5] as const
/** Sentiment from −2 (against us) to +2 (for us). */
export const sentiments = [-2, -1, 0, 1, 2] as const

export function isInfluence(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= 5
}

export function isSentiment(value: number): boolean {
  return Number.isInteger(value) && value >= -2 && value <= 2
}

/** Who reports to whom in one company: person to superior, or null at the top. */
export type ReportingLines = ReadonlyMap<string, string | null>

/** Whether anybody reports, over any number of superiors, to himself. */
export function hasReportingCycle(lines: ReportingLines): boolean {
  const finished = new Set<string>()
  for (const start of lines.keys()) {
    const path = new Set<string>()
    let person: string | null | undefined = start
    while (person && !finished.has(person)) {
      if (path.has(person)) return true
      path.add(person)
      person = lines.get(person)
    }
    for (const passed of path) finished.add(passed)
  }
  return false
}

/** Why the person cannot report to the superior, or undefined. */
export function whyNotReportTo(
  person: string,
  superior: string | null,
  lines: ReportingLines,
): 'contacts.reportsToSelf' | 'contacts.reportingCycle' | undefined {
  if (superior === null) return undefined
  if (person === superior) return 'contacts.reportsToSelf'
  return hasReportingCycle(new Map([...lines, [person, superior]])) ? 'contacts.reportingCycle' : undefined
}
