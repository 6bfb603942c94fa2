// Entries of the timeline for tests and the demo company.
import type { Activity, ActivityDraft } from '#api/activities.ts'
import { writeActivity } from '#server/activities/actions.ts'
import { aClient } from '#server/clients/factory.ts'
import { aContact } from '#server/contacts/factory.ts'
import type { Context } from '#server/kit/context.ts'
import { aTeam } from '#server/teams/factory.ts'
import { aUser } from '#server/users/factory.ts'

let n = 0

/** An entry, a phone call unless said otherwise, written by the context's actor. */
export async function anActivity(
  ctx: Context,
  overrides: Partial<ActivityDraft> & ({ clientId: string } | { leadId: string }),
): Promise<Activity> {
  n++
  return writeActivity(ctx, { channel: 'phone', text: `Domluveno dodání palet (${n})`, ...overrides })
}

/** A bakery of Anna's with one man in it, a colleague of her team, and somebody of another team. */
export async function aBakery(ctx: Context) {
  const brno = await aTeam(ctx)
  const praha = await aTeam(ctx)
  const anna = await aUser(ctx, { name: 'Anna Malá', teamId: brno.id })
  const petr = await aUser(ctx, { name: 'Petr Velký', teamId: brno.id })
  const cizi = await aUser(ctx, { teamId: praha.id })
  const client = await aClient(ctx, {
    ownerId: anna.id,
    name: 'Pekárna',
    class: 'vip',
    createdAt: '2026-01-05T08:00:00Z',
  })
  const novak = await aContact(ctx, { clientId: client.id, firstName: 'Jan', lastName: 'Novák' })
  return { anna, petr, cizi, client, novak }
}
