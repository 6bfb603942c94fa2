// Exact decimal arithmetic on text: amounts come in and go out as plain decimals ("-1250000.50"), never as floats.
// Rounding is half up, away from zero (handbook §3.1). Currency stands beside the amount, never inside it.

/** A decimal written plainly: optional minus, digits, optional dot and digits. */
export type Decimal = string

export type ParsedAmount =
  | { readonly ok: true; readonly value: Decimal; readonly currency?: string; readonly ambiguous?: true }
  | { readonly ok: false; readonly reason: 'money.notANumber' }

/**
 * Reads an amount as people and programs write it: "1 250 000,50", "1.250.000,50", "1250000.5", "1,250.50 EUR",
 * "−5 Kč", "1 250,-". With both separators the last is the decimal one; a repeated one groups thousands. A single
 * separator is the decimal one; where three digits follow it the answer is marked ambiguous, and `separator` decides.
 */
export function parseAmount(text: string, separator: ',' | '.' | 'either' = 'either'): ParsedAmount {
  const bare = text
    .normalize('NFKC')
    .replace(/[\s'\u2019_]/g, '')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
  const match = /^(-|\+)?(\p{L}{2,3}|[\p{Sc}])?(-|\+)?([\d.,]*\d[.,]?)(-)?(\p{L}{2,3}\.?|[\p{Sc}])?$/u.exec(bare)
  if (!match || (match[1] && match[3])) return { ok: false, reason: 'money.notANumber' }
  const unsigned = match[4] ?? ''
  const number = plainNumber(unsigned, separator)
  if (number === undefined) return { ok: false, reason: 'money.notANumber' }
  const negative = match[1] === '-' || match[3] === '-'
  const currency = currencyOf(match[2] ?? match[6])
  const ambiguous = separator === 'either' && /^[1-9]\d{0,2}[.,]\d{3}$/.test(unsigned)
  return {
    ok: true,
    value: canonical(`${negative ? '-' : ''}${number}`),
    ...(currency ? { currency } : {}),
    ...(ambiguous ? { ambiguous } : {}),
  }
}

/** Whether the text is a plain decimal. */
export function isDecimal(text: string): boolean {
  return /^-?\d+(?:\.\d+)?$/.test(text)
}

export function add(...amounts: readonly Decimal[]): Decimal {
  const parts = amounts.map(parsed)
  const scale = Math.max(0, ...parts.map((part) => part.scale))
  return written({ units: parts.reduce((sum, part) => sum + scaledUp(part, scale), 0n), scale })
}

export function subtract(a: Decimal, b: Decimal): Decimal {
  return add(a, negate(b))
}

export function negate(a: Decimal): Decimal {
  const { units, scale } = parsed(a)
  return written({ units: -units, scale })
}

/** The exact product, with as many decimals as both factors have together. */
export function multiply(...factors: readonly Decimal[]): Decimal {
  const parts = factors.map(parsed)
  return written({
    units: parts.reduce((product, part) => product * part.units, 1n),
    scale: parts.reduce((sum, part) => sum + part.scale, 0),
  })
}

/** The quotient rounded half up to so many decimals; dividing by zero is refused, the caller shows "–". */
export function divide(a: Decimal, b: Decimal, decimals: number): Decimal {
  const [dividend, divisor] = [parsed(a), parsed(b)]
  if (divisor.units === 0n) throw new RangeError('Division by zero')
  const numerator = dividend.units * 10n ** BigInt(divisor.scale + decimals)
  const denominator = divisor.units * 10n ** BigInt(dividend.scale)
  return fixed({ units: roundedQuotient(numerator, denominator), scale: decimals })
}

/** Rounded half up, away from zero, and written with exactly so many decimals: round("1.005", 2) is "1.01". */
export function round(a: Decimal, decimals: number): Decimal {
  const { units, scale } = parsed(a)
  if (scale <= decimals) return fixed({ units: scaledUp({ units, scale }, decimals), scale: decimals })
  return fixed({ units: roundedQuotient(units, 10n ** BigInt(scale - decimals)), scale: decimals })
}

/** Negative, zero or positive as the first is smaller, equal or larger. */
export function compareAmounts(a: Decimal, b: Decimal): number {
  const difference = parsed(subtract(a, b)).units
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

/** The amount in minor units (haléře for CZK); refuses an amount finer than they are. */
export function toMinor(a: Decimal, decimals = 2): bigint {
  const exact = parsed(canonical(a))
  if (exact.scale > decimals) throw new RangeError(`Finer than ${decimals} decimals: ${a}`)
  return scaledUp(exact, decimals)
}

/** The decimal of minor units, with all decimals of the currency. */
export function fromMinor(minor: bigint | string, decimals = 2): Decimal {
  return fixed({ units: BigInt(minor), scale: decimals })
}

/**
 * Splits an amount by weights so that the parts sum to it exactly: each gets its share cut to the minor unit, the
 * missing units go to the largest remainders, ties to the first (handbook §3.1, step 8). All weights zero: equal parts.
 */
export function splitProportionally(total: Decimal, weights: readonly Decimal[], decimals = 2): Decimal[] {
  if (weights.length === 0) throw new RangeError('Nothing to split among')
  const whole = toMinor(total, decimals)
  const size = whole < 0n ? -whole : whole
  const scale = Math.max(...weights.map((weight) => parsed(weight).scale))
  let parts = weights.map((weight) => scaledUp(parsed(weight), scale))
  if (parts.some((part) => part < 0n)) throw new RangeError('A weight is negative')
  if (parts.every((part) => part === 0n)) parts = parts.map(() => 1n)
  const sum = parts.reduce((a, b) => a + b, 0n)
  const shares = parts.map((part, index) => ({ index, share: (size * part) / sum, rest: (size * part) % sum }))
  let missing = size - shares.reduce((a, { share }) => a + share, 0n)
  const byRest = [...shares].sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1))
  for (const one of byRest) {
    if (missing === 0n) break
    one.share += 1n
    missing -= 1n
  }
  return shares.map(({ share }) => fixed({ units: whole < 0n ? -share : share, scale: decimals }))
}

interface Exact {
  readonly units: bigint
  readonly scale: number
}

function parsed(text: Decimal): Exact {
  if (!isDecimal(text)) throw new RangeError(`Not a decimal: ${text}`)
  const [whole = '0', fraction = ''] = text.split('.')
  return { units: BigInt(whole + fraction), scale: fraction.length }
}

function scaledUp({ units, scale }: Exact, to: number): bigint {
  return units * 10n ** BigInt(to - scale)
}

function roundedQuotient(numerator: bigint, denominator: bigint): bigint {
  const negative = numerator < 0n !== denominator < 0n
  const [n, d] = [numerator < 0n ? -numerator : numerator, denominator < 0n ? -denominator : denominator]
  const size = (2n * n + d) / (2n * d)
  return negative ? -size : size
}

function written(exact: Exact): Decimal {
  return canonical(fixed(exact))
}

function fixed({ units, scale }: Exact): Decimal {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0')
  const sign = units < 0n ? '-' : ''
  return scale === 0 ? sign + digits : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}

function canonical(text: Decimal): Decimal {
  const match = /^(-?)0*(\d+?)(?:\.(\d*?)0*)?$/.exec(text)
  const [, sign = '', whole = '0', fraction = ''] = match ?? []
  const plain = fraction ? `${whole}.${fraction}` : whole
  return plain === '0' ? '0' : sign + plain
}

function plainNumber(text: string, separator: ',' | '.' | 'either'): string | undefined {
  // "1 250,-" is how whole crowns are written by hand.
  const bare = text.replace(/[.,]$/, '')
  const dots = bare.split('.').length - 1
  const commas = bare.split(',').length - 1
  let decimal: ',' | '.' | undefined
  if (separator !== 'either') decimal = separator
  else if (dots > 0 && commas > 0) decimal = bare.lastIndexOf(',') > bare.lastIndexOf('.') ? ',' : '.'
  else if (dots === 1) decimal = '.'
  else if (commas === 1) decimal = ','
  const [whole = '', fraction, more] = decimal ? bare.split(decimal) : [bare]
  if (more !== undefined) return undefined
  const grouping = decimal === ',' ? '.' : decimal === '.' ? ',' : dots > 0 ? '.' : ','
  if (fraction?.includes(grouping)) return undefined
  const groups = whole.split(grouping)
  if (groups.length > 1 && !(/^\d{1,3}$/.test(groups[0] ?? '') && groups.slice(1).every((g) => /^\d{3}$/.test(g)))) {
    return undefined
  }
  const digits = groups.join('')
  if (!/^\d*$/.test(digits) || (digits === '' && !fraction)) return undefined
  return `${digits || '0'}${fraction ? `.${fraction}` : ''}`
}

const signs: Readonly<Record<string, string>> = { '€': 'EUR', $: 'USD', '£': 'GBP', KČ: 'CZK', ZŁ: 'PLN', FT: 'HUF' }

function currencyOf(sign: string | undefined): string | undefined {
  if (!sign) return undefined
  const upper = sign.replace('.', '').toUpperCase()
  return signs[upper] ?? (/^[A-Z]{3}$/.test(upper) ? upper : undefined)
}
