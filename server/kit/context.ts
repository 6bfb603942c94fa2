// What every function of the server takes first: the database (a transaction when writing), who acts, and when.
import type { Actor } from '#domain/access.ts'
import type { Db } from '#server/kit/db.ts'
import type { Jobs } from '#server/kit/jobs.ts'

export interface Context {
  readonly db: Db
  readonly actor: Actor
  /** The instant of the request, ISO 8601. */
  readonly now: string
  /** The calendar day in the firm's time zone, YYYY-MM-DD. */
  readonly today: string
  readonly jobs: Jobs
  readonly requestId?: string
  /** What `settings.access_stamp` was when this very request found out who asks; what is kept beside the actor is then true. */
  readonly sessionStamp?: string | undefined
  /** Set while an import or a bulk change writes: journal entries carry it. */
  readonly batchId?: string
}

const days = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Prague', dateStyle: 'short' })

/** The firm's calendar day at an instant. */
export function dayOf(instant: Date): string {
  return days.format(instant)
}

/** The actor of jobs, command line and demo: sees and may do everything, and the journal says `system`. */
export const systemActor: Actor = {
  id: '00000000-0000-0000-0000-000000000000',
  name: 'Klientela',
  language: 'cs',
  roles: ['SD', 'CEO', 'ADM'],
  policy: 'open',
  teamId: null,
  teamIds: [],
  ledTeamIds: [],
  personIds: ['00000000-0000-0000-0000-000000000000'],
  onBehalfOf: null,
}
