// Binds the endpoints of days; the rules of next steps are handed in, because they lie all over the house.
import * as api from '#api/days.ts'
import * as actions from '#server/days/actions.ts'
import type { DayRule } from '#server/kit/day-rules.ts'
import { together } from '#server/kit/gathering.ts'
import type { Bind } from '#server/kit/serve.ts'

export function dayRoutes(bind: Bind, rules: readonly DayRule[]): void {
  bind(api.getDay, (ctx, { query }) => together(() => actions.dayOf(ctx, rules, query)))
  bind(api.getWeek, (ctx, { query }) => together(() => actions.weekOf(ctx, query)))
  bind(api.dayPeople, (ctx) => actions.peopleOfDays(ctx))
  bind(api.chooseStep, (ctx, { body }) => actions.chooseStep(ctx, rules, body))
  bind(api.listDayChoices, async (ctx) => ({ choices: await actions.listChoices(ctx) }))
  bind(api.takeBackChoice, async (ctx, { params }) => {
    await actions.takeBack(ctx, params.id)
    return { ok: true as const }
  })
}
