// Looks options up while typing and remembers the names of ids already met.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useId, useState } from 'react'
import type { Option, OptionSource } from '#web/kit/list/list-types.ts'

const known = new WeakMap<OptionSource, Map<string, Option>>()

function knownOf(source: OptionSource): Map<string, Option> {
  let options = known.get(source)
  if (!options) {
    options = new Map()
    known.set(source, options)
  }
  return options
}

/** Options for the text typed; a short rest before asking. */
export function useOptionSearch(source: OptionSource, text: string, open: boolean) {
  const scope = useId()
  const [rested, setRested] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), 140)
    return () => clearTimeout(timer)
  }, [text])
  return useQuery({
    queryKey: ['options', scope, rested],
    enabled: open,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const options = await source.search(rested, signal)
      for (const option of options) knownOf(source).set(option.value, option)
      return options
    },
  })
}

/** Names of ids; those not met yet are asked for once. */
export function useOptionLabels(source: OptionSource | undefined, ids: readonly string[]): (id: string) => string {
  const missing = source ? ids.filter((id) => id !== 'me' && !knownOf(source).has(id)) : []
  const [, redraw] = useState(0)
  const wanted = missing.join()
  useEffect(() => {
    if (!source || !wanted) return
    let gone = false
    source
      .labels(wanted.split(','))
      .then((options) => {
        for (const option of options) knownOf(source).set(option.value, option)
        if (!gone) redraw((n) => n + 1)
      })
      // A name that cannot be read now shows as an ellipsis; the value itself is untouched.
      .catch(() => undefined)
    return () => {
      gone = true
    }
  }, [source, wanted])
  return (id) => (source && knownOf(source).get(id)?.label) || '…'
}

export function rememberOption(source: OptionSource, option: Option) {
  knownOf(source).set(option.value, option)
}
