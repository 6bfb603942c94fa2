// What a capability hands to the list engine.
import type { QueryKey } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { ListColumn, ListQuery, ListReply, ListRow, Selection } from '#api/lists.ts'
import type { CapabilityName } from '#web/kit/sentences.ts'

/** A row as it came: id, version and the wanted columns. */
export type Row = ListRow & Readonly<Record<string, unknown>>

export interface Option {
  readonly value: string
  readonly label: string
  readonly detail?: string
}

/** Where values of person, team, client and tag columns are looked up. */
export interface OptionSource {
  search(text: string, signal: AbortSignal): Promise<Option[]>
  /** Names of ids found in a filter or a record. */
  labels(ids: readonly string[]): Promise<Option[]>
  /** Makes a new one while typing (tags). */
  create?(text: string): Promise<Option>
}
export type OptionSources = Readonly<Record<string, OptionSource | undefined>>

export type ViewScope = 'mine' | 'team' | 'all'
/** The part of the URL a saved view keeps. */
export interface ViewState {
  readonly filter?: string
  readonly sort?: string
  readonly q?: string
  readonly columns?: string
  readonly groupBy?: string
}
export interface SavedView {
  readonly id: string
  readonly name: string
  readonly scope: ViewScope
  /** Whether this person may rename, share and delete it. */
  readonly mayEdit: boolean
  readonly state: ViewState
}
/** The data functions of saved views, given by the capability `views`. */
export interface ListViews {
  readonly views: readonly SavedView[]
  create(draft: { name: string; scope: ViewScope; state: ViewState }): Promise<SavedView>
  update(id: string, change: { name?: string; scope?: ViewScope; state?: ViewState }): Promise<unknown>
  remove(id: string): Promise<unknown>
  /** Brings back a view just removed. */
  restore(view: SavedView): Promise<unknown>
}

export interface BulkSlot {
  readonly selection: Selection
  readonly count: number
  clear(): void
}
export interface ActionSlot {
  /** The query of the list as it stands, for exports. */
  readonly query: ViewState
  readonly total: number | undefined
  readonly selection: Selection | undefined
  readonly columns: readonly string[]
}

export interface ListPageProps {
  /** Labels come from messages.<capability>.columns[key] and messages.<capability>.choices[key][value]. */
  readonly capability: CapabilityName
  readonly title: string
  /** Prefix of the cache keys; invalidating it reloads the list. */
  readonly queryKey: QueryKey
  readonly columns: readonly ListColumn[]
  fetchPage(query: ListQuery, signal: AbortSignal): Promise<ListReply>
  /** Column whose value names the row; by default the first one. It is frozen and links to the page. */
  readonly nameColumn?: string
  rowHref?(row: Row): string
  /** Own drawing of a column. */
  readonly cells?: Readonly<Record<string, ((row: Row) => ReactNode) | undefined>>
  /** Columns of the second line of a card on a phone. */
  readonly cardColumns?: readonly string[]
  readonly sources?: OptionSources
  /** Sort when the person chose none. */
  readonly initialSort?: string
  /** A filter that always holds (the list inside another record); not shown and not in the URL. */
  readonly fixedFilter?: string
  readonly views?: ListViews
  peek?(id: string, row: Row | undefined): ReactNode
  /** Single keys that act on the row under the keyboard, shown under `?`. */
  readonly rowKeys?: readonly { readonly keys: string; readonly label: string; run(row: Row): void }[]
  /** Saves one edited cell and gives the row as it is now. Throw ProblemError to roll back. */
  save?(row: Row, key: string, value: unknown, version: number | undefined): Promise<Partial<Row> | undefined>
  bulk?(slot: BulkSlot): ReactNode
  /** Buttons beside the title: new, import, export. */
  actions?(slot: ActionSlot): ReactNode
  /** Shown when there is nothing at all. */
  readonly empty?: { readonly text: string; readonly action?: ReactNode; readonly manual?: string }
}
