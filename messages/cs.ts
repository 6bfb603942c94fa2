// Every Czech sentence by capability. One line per capability; the English registry must match it.
import { clients } from '#messages/cs/clients.ts'
import { contacts } from '#messages/cs/contacts.ts'
import { identifiers } from '#messages/cs/identifiers.ts'
import { kit } from '#messages/cs/kit.ts'

export const cs = {
  kit,
  identifiers,
  contacts,
  clients,
}
