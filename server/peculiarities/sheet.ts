// Preparation sheet: peculiarities and wishes of the client that hold today.
import { cs } from '#messages/cs.ts'
import { en } from '#messages/en.ts'
import type { SheetSection } from '#server/kit/sheet.ts'
import { listPeculiarities } from '#server/peculiarities/actions.ts'

export const peculiaritySections: readonly SheetSection[] = [
  {
    key: 'peculiarities.valid',
    order: 200,
    async build(ctx, { clientId }) {
      if (!clientId) return undefined
      const { valid } = await listPeculiarities(ctx, clientId)
      if (valid.length === 0) return undefined
      const t = (ctx.actor.language === 'en' ? en : cs).peculiarities
      return {
        title: t.title,
        lines: valid.slice(0, 10).map((item) => ({
          text: item.text,
          ...(item.kind === 'wish' ? { detail: t.kinds.wish } : {}),
        })),
        more: Math.max(0, valid.length - 10),
      }
    },
  },
]
