// Birth numbers (rodná čísla) are never a field: free text is scanned for them and saving is refused (handbook §4.1).
// A number counts when written YYMMDD/XXXX, or when a label such as "rodné číslo" or "RČ" stands right before the bare digits.
// Ten bare digits without a label are left alone: order numbers, accounts and phones look the same.

/** Where in the text the birth number stands: from (inclusive) to (exclusive), in characters. */
export interface BirthNumberPlace {
  readonly from: number
  readonly to: number
}

// A digit and a hyphen before it make it the number of a bank account with a prefix (19-710319/0800).
const slashed = /(?<![\d/])(?<!\d\s?-\s?)(\d{6})\s?[/\u2044\u2215\uff0f]\s?(\d{4})(?!\d)/g
const labelled =
  /(?:rodn(?:[eé]|[eé]ho|[yý]m|[aá])\s+[cč][ií]sl\p{L}*|\br\.?\s?[cč]\.?|birth\s+(?:number|no\.?))[\s:=]*(\d{6})[\s.-]?(\d{3,4})(?!\d)/giu

/** The first birth number in free text, or undefined when there is none. */
export function findBirthNumber(text: string): BirthNumberPlace | undefined {
  const places = [...placesOf(text, slashed, false), ...placesOf(text, labelled, true)]
  return places.sort((a, b) => a.from - b.from)[0]
}

/** The reason why a text may not be saved, for the texts in which people write freely. */
export function whyNotStoreText(text: string): 'identifiers.birthNumber' | undefined {
  return findBirthNumber(text) ? 'identifiers.birthNumber' : undefined
}

/** Ten digits that are a plausible date (month also +20, +50, +70) and divisible by eleven. */
export function looksLikeBirthNumber(digits: string): boolean {
  return /^\d{10}$/.test(digits) && isPlausibleDate(digits) && Number(digits) % 11 === 0
}

function* placesOf(text: string, pattern: RegExp, nineDigitsToo: boolean): Generator<BirthNumberPlace> {
  for (const match of text.matchAll(pattern)) {
    const [whole, date = '', end = ''] = match
    const to = match.index + whole.length
    const from = match.index + whole.indexOf(date)
    // Numbers given before 1954 have nine digits and no check digit; the label says what they are.
    const found = end.length === 3 ? nineDigitsToo && isPlausibleDate(date) : looksLikeBirthNumber(date + end)
    if (found) yield { from, to }
  }
}

function isPlausibleDate(digits: string): boolean {
  const year = Number(digits.slice(0, 2))
  const written = Number(digits.slice(2, 4))
  const day = Number(digits.slice(4, 6))
  const month = written > 70 ? written - 70 : written > 50 ? written - 50 : written > 20 ? written - 20 : written
  if (month < 1 || month > 12 || day < 1) return false
  const longest = month === 2 ? (year % 4 === 0 ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31
  return day <= longest
}
