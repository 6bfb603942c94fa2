// Sums over a group: what each member has itself and what it has with everything below it.
import { add, type Decimal } from '#domain/money.ts'

export interface GroupMember {
  readonly id: string
  readonly parentId: string | null
  readonly state: string
  readonly class: string | null
  /** People who work there. */
  readonly contactIds: readonly string[]
  /** Numbers and amounts of own fields by key. */
  readonly amounts: Readonly<Record<string, Decimal>>
}

export interface GroupFigures {
  readonly clients: number
  readonly states: Readonly<Record<string, number>>
  /** By class; clients without one are under `none`. */
  readonly classes: Readonly<Record<string, number>>
  /** Different people: whoever works at two shops of the group counts once. */
  readonly contacts: number
  /** Exact sums of own fields by key; a field nobody filled is missing, not zero. */
  readonly amounts: Readonly<Record<string, Decimal>>
}

/**
 * Figures of each member with its whole branch. Members come parents first, as the tree is read; a parent that is not
 * among them (not to be seen) makes its child a top of its own, so a sum never contains what the reader may not see.
 */
export function sumGroup(members: readonly GroupMember[]): Map<string, GroupFigures> {
  const open = new Map(members.map((member) => [member.id, started(member)]))
  for (const member of [...members].reverse()) {
    const own = open.get(member.id)
    const parent = member.parentId === null ? undefined : open.get(member.parentId)
    if (!own || !parent) continue
    parent.clients += own.clients
    for (const [state, n] of own.states) parent.states.set(state, (parent.states.get(state) ?? 0) + n)
    for (const [cls, n] of own.classes) parent.classes.set(cls, (parent.classes.get(cls) ?? 0) + n)
    for (const id of own.contacts) parent.contacts.add(id)
    for (const [key, parts] of own.amounts) parent.amounts.set(key, [...(parent.amounts.get(key) ?? []), add(...parts)])
  }
  return new Map(
    [...open].map(([id, figures]) => [
      id,
      {
        clients: figures.clients,
        states: Object.fromEntries(figures.states),
        classes: Object.fromEntries(figures.classes),
        contacts: figures.contacts.size,
        amounts: Object.fromEntries([...figures.amounts].map(([key, parts]) => [key, add(...parts)])),
      },
    ]),
  )
}

function started(member: GroupMember) {
  return {
    clients: 1,
    states: new Map([[member.state, 1]]),
    classes: new Map([[member.class ?? 'none', 1]]),
    contacts: new Set(member.contactIds),
    amounts: new Map(Object.entries(member.amounts).map(([key, amount]) => [key, [amount]])),
  }
}
