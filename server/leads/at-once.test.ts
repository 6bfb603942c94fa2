import { sql } from 'kysely'
import { expect, it } from 'vitest'
import * as forms from '#api/lead-forms.ts'
import { inTransaction } from '#server/kit/db.ts'
import { createLead } from '#server/leads/actions.ts'
import { aLeadForm, aLeadRule } from '#server/leads/factory.ts'
import { aUser } from '#server/users/factory.ts'
import { useApp } from '#test/app.ts'

const t = useApp({ committed: true })

it('thirty leads at once are shared out evenly, nobody’s turn is taken twice', async () => {
  const ctx = await t.ctx()
  const people = [await aUser(ctx), await aUser(ctx), await aUser(ctx)]
  await aLeadRule(ctx, { userIds: people.map((one) => one.id) })
  await Promise.all(
    Array.from({ length: 30 }, (_, i) =>
      inTransaction(t.db, (db) => createLead({ ...ctx, db }, { name: `Souběžný zájemce ${i}` })),
    ),
  )
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from leads group by owner_id order by 1`.execute(
    t.db,
  )
  expect(rows.map((row) => row.n)).toEqual([10, 10, 10])
})

it('the same person sending a form ten times at once is one lead with ten messages', async () => {
  const form = await aLeadForm(await t.ctx())
  const { body } = await t.call(forms.getPublicForm, { params: { key: form.key } })
  t.now = new Date(t.now.getTime() + 20_000)
  const codes = await Promise.all(
    Array.from({ length: 10 }, async (_, i) => {
      const reply = await t.app.inject({
        method: 'POST',
        url: `/api/public/lead-forms/${form.key}`,
        payload: {
          token: body.token,
          personName: 'Eva Malá',
          email: 'eva.soubezna@mala.example',
          message: `Zpráva ${i}`,
        },
      })
      return reply.statusCode
    }),
  )
  expect(codes).toEqual(Array(10).fill(200))
  const { rows } = await sql<{ n: number; receivedCount: number; kept: number }>`
    select count(*)::int as n, max(received_count) as received_count, (select count(*)::int from lead_submissions) as kept
    from leads where email_key = 'eva.soubezna@mala.example'`.execute(t.db)
  expect(rows[0]).toEqual({ n: 1, receivedCount: 10, kept: 10 })
})
