// A value of a row as each type of column shows it.
import { IconCheck } from '@tabler/icons-react'
import type { ListColumn } from '#api/lists.ts'
import type { ListWords } from '#web/kit/list/ListContext.tsx'
import type { Row } from '#web/kit/list/list-types.ts'

export function CellValue({ column, row, words }: { column: ListColumn; row: Row; words: ListWords }) {
  const value = row[column.key]
  if (value === null || value === undefined || value === '') return null
  if ((column.type === 'tags' || column.type === 'choices') && Array.isArray(value)) {
    return (
      <span className="k-tags">
        {value.map((one) => {
          const text = words.textOf(column, one)
          return (
            <span key={text} className="k-tag">
              {text}
            </span>
          )
        })}
      </span>
    )
  }
  const text = words.textOf(column, value, row)
  if (column.type === 'boolean') {
    return value === true ? <IconCheck size={16} stroke={1.75} aria-label={text} role="img" /> : null
  }
  return <span className="k-text">{text}</span>
}
