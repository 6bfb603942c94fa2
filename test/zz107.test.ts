import fc from 'fast-check'
import { it } from 'vitest'
import { dayOf } from '#server/kit/context.ts'
import { listClients } from '#api/clients.ts'
import { useApp } from '#test/app.ts'
import { sightOf } from '#test/strangers/oracle.ts'
import { build, plans } from '#test/strangers/world.ts'
const t = useApp()
it('x', async () => {
  const [plan] = fc.sample(plans, { seed: 20261124, numRuns: 15 })
  if (!plan) return
  const w = await build(t.db, plan, dayOf(new Date()))
  const { actor } = await t.ctx(w.personIds[4])
  const { body } = await t.call(listClients, { as: w.personIds[4], query: {} })
  const got = new Set(body.rows.map((r) => r.id))
  const s = sightOf(w, 4)
  console.log(dayOf(new Date()), JSON.stringify({ d: plan.deputies, teams: plan.teams, me: plan.people[4], persons: actor.personIds.map((x) => w.personIds.indexOf(x)), teamIds: actor.teamIds.map((x) => w.teamIds.indexOf(x)), led: actor.ledTeamIds.map((x) => w.teamIds.indexOf(x)) }))
  for (const [i, id] of w.clientIds.entries()) if (s.listedClient(i) !== got.has(id)) console.log(i, s.listedClient(i), got.has(id), JSON.stringify(plan.clients[i]))
})
