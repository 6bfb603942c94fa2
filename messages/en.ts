// Every English sentence by capability, complete against the Czech registry.
import type { cs } from '#messages/cs.ts'
import { clients } from '#messages/en/clients.ts'
import { contacts } from '#messages/en/contacts.ts'
import { identifiers } from '#messages/en/identifiers.ts'
import { kit } from '#messages/en/kit.ts'
import type { Messages } from '#messages/plural.ts'

export const en: Messages<typeof cs> = {
  kit,
  identifiers,
  contacts,
  clients,
}
