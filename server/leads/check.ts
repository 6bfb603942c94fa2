// Checks what a schema cannot: IČO, phone, mail, web, postcode, birth numbers in texts. Returns the lead as it is stored.
import type { LeadChange } from '#api/leads.ts'
import { normaliseNace } from '#domain/choices.ts'
import { whyNotStoreText } from '#domain/identifiers/birth-number.ts'
import { checkIco } from '#domain/identifiers/ico.ts'
import { writtenPostcode } from '#domain/identifiers/postcode.ts'
import { checkChannel } from '#server/kit/channels.ts'
import { BadInput } from '#server/kit/errors.ts'

export type CheckedLead = Omit<LeadChange, 'name'> & {
  name?: string
  emailKey?: string | null
  phoneKey?: string | null
}

const lines = ['name', 'personName', 'position', 'street', 'city', 'sourceDetail'] as const
const texts = ['interestItems', 'interestTerms', 'message', 'note'] as const

/** Throws BadInput with every field that does not hold. */
export function checkLead(change: Omit<LeadChange, 'name'> & { name?: string | null }): CheckedLead {
  const errors: { field: string; reason: string; details?: Record<string, unknown> }[] = []
  const checked = { ...change } as Record<string, unknown>
  const empty = (v: unknown) => v === null || (typeof v === 'string' && v.trim() === '')
  for (const field of lines) {
    const value = change[field]
    if (typeof value === 'string') checked[field] = value.normalize('NFC').replace(/\s+/g, ' ').trim() || null
  }
  for (const field of texts) {
    const value = change[field]
    if (typeof value === 'string') checked[field] = value.normalize('NFC').replace(/\r\n?/g, '\n').trim() || null
  }
  for (const field of [...lines, ...texts]) {
    const reason = typeof checked[field] === 'string' ? whyNotStoreText(checked[field]) : undefined
    if (reason) errors.push({ field, reason })
  }
  if (change.ico !== undefined) {
    checked.ico = null
    if (!empty(change.ico)) {
      const ico = checkIco(change.ico as string)
      if (ico.ok) checked.ico = ico.value
      else errors.push({ field: 'ico', reason: ico.reason, details: { value: change.ico } })
    }
  }
  for (const field of ['email', 'phone', 'web'] as const) {
    if (change[field] === undefined) continue
    checked[field] = null
    if (field !== 'web') checked[`${field}Key`] = null
    if (empty(change[field])) continue
    const channel = checkChannel(field, change[field] as string)
    if (!channel.ok) errors.push({ field, reason: channel.reason, details: { value: change[field] } })
    else {
      checked[field] = channel.value
      if (field !== 'web') checked[`${field}Key`] = channel.matchKey
    }
  }
  if (change.nace !== undefined) {
    const nace = empty(change.nace) ? undefined : normaliseNace(change.nace as string)
    checked.nace = nace?.code ?? null
    if (!empty(change.nace) && !nace) errors.push({ field: 'nace', reason: 'clients.naceFormat' })
  }
  if (change.postcode !== undefined) {
    // Written as on an envelope when it is a real one; people also write what only they understand, and that stays.
    const text = (change.postcode ?? '').trim()
    checked.postcode = text ? writtenPostcode(text.replace(/\s/g, ''), change.country ?? 'CZ') : null
  }
  if (errors.length > 0) throw new BadInput(errors)
  return checked as CheckedLead
}
