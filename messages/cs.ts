// Every Czech sentence by capability. One line per capability; the English registry must match it.
import { clients } from '#messages/cs/clients.ts'
import { kit } from '#messages/cs/kit.ts'

export const cs = {
  kit,
  clients,
}
