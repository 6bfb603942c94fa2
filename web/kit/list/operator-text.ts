// The name of an operator, in words of days where the column holds days.
import type { ListColumn, Operator } from '#api/lists.ts'
import { isDayType } from '#web/kit/list/filter-tree.ts'
import type { AllMessages } from '#web/kit/sentences.ts'

export function operatorText(t: AllMessages['kit'], column: ListColumn, op: Operator): string {
  const days: Partial<Record<Operator, string>> = t.list.dayOperators
  return (isDayType(column.type) && days[op]) || t.list.operators[op]
}
