// The channels of the timeline, what came of a contact, and when a contact was two-way (handbook §6 cadence, §10 channels).

export const channels = [
  'note',
  'phone',
  'email',
  'meeting',
  'visit',
  'chat',
  'sms',
  'fax',
  'post',
  'dataBox',
  'event',
] as const
export type Channel = (typeof channels)[number]

export const directions = ['in', 'out'] as const
export type Direction = (typeof directions)[number]

export const outcomes = [
  'reached',
  'notReached',
  'leftMessage',
  'callLater',
  'wrongNumber',
  'agreed',
  'interested',
  'notInterested',
  'postponed',
  'ordered',
  'cancelled',
] as const
export type Outcome = (typeof outcomes)[number]

/** Outcomes after which nobody of the other side was spoken to. */
const inVain: ReadonlySet<string> = new Set(['notReached', 'leftMessage', 'wrongNumber', 'cancelled'])
const face: ReadonlySet<Channel> = new Set(['phone', 'meeting', 'visit', 'chat', 'event'])
const letters: ReadonlySet<Channel> = new Set(['email', 'sms', 'fax', 'post', 'dataBox'])

/** Channels on which it matters who began. */
export const directed = (channel: Channel): boolean => channel === 'phone' || channel === 'chat' || letters.has(channel)

/** Outcomes offered for a channel, the likeliest first; a note has none. */
export function outcomesOf(channel: Channel): readonly Outcome[] {
  if (channel === 'note') return []
  if (channel === 'phone') return outcomes.filter((outcome) => outcome !== 'cancelled')
  const spoken: readonly Outcome[] = ['agreed', 'interested', 'notInterested', 'postponed', 'ordered']
  return channel === 'meeting' || channel === 'visit' || channel === 'event' ? [...spoken, 'cancelled'] : spoken
}

/**
 * Whether somebody of both sides took part, which alone counts for the cadence: talks do unless nobody was reached;
 * letters and messages do when they came from the other side; a note never does. A person may say otherwise.
 */
export function isTwoWay(contact: {
  readonly channel: Channel
  readonly direction?: Direction | null | undefined
  readonly outcome?: string | null | undefined
}): boolean {
  if (contact.outcome && inVain.has(contact.outcome)) return false
  if (face.has(contact.channel)) return true
  return letters.has(contact.channel) && contact.direction === 'in'
}
