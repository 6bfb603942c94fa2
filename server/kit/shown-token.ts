// What a public form is given and sends back: when it was shown, signed, so that a robot can neither make one nor hurry.
import { createHmac, timingSafeEqual } from 'node:crypto'

/** Signs the moment (milliseconds) at which the form named by purpose and key was shown. */
export function shownToken(secret: string, form: string, shownAt: number): string {
  return `${shownAt}.${createHmac('sha256', secret).update(`${form} ${shownAt}`).digest('base64url')}`
}

/** How many milliseconds ago the form was shown; null when the token is not ours or belongs to another form. */
export function shownFor(secret: string, form: string, token: string | undefined, now: number): number | null {
  const at = /^(\d{10,16})\./.exec(token ?? '')?.[1]
  if (!token || !at) return null
  const [given, right] = [Buffer.from(token), Buffer.from(shownToken(secret, form, Number(at)))]
  return given.length === right.length && timingSafeEqual(given, right) ? now - Number(at) : null
}
