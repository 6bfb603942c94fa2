// What is being typed survives a reload: a draft is kept in the tab until it is saved or dropped.
import { useCallback, useEffect, useRef, useState } from 'react'

export interface Draft<T extends object> {
  value: T
  /** Sets some fields. */
  change(patch: Partial<T>): void
  /** Something differs from what was loaded. */
  dirty: boolean
  changed(field: keyof T): boolean
  /** The draft was brought back after a reload. */
  restored: boolean
  /** Forgets the draft; with a value starts again from it. */
  reset(value?: T): void
}

const prefix = 'klientela-draft:'

export function useDraft<T extends object>(key: string, initial: T): Draft<T> {
  const storageKey = prefix + key
  const base = useRef(initial)
  const [state, setState] = useState(() => {
    const stored = read<T>(storageKey)
    return stored ? { value: { ...initial, ...stored }, restored: true } : { value: initial, restored: false }
  })
  useEffect(() => {
    const patch = Object.fromEntries(
      Object.entries(state.value).filter(([name, value]) => !same(value, base.current[name as keyof T])),
    )
    if (Object.keys(patch).length > 0) sessionStorage.setItem(storageKey, JSON.stringify(patch))
    else sessionStorage.removeItem(storageKey)
  }, [state.value, storageKey])

  const change = useCallback((patch: Partial<T>) => {
    setState((before) => ({ ...before, value: { ...before.value, ...patch } }))
  }, [])
  const reset = useCallback(
    (value?: T) => {
      sessionStorage.removeItem(storageKey)
      if (value) base.current = value
      setState({ value: base.current, restored: false })
    },
    [storageKey],
  )
  const changed = (field: keyof T) => !same(state.value[field], base.current[field])
  const dirty = (Object.keys(state.value) as (keyof T)[]).some(changed)
  return { value: state.value, change, dirty, changed, restored: state.restored && dirty, reset }
}

/** Signing out leaves nothing typed behind. */
export function dropDrafts() {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(prefix)) sessionStorage.removeItem(key)
}

function read<T>(key: string): Partial<T> | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? '') as Partial<T>
  } catch {
    return undefined
  }
}

const same = (a: unknown, b: unknown) => a === b || JSON.stringify(a) === JSON.stringify(b)
