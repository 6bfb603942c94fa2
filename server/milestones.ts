// The facts of the journal that a timeline shows, of every capability, in the order of the map; written by hand.
import { milestones as calendars } from '#api/calendars.ts'
import { milestones as clients } from '#api/clients.ts'
import { milestones as leads } from '#api/leads.ts'
import { milestones as meetings } from '#api/meetings.ts'
import { milestones as objections } from '#api/objections.ts'
import { milestones as promises } from '#api/promises.ts'

export const milestones: readonly string[] = [
  ...clients,
  ...promises,
  ...objections,
  ...leads,
  ...calendars,
  ...meetings,
]
