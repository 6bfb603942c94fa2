// The kinds of things the shell is told about from outside: places of the menu, quick entries, search and commands.
import type { ComponentType, ReactNode } from 'react'
import type { Ability } from '#api/endpoint.ts'
import type { AllMessages } from '#web/kit/sentences.ts'

export type IconOf = ComponentType<{ size?: number | string; stroke?: number | string }>

/** One line of the menu, in the order of the day. */
export interface Place {
  readonly to: string
  readonly icon: IconOf
  label(messages: AllMessages): string
  /** Letter after `g`. */
  readonly letter?: string
  /** Seen only by people with this ability. */
  readonly ability?: Ability
  /** Shown in the bottom bar of a phone; the others wait behind More. */
  readonly onPhone?: boolean
}

/** A command: in the palette, and with `add` also under the plus. */
export interface Command {
  readonly id: string
  label(messages: AllMessages): string
  readonly icon?: IconOf
  /** Other words it is found by. */
  words?(messages: AllMessages): string
  readonly ability?: Ability
  /** Key shown beside it and listened to everywhere. */
  readonly keys?: string
  readonly add?: boolean
  readonly to?: string
  run?(): void
}

export interface FoundItem {
  readonly id: string
  readonly title: string
  readonly detail?: ReactNode
  readonly icon?: IconOf
  /** The heading it stands under, when that is not the label of its source. */
  section?(messages: AllMessages): string
  /** Where it opens. */
  readonly to: string
}

/** A search behind the palette. An empty text asks for what was opened lately. */
export interface PaletteSource {
  readonly id: string
  label(messages: AllMessages): string
  search(text: string, signal: AbortSignal): Promise<FoundItem[]>
}
