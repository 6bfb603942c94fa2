// Checks what a schema cannot: identifiers, channels, birth numbers in texts. Returns the normalised draft or every error at once.
import type { Address, BankAccount, Channel, ClientChange } from '#api/clients.ts'
import { normaliseNace } from '#domain/choices.ts'
import { checkBankAccount } from '#domain/identifiers/bank-account.ts'
import { whyNotStoreText } from '#domain/identifiers/birth-number.ts'
import { checkDic } from '#domain/identifiers/dic.ts'
import { checkGln } from '#domain/identifiers/gln.ts'
import { checkIban, ibanOfAccount } from '#domain/identifiers/iban.ts'
import { checkIco } from '#domain/identifiers/ico.ts'
import { checkChannel } from '#server/kit/channels.ts'
import { BadInput } from '#server/kit/errors.ts'

export type FieldError = { field: string; reason: string; details?: Record<string, unknown> }
export type CheckedChannelRow = Channel & { matchKey: string }
export type CheckedChange = Omit<ClientChange, 'channels'> & { channels?: CheckedChannelRow[] }

/** Checks one draft or change; throws BadInput with every field that does not hold. */
export function checkClient(change: ClientChange): CheckedChange {
  const { checked, errors } = examineClient(change)
  if (errors.length > 0) throw new BadInput(errors)
  return checked
}

/** As checkClient, but tells the errors instead of throwing: imports collect them row by row. */
export function examineClient(change: ClientChange): { checked: CheckedChange; errors: FieldError[] } {
  const errors: FieldError[] = []
  const checked: CheckedChange = { ...change, channels: undefined }
  delete checked.channels
  if (change.name !== undefined) {
    checked.name = change.name.normalize('NFC').replace(/\s+/g, ' ').trim()
    if (!checked.name) errors.push({ field: 'name', reason: 'kit.required' })
  }
  const empty = (v: unknown) => v === null || (typeof v === 'string' && v.trim() === '')
  if (change.number !== undefined) checked.number = empty(change.number) ? null : (change.number as string).trim()
  if (change.ico !== undefined) {
    if (empty(change.ico)) checked.ico = null
    else {
      const ico = checkIco(change.ico as string)
      if (ico.ok) checked.ico = ico.value
      else errors.push({ field: 'ico', reason: ico.reason, details: { value: change.ico } })
    }
  }
  if (change.dic !== undefined) {
    if (empty(change.dic)) checked.dic = null
    // A masked number comes back as it was shown: the stored one stays.
    else if ((change.dic as string).includes('*')) delete checked.dic
    else {
      const dic = checkDic(change.dic as string)
      if (dic.ok) checked.dic = dic.value
      else errors.push({ field: 'dic', reason: dic.reason })
    }
  }
  if (change.nace !== undefined && !empty(change.nace)) {
    const nace = normaliseNace(change.nace as string)
    if (nace) checked.nace = nace.code
    else errors.push({ field: 'nace', reason: 'clients.naceFormat' })
  }
  if (change.timeZone !== undefined && !isTimeZone(change.timeZone))
    errors.push({ field: 'timeZone', reason: 'clients.timeZone' })
  for (const field of ['name', 'note', 'source', 'number'] as const) {
    const reason = typeof change[field] === 'string' ? whyNotStoreText(change[field] as string) : undefined
    if (reason) errors.push({ field, reason })
  }
  if (change.addresses) checked.addresses = checkAddresses(change.addresses, errors)
  if (change.channels) checked.channels = checkChannels(change.channels, errors)
  if (change.bankAccounts) checked.bankAccounts = checkAccounts(change.bankAccounts, errors)
  return { checked, errors }
}

export function checkChannels(channels: readonly Channel[], errors: FieldError[]): CheckedChannelRow[] {
  const seen = new Set<string>()
  return channels.flatMap((channel, i) => {
    const one = checkChannel(channel.type, channel.value)
    if (!one.ok) {
      errors.push({ field: `channels.${i}.value`, reason: one.reason, details: { value: channel.value } })
      return []
    }
    noteReason(channel.note, `channels.${i}.note`, errors)
    const key = `${channel.type} ${one.matchKey}`
    if (seen.has(key)) return []
    seen.add(key)
    return [{ ...channel, value: one.value, matchKey: one.matchKey }]
  })
}

function checkAddresses(addresses: readonly Address[], errors: FieldError[]): Address[] {
  if (addresses.filter((a) => a.kind === 'seat').length > 1)
    errors.push({ field: 'addresses', reason: 'clients.oneSeat' })
  return addresses.flatMap((address, i) => {
    const trimmed = { ...address }
    for (const key of ['label', 'street', 'city', 'postcode', 'region', 'gln'] as const) {
      trimmed[key] = address[key]?.trim() || null
    }
    if (!trimmed.street && !trimmed.city && !trimmed.postcode && !trimmed.gln) {
      errors.push({ field: `addresses.${i}`, reason: 'clients.addressEmpty' })
      return []
    }
    if (trimmed.gln) {
      const gln = checkGln(trimmed.gln)
      if (gln.ok) trimmed.gln = gln.value
      else errors.push({ field: `addresses.${i}.gln`, reason: gln.reason })
    }
    return [trimmed]
  })
}

function checkAccounts(accounts: readonly BankAccount[], errors: FieldError[]): BankAccount[] {
  return accounts.flatMap((given, i) => {
    const account = { ...given, account: given.account?.trim() || null, iban: given.iban?.trim() || null }
    if (!account.account && !account.iban) {
      errors.push({ field: `bankAccounts.${i}`, reason: 'kit.required' })
      return []
    }
    if (account.account) {
      const checked = checkBankAccount(account.account)
      if (checked.ok) {
        account.account = checked.value
        account.iban ??= ibanOfAccount(checked.parts)
      } else errors.push({ field: `bankAccounts.${i}.account`, reason: checked.reason })
    }
    if (account.iban) {
      const checked = checkIban(account.iban)
      if (checked.ok) account.iban = checked.value
      else errors.push({ field: `bankAccounts.${i}.iban`, reason: checked.reason })
    }
    noteReason(account.note, `bankAccounts.${i}.note`, errors)
    return [account]
  })
}

function noteReason(note: string | null | undefined, field: string, errors: FieldError[]): void {
  const reason = note ? whyNotStoreText(note) : undefined
  if (reason) errors.push({ field, reason })
}

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}
