// Czech bank account numbers prefix-number/bank: weighted sums modulo 11 of both parts (handbook §4.1, ČNB Decree 169/2011 Sb.).
import { type Checked, squeezed } from '#domain/identifiers/checked.ts'

const weights = [1, 2, 4, 8, 5, 10, 9, 7, 3, 6]

export interface BankAccountParts {
  /** Without leading zeros; empty when there is none. */
  readonly prefix: string
  /** Without leading zeros, at least two digits. */
  readonly number: string
  /** Four digits. */
  readonly bank: string
}

/** Checks a Czech account number and writes it without leading zeros: 19-2000145399/0800, 123457/0100. */
export function checkBankAccount(text: string): Checked<{ readonly parts: BankAccountParts }> {
  const match = /^(?:(\d{1,6})-)?(\d{2,10})\/(\d{4})$/.exec(squeezed(text))
  if (!match) return { ok: false, reason: 'identifiers.accountFormat' }
  const parts = accountParts(match[1] ?? '', match[2] ?? '', match[3] ?? '')
  if ([...parts.number].filter((digit) => digit !== '0').length < 2) {
    return { ok: false, reason: 'identifiers.accountTooShort' }
  }
  if (!dividesByEleven(parts.prefix)) return { ok: false, reason: 'identifiers.accountPrefixCheck' }
  if (!dividesByEleven(parts.number)) return { ok: false, reason: 'identifiers.accountNumberCheck' }
  return { ok: true, value: writtenAccount(parts), parts }
}

/** The account as people write it: prefix only when there is one. */
export function writtenAccount({ prefix, number, bank }: BankAccountParts): string {
  return `${prefix ? `${prefix}-` : ''}${number}/${bank}`
}

/** Parts in their one written form, leading zeros removed. */
export function accountParts(prefix: string, number: string, bank: string): BankAccountParts {
  return { prefix: prefix.replace(/^0+/, ''), number: number.replace(/^0+/, '').padStart(2, '0'), bank }
}

function dividesByEleven(digits: string): boolean {
  let sum = 0
  for (let i = 0; i < digits.length; i += 1) sum += Number(digits[digits.length - 1 - i]) * (weights[i] ?? 0)
  return sum % 11 === 0
}
