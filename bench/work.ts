// What a measured work is: one screen asked again and again, or one long job done once per round.
import type { Address, Screen } from './load.ts'

/** What is true of the loaded firm, the same for the floor and the product. */
export interface Facts {
  readonly clients: number
  /** The signed-in salesman, his team, and the people in it. */
  readonly userId: string
  readonly teamId: string
  readonly ownerIds: readonly string[]
  /** Clients the salesman sees and may edit. */
  readonly clientIds: readonly string[]
  readonly ownClientIds: readonly string[]
  /** The first four letters of words in names of companies. */
  readonly fragments: readonly string[]
  /** Numbers in E.164: of people and of firms the salesman sees, each tenth of nobody. */
  readonly phones: readonly string[]
}

export interface Place extends Facts {
  readonly address: Address
  /** The same for the sales director, who may import and change everything. */
  readonly director: Address
  readonly databaseUrl: string
  /** Paths of the product's API by method, e.g. `GET /api/clients/:id`; empty for the floor. */
  readonly offers: ReadonlySet<string>
  /** A folder for files of long works. */
  readonly folder: string
  /** The process whose tree is measured. */
  readonly pid: number
}

/** Thrown or returned when the product cannot do the work yet; the report says so. */
export class NotAvailable extends Error {}

export interface ScreenWork {
  readonly kind: 'screen'
  readonly name: string
  readonly title: string
  /** Requests one screen takes. */
  readonly calls: number
  readonly product: (place: Place) => Promise<Screen> | Screen
  readonly floor: (place: Place) => Promise<Screen> | Screen
}

export interface LongWork {
  readonly kind: 'long'
  readonly name: string
  readonly title: string
  readonly rows: number
  /** At most this many rounds, because one takes long. */
  readonly rounds: number
  /** Does the work once and returns when it is finished; preparation is outside `timed`. */
  readonly product: (place: Place, round: number, timed: Timed) => Promise<void>
  readonly floor?: (place: Place, round: number, timed: Timed) => Promise<void>
}
/** Measures the job; it may name the highest memory in MB of a process of its own. */
export type Timed = (job: () => Promise<number | undefined>) => Promise<void>

/** What a person does in a real browser. */
export interface BrowserWork {
  readonly kind: 'browser'
  readonly name: string
  readonly title: string
  /** Milliseconds from each event to its picture (those under 16 ms the browser does not tell), and the worst layout shift. */
  readonly product: (
    place: Place,
    rounds: number,
  ) => Promise<{ events: readonly { name: string; ms: number }[]; layoutShift: number }>
}

export type Work = ScreenWork | LongWork | BrowserWork

/** A different item for every turn of every connection, the same in each run. */
export function turning<T>(list: readonly T[], connection: number, turn: number): T {
  return list[(connection * 7919 + turn * 31) % list.length] as T
}
