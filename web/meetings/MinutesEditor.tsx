// Minutes line by line: Enter adds a line, a sign at its beginning makes it a thing. Ten thousand lines are drawn in parts,
// and only those near the eye.
import { Menu } from '@mantine/core'
import { memo, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { Meeting } from '#api/meetings.ts'
import { type LineMark, lineMarks, markSigns, readMark } from '#domain/meetings/marks.ts'
import { useMessages, useReasonText } from '#web/kit/language.tsx'
import styles from '#web/meetings/Cockpit.module.css'
import type { BookLine } from '#web/meetings/minutes-book.ts'
import type { Minutes } from '#web/meetings/use-minutes.ts'

const part = 60
const lineHeight = 32

export interface MinutesEditorProps {
  meeting: Meeting
  minutes: Minutes
  readOnly: boolean
}

interface Doing {
  /** After the next drawing the caret stands here. */
  focus(id: string, caret: 'start' | 'end' | number): void
  text(line: BookLine, text: string): void
  mark(line: BookLine, mark: LineMark): void
  key(event: React.KeyboardEvent<HTMLTextAreaElement>, line: BookLine): void
  paste(event: React.ClipboardEvent<HTMLTextAreaElement>, line: BookLine): void
}

export function MinutesEditor({ meeting, minutes, readOnly }: MinutesEditorProps) {
  const t = useMessages('meetings')
  const { book, edit } = minutes
  const scroll = useRef<HTMLDivElement>(null)
  const wanted = useRef<{ id: string; caret: 'start' | 'end' | number }>(undefined)
  const [drawn, setDrawn] = useState<string>()
  const current = meeting.points.find((point) => point.startedAt !== null)?.id ?? null
  const pointId = useRef(current)
  pointId.current = current

  const focus = useCallback((id: string, caret: 'start' | 'end' | number) => {
    wanted.current = { id, caret }
    setDrawn(id)
  }, [])
  useLayoutEffect(() => {
    const want = wanted.current
    if (!want) return
    const field = scroll.current?.querySelector<HTMLTextAreaElement>(`textarea[data-line="${want.id}"]`)
    if (!field) return
    wanted.current = undefined
    field.focus()
    const at = want.caret === 'start' ? 0 : want.caret === 'end' ? field.value.length : want.caret
    field.setSelectionRange(at, at)
  })

  // An empty page has a line to write into; it becomes one with the first letter.
  const begin = (text: string) => {
    const [id] = edit((open) => open.insert(undefined, [{ text, pointId: pointId.current }]))
    if (id) focus(id, 'end')
  }
  useEffect(() => {
    if (readOnly) return
    const last = book.lines.at(-1)
    if (last) focus(last.id, 'end')
  }, [book, readOnly, focus])

  const doing = useRef<Doing>(undefined)
  doing.current = {
    focus,
    text(line, text) {
      const found = line.mark === 'line' ? readMark(text) : undefined
      edit((open) => open.change(line.id, found ?? { text }))
      if (found) focus(line.id, 'end')
    },
    mark(line, mark) {
      edit((open) => open.change(line.id, { mark }))
      focus(line.id, 'end')
    },
    key(event, line) {
      const field = event.currentTarget
      const { selectionStart: from, selectionEnd: to, value } = field
      const at = book.lines.findIndex((one) => one.id === line.id)
      const digit = event.altKey && /^Digit([0-7])$/.exec(event.code)
      if (digit) {
        event.preventDefault()
        this.mark(line, lineMarks[Number(digit[1])] ?? 'line')
      } else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey && !event.nativeEvent.isComposing) {
        event.preventDefault()
        const rest = value.slice(to)
        const [id] = edit((open) => {
          if (rest) open.change(line.id, { text: value.slice(0, from) })
          return open.insert(line.id, [{ text: rest, pointId: pointId.current ?? line.pointId }])
        })
        if (id) focus(id, 'start')
      } else if (event.key === 'Backspace' && from === 0 && to === 0) {
        const before = book.lines[at - 1]
        if (line.mark !== 'line') {
          event.preventDefault()
          this.mark(line, 'line')
          focus(line.id, 'start')
        } else if (before && !line.promiseId && !line.objectionId) {
          event.preventDefault()
          edit((open) => {
            if (value) open.change(before.id, { text: before.text + value })
            open.remove(line.id)
          })
          focus(before.id, before.text.length)
        }
      } else if (event.key === 'ArrowUp' && !event.altKey && from === 0 && book.lines[at - 1]) {
        event.preventDefault()
        focus((book.lines[at - 1] as BookLine).id, 'end')
      } else if (event.key === 'ArrowDown' && !event.altKey && to === value.length && book.lines[at + 1]) {
        event.preventDefault()
        focus((book.lines[at + 1] as BookLine).id, 'start')
      }
    },
    paste(event, line) {
      const text = event.clipboardData.getData('text/plain')
      const pasted = text.replace(/\r\n?/g, '\n').split('\n')
      if (pasted.length < 2) return
      event.preventDefault()
      const { selectionStart: from, selectionEnd: to, value } = event.currentTarget
      const [first = '', ...rest] = pasted.filter((one, i) => one.trim() !== '' || i === 0)
      const drafts = rest.map((one) => ({ pointId: line.pointId, ...(readMark(one) ?? { text: one }) }))
      const last = drafts.at(-1)
      if (last) last.text += value.slice(to)
      const ids = edit((open) => {
        open.change(line.id, { text: `${value.slice(0, from)}${first}`.slice(0, 4000) })
        return open.insert(
          line.id,
          drafts.map((one) => ({ ...one, text: one.text.slice(0, 4000) })),
        )
      })
      const end = ids.at(-1)
      if (end) focus(end, 'end')
    },
  }

  const titles = new Map(meeting.points.map((point) => [point.id, point.title]))
  const parts: BookLine[][] = []
  for (let i = 0; i < book.lines.length; i += part) parts.push(book.lines.slice(i, i + part) as BookLine[])
  return (
    <>
      <div className={styles.scroll} ref={scroll}>
        {book.lines.length === 0 && !readOnly && (
          <div className={styles.row}>
            <span />
            <textarea
              className={styles.text}
              rows={1}
              // biome-ignore lint/a11y/noAutofocus: whoever opens the minutes came to write
              autoFocus
              aria-label={t.run.line(1)}
              placeholder={t.run.firstLine}
              value=""
              onChange={(event) => begin(event.target.value)}
            />
          </div>
        )}
        {readOnly && <p className="k-dim">{t.run.readOnly}</p>}
        {parts.map((lines, i) => (
          <Part
            key={lines[0]?.id}
            lines={lines}
            from={i * part}
            pointBefore={book.lines[i * part - 1]?.pointId ?? null}
            titles={titles}
            refused={minutes.book.refused}
            readOnly={readOnly}
            forced={lines.some((line) => line.id === drawn)}
            root={scroll}
            doing={doing}
          />
        ))}
      </div>
      {!readOnly && (
        <div className={styles.help}>
          <span>{t.marksHelp}</span>
          {(Object.keys(markSigns) as (keyof typeof markSigns)[]).map((mark) => (
            <span key={mark}>
              <kbd>{markSigns[mark]}</kbd> {t.marks[mark]}
            </span>
          ))}
          <span data-keys>{t.run.keys}</span>
        </div>
      )}
    </>
  )
}

