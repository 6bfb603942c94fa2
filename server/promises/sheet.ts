// Promises of both sides for the preparation sheet, late ones first.
import type { PromiseView } from '#api/promises.ts'
import type { Side } from '#domain/promises/ledger.ts'
import { cs } from '#messages/cs.ts'
import { en } from '#messages/en.ts'
import type { SheetLine, SheetSection } from '#server/kit/sheet.ts'
import { openPromisesOf } from '#server/promises/actions.ts'

const shown = 12

const section = (side: Side, order: number): SheetSection => ({
  key: `promises.${side}`,
  order,
  async build(ctx, { clientId, leadId }) {
    const all = (await openPromisesOf(ctx, { clientId, leadId })).filter((promise) => promise.side === side)
    if (all.length === 0) return undefined
    const t = (ctx.actor.language === 'en' ? en : cs).promises
    const line = (promise: PromiseView): SheetLine => {
      const day = promise.dueOn ? t.urging.day(promise.dueOn) : undefined
      const when = day === undefined ? t.due.none : promise.late ? t.sheet.late(day) : t.sheet.due(day)
      const who = side === 'ours' ? promise.responsible?.name : promise.contact?.name
      return {
        text: promise.text,
        detail: [who, when].filter(Boolean).join(' · '),
        ...(promise.late ? { tone: 'late' as const } : {}),
        href: `/promises/${promise.id}`,
      }
    }
    const lines = all.slice(0, shown).map(line)
    return { title: t.sheet[side], lines, ...(all.length > shown ? { more: all.length - shown } : {}) }
  },
})

export const promiseSections: readonly SheetSection[] = [section('ours', 300), section('theirs', 310)]
