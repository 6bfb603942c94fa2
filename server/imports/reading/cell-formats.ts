// Turns the stored value of a spreadsheet cell into the text a person sees in it: dates as YYYY-MM-DD, numbers without
// an exponent, leading zeros where the format writes them.

export type CellFormat =
  | { kind: 'general' }
  | { kind: 'date'; date: boolean; time: boolean; elapsed: boolean }
  | { kind: 'percent' }
  | { kind: 'zeros'; width: number }
  | { kind: 'text' }

const general: CellFormat = { kind: 'general' }

/** The meaning of a number format: built-in ids of ECMA-376 §18.8.30, otherwise by its code. */
export function cellFormat(id: number, code: string | undefined): CellFormat {
  if (code === undefined) {
    if (
      (id >= 14 && id <= 17) ||
      (id >= 27 && id <= 31) ||
      id === 36 ||
      (id >= 50 && id <= 54) ||
      id === 57 ||
      id === 58
    )
      return { kind: 'date', date: true, time: false, elapsed: false }
    if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id === 45 || id === 47 || id === 55 || id === 56)
      return { kind: 'date', date: false, time: true, elapsed: false }
    if (id === 22) return { kind: 'date', date: true, time: true, elapsed: false }
    if (id === 46) return { kind: 'date', date: false, time: true, elapsed: true }
    if (id === 9 || id === 10) return { kind: 'percent' }
    if (id === 49) return { kind: 'text' }
    return general
  }
  const positive = (splitSections(code)[0] ?? '').trim()
  if (positive === '@') return { kind: 'text' }
  if (/^0{2,20}$/.test(positive)) return { kind: 'zeros', width: positive.length }
  const elapsed = /\[(?:h+|m+|s+)\]/i.test(positive)
  const bare = positive
    .replace(/"[^"]*"?/g, '')
    .replace(/\\./g, '')
    .replace(/[_*]./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
    .toLowerCase()
  if (/general|standard/.test(bare)) return general
  if (bare.includes('%')) return { kind: 'percent' }
  const time = elapsed || /[hs]/.test(bare) || /am\/pm/.test(bare)
  const date = !elapsed && (/[yd]/.test(bare) || (bare.includes('m') && !time))
  if ((date || time) && !/[#?]/.test(bare)) return { kind: 'date', date, time, elapsed }
  return general
}

function splitSections(code: string): string[] {
  const sections: string[] = ['']
  let quoted = false
  for (let i = 0; i < code.length; i += 1) {
    const char = code[i] as string
    if (char === '"') quoted = !quoted
    if (char === ';' && !quoted) sections.push('')
    else if (char === '\\') {
      sections[sections.length - 1] += char + (code[i + 1] ?? '')
      i += 1
    } else sections[sections.length - 1] += char
  }
  return sections
}

/** Text of a stored number under a format; `date1904` is the calendar of old Mac workbooks. */
export function numberCellText(stored: string, format: CellFormat, date1904: boolean): string {
  const value = stored.trim()
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(value)) return value
  const number = Number(value)
  if (!Number.isFinite(number)) return value
  switch (format.kind) {
    case 'date':
      return dateText(number, format, date1904) ?? plainNumber(value)
    case 'percent':
      return `${plainNumber(String(Number((number * 100).toPrecision(15))))}%`
    case 'zeros':
      return Number.isInteger(number) && number >= 0
        ? plainNumber(value).padStart(format.width, '0')
        : plainNumber(value)
    default:
      return plainNumber(value)
  }
}

// A spreadsheet keeps 15 significant digits; the 17 written in the file are noise of binary numbers.
function plainNumber(value: string): string {
  if (/^-?(?:0|[1-9]\d*)$/.test(value)) return value
  const number = Number(value)
  if (Object.is(number, -0) || number === 0) return '0'
  const [mantissa = '', exponentText = '0'] = number.toExponential(14).split('e')
  const negative = mantissa.startsWith('-')
  const digits = mantissa.replace(/[-.]/g, '').replace(/0+$/, '')
  const point = Number(exponentText) + 1
  let text: string
  if (point <= 0) text = `0.${'0'.repeat(-point)}${digits}`
  else if (digits.length <= point) text = digits.padEnd(point, '0')
  else text = `${digits.slice(0, point)}.${digits.slice(point)}`
  return negative ? `-${text}` : text
}

const dayMs = 86_400_000

function dateText(
  serial: number,
  format: { date: boolean; time: boolean; elapsed: boolean },
  date1904: boolean,
): string | undefined {
  if (serial < 0 || serial >= 2_958_466) return undefined
  const seconds = Math.round((serial % 1) * 86_400)
  let day = Math.floor(serial)
  if (format.elapsed) {
    const all = day * 86_400 + seconds
    return `${Math.floor(all / 3600)}:${two(Math.floor((all % 3600) / 60))}:${two(all % 60)}`
  }
  const clock = `${two(Math.floor((seconds % 86_400) / 3600))}:${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}`
  if (!format.date) return clock
  if (format.time && seconds === 86_400) day += 1
  // The 1900 calendar counts a 29 February 1900 that never was.
  if (!date1904 && day === 60) return undefined
  const epoch = date1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, day < 60 ? 31 : 30)
  const days = new Date(epoch + day * dayMs).toISOString().slice(0, 10)
  return format.time ? `${days}T${clock}` : days
}

function two(n: number): string {
  return String(n).padStart(2, '0')
}
