// One row of a file turned into what a capability understands; every problem keeps the column it came from.

import type { CustomField } from '#api/custom-fields.ts'
import type { CellProblem, ImportOptions, MappedColumn } from '#api/imports.ts'
import { longest } from '#server/imports/cells.ts'
import type { SourceRecord } from '#server/imports/reading/reading-error.ts'
import { parseDate, parseNumber } from '#server/imports/reading/values.ts'

export interface Column extends MappedColumn {
  readonly field: string
  readonly header: string
}

/** A record named in a cell: a colleague, or a client by IČO, number or name. */
export interface Link {
  readonly to: 'person' | 'client'
  readonly field: string
  readonly column: number
  readonly text: string
}

export interface ReadRow {
  readonly source: SourceRecord
  readonly problems: CellProblem[]
  readonly links: Link[]
  readonly tags: { readonly names: string[]; readonly column: number } | undefined
  /** Values of own fields as far as they are texts; links are filled in later. */
  readonly custom: Record<string, unknown>
}

/** The mapped columns in the order of the file; fields of one's own that are gone are passed over. */
export function mappedColumns(options: ImportOptions, headers: readonly string[]): Column[] {
  return options.columns.flatMap((one) =>
    one.field === null ? [] : [{ ...one, field: one.field, header: headers[one.column] ?? '' }],
  )
}

/** What reading of every capability's rows shares: problems, lengths, own fields. */
export class RowReader {
  readonly problems: CellProblem[] = []
  readonly links: Link[] = []
  readonly custom: Record<string, unknown> = {}
  tags: { names: string[]; column: number } | undefined

  refuse(
    column: { column: number; field: string },
    reason: string,
    value: string,
    details?: Record<string, unknown>,
  ): void {
    this.problems.push({
      column: column.column,
      field: column.field,
      reason,
      value: value.length > 200 ? `${value.slice(0, 199)}…` : value,
      ...(details ? { details } : {}),
    })
  }

  /** The text if it fits, otherwise undefined and a problem. */
  fitting(column: Column, kind: string, text: string): string | undefined {
    const most = longest[kind]
    if (most === undefined || text.length <= most) return text
    this.refuse(column, 'imports.valueTooLong', text, { most, length: text.length })
    return undefined
  }

  ownField(column: Column, cell: string, field: CustomField): void {
    if (field.type === 'person' || field.type === 'client') {
      this.links.push({ to: field.type, field: column.field, column: column.column, text: cell })
      return
    }
    if (field.type === 'date') {
      const day = parseDate(cell, column.dateOrder)
      if (day.value === undefined) this.refuse(column, day.reason, cell)
      else this.custom[field.key] = day.value
      return
    }
    if (field.type === 'number' || field.type === 'money') {
      const number = parseNumber(cell, column.numberStyle)
      // A number that can be read in two ways is asked about; the rest is judged by the field itself, with its currency.
      if (number.reason === 'imports.valueNumberAmbiguous') this.refuse(column, number.reason, cell)
      else this.custom[field.key] = number.value !== undefined && field.type === 'number' ? number.value : cell
      return
    }
    this.custom[field.key] = cell
  }
}

/** The field of own fields' errors (`custom.key`) and others, by column, for the file of rejects. */
export function columnOf(columns: readonly Column[], field: string): number | null {
  return columns.find((column) => column.field === field)?.column ?? null
}
