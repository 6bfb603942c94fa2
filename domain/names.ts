// Names made comparable: folded to plain small letters, without legal form and punctuation, and how alike two of them are.
// db/fold.sql says the same in SQL; test/fold-sql.test.ts keeps the two letter by letter equal.

/** Letters that decomposition leaves whole, and what replaces each; pairs stand at the same place. */
export const foldedLetters = { from: 'łøđðħŧıŋĸς', to: 'loddhtinkσ' } as const
/** Letters replaced by two. */
export const foldedPairs = [
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['þ', 'th'],
] as const

/** Combining marks and invisible characters, removed. */
export const removedCharacters = '[\\u0300-\\u036f\\u00ad\\u200b-\\u200d\\u2060\\ufeff]+'
/** Every kind of space, made one plain space. */
export const spaceCharacters =
  '[\\u0009-\\u000d\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+'
/** Punctuation and signs, made a space. */
export const punctuationCharacters =
  '[\\u0021-\\u002f\\u003a-\\u0040\\u005b-\\u0060\\u007b-\\u007e\\u00a1-\\u00bf\\u00d7\\u00f7\\u02b0-\\u02ff\\u2010-\\u2027\\u2030-\\u205e\\u20a0-\\u20cf\\u2190-\\u2bff\\u3001-\\u303f]+'

/** Legal forms as they look after folding, dots having become spaces; at most five words each. */
export const foldedLegalForms: readonly string[] = [
  // Czech and Slovak
  'spolecnost s rucenim omezenym|spolocnost s rucenim obmedzenym|spol s r o|spol sro|spol s ro|s r o|sro',
  'evropska akciova spolecnost|akciova spolecnost|akciova spolocnost|akc spol|a s|as|verejna obchodni spolecnost|v o s|vos',
  'komanditni spolecnost|komanditna spolocnost|kom spol|k s|ks|obecne prospesna spolecnost|o p s|ops|zapsany spolek|z s|zs',
  'zapsany ustav|z u|pobocny spolek|p s|statni podnik|statny podnik|narodni podnik|s p|n p|druzstvo|prispevkova organizace|p o',
  'organizacni slozka|odstepny zavod|odstepny zavod zahranicni pravnicke osoby|v likvidaci|v konkursu|v konkurzu|v insolvenci',
  // Europe and elsewhere
  'societas europaea|s e|se|sce|gmbh|mbh|ges m b h|gesmbh|ag|kg|ohg|ug|e k|ek|e v|ev|kgaa',
  'sp z o o|sp zoo|spolka z o o|spolka z ograniczona odpowiedzialnoscia|s a|sa|spolka akcyjna|sp k|sp j',
  'kft|zrt|nyrt|bt|korlatolt felelossegu tarsasag|d o o|doo|d d|dd|srl|s r l|spa|s p a|sarl|s a r l|sas|s a s|snc',
  'bv|b v|nv|n v|ab|a b|oy|oyj|aps|a p s|lda|ltda|s l|sl',
  'ltd|limited|llc|l l c|llp|plc|p l c|inc|incorporated|corp|corporation|co|company|pte|pty|ooo|oao|zao|tov|too',
].flatMap((line) => line.split('|'))
/** Words of the longest legal form. */
export const longestLegalForm = Math.max(...foldedLegalForms.map((form) => form.split(' ').length))

const removed = new RegExp(removedCharacters, 'g')
const spaces = new RegExp(spaceCharacters, 'g')
const punctuation = new RegExp(punctuationCharacters, 'g')
const legalForms: ReadonlySet<string> = new Set(foldedLegalForms)
const letters = new Map([...foldedLetters.from].map((letter, i) => [letter, [...foldedLetters.to][i] ?? '']))
const single = new RegExp(`[${foldedLetters.from}]`, 'g')
const plain = /^[!-~]+(?: [!-~]+)*$/

