// How what a file brings is laid over a client that is there: fields of an address by kind, channels and accounts added.
import type { Address, BankAccount } from '#api/clients.ts'
import { keyedChannels, type LoadedClient } from '#server/clients/actions-batch.ts'
import type { CheckedChange, CheckedChannelRow } from '#server/clients/check.ts'
import type { ClientRow } from '#server/imports/client-rows.ts'

export function profileOf(checked: CheckedChange) {
  const of = (type: string) => (checked.channels ?? []).filter((c) => c.type === type).map((c) => c.matchKey)
  return {
    name: checked.name ?? '',
    ico: checked.ico ?? null,
    dic: checked.dic ?? null,
    emails: of('email'),
    phones: of('phone'),
    webs: of('web'),
  }
}

/** The address of each kind in the file is laid over the first of that kind; others stay. */
export function mergedAddresses(
  before: readonly Address[],
  given: readonly Address[],
  onlyMissing: boolean,
): Address[] {
  const result = before.map(({ id: _id, ...address }) => address)
  for (const one of given) {
    const i = result.findIndex((address) => address.kind === one.kind)
    if (i === -1) result.push(one)
    else {
      const values = Object.entries(one).filter(
        ([key, value]) =>
          value !== null && value !== undefined && !(onlyMissing && (result[i] as Record<string, unknown>)[key]),
      )
      result[i] = { ...(result[i] as Address), ...Object.fromEntries(values) }
    }
  }
  return result
}

/** What the file brings is added; nothing is lost unless an empty cell was to clear its kind. */
export function mergedChannels(before: LoadedClient['client'], row: ClientRow): CheckedChannelRow[] {
  const kept = keyedChannels(
    before.channels.filter(({ type }) => !row.cleared.has(type)).map(({ id: _id, ...channel }) => channel),
  )
  const fresh = (row.checked.channels ?? []).filter(
    (c) => !kept.some((k) => k.type === c.type && k.matchKey === c.matchKey),
  )
  return [...kept, ...fresh]
}

export function mergedAccounts(before: readonly BankAccount[], given: readonly BankAccount[]): BankAccount[] {
  const kept = before.map(({ id: _id, ...account }) => account)
  return [...kept, ...given.filter((g) => !kept.some((k) => (g.iban ? k.iban === g.iban : k.account === g.account)))]
}
