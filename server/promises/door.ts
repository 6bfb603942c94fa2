// Lets comments and attachments hang on promises.
import type { Door } from '#server/kit/doors.ts'
import { findPromiseView } from '#server/promises/actions.ts'

export const promiseDoor: Door = {
  type: 'promises',
  async find(ctx, id) {
    const promise = await findPromiseView(ctx, id)
    if (!promise) return undefined
    return {
      clientId: promise.client?.id ?? null,
      leadId: promise.client ? null : (promise.lead?.id ?? null),
      title: promise.text,
      href: `/promises/${id}`,
      mayWrite: !promise.whyNot.edit,
    }
  },
}
