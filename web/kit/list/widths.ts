// How wide columns are when nobody said: by what they hold.
import type { ColumnType, ListColumn } from '#api/lists.ts'

const usual: Record<ColumnType, number> = {
  text: 180,
  number: 110,
  money: 140,
  date: 120,
  instant: 150,
  choice: 130,
  choices: 180,
  boolean: 90,
  person: 160,
  team: 140,
  client: 220,
  tags: 180,
}

export const widthOf = (column: ListColumn) => column.width ?? usual[column.type]

/** The grid template: tick boxes, the frozen name, the rest, and an empty end that takes what is left. */
export function templateOf(shown: readonly ListColumn[], selectable: boolean): { columns: string; width: string } {
  const widths = shown.map((column, i) => (i === 0 ? Math.max(200, column.width ?? 260) : widthOf(column)))
  const all = [...(selectable ? [40] : []), ...widths]
  return {
    columns: `${all.map((width) => `${width}px`).join(' ')} minmax(0, 1fr)`,
    width: `${all.reduce((sum, width) => sum + width, 0)}px`,
  }
}
