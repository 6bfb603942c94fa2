// Under the rows: how many there are and what they sum to, for the whole result.
import { useMessages } from '#web/kit/language.tsx'
import { useList } from '#web/kit/list/ListContext.tsx'

export function ListFooter(props: {
  total: number | undefined
  sums: Readonly<Record<string, string | null>> | undefined
  stale: boolean
}) {
  const t = useMessages('kit')
  const words = useList()
  return (
    <div className="k-foot" role="status">
      <span>{props.total === undefined || props.stale ? t.list.counting : t.list.count(props.total)}</span>
      {Object.entries(props.sums ?? {}).map(([key, sum]) => {
        const column = words.column(key)
        if (!column || sum === null) return null
        return (
          <span key={key}>
            {t.list.sum(words.labelOf(column))} <strong>{words.textOf(column, sum)}</strong>
          </span>
        )
      })}
    </div>
  )
}
