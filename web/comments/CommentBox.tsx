// Where a comment is written: Ctrl+Enter sends, `@` offers colleagues by name.
import { Button, Combobox, Group, Textarea, useCombobox } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react'
import { askedName, mentioned, type Person, withName } from '#web/comments/mentions.ts'
import { useMessages } from '#web/kit/language.tsx'
import { people } from '#web/users/queries.ts'

export interface CommentBoxProps {
  label: string
  placeholder?: string
  button: string
  value: string
  onChange(text: string): void
  /** People the text already names. */
  known?: readonly Person[]
  onSend(text: string, mentions: string[]): Promise<void>
  onCancel?(): void
  autoFocus?: boolean
}

export function CommentBox(props: CommentBoxProps) {
  const { label, placeholder, button, value, onChange, known = [], onSend, onCancel, autoFocus = false } = props
  const t = useMessages('comments')
  const kit = useMessages('kit')
  const area = useRef<HTMLTextAreaElement>(null)
  const caret = useRef<number>(undefined)
  const [chosen, setChosen] = useState<readonly Person[]>([])
  const [asking, setAsking] = useState<{ from: number; asked: string }>()
  const [sending, setSending] = useState(false)
  const combobox = useCombobox({ opened: asking !== undefined, onDropdownClose: () => setAsking(undefined) })
  const asked = asking?.asked ?? ''
  const { data: offered } = useQuery({
    queryKey: ['users', 'mention', asked],
    queryFn: ({ signal }) => people.search(asked, signal),
    enabled: asking !== undefined,
    placeholderData: (before) => before,
  })
  const look = () => {
    const { current } = area
    setAsking(current ? askedName(current.value, current.selectionStart) : undefined)
    combobox.resetSelectedOption()
  }
  const put = (id: string) => {
    const person = offered?.find((one) => one.value === id)
    const { current } = area
    if (!person || !asking || !current) return
    const next = withName(value, current.selectionStart, asking.from, person.label)
    setChosen([...chosen, { id, name: person.label }])
    setAsking(undefined)
    caret.current = next.caret
    onChange(next.text)
  }
  // Before the next key is pressed, not a frame later.
  useLayoutEffect(() => {
    if (caret.current === undefined) return
    area.current?.setSelectionRange(caret.current, caret.current)
    caret.current = undefined
  })
  const send = async () => {
    if (!value.trim() || sending) return
    setSending(true)
    await onSend(value, mentioned(value, [...known, ...chosen])).finally(() => setSending(false))
  }
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      event.stopPropagation()
      return void send()
    }
    if (event.key === 'Escape' && (asking || onCancel)) {
      event.stopPropagation()
      return asking ? setAsking(undefined) : onCancel?.()
    }
    if (asking && offered?.length && (event.key === 'Enter' || event.key === 'Tab')) {
      event.preventDefault()
      const index = Math.max(0, combobox.getSelectedOptionIndex())
      const person = offered[index]
      if (person) put(person.value)
    }
  }
  return (
    <div>
      <Combobox store={combobox} onOptionSubmit={put} position="bottom-start" withinPortal>
        <Combobox.DropdownTarget>
          <div>
            <Combobox.EventsTarget withKeyboardNavigation={asking !== undefined}>
              <Textarea
                ref={area}
                aria-label={label}
                placeholder={placeholder}
                value={value}
                onChange={(event) => {
                  onChange(event.currentTarget.value)
                  look()
                }}
                onClick={look}
                onKeyDown={press}
                onBlur={() => setAsking(undefined)}
                autosize
                minRows={2}
                maxRows={12}
                maxLength={20_000}
                {...(autoFocus ? { 'data-autofocus': true, autoFocus: true } : {})}
              />
            </Combobox.EventsTarget>
          </div>
        </Combobox.DropdownTarget>
        <Combobox.Dropdown hidden={!asking}>
          <Combobox.Options aria-label={t.people}>
            {offered?.slice(0, 8).map((person) => (
              <Combobox.Option key={person.value} value={person.value}>
                {person.label} {person.detail && <span className="k-dim">{person.detail}</span>}
              </Combobox.Option>
            ))}
            {offered?.length === 0 && <Combobox.Empty>{t.nobody}</Combobox.Empty>}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
      {(value.trim() !== '' || onCancel) && (
        <Group gap={8} mt={8}>
          <Button size="xs" loading={sending} disabled={!value.trim()} onClick={() => void send()}>
            {button}
          </Button>
          {onCancel && (
            <Button size="xs" variant="default" onClick={onCancel}>
              {kit.cancel}
            </Button>
          )}
        </Group>
      )}
    </div>
  )
}
