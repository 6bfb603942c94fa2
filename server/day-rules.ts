// The rules of the next best step, of every capability, in the order of the map; written by hand.
import { ownDayRules } from '#server/days/day-rules.ts'
import type { DayRule } from '#server/kit/day-rules.ts'
import { leadDayRules } from '#server/leads/day-rules.ts'
import { meetingDayRules } from '#server/meetings/day-rules.ts'
import { objectionDayRules } from '#server/objections/day-rules.ts'

export const dayRules: readonly DayRule[] = [...ownDayRules, ...objectionDayRules, ...leadDayRules, ...meetingDayRules]
