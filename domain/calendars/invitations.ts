// What becomes of an invitation, an answer or a cancellation that came from elsewhere (iTIP, RFC 5546 §2.1.4 and §3.2).

export const methods = ['PUBLISH', 'REQUEST', 'REPLY', 'CANCEL', 'COUNTER'] as const
export type Method = (typeof methods)[number]

export const answers = ['waiting', 'accepted', 'declined', 'tentative'] as const
export type Answer = (typeof answers)[number]

export interface Known {
  readonly sequence: number
  /** Whether it was made here, so that we are the organizer. */
  readonly ours: boolean
  readonly cancelled: boolean
}

export type Verdict =
  | 'add'
  | 'change'
  | 'cancel'
  | 'answer'
  /** We have a later state already. */
  | 'outdated'
  /** Exactly this came before. */
  | 'repeated'
  /** A cancellation or an answer to something that is not in the calendar. */
  | 'unknown'
  /** An invitation to what we organize ourselves. */
  | 'weOrganize'
  /** An answer to what somebody else organizes. */
  | 'othersMeeting'
  /** The other side proposes another time: a person decides. */
  | 'proposal'

/**
 * The verdict by UID (`known` is what the calendar holds under it) and SEQUENCE. An older sequence never wins; the same
 * sequence of an invitation may still bring a new wording, so it is taken unless exactly the same letter came before.
 */
export function judgeMessage(method: Method, known: Known | undefined, sequence: number, cameBefore: boolean): Verdict {
  if (cameBefore) return 'repeated'
  switch (method) {
    case 'PUBLISH':
    case 'REQUEST':
      if (!known) return 'add'
      if (known.ours) return 'weOrganize'
      return sequence < known.sequence ? 'outdated' : 'change'
    case 'CANCEL':
      if (!known) return 'unknown'
      if (known.ours) return 'weOrganize'
      return sequence < known.sequence ? 'outdated' : known.cancelled ? 'repeated' : 'cancel'
    case 'REPLY':
      if (!known) return 'unknown'
      if (!known.ours) return 'othersMeeting'
      // An answer to an older time says nothing about the new one.
      return sequence < known.sequence ? 'outdated' : 'answer'
    case 'COUNTER':
      return known?.ours ? 'proposal' : 'unknown'
  }
}

/** Whether people invited must answer anew: the time, its repetition, the place or the cancellation changed (RFC 5546 §2.1.4). */
export function raisesSequence(
  before: { startsAt: string; endsAt: string; rrule: string | null; cancelled: boolean; place: string | null },
  after: { startsAt: string; endsAt: string; rrule: string | null; cancelled: boolean; place: string | null },
): boolean {
  return (
    before.startsAt !== after.startsAt ||
    before.endsAt !== after.endsAt ||
    before.rrule !== after.rrule ||
    before.cancelled !== after.cancelled ||
    before.place !== after.place
  )
}
