// State machines as data, and the check every one of them must pass: no dead state, no move from nowhere, no unknown name.

/** One move: the states it may start from, where it leads, who makes it, and what must hold. */
export interface Move<State extends string, Who extends string = string, Guard extends string = string> {
  readonly from: readonly State[]
  readonly to: State
  readonly who: readonly Who[]
  /** Names of the conditions; each has its own reason when it does not hold. */
  readonly guards?: readonly Guard[]
  /** A reason code from this list must be given. */
  readonly reasonCodes?: readonly string[]
}

export interface Machine<
  State extends string,
  MoveName extends string,
  Who extends string = string,
  Guard extends string = string,
> {
  readonly states: readonly State[]
  /** States in which a record may be born. */
  readonly initial: readonly State[]
  /** States that may stay for good; every other state must lead on. */
  readonly final: readonly State[]
  readonly moves: Readonly<Record<MoveName, Move<State, Who, Guard>>>
}

/** Faults of a machine in words, for its test; empty when it is sound. */
export function checkMachine<State extends string, MoveName extends string>(
  machine: Machine<State, MoveName>,
): string[] {
  const faults: string[] = []
  const moves = Object.entries<Move<State>>(machine.moves)
  const known = new Set<string>(machine.states)
  if (known.size !== machine.states.length) faults.push('a state is listed twice')
  for (const state of [...machine.initial, ...machine.final]) {
    if (!known.has(state)) faults.push(`unknown state ${state}`)
  }
  for (const [name, move] of moves) {
    for (const state of [...move.from, move.to])
      if (!known.has(state)) faults.push(`${name} names the unknown state ${state}`)
    if (move.from.length === 0) faults.push(`${name} starts nowhere`)
    if (move.from.includes(move.to)) faults.push(`${name} leads from ${move.to} to itself`)
    if (move.who.length === 0) faults.push(`${name} belongs to nobody`)
    if (move.reasonCodes?.length === 0) faults.push(`${name} asks for a reason but lists none`)
  }
  const reached = new Set<State>(machine.initial)
  for (let grew = true; grew; ) {
    grew = false
    for (const [, move] of moves) {
      if (!reached.has(move.to) && move.from.some((state) => reached.has(state))) {
        reached.add(move.to)
        grew = true
      }
    }
  }
  for (const state of machine.states) {
    if (!reached.has(state)) faults.push(`${state} cannot be reached`)
    const leadsOn = moves.some(([, move]) => move.from.includes(state))
    if (!leadsOn && !machine.final.includes(state)) faults.push(`${state} is a dead end`)
  }
  return faults
}

/** Names of the moves that start in the state, in the order of the machine. */
export function movesFrom<State extends string, MoveName extends string>(
  machine: Machine<State, MoveName>,
  state: State,
): readonly MoveName[] {
  return (Object.keys(machine.moves) as MoveName[]).filter((name) => machine.moves[name].from.includes(state))
}
