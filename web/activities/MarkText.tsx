// The text of an entry while it is typed: after @ and # it offers whom or what to name, by keyboard alone.
import { Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, type Ref, useEffect, useId, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { type MarkPerson, type MarkTag, markAt, nameFits } from '#domain/activities/marks.ts'
import styles from '#web/activities/EntryBox.module.css'
import { findColleagues } from '#web/activities/queries.ts'
import { useMessages } from '#web/kit/language.tsx'

export interface MarkTextProps {
  value: string
  onChange(value: string): void
  people: readonly MarkPerson[]
  tags: readonly MarkTag[]
  /** Colleagues found beyond those known, to be remembered. */
  onFound(people: readonly MarkPerson[]): void
  onFocus?(): void
  label: string
  placeholder?: string
  minRows?: number
  error?: string | undefined
  inputRef?: Ref<HTMLTextAreaElement>
}

interface Offer {
  readonly key: string
  readonly name: string
  readonly detail?: string
}

export function MarkText(props: MarkTextProps) {
  const { value, onChange, people, tags, onFound } = props
  const t = useMessages('activities')
  const listId = useId()
  const area = useRef<HTMLTextAreaElement | null>(null)
  const [caret, setCaret] = useState<number>()
  const [at, setAt] = useState(0)
  const mark = caret === undefined ? undefined : markAt(value, caret)
  const typed = mark?.typed ?? ''
  const colleagues = useQuery({
    queryKey: ['marks', 'colleagues', typed],
    queryFn: ({ signal }) => findColleagues(typed, signal),
    enabled: mark?.sign === '@' && typed.length >= 2,
    staleTime: 60_000,
  })
  useEffect(() => {
    if (colleagues.data?.length) onFound(colleagues.data)
  }, [colleagues.data, onFound])

  const offers = mark ? offersFor(mark.sign, typed, people, tags, t.marks) : []
  const open = offers.length > 0
  const chosen = Math.min(at, offers.length - 1)

  const pick = (offer: Offer | undefined) => {
    if (!mark || !offer || caret === undefined) return
    const text = `${value.slice(0, mark.from)}${mark.sign}${offer.name} ${value.slice(caret).replace(/^ /, '')}`
    const end = mark.from + offer.name.length + 2
    // Drawn at once: a fast hand types on, and its next letters belong after the name.
    flushSync(() => {
      onChange(text)
      setCaret(undefined)
    })
    area.current?.setSelectionRange(end, end)
  }
  const keys = (event: KeyboardEvent) => {
    if (!open || event.ctrlKey || event.metaKey) return
    const taken = ['ArrowDown', 'ArrowUp', 'Enter', 'Tab', 'Escape'].includes(event.key) && !event.shiftKey
    if (!taken) return
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'ArrowDown') setAt((chosen + 1) % offers.length)
    else if (event.key === 'ArrowUp') setAt((chosen + offers.length - 1) % offers.length)
    else if (event.key === 'Escape') setCaret(undefined)
    else pick(offers[chosen])
  }

  return (
    <div className={styles.typing}>
      <Textarea
        ref={(element) => {
          area.current = element
          if (typeof props.inputRef === 'function') props.inputRef(element)
          else if (props.inputRef) props.inputRef.current = element
        }}
        autosize
        minRows={props.minRows ?? 1}
        maxRows={18}
        value={value}
        error={props.error}
        placeholder={props.placeholder}
        aria-label={props.label}
        aria-autocomplete="list"
        aria-controls={open ? listId : undefined}
        aria-activedescendant={open ? `${listId}-${chosen}` : undefined}
        onFocus={props.onFocus}
        onBlur={() => setCaret(undefined)}
        onKeyDown={keys}
        onChange={(event) => {
          onChange(event.target.value)
          setCaret(event.target.selectionStart)
          setAt(0)
        }}
      />
      {open && (
        <div id={listId} className={styles.offers} role="listbox" aria-label={t.marks.suggestions}>
          {offers.map((offer, i) => (
            <div
              key={offer.key}
              id={`${listId}-${i}`}
              role="option"
              tabIndex={-1}
              aria-selected={i === chosen}
              onMouseDown={(event) => {
                event.preventDefault()
                pick(offer)
              }}
            >
              {offer.name}
              {offer.detail && <span className="k-dim">{offer.detail}</span>}
            </div>
          ))}
        </div>
      )}
    </div>
  )
}

const mostOffers = 6

function offersFor(
  sign: '@' | '#',
  typed: string,
  people: readonly MarkPerson[],
  tags: readonly MarkTag[],
  words: { colleague: string; contact: string },
): Offer[] {
  if (sign === '#')
    return tags
      .filter((tag) => nameFits(tag.name, typed) && tag.name !== typed)
      .slice(0, mostOffers)
      .map((tag) => ({ key: tag.id, name: tag.name }))
  return people
    .filter((person) => nameFits(person.name, typed) && person.name !== typed)
    .slice(0, mostOffers)
    .map((person) => ({
      key: person.id,
      name: person.name,
      detail: person.kind === 'user' ? words.colleague : words.contact,
    }))
}
