// Editing of and/or filter trees: chips are the parts of the top `and`, deeper groups are edited whole.
import type { ColumnType, Condition, Filter, ListColumn, Operator } from '#api/lists.ts'
import { operatorsOf } from '#api/lists.ts'

export type Group = { and: Filter[] } | { or: Filter[] }
export type Path = readonly number[]

export const isGroup = (filter: Filter): filter is Group => 'and' in filter || 'or' in filter
export const partsOf = (group: Group): Filter[] => ('and' in group ? group.and : group.or)
export const joinOf = (group: Group): 'and' | 'or' => ('and' in group ? 'and' : 'or')
export const groupOf = (join: 'and' | 'or', parts: Filter[]): Group => (join === 'and' ? { and: parts } : { or: parts })

/** The parts that all must hold: what the chips show. */
export function topParts(filter: Filter | undefined): Filter[] {
  if (!filter) return []
  return isGroup(filter) && joinOf(filter) === 'and' ? partsOf(filter) : [filter]
}

/** The smallest tree saying that all parts hold; undefined when nothing is asked. */
export function allOf(parts: readonly Filter[]): Filter | undefined {
  const kept = parts.map(pruned).filter((part) => part !== undefined)
  return kept.length === 0 ? undefined : kept.length === 1 ? kept[0] : { and: kept }
}

/** Without empty groups, groups of one, and conditions not finished. */
export function pruned(filter: Filter): Filter | undefined {
  if (!isGroup(filter)) return isComplete(filter) ? filter : undefined
  const parts = partsOf(filter)
    .map(pruned)
    .filter((part) => part !== undefined)
  if (parts.length === 0) return undefined
  return parts.length === 1 ? parts[0] : groupOf(joinOf(filter), parts)
}

/** Whether the condition has the value its operator needs. */
export function isComplete({ op, v }: Condition): boolean {
  if (op === 'empty' || op === 'notEmpty') return true
  if (op === 'between') return Array.isArray(v) && v.length === 2 && v.every((one) => one !== '' && one != null)
  if (op === 'in' || op === 'notIn') return Array.isArray(v) && v.length > 0
  return v !== undefined && v !== null && v !== ''
}

/** Conditions on a column among the top parts. */
export function conditionsOn(filter: Filter | undefined, key: string): Condition[] {
  return topParts(filter).filter((part): part is Condition => !isGroup(part) && part.f === key)
}

/** Sets the one condition of a column among the top parts (undefined takes it away); others stay in their places. */
export function withCondition(
  filter: Filter | undefined,
  key: string,
  condition: Condition | undefined,
): Filter | undefined {
  const parts = topParts(filter)
  const at = parts.findIndex((part) => !isGroup(part) && part.f === key)
  if (!condition) return allOf(at === -1 ? parts : parts.filter((_, i) => i !== at))
  return allOf(at === -1 ? [...parts, condition] : parts.map((part, i) => (i === at ? condition : part)))
}

export function withoutPart(filter: Filter | undefined, index: number): Filter | undefined {
  return allOf(topParts(filter).filter((_, i) => i !== index))
}

/** Replaces (or with undefined removes) the part at the path inside a group. */
export function replaceAt(group: Group, path: Path, next: Filter | undefined): Group {
  const [first, ...rest] = path
  if (first === undefined) return next && isGroup(next) ? next : group
  const parts = partsOf(group)
  const part = parts[first]
  if (!part) return group
  if (rest.length === 0) {
    const kept = next ? parts.map((one, i) => (i === first ? next : one)) : parts.filter((_, i) => i !== first)
    return groupOf(joinOf(group), kept)
  }
  if (!isGroup(part)) return group
  return groupOf(
    joinOf(group),
    parts.map((one, i) => (i === first ? replaceAt(part, rest, next) : one)),
  )
}

export function appendAt(group: Group, path: Path, added: Filter): Group {
  const [first, ...rest] = path
  const parts = partsOf(group)
  if (first === undefined) return groupOf(joinOf(group), [...parts, added])
  return groupOf(
    joinOf(group),
    parts.map((one, i) => (i === first && isGroup(one) ? appendAt(one, rest, added) : one)),
  )
}

export function leavesOf(filter: Filter): number {
  return isGroup(filter) ? partsOf(filter).reduce((sum, part) => sum + leavesOf(part), 0) : 1
}

export function firstCondition(column: ListColumn): Condition {
  return { f: column.key, op: operatorsOf[column.type][0] as Operator }
}

/** The condition after its operator changed: the value stays when it still fits. */
export function withOperator(condition: Condition, op: Operator): Condition {
  const before = shapeOf(condition.op)
  const after = shapeOf(op)
  if (after === 'none') return { f: condition.f, op }
  if (before === after) return { ...condition, op }
  if (before === 'one' && after === 'two') return { f: condition.f, op, v: [condition.v ?? '', ''] }
  if (before === 'two' && after === 'one' && Array.isArray(condition.v))
    return { f: condition.f, op, v: condition.v[0] }
  return { f: condition.f, op }
}

export function shapeOf(op: Operator): 'none' | 'one' | 'two' | 'many' | 'days' {
  if (op === 'empty' || op === 'notEmpty') return 'none'
  if (op === 'between') return 'two'
  if (op === 'in' || op === 'notIn') return 'many'
  return op === 'lastDays' || op === 'nextDays' ? 'days' : 'one'
}

export const isDayType = (type: ColumnType) => type === 'date' || type === 'instant'
export const isNumeric = (type: ColumnType) => type === 'number' || type === 'money'
