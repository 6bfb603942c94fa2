// Commands that exist only on the page one is on; the palette offers them first.
import { createContext, type ReactNode, use, useEffect, useMemo, useRef } from 'react'
import type { Command } from '#web/kit/places.ts'

interface Registry {
  add(commands: readonly Command[]): () => void
  list(): Command[]
}
const CommandsContext = createContext<Registry | undefined>(undefined)

export function CommandsProvider({ children }: { children: ReactNode }) {
  const layers = useRef<(readonly Command[])[]>([])
  const registry = useMemo<Registry>(
    () => ({
      add(commands) {
        layers.current = [...layers.current, commands]
        return () => {
          layers.current = layers.current.filter((layer) => layer !== commands)
        }
      },
      list: () => layers.current.flat(),
    }),
    [],
  )
  return <CommandsContext value={registry}>{children}</CommandsContext>
}

export function useCommandRegistry(): Registry {
  const registry = use(CommandsContext)
  if (!registry) throw new Error('CommandsProvider is missing')
  return registry
}

/** Offers commands while the component is shown; what they run may change freely. */
export function useCommands(commands: readonly Command[]) {
  const registry = useCommandRegistry()
  const latest = useRef(commands)
  latest.current = commands
  const shape = commands.map((command) => command.id).join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: registered again only when the set of commands changes
  useEffect(
    () =>
      registry.add(
        latest.current.map((one, i) => ({ ...one, ...(one.run ? { run: () => latest.current[i]?.run?.() } : {}) })),
      ),
    [registry, shape],
  )
}
