// Whether what came through a public form is spam. Nothing is thrown away: spam waits to be looked at by a person.

export const spamReasons = ['honeypot', 'tooFast', 'badToken', 'oldToken', 'links'] as const
export type SpamReason = (typeof spamReasons)[number]

/** Nobody reads a form and fills it in sooner than this. */
export const fastestMs = 3_000
/** A page may stay open over a long weekend; older tokens were harvested. */
export const oldestMs = 7 * 86_400_000
const mostLinks = 3

/**
 * The first sign of a robot: the field people do not see is filled, the token is not ours, it was sent too soon or far too
 * late after the form was shown, or the message is full of links.
 */
export function spamReasonOf(sent: {
  readonly honeypot: string | null | undefined
  /** How long ago the form was shown, in milliseconds; null when its token is not ours. */
  readonly shownForMs: number | null
  readonly texts: readonly (string | null | undefined)[]
}): SpamReason | undefined {
  if (sent.honeypot?.trim()) return 'honeypot'
  if (sent.shownForMs === null || sent.shownForMs < 0) return 'badToken'
  if (sent.shownForMs < fastestMs) return 'tooFast'
  if (sent.shownForMs > oldestMs) return 'oldToken'
  const links = sent.texts.reduce((sum, text) => sum + (text?.match(/https?:\/\/|www\.|\[url/gi)?.length ?? 0), 0)
  return links > mostLinks ? 'links' : undefined
}
