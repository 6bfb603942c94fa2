// Rules by which only a call list is built: whom one promised to call. The day shows these as promises already.
import type { DayRule, Suggestion } from '#server/kit/day-rules.ts'
import { duePromises } from '#server/promises/actions.ts'

/** Promises to call that are due, the longest late first. */
export const callBacksDue: DayRule = {
  key: 'callBacks',
  capability: 'calls',
  async candidates(ctx, userIds, today) {
    const promises = await duePromises(ctx, userIds, today, 300)
    return promises
      .filter((promise) => promise.kind === 'callBack' && (promise.client ?? promise.lead))
      .map((promise): Suggestion => {
        const about = promise.client ?? promise.lead
        return {
          rule: 'callBacks',
          recordType: promise.client ? 'clients' : 'leads',
          recordId: about?.id as string,
          clientId: promise.client?.id ?? null,
          userId: promise.responsible?.id ?? (userIds[0] as string),
          name: about?.name ?? '',
          href: `/promises/${promise.id}`,
          severity: 3,
          dueOn: promise.dueOn ?? today,
          since: promise.givenOn,
          details: {},
        }
      })
  },
}
