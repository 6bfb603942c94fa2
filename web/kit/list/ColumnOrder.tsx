// Which columns and in what order: by dragging, or with arrows on the handle.
import { Button, Checkbox, FocusTrap, TextInput } from '@mantine/core'
import { IconGripVertical } from '@tabler/icons-react'
import { useState } from 'react'
import { fold } from '#web/kit/fold.ts'
import { useMessages } from '#web/kit/language.tsx'
import type { ColumnChooserProps } from '#web/kit/list/ColumnChooser.tsx'
import { useList } from '#web/kit/list/ListContext.tsx'

export function ColumnOrder({ state, shown, nameKey }: ColumnChooserProps) {
  const t = useMessages('kit')
  const words = useList()
  const [text, setText] = useState('')
  const [dragged, setDragged] = useState<string>()
  const keys = shown.filter((column) => column.key !== nameKey).map((column) => column.key)
  const put = (next: readonly string[]) => state.set({ columns: [nameKey, ...next].join(',') })
  const move = (key: string, to: number) => {
    const rest = keys.filter((one) => one !== key)
    rest.splice(Math.max(0, Math.min(rest.length, to)), 0, key)
    if (rest.join() !== keys.join()) put(rest)
  }
  const hidden = words.columns.filter((column) => column.key !== nameKey && !keys.includes(column.key))
  const listed = [...keys.flatMap((key) => words.column(key) ?? []), ...hidden].filter((column) =>
    fold(words.labelOf(column)).includes(fold(text)),
  )
  return (
    <FocusTrap active>
      <div>
        <TextInput
          size="xs"
          mb={6}
          value={text}
          aria-label={t.list.columnsSearch}
          placeholder={t.list.columnsSearch}
          onChange={(event) => setText(event.target.value)}
        />
        <div className="k-columns">
          {listed.map((column) => {
            const at = keys.indexOf(column.key)
            const label = words.labelOf(column)
            return (
              // biome-ignore lint/a11y/noStaticElementInteractions: dragging is an extra; the handle has the keyboard
              <div
                key={column.key}
                className="k-column"
                data-dragged={dragged === column.key || undefined}
                onDragOver={(event) => {
                  if (!dragged || at === -1) return
                  event.preventDefault()
                  move(dragged, at)
                }}
              >
                <button
                  type="button"
                  className="k-grip"
                  draggable={at !== -1}
                  disabled={at === -1}
                  aria-label={t.list.columnMove(label)}
                  onDragStart={(event) => {
                    event.dataTransfer.effectAllowed = 'move'
                    setDragged(column.key)
                  }}
                  onDragEnd={() => setDragged(undefined)}
                  onKeyDown={(event) => {
                    if (event.key === 'ArrowUp') move(column.key, at - 1)
                    else if (event.key === 'ArrowDown') move(column.key, at + 1)
                    else return
                    event.preventDefault()
                  }}
                >
                  <IconGripVertical size={15} stroke={1.5} aria-hidden />
                </button>
                <Checkbox
                  size="xs"
                  label={label}
                  checked={at !== -1}
                  aria-label={t.list.columnShow(label)}
                  onChange={(event) =>
                    put(event.currentTarget.checked ? [...keys, column.key] : keys.filter((key) => key !== column.key))
                  }
                />
              </div>
            )
          })}
        </div>
        <Button size="xs" variant="subtle" color="gray" mt={6} onClick={() => state.set({ columns: undefined })}>
          {t.list.columnsReset}
        </Button>
      </div>
    </FocusTrap>
  )
}
