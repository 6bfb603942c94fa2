// A choice by one key each: a digit chooses and goes on, arrows move, Enter saves from wherever one is.
import { type KeyboardEvent, type Ref, useRef } from 'react'
import styles from '#web/calls/Calls.module.css'

export interface KeyOption<T extends string> {
  readonly value: T
  readonly label: string
  /** A single key, mostly a digit. */
  readonly key: string
}

export interface KeyChoiceProps<T extends string> {
  legend: string
  options: readonly KeyOption<T>[]
  value: T | null
  /** `by` tells whether a key chose it: then the next question comes. */
  onChange(value: T, by: 'key' | 'pointer'): void
  onEnter(): void
  groupRef?: Ref<HTMLDivElement>
}

export function KeyChoice<T extends string>({
  legend,
  options,
  value,
  onChange,
  onEnter,
  groupRef,
}: KeyChoiceProps<T>) {
  const buttons = useRef(new Map<T, HTMLButtonElement>())
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const chosen = options.find((option) => option.key === event.key)
    if (chosen) {
      event.preventDefault()
      onChange(chosen.value, 'key')
      return
    }
    if (event.key === 'Enter' && value !== null) {
      event.preventDefault()
      onEnter()
      return
    }
    const step =
      event.key === 'ArrowRight' || event.key === 'ArrowDown'
        ? 1
        : event.key === 'ArrowLeft' || event.key === 'ArrowUp'
          ? -1
          : 0
    if (step === 0) return
    event.preventDefault()
    const at = options.findIndex((option) => option.value === value)
    const next = options[(at + step + options.length) % options.length]
    if (!next) return
    onChange(next.value, 'pointer')
    buttons.current.get(next.value)?.focus()
  }
  // Tab stops once in the group, at what is chosen.
  const stop = value ?? options[0]?.value
  return (
    <div ref={groupRef} className={styles.keys} role="radiogroup" aria-label={legend} onKeyDown={press}>
      <span className={styles.legend} aria-hidden>
        {legend}
      </span>
      {options.map((option) => (
        // biome-ignore lint/a11y/useSemanticElements: a radio input would take the digits of the keyboard away from the group
        <button
          key={option.value}
          type="button"
          role="radio"
          aria-checked={option.value === value}
          aria-keyshortcuts={option.key}
          tabIndex={option.value === stop ? 0 : -1}
          className={styles.key}
          ref={(node) => {
            if (node) buttons.current.set(option.value, node)
            else buttons.current.delete(option.value)
          }}
          onClick={() => onChange(option.value, 'pointer')}
        >
          <kbd aria-hidden>{option.key}</kbd>
          {option.label}
        </button>
      ))}
    </div>
  )
}

/** Puts the focus at the group's stop. */
export const focusGroup = (group: HTMLDivElement | null) =>
  group?.querySelector<HTMLButtonElement>('button[tabindex="0"]')?.focus()
