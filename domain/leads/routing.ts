// Who gets a new lead: the first rule that fits, and among several people of a rule the next in turn.

export interface RoutingRule {
  readonly id: string
  readonly sources: readonly string[]
  /** Beginnings of postcodes, digits only: `60` is all of 600 00 to 609 99. */
  readonly postcodes: readonly string[]
  readonly countries: readonly string[]
  /** Beginnings of CZ-NACE codes without dots: `46` is all of wholesale. */
  readonly naces: readonly string[]
  readonly languages: readonly string[]
  readonly userIds: readonly string[]
  readonly lastUserId: string | null
}

export interface RoutedLead {
  readonly source: string
  readonly postcode: string | null
  readonly country: string
  readonly nace: string | null
  readonly language: string
}

export type RoutingTrait = 'source' | 'postcode' | 'country' | 'nace' | 'language'

/** What the rule goes by; an empty list asks nothing. */
export function traitsOf(rule: RoutingRule): readonly RoutingTrait[] {
  const traits: RoutingTrait[] = []
  if (rule.sources.length > 0) traits.push('source')
  if (rule.postcodes.length > 0) traits.push('postcode')
  if (rule.countries.length > 0) traits.push('country')
  if (rule.naces.length > 0) traits.push('nace')
  if (rule.languages.length > 0) traits.push('language')
  return traits
}

/** A rule fits when everything it asks for holds; what the lead does not tell does not hold. */
export function fits(rule: RoutingRule, lead: RoutedLead): boolean {
  const among = (list: readonly string[], value: string) => list.length === 0 || list.includes(value)
  const beginsWith = (list: readonly string[], value: string | null, bare: RegExp) =>
    list.length === 0 ||
    (value !== null && list.some((start) => value.replace(bare, '').startsWith(start.replace(bare, ''))))
  return (
    among(rule.sources, lead.source) &&
    among(rule.countries, lead.country) &&
    among(rule.languages, lead.language) &&
    beginsWith(rule.postcodes, lead.postcode, /\D/g) &&
    beginsWith(rule.naces, lead.nace, /[^0-9A-Z]/gi)
  )
}

/** The first fitting rule with somebody who can take a lead; rules come in the order of the firm. */
export function chooseRule<R extends RoutingRule>(
  rules: readonly R[],
  lead: RoutedLead,
  able: ReadonlySet<string>,
): R | undefined {
  return rules.find((rule) => fits(rule, lead) && rule.userIds.some((id) => able.has(id)))
}

/**
 * The next in turn: whoever stands after the last one in the order of the rule and can take a lead today.
 * One person gets all. Nobody able: undefined.
 */
export function nextInTurn(
  rule: Pick<RoutingRule, 'userIds' | 'lastUserId'>,
  able: ReadonlySet<string>,
): string | undefined {
  const { userIds } = rule
  const start = rule.lastUserId ? userIds.indexOf(rule.lastUserId) + 1 : 0
  for (let i = 0; i < userIds.length; i++) {
    const candidate = userIds[(start + i) % userIds.length] as string
    if (able.has(candidate)) return candidate
  }
  return undefined
}
