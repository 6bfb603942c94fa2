// What a kind of record gives to the import engine: reading of rows, planning of a batch, writing of what was planned.
import type { CellProblem, ImportOptions, Outcome, Similar } from '#api/imports.ts'
import type { SourceRecord } from '#server/imports/reading/reading-error.ts'
import type { Column, ReadRow } from '#server/imports/source-row.ts'
import type { Context } from '#server/kit/context.ts'

export interface Plan {
  readonly row: ReadRow
  outcome: Outcome
  /** The record updated or left as it is; of a created one known after writing. */
  recordId: string | null
  readonly problems: CellProblem[]
  readonly similar: Similar[]
  readonly changes: readonly string[]
  /** The key, when an earlier row of the file had it already. */
  readonly repeated: string | null
  /** What writing needs; only the target that planned it looks inside. */
  readonly write?: unknown
}

export interface PlanningRow<Row extends ReadRow> {
  readonly row: Row
  /** An earlier row of this file carried the same key. */
  readonly repeated: boolean
}

export interface Target<Row extends ReadRow = ReadRow> {
  readonly columns: readonly Column[]
  /** What the engine shows of a record in notes. */
  nameOf(row: Row): string
  read(source: SourceRecord): Row
  /** The natural key first, then everything else that must be unique; rows that share one are taken one after another. */
  keysOf(row: Row): string[]
  /** Decides about each row; reads in one query a kind, locks what would be changed when told to. */
  plan(ctx: Context, rows: readonly PlanningRow<Row>[], lock: boolean): Promise<Plan[]>
  write(ctx: Context, plans: readonly Plan[]): Promise<void>
  /**
   * Names in the plans which stored records the new ones look like. Left out where `plan` has done it, because it rejects
   * them; otherwise no decision hangs on it and it may run beside the writing.
   */
  readonly nameSimilar?: (ctx: Context, plans: readonly Plan[]) => Promise<void>
  /** The stored value of a column, for the preview. */
  shown(row: Row, column: Column): string
}

export interface TargetParts {
  readonly options: ImportOptions
  readonly headers: readonly string[]
}

export function rejected(row: ReadRow, problems: readonly CellProblem[], repeated: string | null = null): Plan {
  return { row, outcome: 'reject', recordId: null, problems: [...problems], similar: [], changes: [], repeated }
}
