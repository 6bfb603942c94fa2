// Preparation sheet: objections that wait for our answer, each with the argument the library recommends.
import { cs } from '#messages/cs.ts'
import { en } from '#messages/en.ts'
import type { SheetSection } from '#server/kit/sheet.ts'
import { openObjectionsOf } from '#server/objections/actions.ts'
import { listArguments } from '#server/objections/actions-library.ts'

export const objectionSections: readonly SheetSection[] = [
  {
    key: 'objections.open',
    order: 400,
    async build(ctx, { clientId, leadId }) {
      const open = await openObjectionsOf(ctx, clientId ? { clientId } : { leadId })
      if (open.length === 0) return undefined
      const t = (ctx.actor.language === 'en' ? en : cs).objections
      const library = (await listArguments(ctx, {})).arguments
      return {
        title: t.sheet.title,
        lines: open.slice(0, 10).map((objection) => {
          const argument = objection.argument ?? library.find((one) => one.kind === objection.kind)
          return {
            text: objection.text,
            detail: [t.kinds[objection.kind], objection.contact?.name, argument && t.sheet.argument(argument.argument)]
              .filter(Boolean)
              .join(' · '),
            ...(objection.clock === 'late' ? { tone: 'late' as const } : {}),
            href: `/objections/${objection.id}`,
          }
        }),
        more: Math.max(0, open.length - 10),
      }
    },
  },
]
