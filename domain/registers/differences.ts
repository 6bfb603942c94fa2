// What a public register says of a company against what we keep: differences worth a person's look, and warnings.
// Spelling is no difference: diacritics, spaces, punctuation, the way a legal form is written, a district behind a town.
import { foldName, foldText } from '#domain/names.ts'

export interface RegisterAddress {
  readonly street: string | null
  readonly city: string | null
  readonly postcode: string | null
  readonly region: string | null
  readonly country: string
}

/** What we take from the register of economic subjects; no personal data. */
export interface RegisterFacts {
  readonly ico: string
  readonly name: string
  /** Tax number of the company; missing for natural persons, whose number hides a birth number. */
  readonly dic: string | null
  /** VAT payer by itself or through a group (handbook §13). */
  readonly vatPayer: boolean
  readonly vatGroupDic: string | null
  readonly legalForm: string | null
  readonly seat: RegisterAddress | null
  /** Branch codes with the version of the classification each was taken from, in the order of the register. */
  readonly branches: readonly { readonly code: string; readonly version: '2008' | '2025' }[]
  readonly foundedOn: string | null
  readonly endedOn: string | null
  /** Day of the register's own last update. */
  readonly updatedOn: string | null
  readonly warnings: readonly RegisterWarning[]
}

/** insolvency: a trace in the register that must be confirmed in the insolvency register before it counts as certain. */
export type RegisterWarning =
  | 'insolvency'
  | 'liquidation'
  | 'ended'
  | 'notVatPayer'
  | 'vatGroup'
  | 'naturalPerson'
  | 'severalBranches'

export const comparedFields = ['name', 'dic', 'legalForm', 'seat', 'nace'] as const
export type ComparedField = (typeof comparedFields)[number]

/** The part of a client that a register knows too. */
export interface KeptFacts {
  readonly name: string
  readonly dic: string | null
  readonly legalForm: string | null
  readonly seat: RegisterAddress | null
  readonly nace: string | null
}

export interface RegisterDifference {
  readonly field: ComparedField
  readonly ours: string | RegisterAddress | null
  readonly theirs: string | RegisterAddress
  readonly decided: 'accepted' | 'kept' | null
}

/** Fields where the register says something else, in the order of `comparedFields`. What the register leaves out is no difference. */
export function differencesOf(ours: KeptFacts, theirs: RegisterFacts): RegisterDifference[] {
  const found: RegisterDifference[] = []
  const say = (field: ComparedField, mine: RegisterDifference['ours'], its: RegisterDifference['theirs'] | null) => {
    if (its !== null) found.push({ field, ours: mine, theirs: its, decided: null })
  }
  if (foldName(ours.name) !== foldName(theirs.name)) say('name', ours.name, theirs.name)
  if (theirs.vatPayer && !theirs.vatGroupDic && bare(ours.dic) !== bare(theirs.dic)) say('dic', ours.dic, theirs.dic)
  if (ours.legalForm !== theirs.legalForm) say('legalForm', ours.legalForm, theirs.legalForm)
  if (!sameSeat(ours.seat, theirs.seat)) say('seat', ours.seat, theirs.seat)
  const [branch] = theirs.branches
  if (branch && !theirs.branches.some((b) => sameBranch(ours.nace, b.code)) && theirs.branches.length === 1) {
    say('nace', ours.nace, branch.code)
  }
  return found
}

/** Takes over what was kept on purpose before: the same answer of the register is not raised again until it changes. */
export function withoutKept(
  differences: readonly RegisterDifference[],
  kept: readonly Pick<RegisterDifference, 'field' | 'theirs'>[],
): RegisterDifference[] {
  return differences.map((difference) =>
    kept.some((k) => k.field === difference.field && saysSame(k.theirs, difference.theirs))
      ? { ...difference, decided: 'kept' }
      : difference,
  )
}

/** Whether somebody still has to look. */
export function isOpen(differences: readonly RegisterDifference[]): boolean {
  return differences.some((difference) => difference.decided === null)
}

function saysSame(a: string | RegisterAddress, b: string | RegisterAddress): boolean {
  if (typeof a === 'string' || typeof b === 'string') {
    return typeof a === 'string' && typeof b === 'string' && foldText(a) === foldText(b)
  }
  return sameSeat(a, b)
}

function sameSeat(ours: RegisterAddress | null, theirs: RegisterAddress | null): boolean {
  if (!theirs) return true
  if (!ours) return false
  return (
    sameTown(ours.city, theirs.city) &&
    bare(ours.postcode) === bare(theirs.postcode) &&
    street(ours.street) === street(theirs.street) &&
    ours.country === theirs.country
  )
}

/** "Praha 4", "Praha 4 - Michle" and "Brno-střed" are in Praha and Brno. */
function sameTown(ours: string | null, theirs: string | null): boolean {
  const a = foldText(ours ?? '')
  const b = foldText(theirs ?? '')
  const within = (long: string, short: string) =>
    long.startsWith(short) && /^\s*(?:\d|[-–])/.test(long.slice(short.length))
  return a === b || (a !== '' && b !== '' && (within(a, b) || within(b, a)))
}

/** "Na Příkopě č. p. 969 / 33" and "Na příkopě 969/33" are one; so are abbreviated words of a street. */
function street(text: string | null): string {
  return foldText(text ?? '')
    .replace(/\b(?:c\.?\s?p\.?|cp|c\.)\s*(?=\d)/g, '')
    .replace(/\bnam\b\.?/g, 'namesti')
    .replace(/\btr\b\.?/g, 'trida')
    .replace(/\bul\b\.?\s*/g, '')
    .replace(/[\s.,]+/g, ' ')
    .replace(/\s*\/\s*/g, '/')
    .trim()
}

function sameBranch(ours: string | null, theirs: string): boolean {
  if (!ours) return false
  const a = ours.replaceAll('.', '')
  const b = theirs.replaceAll('.', '')
  return a.startsWith(b) || b.startsWith(a)
}

const bare = (text: string | null) => (text ?? '').replace(/[\s-]/g, '').toUpperCase()
