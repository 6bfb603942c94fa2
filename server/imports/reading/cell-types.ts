// What kind of value a cell of a foreign table looks like; used to judge dialects, headers and column meaning.
export type CellType =
  | 'empty'
  | 'number'
  | 'money'
  | 'percent'
  | 'date'
  | 'time'
  | 'datetime'
  | 'email'
  | 'url'
  | 'phone'
  | 'code'
  | 'boolean'
  | 'word'
  | 'text'
  | 'odd'

const patterns: [CellType, RegExp][] = [
  ['number', /^[+-]?(?:\d+|\d{1,3}(?:[ \u00a0\u202f.,']\d{3})+)(?:[.,]\d+)?(?:[eE][+-]?\d+)?$/],
  ['number', /^[+-]?[.,]\d+$/],
  ['money', /^[+-]?(?:[$£€¥]|CZK|EUR|USD|GBP|Kč)\s?[+-]?\d[\d \u00a0\u202f.,']*(?:,-|,–)?$/i],
  ['money', /^[+-]?\d[\d \u00a0\u202f.,']*(?:,-|,–)?\s?(?:[$£€¥]|CZK|EUR|USD|GBP|Kč)$/i],
  ['money', /^\([$£€]?\d[\d.,]*\)$/],
  ['percent', /^[+-]?\d+(?:[.,]\d+)?\s?%$/],
  [
    'datetime',
    /^\d{1,4}[-./] ?\d{1,2}[-./] ?\d{1,4}[T ]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?[AP]M)?(?:Z|[+-]\d{2}:?\d{2})?$/i,
  ],
  [
    'date',
    /^(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-/]\d{1,2}[-/](?:\d{4}|\d{2})|\d{1,2}\. ?\d{1,2}\. ?(?:\d{4}|\d{2}))$/,
  ],
  ['date', /^\d{1,2}[ .-]{1,2}\p{L}{3,10}[ .-]{1,2}(?:\d{4}|\d{2})$/u],
  ['date', /^\p{L}{3,10} \d{1,2},? \d{4}$/u],
  ['time', /^\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?[AP]M)?$/i],
  ['email', /^[^\s@,;|<>"]+@[^\s@,;|<>"]+\.\p{L}{2,}$/u],
  ['url', /^(?:https?:\/\/|ftp:\/\/|www\.)[^\s;|"]+$/i],
  ['url', /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:cz|sk|com|eu|net|org|de|at|pl|example)(?:\/[^\s;|"]*)?$/i],
  ['phone', /^(?:\+|00)\d[\d ()/-]{6,18}$/],
  ['phone', /^\d{3}[ -]\d{3}[ -]\d{3,4}$/],
  ['boolean', /^(?:true|false|yes|no|ano|ne)$/i],
  ['code', /^(?=[^\s]*\d)[\p{L}\p{N}]+(?:[-_/.#][\p{L}\p{N}]+)*$/u],
  ['word', /^[\p{L}\p{N}_][\p{L}\p{M}\p{N}_.&'’/+–-]*(?: [\p{L}\p{N}&/.+–(-][\p{L}\p{M}\p{N}_.&'’/()+–-]*){0,5}$/u],
  ['text', /^[\p{L}\p{N}(„“"'#=@*.+[-]\P{Cc}*(?:[\t\n\r]\P{Cc}*)*$/u],
]

export function cellType(cell: string): CellType {
  const value = cell.trim()
  if (value === '') return 'empty'
  if (value.length > 300) return 'text'
  for (const [type, pattern] of patterns) if (pattern.test(value)) return type
  return 'odd'
}

/** Does the cell hold data rather than a name of a column? */
export function isDataLike(type: CellType): boolean {
  return type !== 'empty' && type !== 'word' && type !== 'text' && type !== 'odd' && type !== 'code'
}

/** How much a cell supports the dialect that produced it, 0 to 1. */
export function cellTypeScore(cell: string, delimiter: string): number {
  const type = cellType(cell)
  switch (type) {
    case 'empty':
      return 0.75
    case 'word':
      return 0.95
    case 'text':
      return textScore(cell, delimiter)
    case 'odd':
      return 0.1
    default:
      return 1
  }
}

// Prose may hold a comma and a colon; a cell with foreign delimiters and unbalanced quotes is two cells read as one.
function textScore(cell: string, delimiter: string): number {
  let score = 0.85
  const quotes = cell.split('"').length - 1
  if (quotes % 2 === 1) score -= 0.35
  for (const foreign of [';', '\t', '|', ',']) {
    if (foreign === delimiter || !cell.includes(foreign)) continue
    const bare = foreign === ',' ? /,\S/ : foreign === ';' ? /;\S/ : undefined
    if (!bare || bare.test(cell)) score -= 0.2
  }
  if (/["'][,;|\t]|[,;|\t]["']/.test(cell)) score -= 0.25
  return Math.max(0.1, score)
}
