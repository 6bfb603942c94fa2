// Commands of the page one is on: the palette offers them first, their keys are listened to while the page is shown.
import { createContext, type ReactNode, use, useEffect, useMemo, useRef } from 'react'
import { useShortcuts } from '#web/kit/keyboard.tsx'
import type { Command, IconOf } from '#web/kit/places.ts'

export interface PageCommand {
  /** The id of a general command, when this one does the same for the record of the page and stands in its place. */
  readonly id: string
  readonly label: string
  readonly icon?: IconOf
  readonly keys?: string
  /** Writes something new; such commands come first. */
  readonly add?: boolean
  run(): void
}

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

/** Offers commands while the component is shown; what they say and run may change freely. */
export function useCommands(commands: readonly PageCommand[]) {
  const registry = useCommandRegistry()
  const latest = useRef(commands)
  latest.current = commands
  const shape = commands.map((command) => command.id).join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: registered again only when the set of commands changes
  useEffect(
    () =>
      registry.add(
        latest.current.map((one, i) => ({
          ...one,
          label: () => latest.current[i]?.label ?? one.label,
          run: () => latest.current[i]?.run(),
        })),
      ),
    [registry, shape],
  )
  useShortcuts(
    commands.flatMap(({ keys, label, run }) => (keys ? [{ keys, label, section: 'page' as const, run }] : [])),
  )
}

/** What writes something new before the rest, what has a key before what has none, then by the alphabet: whoever came first. */
export function inOrder(commands: readonly Command[], label: (command: Command) => string): Command[] {
  const rank = (command: Command) => (command.add ? 0 : 2) + (command.keys ? 0 : 1)
  return [...commands].sort((a, b) => rank(a) - rank(b) || label(a).localeCompare(label(b)))
}
