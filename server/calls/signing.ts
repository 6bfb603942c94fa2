// How we and the exchange sign what we send each other: HMAC-SHA256 over the moment, a dot and the body as it travels.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { isFresh } from '#domain/calls/telephony.ts'

export const timestampHeader = 'x-klientela-timestamp'
export const signatureHeader = 'x-klientela-signature'

export const newSecret = () => randomBytes(32).toString('base64url')

/** `timestamp` in whole seconds since 1970. */
export function signatureOf(secret: string, timestamp: string, body: Buffer | string): string {
  return `sha256=${createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex')}`
}

export function signedHeaders(secret: string, body: string, nowMs: number): Record<string, string> {
  const timestamp = String(Math.floor(nowMs / 1000))
  return { [timestampHeader]: timestamp, [signatureHeader]: signatureOf(secret, timestamp, body) }
}

/** Why a message is not taken as the exchange's: signed by another secret, changed on the way, or too old. */
export function whyNotGenuine(
  secret: string,
  headers: Readonly<Record<string, string | string[] | undefined>>,
  body: Buffer,
  nowMs: number,
): 'calls.wrongSignature' | 'calls.staleMessage' | undefined {
  const timestamp = headers[timestampHeader]
  const given = headers[signatureHeader]
  if (typeof timestamp !== 'string' || typeof given !== 'string' || !/^\d{9,11}$/.test(timestamp))
    return 'calls.wrongSignature'
  const right = Buffer.from(signatureOf(secret, timestamp, body))
  const sent = Buffer.from(given.toLowerCase())
  if (sent.length !== right.length || !timingSafeEqual(sent, right)) return 'calls.wrongSignature'
  return isFresh(Number(timestamp), nowMs / 1000) ? undefined : 'calls.staleMessage'
}
