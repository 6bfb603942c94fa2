// Phones, mails and webs in the one form they are compared in: E.164, lower case, bare host.
import { createRequire } from 'node:module'
import type { PhoneNumber } from 'libphonenumber-js/min'

export type ChannelType = 'phone' | 'email' | 'web'
export type CheckedChannel =
  | { ok: true; value: string; matchKey: string }
  | { ok: false; reason: 'kit.badPhone' | 'kit.badEmail' | 'kit.badWeb' }

const mail = /^[^\s@<>",;:()[\]\\]{1,64}@[^\s@<>",;:()[\]\\]+\.[^\s@.<>",;:()[\]\\]{2,}$/

/** Checks and normalises one channel; a phone without a country is Czech. An extension is kept in the value, not in the key. */
export function checkChannel(type: ChannelType, text: string): CheckedChannel {
  const value = text.normalize('NFC').trim()
  if (type === 'email') {
    const address = value.replace(/^mailto:/i, '')
    if (address.length > 254 || !mail.test(address)) return { ok: false, reason: 'kit.badEmail' }
    return { ok: true, value: address, matchKey: address.toLowerCase() }
  }
  if (type === 'web') {
    const url = webUrl(value)
    if (!url) return { ok: false, reason: 'kit.badWeb' }
    return { ok: true, value: url.href.replace(/\/$/, ''), matchKey: url.hostname.replace(/^www\./, '') }
  }
  const czech = plainCzechPhone(value)
  if (czech) return { ok: true, value: czech.replace(/(\d{3})(?=\d)/g, '$1 '), matchKey: czech }
  const phone = parsed(value.replace(/^tel:/i, ''))
  if (!phone?.isPossible()) return { ok: false, reason: 'kit.badPhone' }
  const shown = phone.formatInternational() + (phone.ext ? ` / ${phone.ext}` : '')
  return { ok: true, value: shown, matchKey: phone.number }
}

/** A number as most Czech ones are written, in E.164, without asking the plans of the world, which costs twenty times as much. */
export function plainCzechPhone(text: string): string | undefined {
  const digits = /^(?:\+420)?([2-8]\d{8})$/.exec(text)?.[1]
  return digits && `+420${digits}`
}

/** The numbering plans of the world are loaded with the first phone, not with the program. */
function parsed(value: string): PhoneNumber | undefined {
  plans ??= createRequire(import.meta.url)('libphonenumber-js/min') as typeof import('libphonenumber-js/min')
  return plans.parsePhoneNumberFromString(value, 'CZ')
}
let plans: typeof import('libphonenumber-js/min') | undefined

function webUrl(value: string): URL | undefined {
  try {
    const url = new URL(/^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `https://${value}`)
    // Only addresses a click may safely open.
    if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined
    return url.hostname.includes('.') ? url : undefined
  } catch {
    return undefined
  }
}
