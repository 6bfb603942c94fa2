// Preparation sheet: what came of the last meeting with the client.
import { sql } from 'kysely'
import { cs } from '#messages/cs.ts'
import { en } from '#messages/en.ts'
import type { SheetSection } from '#server/kit/sheet.ts'
import { localOf } from '#server/kit/zoned-time.ts'
import { meetingsOf } from '#server/meetings/store.ts'
import { dayText } from '#server/meetings/words.ts'

export const meetingSections: readonly SheetSection[] = [
  {
    key: 'meetings.last',
    order: 450,
    async build(ctx, { clientId, leadId }) {
      const past = await meetingsOf(ctx, clientId ? { clientId } : { leadId }, 'past', 10)
      const last = past.find((one) => one.state === 'held' || one.state === 'closed')
      if (!last) return undefined
      const t = (ctx.actor.language === 'en' ? en : cs).meetings
      const { rows } = await sql<{ mark: 'decision' | 'need' | 'rival' | 'question'; text: string }>`
        select mark, text from meeting_lines where meeting_id = ${last.id}::uuid and mark in ('decision', 'need', 'rival', 'question')
          and btrim(text) <> '' order by mark = 'decision' desc, mark = 'need' desc, mark = 'rival' desc, position limit 9`.execute(
        ctx.db,
      )
      const { day } = localOf(last.startsAt, last.timeZone)
      const title = `${t.sheet.last}: ${dayText(day, ctx.actor.language)}, ${last.title}`
      const href = `/meetings/${last.id}`
      const lines = rows.slice(0, 8).map((row) => ({ text: row.text, detail: t.marks[row.mark], href }))
      return { title, lines: lines.length > 0 ? lines : [{ text: t.states[last.state], href }], more: 0 }
    },
  },
]
