// What a preparation sheet is made of. Each capability offers sections in its own file sheet.ts, listed in
// server/sheet-sections.ts; whoever builds the sheet knows none of them.
import type { Context } from '#server/kit/context.ts'

/** Whom the meeting is with. `contactIds`: those of the other side who are to come; empty when nobody is named yet. */
export interface SheetSubject {
  readonly clientId: string | null
  readonly leadId: string | null
  readonly contactIds: readonly string[]
}

/** One line: what, and small beside it who or when. Sentences are ready in the language of `ctx.actor`. */
export interface SheetLine {
  readonly text: string
  readonly detail?: string
  /** late: overdue; risk: close to it or against us; fine: for us. Shown with a word or sign beside the colour. */
  readonly tone?: 'late' | 'risk' | 'fine'
  /** Where it opens on the screen. */
  readonly href?: string
}

export interface SheetBlock {
  readonly title: string
  /** The most important first: the sheet has two pages and leaves out from the end. */
  readonly lines: readonly SheetLine[]
  /** How many more there are besides the lines given. */
  readonly more?: number
}

export interface SheetSection {
  /** Unique and stable, e.g. `promises.late`. */
  readonly key: string
  /** Sections follow by it: people 100, peculiarities 200, promises 300, objections 400, entries 500, later ones between. */
  readonly order: number
  /** Undefined when there is nothing to say. At most some twelve lines. */
  build(ctx: Context, subject: SheetSubject): Promise<SheetBlock | undefined>
}
