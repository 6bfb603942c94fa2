// One field that finds records and runs commands: those of the page first, then what was opened lately; keyboard alone is enough.
import { Kbd, Loader, Modal, VisuallyHidden } from '@mantine/core'
import { IconCornerDownLeft, IconHistory, IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useQueries } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useEffect, useId, useRef, useState } from 'react'
import { fold } from '#web/kit/fold.ts'
import { useLanguage, useMessages } from '#web/kit/language.tsx'
import styles from '#web/kit/Palette.module.css'
import type { Command, FoundItem, IconOf, PaletteSource } from '#web/kit/places.ts'

export interface PaletteProps {
  opened: boolean
  onClose(): void
  sources: readonly PaletteSource[]
  /** Of the page below, offered first. */
  pageCommands: readonly Command[]
  commands: readonly Command[]
}

/** With nothing typed, so that what was opened lately is still seen; the others are found by their names. */
const mostOfPage = 6

interface Line {
  id: string
  section: string
  title: string
  detail?: FoundItem['detail']
  icon?: IconOf
  keys?: string
  open(): void
}

export function Palette({ opened, onClose, ...offered }: PaletteProps) {
  const t = useMessages('kit')
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      withCloseButton={false}
      padding={0}
      size={620}
      yOffset="12vh"
      centered={false}
      attributes={{ content: { 'aria-label': t.palette.title } }}
      classNames={{ content: styles.content }}
    >
      <PaletteBody onClose={onClose} {...offered} />
    </Modal>
  )
}

function PaletteBody(props: Omit<PaletteProps, 'opened'>) {
  const t = useMessages('kit')
  const [text, setText] = useState('')
  // By its id: what arrives later above the chosen line must not slip under Enter.
  const [chosen, setChosen] = useState<string>()
  const { lines, loading, failed } = useLines(text, props)
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const current = lines.find((line) => line.id === chosen) ?? lines[0]

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  })
  const move = (by: number) =>
    setChosen(lines[((current ? lines.indexOf(current) : 0) + by + lines.length) % lines.length]?.id)

  return (
    <>
      <div className={styles.field}>
        <IconSearch size={20} stroke={1.5} aria-hidden />
        <input
          data-autofocus
          role="combobox"
          aria-expanded={lines.length > 0}
          aria-controls={`${id}list`}
          aria-activedescendant={current ? `${id}${current.id}` : undefined}
          aria-autocomplete="list"
          aria-label={t.palette.title}
          className={styles.input}
          placeholder={t.palette.placeholder}
          value={text}
          autoComplete="off"
          spellCheck={false}
          enterKeyHint="go"
          onChange={(event) => {
            setText(event.target.value)
            setChosen(undefined)
          }}
          onKeyDown={(event) => {
            if (event.key === 'ArrowDown' && lines.length) move(1)
            else if (event.key === 'ArrowUp' && lines.length) move(-1)
            else if (event.key === 'Enter' && current) current.open()
            else return
            event.preventDefault()
          }}
        />
        {loading && <Loader size={16} color="gray" aria-hidden />}
        <Kbd>Esc</Kbd>
      </div>
      <div id={`${id}list`} ref={list} role="listbox" aria-label={t.palette.title} className={styles.list}>
        {lines.map((line, i) => (
          <div key={line.id}>
            {line.section !== lines[i - 1]?.section && (
              <div className={styles.section} role="presentation">
                {line.section}
              </div>
            )}
            {/* biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keyboard */}
            <div
              id={`${id}${line.id}`}
              role="option"
              tabIndex={-1}
              aria-selected={line === current}
              className={styles.line}
              onClick={line.open}
              onMouseMove={() => setChosen(line.id)}
            >
              {line.icon && <line.icon size={18} stroke={1.5} />}
              <span className={styles.title}>{line.title}</span>
              {line.detail && <span className={styles.detail}>{line.detail}</span>}
              {line.keys && (
                <span className={styles.keys}>
                  {line.keys.split(' ').map((key) => (
                    <Kbd key={key}>{key}</Kbd>
                  ))}
                </span>
              )}
              {line === current && <IconCornerDownLeft size={14} stroke={1.5} className={styles.enter} aria-hidden />}
            </div>
          </div>
        ))}
      </div>
      {lines.length === 0 && !loading && text.trim() !== '' && (
        <div className={styles.nothing}>{failed ? t.palette.failed : t.palette.nothing(text.trim())}</div>
      )}
      <VisuallyHidden role="status">{text && !loading ? t.palette.results(lines.length) : ''}</VisuallyHidden>
      <div className={styles.foot}>{failed && lines.length > 0 ? t.palette.failed : t.palette.hint}</div>
    </>
  )
}