/** Small letters without diacritics, single spaces, none at the ends: "  Česká  Spořitelna" is "ceska sporitelna". */
export function foldText(text: string): string {
  // Most text in a register is plain already; decomposition costs more than the look.
  if (plain.test(text)) return text.toLowerCase()
  let folded = text.normalize('NFKD').replace(removed, '').toLowerCase()
  folded = folded.replace(single, (letter) => letters.get(letter) ?? letter)
  for (const [letter, pair] of foldedPairs) folded = folded.replaceAll(letter, pair)
  return trimmed(folded.replace(spaces, ' '))
}

/**
 * The name for comparing: folded, punctuation made spaces, legal forms at the end left out one after another, the
 * longest first ("ALZA.CZ, a. s." is "alza cz", "Müller GmbH & Co. KG" is "muller"). The first word always stays.
 */
export function foldName(name: string): string {
  return withoutLegalForm(trimmed(foldText(name).replace(punctuation, ' ').replace(/ {2,}/g, ' ')))
}

/** Three-letter pieces of each word, as pg_trgm cuts them: two spaces before the word and one after. */
export function trigramsOf(folded: string): ReadonlySet<string> {
  const known = cut.get(folded)
  if (known) return known
  const pieces = new Set<string>()
  for (const word of folded.split(/[^\p{L}\p{N}]+/u)) {
    if (word === '') continue
    const characters = [' ', ' ', ...word, ' ']
    for (let i = 0; i + 3 <= characters.length; i += 1) pieces.add(characters.slice(i, i + 3).join(''))
  }
  if (cut.size >= 2_000) cut.clear()
  cut.set(folded, pieces)
  return pieces
}
/** Pieces of what was cut lately: one name is compared with many, and companies share most of their words. */
const cut = new Map<string, ReadonlySet<string>>()

/** Shared pieces divided by all pieces, 0 to 1: what pg_trgm's similarity() answers for the same folded texts. */
export function trigramSimilarity(a: string, b: string): number {
  return jaccard(trigramsOf(a), trigramsOf(b))
}

/**
 * How alike two folded names are, 0 to 1: the better of the trigram similarity and of its mean with the word match,
 * where each word finds its best counterpart, weighted by length. Names that differ in a number ("Prodejna 12" and
 * "Prodejna 13") are at most 0.5 alike: branches are numbered.
 */
export function similarity(a: string, b: string): number {
  if (a === '' || b === '') return 0
  if (a === b) return 1
  const whole = trigramSimilarity(a, b)
  const score = Math.max(whole, (whole + wordSimilarity(a.split(' '), b.split(' '))) / 2)
  return numbersOf(a) === numbersOf(b) ? score : Math.min(score, 0.5)
}

function withoutLegalForm(name: string): string {
  const words = name.split(' ')
  let kept = words.length
  for (let found = true; found; ) {
    found = false
    for (let start = Math.max(1, kept - longestLegalForm); start < kept; start += 1) {
      if (!legalForms.has(words.slice(start, kept).join(' '))) continue
      kept = start
      found = true
      break
    }
  }
  return kept === words.length ? name : words.slice(0, kept).join(' ')
}

function wordSimilarity(a: readonly string[], b: readonly string[]): number {
  const matched = matchedLength(a, b) + matchedLength(b, a)
  return matched / (lengthOf(a) + lengthOf(b))
}

function matchedLength(words: readonly string[], others: readonly string[]): number {
  let sum = 0
  for (const word of words) {
    let best = 0
    for (const other of others) best = Math.max(best, word === other ? 1 : trigramSimilarity(word, other))
    // Words less than half alike are different words, not a spelling of the same one.
    if (best >= 0.5) sum += best * word.length
  }
  return sum
}

function lengthOf(words: readonly string[]): number {
  return words.reduce((sum, word) => sum + word.length, 0)
}

function numbersOf(folded: string): string {
  return (folded.match(/\d+/g) ?? []).sort().join(' ')
}

function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0
  let shared = 0
  for (const piece of a) if (b.has(piece)) shared += 1
  return shared / (a.size + b.size - shared)
}

function trimmed(text: string): string {
  return text.replace(/^ +| +$/g, '')
}
