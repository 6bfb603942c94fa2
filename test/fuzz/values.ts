// What a hostile or clumsy sender puts where a value belongs, and every place of a schema where a value may stand.

/** Carried in place of a number that JSON can write and JavaScript cannot hold. */
export const beyondNumbers = '#1e400#'

let deep: unknown = 'x'
for (let i = 0; i < 500; i++) deep = [deep]

const ofText = [
  '',
  ' ',
  'a\u0000b',
  '\ud800',
  '😀'.repeat(30),
  'x'.repeat(300_000),
  "'; drop table clients; --",
  '../../etc/passwd',
  '%_\\',
  '-1',
  'NaN',
  '0000-01-01',
  '9999-99-99',
  '9999-12-31',
  '2026-02-30',
  '2026-11-24T25:61:61Z',
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59Z',
  '+275760-09-13T00:00:00Z',
  '24:60',
  '00000000-0000-0000-0000-000000000000',
  '0198c000-0000-7000-8000-00000000zzzz',
  '{"and":[{"f":"name"}]}',
  '__proto__',
  'urn:uuid:0198c000-0000-7000-8000-0000000000aa',
  '0001-01-01',
  'WyJhIixudWxsXQ',
  'WyIyMDI2LTAyLTMwIiwiYSJd',
  '{"f":"name","op":"is","v":"\\u0000"}',
]
const ofNumbers = [-1, 0, 1.5, 2_147_483_648, 9_007_199_254_740_992, 1e308, beyondNumbers]
const ofNothing = [null, false, [], {}, deep, Array.from({ length: 10_000 }, () => 'x')]

/** In a body anything may come, in an address only text. */
export const badValues: readonly unknown[] = [...ofText, ...ofNumbers, ...ofNothing]
export const badTexts: readonly string[] = [
  ...ofText.filter((text) => text.length < 10_000 && text.isWellFormed()),
  ...ofNumbers.slice(0, -1).map(String),
  '1e400',
  'null',
  '[]',
]

interface Schema {
  readonly type?: string
  readonly anyOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
}

/** Paths to every field of a schema, also inside objects, lists and alternatives. */
export function placesOf(schema: unknown, depth = 0): string[][] {
  const s = schema as Schema
  if (depth > 4) return []
  const own = Object.entries(s.properties ?? {}).flatMap(([key, value]) => [
    [key],
    ...placesOf(value, depth + 1).map((rest) => [key, ...rest]),
  ])
  const items = s.items ? [['0'], ...placesOf(s.items, depth + 1).map((rest) => ['0', ...rest])] : []
  const others = (s.anyOf ?? []).flatMap((one) => placesOf(one, depth))
  return [...new Map([...own, ...items, ...others].map((path) => [path.join('.'), path])).values()]
}

/** The part of the schema at the path. */
export function schemaAt(schema: unknown, path: readonly string[]): unknown {
  const s = schema as Schema
  const [first, ...rest] = path
  if (first === undefined) return schema
  const own = s.properties?.[first] ?? (first === '0' ? s.items : undefined)
  if (own) return schemaAt(own, rest)
  for (const one of s.anyOf ?? []) {
    const found = schemaAt(one, path)
    if (found) return found
  }
  return undefined
}

/** The input with one value put at the path; what is missing on the way is made by `fill`. */
export function withValue(
  schema: unknown,
  input: unknown,
  path: readonly string[],
  value: unknown,
  fill: (schema: unknown) => unknown,
): unknown {
  const [first, ...rest] = path
  if (first === undefined) return value
  const inner = schemaAt(schema, [first])
  // Of several alternatives the one is meant that knows the field.
  const fitting = ((schema as Schema).anyOf ?? []).find((one) => schemaAt(one, [first]))
  const whole = (fitting ? fill(fitting) : (input ?? fill(schema))) as Record<string, unknown>
  const child = withValue(inner, whole?.[first] ?? fill(inner), rest, value, fill)
  if (first === '0') return [child]
  return { ...whole, [first]: child }
}
