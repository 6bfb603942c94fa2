// Takes apart an address written in one cell, and two or more addresses written in one cell.
export type AddressKind = 'seat' | 'invoice' | 'delivery'
export type WrittenAddress = {
  kind: AddressKind | undefined
  street: string
  city: string
  postcode: string
  country: string
  text: string
}

const labels: [AddressKind, RegExp][] = [
  [
    'invoice',
    /(?:fakturační|faktur\p{L}*)(?:\s+adresa)?|adresa\s+fakturační|billing(?:\s+address)?|invoice(?:\s+address)?/iu,
  ],
  [
    'delivery',
    /(?:dodací|doručovací|expediční)(?:\s+adresa)?|adresa\s+dodání|(?:místo\s+)?dodání|sklad(?:ová)?\s+adresa|(?:shipping|delivery)(?:\s+address)?/iu,
  ],
  ['seat', /sídlo(?:\s+(?:firmy|společnosti))?|registered\s+(?:office|address)|head\s?office/iu],
]
const anyLabel = new RegExp(
  `(?:^|[\\n;|,]|\\s)\\s*((?:${labels.map(([, pattern]) => pattern.source).join('|')})\\s*:)`,
  'giu',
)

/** Addresses of a cell in their order; each with its kind where the cell says it (`Dodací: …; Fakturační: …`). */
export function parseAddresses(cell: string): WrittenAddress[] {
  const text = cell.replace(/\r\n?/g, '\n').trim()
  if (text === '') return []
  const marked = text.replace(anyLabel, (whole, label: string) => `\u0001${whole.slice(whole.indexOf(label))}`)
  const pieces = marked
    .split('\u0001')
    .flatMap((piece) => piece.split(/\n\s*\n|;|\s\|\s|\s\/\/\s/))
    .flatMap(splitByPostcodes)
    .map((piece) => piece.replace(/^[\s,;|]+|[\s,;|]+$/g, ''))
    .filter((piece) => piece !== '')
  return pieces.map(addressOf)
}

const postcode = /(?<![\d/])(?:CZ-|SK-)?(\d{3}\s\d{2}|\d{5})(?!\d)/

// Two postcodes on separate lines are two addresses, even when nothing divides them.
function splitByPostcodes(piece: string): string[] {
  const lines = piece.split('\n')
  if (lines.filter((line) => postcode.test(line)).length < 2) return [piece]
  const parts: string[] = []
  let current: string[] = []
  for (const line of lines) {
    current.push(line)
    if (!postcode.test(line)) continue
    parts.push(current.join('\n'))
    current = []
  }
  if (current.length > 0) parts[parts.length - 1] += `\n${current.join('\n')}`
  return parts
}

function addressOf(piece: string): WrittenAddress {
  let kind: AddressKind | undefined
  let text = piece
  for (const [label, pattern] of labels) {
    const found = new RegExp(`^\\s*(?:${pattern.source})\\s*:\\s*`, 'iu').exec(text)
    if (!found) continue
    kind = label
    text = text.slice(found[0].length)
    break
  }
  const segments = text
    .split(/[,\n]/)
    .map((segment) => segment.trim())
    .filter((segment) => segment !== '')
  const at = segments.findIndex((segment) => postcode.test(segment))
  if (at === -1) {
    const [street = '', city = '', country = ''] = segments
    return { kind, street, city, postcode: '', country, text: piece }
  }
  const segment = segments[at] as string
  const found = postcode.exec(segment) as RegExpExecArray
  const before = segment.slice(0, found.index).trim()
  const after = segment.slice(found.index + found[0].length).trim()
  const street = segments.slice(0, at)
  const rest = segments.slice(at + 1)
  let city = after
  if (city === '') city = before || (rest.shift() ?? '')
  else if (before !== '') street.push(before)
  return {
    kind,
    street: street.join(', '),
    city,
    postcode: (found[1] as string).replace(/\s/g, ''),
    country: rest.join(', '),
    text: piece,
  }
}
