// The parts of the client page that capabilities bring, in the order of the map; written by hand.
import type { ClientPart } from '#server/clients/actions-page.ts'
import { customFieldPart } from '#server/clients/client-part.ts'
import { meetingPart } from '#server/meetings/client-part.ts'
import { objectionPart } from '#server/objections/client-part.ts'
import { peculiarityPart } from '#server/peculiarities/client-part.ts'
import { promisePart } from '#server/promises/client-part.ts'
import { registerPart } from '#server/registers/client-part.ts'

export const clientParts: readonly ClientPart[] = [
  customFieldPart,
  peculiarityPart,
  registerPart,
  promisePart,
  objectionPart,
  meetingPart,
]