interface PartProps {
  lines: readonly BookLine[]
  from: number
  pointBefore: string | null
  titles: ReadonlyMap<string, string>
  refused: ReadonlyMap<string, string>
  readOnly: boolean
  forced: boolean
  root: React.RefObject<HTMLDivElement | null>
  doing: React.RefObject<Doing | undefined>
}

/** Some sixty lines, drawn while near the eye; away from it only their height is kept. */
function Part({ lines, from, pointBefore, titles, refused, readOnly, forced, root, doing }: PartProps) {
  const box = useRef<HTMLDivElement>(null)
  const [near, setNear] = useState(from < part * 2)
  const height = useRef<number>(undefined)
  useEffect(() => {
    const element = box.current
    if (!element) return
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (!entry) return
        if (!entry.isIntersecting) height.current = entry.boundingClientRect.height
        setNear(entry.isIntersecting)
      },
      { root: root.current, rootMargin: '1200px 0px' },
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [root])
  if (!near && !forced) return <div ref={box} style={{ height: height.current ?? lines.length * lineHeight }} />
  let point = pointBefore
  return (
    <div ref={box}>
      {lines.map((line, i) => {
        const title = line.pointId !== point && line.pointId ? titles.get(line.pointId) : undefined
        point = line.pointId
        return (
          <div key={line.id}>
            {title && <div className={styles.pointHead}>{title}</div>}
            <Line line={line} number={from + i + 1} refused={refused.get(line.id)} readOnly={readOnly} doing={doing} />
          </div>
        )
      })}
    </div>
  )
}

interface LineProps {
  line: BookLine
  number: number
  refused: string | undefined
  readOnly: boolean
  doing: React.RefObject<Doing | undefined>
}

const Line = memo(function Line({ line, number, refused, readOnly, doing }: LineProps) {
  const t = useMessages('meetings')
  const reason = useReasonText()
  return (
    <div className={styles.row}>
      <MarkMenu line={line} readOnly={readOnly} doing={doing} />
      <textarea
        className={styles.text}
        data-line={line.id}
        rows={1}
        readOnly={readOnly}
        aria-label={line.mark === 'line' ? t.run.line(number) : `${t.marks[line.mark]}, ${t.run.line(number)}`}
        value={line.text}
        maxLength={4000}
        spellCheck
        onChange={(event) => doing.current?.text(line, event.target.value.replace(/\n/g, ' '))}
        onKeyDown={(event) => !readOnly && doing.current?.key(event, line)}
        onPaste={(event) => !readOnly && doing.current?.paste(event, line)}
      />
      {refused && (
        <span className={styles.refused} role="alert">
          {t.run.refused(reason(refused))}
        </span>
      )}
    </div>
  )
})

function MarkMenu({ line, readOnly, doing }: Pick<LineProps, 'line' | 'readOnly' | 'doing'>) {
  const t = useMessages('meetings')
  const [opened, setOpened] = useState(false)
  const marked = line.mark !== 'line'
  const button = (
    <button
      type="button"
      className={styles.mark}
      data-mark={line.mark}
      data-marked={marked || undefined}
      // The keyboard marks a line by a sign or Alt and a digit; Tab goes from line to line.
      tabIndex={-1}
      disabled={readOnly}
      aria-label={t.run.markAs(t.marks[line.mark])}
      onClick={() => setOpened(true)}
    >
      {marked ? t.marks[line.mark] : '·'}
    </button>
  )
  if (!opened) return button
  return (
    <Menu opened onClose={() => setOpened(false)} position="bottom-start">
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown>
        {lineMarks.map((mark, i) => (
          <Menu.Item
            key={mark}
            onClick={() => doing.current?.mark(line, mark)}
            rightSection={<span className="k-dim">Alt {i}</span>}
          >
            {t.marks[mark]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
