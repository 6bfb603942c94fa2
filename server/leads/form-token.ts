// The token a public form is given and sends back: when it was shown, signed, so that a robot can neither make one nor hurry.
import { createHmac, timingSafeEqual } from 'node:crypto'

/** Signs the moment (milliseconds) at which the form was shown. */
export function formToken(secret: string, key: string, shownAt: number): string {
  return `${shownAt}.${signature(secret, key, shownAt)}`
}

/** How many milliseconds ago the form was shown; null when the token is not ours or belongs to another form. */
export function shownFor(secret: string, key: string, token: string | undefined, now: number): number | null {
  const match = /^(\d{10,16})\.([\w-]{43})$/.exec(token ?? '')
  if (!match) return null
  const shownAt = Number(match[1])
  const given = Buffer.from(match[2] as string, 'base64url')
  const right = Buffer.from(signature(secret, key, shownAt), 'base64url')
  return given.length === right.length && timingSafeEqual(given, right) ? now - shownAt : null
}

function signature(secret: string, key: string, shownAt: number): string {
  return createHmac('sha256', secret).update(`lead form ${key} ${shownAt}`).digest('base64url')
}
