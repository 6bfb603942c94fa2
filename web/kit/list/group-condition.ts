// The filter of the rows inside one group of a grouped list.
import type { Condition, ListColumn } from '#api/lists.ts'

export function groupCondition(column: ListColumn, value: string | null): Condition {
  const f = column.key
  if (value === null) return { f, op: 'empty' }
  switch (column.type) {
    case 'choice':
    case 'choices':
    case 'person':
    case 'team':
    case 'client':
    case 'tags':
      return { f, op: 'in', v: [value] }
    case 'boolean':
      return { f, op: 'is', v: value === 'true' }
    case 'instant':
      return { f, op: 'between', v: [value, value] }
    default:
      return { f, op: 'is', v: value }
  }
}
