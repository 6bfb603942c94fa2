// The smallest input a schema of an endpoint accepts, so that every endpoint can be called without knowing it.
interface Schema {
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly minItems?: number
  readonly minProperties?: number
  readonly minLength?: number
  readonly minimum?: number
  readonly format?: string
  readonly pattern?: string
}

const known: Readonly<Record<string, string>> = {
  uuid: '0198c000-0000-7000-8000-0000000000aa',
  date: '2026-11-24',
  'date-time': '2026-11-24T09:00:00Z',
  email: 'nikdo@priklad.example',
}

const letters = [
  'nikdo@priklad.example',
  '27082440',
  'CZ',
  'CZK',
  'aaaa',
  'a',
  '12345678',
  'cs',
  '1',
  'a'.repeat(40),
  '09:00',
]

export function sample(schema: unknown): unknown {
  const s = schema as Schema
  if (s.const !== undefined) return s.const
  if (s.enum) return s.enum[0]
  if (s.anyOf) return sample(s.anyOf[0])
  switch (s.type) {
    case 'object': {
      const keys = [...(s.required ?? [])]
      if (keys.length === 0 && s.minProperties) keys.push(...Object.keys(s.properties ?? {}).slice(0, s.minProperties))
      return Object.fromEntries(keys.map((key) => [key, sample(s.properties?.[key] ?? {})]))
    }
    case 'array':
      return Array.from({ length: s.minItems ?? 0 }, () => sample(s.items ?? {}))
    case 'string': {
      if (s.format && known[s.format]) return known[s.format]
      const least = s.minLength ?? 1
      if (s.pattern) {
        const fitting = letters.find((text) => new RegExp(s.pattern ?? '').test(text))
        if (fitting === undefined)
          throw new Error(`no sample for the pattern ${s.pattern}; add one to test/strangers/sample.ts`)
        return fitting
      }
      return 'abcdefgh'.repeat(Math.ceil(least / 8)).slice(0, Math.max(least, 8))
    }
    case 'integer':
    case 'number':
      return s.minimum ?? 1
    case 'boolean':
      return true
    case 'null':
      return null
    default:
      return 'abcdefgh'
  }
}
