// What a capability proposes for somebody's day: next steps, each with the rule that found it, its reason and its term.
// A capability exports its rules from server/<capability>/day-rules.ts; server/day-rules.ts lists them.
import type { Day } from '#domain/day.ts'
import type { Context } from '#server/kit/context.ts'

/** One step somebody should take. Which of several comes first is decided by domain/days/next-best-action.ts. */
export interface Suggestion {
  /** The key of the rule that found it. */
  readonly rule: string
  /** What the step is about; one step is open for each rule and record. */
  readonly recordType: 'clients' | 'contacts' | 'leads' | 'promises' | 'objections' | 'meetings' | 'calls'
  readonly recordId: string
  readonly clientId: string | null
  /** Whose step it is: one of the people asked for. */
  readonly userId: string
  /** The name shown and where it leads. */
  readonly name: string
  readonly href: string
  /** 1 to 5 as in the handbook's table. */
  readonly severity: 1 | 2 | 3 | 4 | 5
  readonly dueOn: Day
  /** The day the cause arose: a step done or put aside on or after this day stays away until the cause arises anew. */
  readonly since: Day
  /** ABC class of the client by sales; null while there are no sales to tell. */
  readonly abc?: 'A' | 'B' | 'C' | null
  /** Sales of the client as decimal text, for ties. */
  readonly sales?: string | null
  /**
   * What messages.<capability>.steps[key] needs: `action(details)` says what to do, `reason(details)` why.
   * Days among the details are 'YYYY-MM-DD' and end in `On`: the browser writes them in its language.
   */
  readonly details: Readonly<Record<string, string | number | null>>
}

export interface DayRule {
  /** As the handbook numbers it (`N18`) or a word of its own; also the key of messages.<capability>.steps. */
  readonly key: string
  /** The capability (camelCase, as in messages) whose `steps[key]` speaks for the rule. */
  readonly capability: string
  /**
   * Steps for any of the people, at most some hundreds, those with the highest priority first. Only about what the actor sees
   * (visibleTo); choices of people (done, put aside, muted) are applied by who asks.
   */
  candidates(ctx: Context, userIds: readonly string[], today: Day): Promise<Suggestion[]>
}
