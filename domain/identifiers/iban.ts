// IBAN by ISO 13616: country, two check digits, national number; and the way between a Czech account and its IBAN.
import {
  accountParts,
  type BankAccountParts,
  checkBankAccount,
  writtenAccount,
} from '#domain/identifiers/bank-account.ts'
import { type Checked, squeezed } from '#domain/identifiers/checked.ts'

const lengthPairs =
  'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 ' +
  'FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 ' +
  'LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 ' +
  'RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30'
const lengths: ReadonlyMap<string, number> = new Map(
  lengthPairs.split(' ').map((pair) => [pair.slice(0, 2), Number(pair.slice(2))]),
)

/** Checks an IBAN and writes it without spaces. A Czech one must also hold a valid account number. */
export function checkIban(text: string): Checked {
  const value = squeezed(text).replace(/^IBAN:?/, '')
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{8,30}$/.test(value)) return { ok: false, reason: 'identifiers.ibanFormat' }
  const length = lengths.get(value.slice(0, 2))
  if (length === undefined) return { ok: false, reason: 'identifiers.ibanCountry' }
  if (value.length !== length) return { ok: false, reason: 'identifiers.ibanLength' }
  if (remainder97(value) !== 1) return { ok: false, reason: 'identifiers.ibanCheckDigits' }
  if (value.startsWith('CZ')) {
    const parts = czechParts(value)
    if (!parts) return { ok: false, reason: 'identifiers.ibanFormat' }
    const account = checkBankAccount(writtenAccount(parts))
    if (!account.ok) return account
  }
  return { ok: true, value }
}

/** Remainder modulo 97 of the rearranged number; a valid IBAN gives 1. */
export function remainder97(iban: string): number {
  let remainder = 0
  for (const character of iban.slice(4) + iban.slice(0, 4)) {
    for (const digit of Number.parseInt(character, 36).toString()) remainder = (remainder * 10 + Number(digit)) % 97
  }
  return remainder
}

/** The IBAN of a Czech account: bank, prefix padded to six, number padded to ten. */
export function ibanOfAccount({ prefix, number, bank }: BankAccountParts): string {
  const national = bank + prefix.padStart(6, '0') + number.padStart(10, '0')
  return `CZ${String(98 - remainder97(`CZ00${national}`)).padStart(2, '0')}${national}`
}

/** The Czech account behind an IBAN (19-2000145399/0800), or undefined for other countries. */
export function accountOfIban(iban: string): string | undefined {
  const parts = czechParts(iban)
  return parts && writtenAccount(parts)
}

/** An IBAN in groups of four, as it is printed. */
export function printedIban(iban: string): string {
  return iban.replace(/(.{4})(?=.)/g, '$1 ')
}

/** What a person may type as "account": a Czech account number or any IBAN; the answer carries both where both exist. */
export function checkAnyAccount(text: string): Checked<{ readonly iban: string }> {
  if (/^(?:IBAN|[A-Z]{2}\d{2})/.test(squeezed(text))) {
    const iban = checkIban(text)
    return iban.ok ? { ok: true, value: accountOfIban(iban.value) ?? iban.value, iban: iban.value } : iban
  }
  const account = checkBankAccount(text)
  return account.ok ? { ok: true, value: account.value, iban: ibanOfAccount(account.parts) } : account
}

function czechParts(iban: string): BankAccountParts | undefined {
  const match = /^CZ\d{2}(\d{4})(\d{6})(\d{10})$/.exec(iban)
  return match ? accountParts(match[2] ?? '', match[3] ?? '', match[1] ?? '') : undefined
}
