// Meetings for tests and the demo company.
import type { LineChange } from '#api/meeting-minutes.ts'
import type { Meeting, MeetingDraft } from '#api/meetings.ts'
import { addDays } from '#domain/day.ts'
import type { LineMark } from '#domain/meetings/marks.ts'
import { aClient } from '#server/clients/factory.ts'
import { aContact } from '#server/contacts/factory.ts'
import type { Context } from '#server/kit/context.ts'
import { freshId } from '#server/kit/fresh-ids.ts'
import { planMeeting } from '#server/meetings/actions.ts'
import { writeLines } from '#server/meetings/actions-run.ts'
import { aTeam } from '#server/teams/factory.ts'
import { aUser } from '#server/users/factory.ts'

let n = 0

/** Tomorrow from nine to ten unless said otherwise. */
export async function aMeeting(
  ctx: Context,
  draft: Partial<MeetingDraft> & ({ clientId: string } | { leadId: string }),
): Promise<Meeting> {
  n++
  return planMeeting(ctx, {
    title: `Jednání o podmínkách ${n}`,
    day: addDays(ctx.today, 1),
    startTime: '09:00',
    endTime: '10:00',
    ...draft,
  })
}

/** Writes minutes: texts, or pairs of mark and text. */
export async function someLines(
  ctx: Context,
  meetingId: string,
  texts: readonly (string | readonly [LineMark, string])[],
): Promise<LineChange[]> {
  const changes: LineChange[] = []
  for (const [i, one] of texts.entries()) {
    const [mark, text] = typeof one === 'string' ? (['line', one] as const) : one
    changes.push({ id: freshId(), position: (i + 1) * 1024, mark, text })
  }
  await writeLines(ctx, meetingId, changes, [])
  return changes
}

/** Two colleagues of one team and one of another, a client of the first with the person who buys there. */
export async function somePeople(t: { ctx(userId?: string): Promise<Context> }) {
  const ctx = await t.ctx()
  const brno = await aTeam(ctx)
  const praha = await aTeam(ctx)
  const anna = await aUser(ctx, { teamId: brno.id, name: 'Anna Malá' })
  const petr = await aUser(ctx, { teamId: brno.id, name: 'Petr Hruška' })
  const cizi = await aUser(ctx, { teamId: praha.id })
  const client = await aClient(ctx, { ownerId: anna.id, name: 'Papírny Větřní, a.s.' })
  const buyer = await aContact(ctx, {
    clientId: client.id,
    firstName: 'Jana',
    lastName: 'Dvořáková',
    position: 'vedoucí nákupu',
    email: 'dvorakova@papirny.example',
    sentiment: -1,
  })
  return { ctx, anna, petr, cizi, client, buyer, as: await t.ctx(anna.id) }
}
