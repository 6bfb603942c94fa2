// What every comparison with the oracle is made of: whole lists through their pages, refusals, leaks of names.
import { expect } from 'vitest'
import type { Endpoint } from '#api/endpoint.ts'
import type { TestApp } from '#test/app.ts'
import type { Sight } from '#test/strangers/oracle.ts'
import { clientName, contactName, type World } from '#test/strangers/world.ts'

export interface Probe {
  readonly t: TestApp
  readonly world: World
  readonly sight: Sight
  /** The signed-in person. */
  readonly as: string
  /** A number that changes from probe to probe, to vary sorts and pages. */
  readonly turn: number
}

/** Asks the endpoint as the person and asserts that the answer is what the oracle says. */
export type Adapter = (probe: Probe) => Promise<void>

export const numbers = (list: readonly unknown[], keep: (i: number) => boolean) => list.map((_, i) => i).filter(keep)
export const sorted = (ids: readonly string[]) => [...ids].sort()

interface Page {
  readonly rows: readonly Record<string, unknown>[]
  readonly next: string | null
  readonly total?: number
  readonly sums?: Record<string, string | null>
  readonly groups?: readonly {
    value: string | null
    label: string | null
    count: number
    sums: Record<string, string | null>
  }[]
}

/** All rows of a list through its pages; totals asked with the first page only, as the browser does. */
export async function everything(
  probe: Probe,
  endpoint: Endpoint,
  query: Record<string, unknown>,
): Promise<{ ids: string[]; first: Page }> {
  const ids: string[] = []
  let first: Page | undefined
  let cursor: string | undefined
  do {
    const page = await one(probe, endpoint, { limit: 5, ...query, cursor, totals: first ? false : undefined })
    first ??= page
    ids.push(...page.rows.map((row) => row.id as string))
    cursor = page.next ?? undefined
  } while (cursor)
  return { ids, first: first as Page }
}

export async function one(probe: Probe, endpoint: Endpoint, query: Record<string, unknown> = {}): Promise<Page> {
  const { t, as } = probe
  const { status, body, raw } = await t.call(endpoint, { as, query: query as never })
  noHiddenClient(probe, raw.body)
  expect(status, `${endpoint.id} ${JSON.stringify(query)} ${JSON.stringify(body).slice(0, 200)}`).toBe(200)
  return body as unknown as Page
}

/** Refused to who may not read clients at all; the refusal must be 403. */
export async function refused({ t, as, sight }: Probe, endpoint: Endpoint): Promise<boolean> {
  if (sight.reads) return false
  expect((await t.call(endpoint, { as })).status, endpoint.id).toBe(403)
  return true
}

export const counts = (values: readonly (string | null)[]) => {
  const tally = new Map<string | null, number>()
  for (const value of values) tally.set(value, (tally.get(value) ?? 0) + 1)
  return [...tally].map(([value, count]) => `${value}=${count}`).sort()
}

/** One record on each client, in the bin or not: those of the clients seen are listed, counted and grouped, no others. */
export async function hangingOnClients(
  probe: Probe,
  endpoint: Endpoint,
  fill: (probe: Probe) => Promise<void>,
  sorts: readonly string[],
): Promise<void> {
  if (await refused(probe, endpoint)) return
  const { world, sight, turn } = probe
  await fill(probe)
  const seen = numbers(world.clients, sight.listedClient)
  const clientsOf = async (query: Record<string, unknown>) => {
    const found: string[] = []
    let cursor: string | undefined
    do {
      const page = await one(probe, endpoint, { limit: 5, columns: 'client', ...query, cursor })
      expect(page.total).toBe(seen.length)
      found.push(...page.rows.map((row) => (row.client as { id: string }).id))
      cursor = page.next ?? undefined
    } while (cursor)
    return sorted(found)
  }
  const expected = sorted(seen.map((i) => world.clientIds[i] as string))
  expect(await clientsOf({ sort: sorts[turn % sorts.length] })).toEqual(expected)
  const { groups } = await one(probe, endpoint, { groupBy: 'client' })
  expect(sorted((groups ?? []).map((group) => group.value as string))).toEqual(expected)
  for (const { label } of groups ?? []) noHiddenClient(probe, label ?? '')
}

/** Names of clients and contacts that this person may not see must not occur in the text. */
export function noHiddenClient({ world, sight }: Pick<Probe, 'world' | 'sight'>, text: string): void {
  for (const match of text.matchAll(/Firma \w+ q(\d+)z/g)) {
    const i = Number(match[1])
    expect(sight.client(i), `the name of a hidden client leaked: ${clientName(i, world.clients[i]?.word ?? '')}`).toBe(
      true,
    )
  }
  for (const match of text.matchAll(/Osoba\w+ w(\d+)z/g)) {
    const i = Number(match[1])
    expect(
      sight.contact(i),
      `the name of a hidden contact leaked: ${contactName(i, world.contacts[i]?.word ?? '')}`,
    ).toBe(true)
  }
}

export const numberOf = (ids: readonly string[], id: string | null) => (id === null ? null : ids.indexOf(id))
