// The count that is put together from grounds is the count of what is visible.
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { visibilityPolicies } from '#domain/access.ts'
import { aClient } from '#server/clients/factory.ts'
import { countVisible, visibleTo } from '#server/clients/visible.ts'
import { aTeam } from '#server/teams/factory.ts'
import { aUser } from '#server/users/factory.ts'
import { useApp } from '#test/app.ts'

const t = useApp()

test('under every policy and for every role', async () => {
  const ctx = await t.ctx()
  const [here, there] = [await aTeam(ctx), await aTeam(ctx)]
  const people = [
    await aUser(ctx, { teamId: here.id }),
    await aUser(ctx, { teamId: here.id, roles: ['TL'] }),
    await aUser(ctx, { teamId: there.id, roles: ['BO'] }),
    await aUser(ctx, { roles: ['SD'] }),
    await aUser(ctx, { roles: ['ADM'] }),
  ]
  await sql`update teams set lead_id = ${people[1]?.id}::uuid where id = ${here.id}::uuid`.execute(t.db)
  for (const confidentiality of ['internal', 'strict'] as const) {
    for (const ownerId of [people[0]?.id, people[1]?.id, people[2]?.id, null]) {
      const client = await aClient(ctx, { ...(ownerId ? { ownerId } : {}), confidentiality })
      for (const helper of people.slice(0, 3))
        if (ownerId !== helper.id && confidentiality === 'strict')
          await sql`insert into client_members (client_id, user_id) select ${client.id}::uuid, ${helper.id}::uuid where ${ownerId ?? null}::uuid is null`.execute(
            t.db,
          )
    }
  }
  for (const policy of visibilityPolicies) {
    for (const { id } of people) {
      const actor = { ...(await t.ctx(id)).actor, policy }
      const plain = await sql<{
        n: string
      }>`select count(*) as n from clients c where c.deleted_at is null and ${visibleTo(actor)}`.execute(t.db)
      const counted = countVisible(actor)
      if (!counted) continue
      const { rows } = await sql<{ n: string }>`select (${counted}) as n`.execute(t.db)
      expect(rows[0]?.n, `${policy} ${actor.roles}`).toBe(plain.rows[0]?.n)
    }
  }
})
