// Two calendars that hold the same appointment: what to do with each so that they become equal and nothing is lost.

/** Against what both sides were when they last agreed; `absent`: the side never had it. */
export type Side = 'absent' | 'same' | 'changed' | 'gone'

export type Step =
  | 'nothing'
  /** Write ours to them. */
  | 'push'
  /** Take theirs. */
  | 'pull'
  /** Delete theirs. */
  | 'removeThere'
  /** Delete ours. */
  | 'removeHere'
  /** Both changed: keep both and ask a person. */
  | 'conflict'
  /** Gone on both sides: forget that they were ever the same. */
  | 'forget'

/**
 * The step for one appointment. `equal`: both sides say the same now, so that two equal changes need no decision.
 * `ownersCopy`: the calendar's person decides about it; of what a colleague organizes the other calendar holds only a copy,
 * which is written anew whatever happened to it.
 */
export function stepOf(ours: Side, theirs: Side, equal: boolean, ownersCopy = true): Step {
  const weHave = ours === 'same' || ours === 'changed'
  const theyHave = theirs === 'same' || theirs === 'changed'
  if (!weHave && !theyHave) return 'forget'
  if (weHave && theyHave && equal) return 'nothing'
  if (!ownersCopy) {
    if (!weHave) return 'removeThere'
    return theirs === 'same' && ours === 'same' ? 'nothing' : 'push'
  }
  if (ours === 'absent') return 'pull'
  if (theirs === 'absent') return 'push'
  if (ours === 'gone') return theirs === 'same' ? 'removeThere' : 'conflict'
  if (theirs === 'gone') return ours === 'same' ? 'removeHere' : 'conflict'
  if (ours === 'same') return theirs === 'same' ? 'nothing' : 'pull'
  return theirs === 'same' ? 'push' : 'conflict'
}
