// Keyboard of the whole product: single keys and "g then a letter", silent while typing, listed under "?".
import { createContext, type ReactNode, use, useEffect, useMemo, useRef } from 'react'

export type KeySection = 'everywhere' | 'go' | 'list' | 'page'
export interface Shortcut {
  /** `j`, `Escape`, `mod+k` (Ctrl or Cmd), `g c` (one after the other). */
  readonly keys: string
  readonly label: string
  readonly section: KeySection
  /** Also works in text fields (only sensible with mod). */
  readonly whileTyping?: boolean
  run(event: KeyboardEvent): void
}

interface Keyboard {
  add(shortcuts: readonly Shortcut[]): () => void
  list(): Shortcut[]
}
const KeyboardContext = createContext<Keyboard | undefined>(undefined)
const sequenceRest = 1200

export function KeyboardProvider({ children }: { children: ReactNode }) {
  const layers = useRef<(readonly Shortcut[])[]>([])
  const keyboard = useMemo<Keyboard>(
    () => ({
      add(shortcuts) {
        layers.current = [...layers.current, shortcuts]
        return () => {
          layers.current = layers.current.filter((layer) => layer !== shortcuts)
        }
      },
      // Of one key the later one counts: what works everywhere gives way to the page, whichever was drawn first.
      list: () => {
        const all = layers.current.flat()
        const everywhere = (one: Shortcut) => one.section === 'everywhere'
        return [...all.filter(everywhere), ...all.filter((one) => !everywhere(one))]
      },
    }),
    [],
  )
  useEffect(() => {
    let first = ''
    let firstAt = 0
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.altKey) return
      const pressed = keyName(event)
      const typing = isTyping(event.target)
      const dialog = document.querySelector('[role="dialog"][aria-modal="true"]')
      const sequence = first && event.timeStamp - firstAt < sequenceRest ? `${first} ${pressed}` : ''
      // The newest part of the page wins.
      const all = keyboard.list().reverse()
      const found = (sequence && all.find((one) => one.keys === sequence)) || all.find((one) => one.keys === pressed)
      first = ''
      if (found && (found.whileTyping || (!typing && !dialog && !hasOwnUse(event, pressed)))) {
        event.preventDefault()
        found.run(event)
        return
      }
      if (!typing && !dialog && all.some((one) => one.keys.startsWith(`${pressed} `))) {
        first = pressed
        firstAt = event.timeStamp
      }
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [keyboard])
  return <KeyboardContext value={keyboard}>{children}</KeyboardContext>
}

export function useKeyboard(): Keyboard {
  const keyboard = use(KeyboardContext)
  if (!keyboard) throw new Error('KeyboardProvider is missing')
  return keyboard
}

/** Shortcuts live as long as the component; handlers may change freely. */
export function useShortcuts(shortcuts: readonly Shortcut[]) {
  const keyboard = useKeyboard()
  const latest = useRef(shortcuts)
  latest.current = shortcuts
  const shape = shortcuts.map((one) => `${one.keys}|${one.label}`).join('\n')
  // biome-ignore lint/correctness/useExhaustiveDependencies: registered again only when keys or labels change
  useEffect(
    () =>
      keyboard.add(
        latest.current.map((one, i) => ({ ...one, run: (event: KeyboardEvent) => latest.current[i]?.run(event) })),
      ),
    [keyboard, shape],
  )
}

export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit', 'range'].includes(target.type)
}

/** Enter presses the focused button; inside menus and popovers every key is theirs. */
function hasOwnUse(event: KeyboardEvent, pressed: string): boolean {
  if (!(event.target instanceof Element)) return false
  if (event.target.closest('[role="dialog"],[role="menu"],[role="listbox"]')) return true
  return pressed === 'Enter' && event.target.closest('button,a[href],input,summary') !== null
}

function keyName(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
  return event.ctrlKey || event.metaKey ? `mod+${key}` : key
}
