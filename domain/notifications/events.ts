// What people are told about: a closed list of events, and by which way each goes until the person chooses otherwise.

export interface Ways {
  /** In the bell of the application. */
  readonly inApp: boolean
  /** In the digest by mail. */
  readonly mail: boolean
  /** On the screen of a phone or computer by web push. */
  readonly push: boolean
}

export interface EventRule extends Ways {
  /** Whoever stands in for an absent person today is told as well. */
  readonly deputies: boolean
}

const rule = (mail: boolean, push: boolean, deputies = false): EventRule => ({ inApp: true, mail, push, deputies })

/** Order of the list in the person's settings: what concerns the person most comes first. */
export const events = {
  'comments.mention': rule(true, true),
  'activities.mention': rule(true, true),
  'comments.added': rule(false, false),
  'promises.given': rule(true, true, true),
  'promises.due': rule(true, true, true),
  'promises.late': rule(true, false, true),
  'promises.kept': rule(false, false),
  'leads.new': rule(true, true, true),
  'leads.overdue': rule(true, true, true),
  'calls.missed': rule(true, true, true),
  'meetings.invited': rule(true, true),
  'meetings.changed': rule(true, true),
  'meetings.soon': rule(false, true),
  'calendars.invited': rule(true, true),
  'calendars.answered': rule(false, false),
  'calendars.booked': rule(true, true, true),
  'calendars.failing': rule(true, false),
  'objections.due': rule(true, false, true),
  'peculiarities.due': rule(true, false, true),
} as const satisfies Record<string, EventRule>
export type EventName = keyof typeof events
export const eventNames = Object.keys(events) as readonly EventName[]

export const isEvent = (text: string): text is EventName => Object.hasOwn(events, text)
