// Lets comments and attachments hang on a client.
import { getClient } from '#server/clients/actions.ts'
import type { Door } from '#server/kit/doors.ts'
import { NotFound } from '#server/kit/errors.ts'

export const clientDoor: Door = {
  type: 'clients',
  async find(ctx, id) {
    const client = await getClient(ctx, id).catch(unseen)
    if (!client) return undefined
    return {
      clientId: client.id,
      leadId: null,
      title: client.name,
      href: `/clients/${client.id}`,
      mayWrite: !client.whyNot.edit,
    }
  },
}

function unseen(error: unknown): undefined {
  if (error instanceof NotFound) return undefined
  throw error
}