function useLines(text: string, { sources, pageCommands, commands, onClose }: Omit<PaletteProps, 'opened'>) {
  const t = useMessages('kit')
  const { messages } = useLanguage()
  const router = useRouter()
  // Their sentences are asked for before the field is shown: it must not vanish for them later and lose what is typed.
  for (const source of sources) source.label(messages)
  const [rested, setRested] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), 90)
    return () => clearTimeout(timer)
  }, [text])
  const wanted = rested.trim()
  const results = useQueries({
    queries: sources.map((source) => ({
      queryKey: ['palette', source.id, wanted],
      queryFn: ({ signal }: { signal: AbortSignal }) => source.search(wanted, signal),
      staleTime: wanted === '' ? 0 : 20_000,
      placeholderData: keepPreviousData,
    })),
  })
  const go = (to: string) => {
    onClose()
    router.history.push(to)
  }
  // While the first letters rest, what was opened lately is no answer to them: Enter must not open it.
  const answered =
    text.trim() === '' ||
    (wanted !== '' &&
      !results.some((result) => result.isPlaceholderData && result.isFetching && text.trim() !== wanted))
  // Of the sources below only answers to these very words: an old one could end up first and be opened by Enter.
  const current = (i: number) => (answered && !(i > 0 && results[i]?.isPlaceholderData) ? (results[i]?.data ?? []) : [])
  const found: Line[] = sources.flatMap((source, i) =>
    current(i).map((item) => ({
      id: `${source.id}-${item.id}`,
      section: wanted === '' ? t.palette.recent : (item.section ?? source.label)(messages),
      title: item.title,
      detail: item.detail,
      icon: wanted === '' ? (item.icon ?? IconHistory) : item.icon,
      open: () => go(item.to),
    })),
  )
  const words = fold(text).split(/\s+/).filter(Boolean)
  const fittingOf = (offered: readonly Command[], section: string): Line[] =>
    offered
      .filter((command) => {
        const name = fold(`${command.label(messages)} ${command.words?.(messages) ?? ''}`)
        return words.every((word) => name.includes(word))
      })
      .map((command) => ({
        id: `command-${command.id}`,
        section,
        title: command.label(messages),
        icon: command.icon,
        keys: command.keys,
        open: () => {
          if (command.to) return go(command.to)
          onClose()
          // Once the palette has let the focus go: the command may want to give it to a field.
          setTimeout(() => command.run?.())
        },
      }))
  const ofPage = fittingOf(pageCommands, t.keyboard.sections.page)
  const general = fittingOf(commands, t.palette.commands)
  // A command named from its beginning is meant before a record that happens to contain the word.
  const named = words.length > 0 && [...ofPage, ...general].some((line) => fold(line.title).startsWith(words.join(' ')))
  const lines =
    words.length === 0
      ? [...ofPage.slice(0, mostOfPage), ...found, ...general]
      : named
        ? [...ofPage, ...general, ...found]
        : [...found, ...ofPage, ...general]
  return {
    lines,
    loading: text.trim() !== wanted || results.some((result) => result.isFetching),
    failed: results.some((result) => result.isError),
  }
}
