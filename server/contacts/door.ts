// Lets comments and attachments hang on a person.
import { getContact } from '#server/contacts/actions.ts'
import type { Door } from '#server/kit/doors.ts'
import { NotFound } from '#server/kit/errors.ts'

export const contactDoor: Door = {
  type: 'contacts',
  async find(ctx, id) {
    const contact = await getContact(ctx, id).catch(unseen)
    if (!contact) return undefined
    return {
      clientId: null,
      leadId: null,
      title: contact.fullName,
      href: `/contacts/${contact.id}`,
      mayWrite: !contact.whyNot.edit,
    }
  },
}

function unseen(error: unknown): undefined {
  if (error instanceof NotFound) return undefined
  throw error
}
