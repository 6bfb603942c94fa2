// One appointment as a file: to keep, to send as an invitation, or as the own answer to somebody else's invitation.
import { visibleRow } from '#server/calendars/actions.ts'
import { ownerOf } from '#server/calendars/feeds.ts'
import { writeCalendar } from '#server/calendars/ics-writing.ts'
import * as store from '#server/calendars/store.ts'
import type { Context } from '#server/kit/context.ts'
import { Refusal } from '#server/kit/errors.ts'

export async function icsOf(
  ctx: Context,
  id: string,
  method: 'PUBLISH' | 'REQUEST' | 'REPLY',
): Promise<{ name: string; text: string }> {
  const row = await visibleRow(ctx, await store.findAppointment(ctx, id))
  const me = await ownerOf(ctx, ctx.actor.id)
  if (method === 'REPLY') {
    const mine = row.people.find(({ userId }) => userId === ctx.actor.id)
    if (!mine || mine.answer === 'waiting') throw new Refusal('calendars.notAnswered')
    const text = writeCalendar([row], {
      method,
      now: ctx.now,
      answering: { email: me.email, name: ctx.actor.name, answer: mine.answer },
    })
    return { name: 'odpoved', text }
  }
  const rows = row.recurrenceId === null ? await store.listOfUid(ctx, row.ownerId, row.uid) : [row]
  const owner = await ownerOf(ctx, row.ownerId)
  return {
    name: 'schuzka',
    text: writeCalendar(rows, { method, now: ctx.now, organizer: { name: row.ownerName, email: owner.email } }),
  }
}
