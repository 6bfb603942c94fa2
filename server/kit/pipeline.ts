// Several statements in one trip to PostgreSQL: they are written together and answered in order, up to one Sync.
// A statement that fails ends the trip; those behind it are not run and fail with the same error.
import type pg from 'pg'

export interface Answer {
  readonly command: string
  readonly rowCount: number
  readonly rows: Record<string, unknown>[]
}

/** One statement of a trip; what has a name is parsed and described once for each connection. */
export interface Step {
  readonly name: string | undefined
  readonly text: string
  readonly values: readonly unknown[]
  readonly done: Promise<Answer>
  resolve(answer: Answer): void
  reject(error: unknown): void
}

export function step(name: string | undefined, text: string, values: readonly unknown[]): Step {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>()
  // Whoever asked learns of an error; a step asked by nobody must not end the process.
  promise.catch(() => {})
  return { name, text, values, resolve, reject, done: promise }
}

interface Field {
  readonly name: string
  readonly parse: (text: string) => unknown
}
interface Wire {
  readonly stream: { cork(): void; uncork(): void }
  readonly parsedStatements: Record<string, string>
  parse(message: { name: string; text: string }): void
  bind(message: { statement: string; values: (string | Buffer | null)[] }): void
  describe(message: { type: 'P'; name: string }): void
  execute(): void
  sync(): void
}
export type Parsers = (oid: number) => (text: string) => unknown

/** Columns of the named statements a connection knows. */
const described = new WeakMap<object, Map<string, readonly Field[]>>()

/** Handed to a client of pg like any query. */
export class Pipeline implements pg.Submittable {
  constructor(steps: readonly Step[], parsers: Parsers) {
    this.steps = steps
    this.#parsers = parsers
  }
  readonly steps: readonly Step[]
  readonly #parsers: Parsers
  #at = 0
  #rows: Record<string, unknown>[] = []
  #fields: readonly Field[] = []
  #known = new Map<string, readonly Field[]>()

  /** pg notes under these what the connection has parsed: the step being answered. */
  get name(): string | undefined {
    return this.steps[this.#at]?.name
  }
  get text(): string | undefined {
    return this.steps[this.#at]?.text
  }

  submit(connection: pg.Connection): void {
    const wire = connection as unknown as Wire
    const known = described.get(wire) ?? new Map<string, readonly Field[]>()
    described.set(wire, known)
    this.#known = known
    const sent = new Set<string>()
    wire.stream.cork()
    try {
      for (const { name = '', text, values } of this.steps) {
        if (!name || (wire.parsedStatements[name] === undefined && !sent.has(name))) wire.parse({ name, text })
        wire.bind({ statement: name, values: values.map(encoded) })
        if (!name || (!known.has(name) && !sent.has(name))) wire.describe({ type: 'P', name: '' })
        wire.execute()
        sent.add(name)
      }
      wire.sync()
    } finally {
      wire.stream.uncork()
    }
    this.#begin()
  }

  #begin(): void {
    this.#rows = []
    this.#fields = this.#known.get(this.name ?? '') ?? []
  }

  handleRowDescription(message: { fields: { name: string; dataTypeID: number }[] }): void {
    this.#fields = message.fields.map(({ name, dataTypeID }) => ({ name, parse: this.#parsers(dataTypeID) }))
  }

  handleDataRow(message: { fields: (string | null)[] }): void {
    const row: Record<string, unknown> = {}
    for (let i = 0; i < this.#fields.length; i++) {
      const field = this.#fields[i] as Field
      const value = message.fields[i]
      row[field.name] = value === null || value === undefined ? null : field.parse(value)
    }
    this.#rows.push(row)
  }

  handleCommandComplete({ text }: { text: string }): void {
    const now = this.steps[this.#at] as Step
    if (now.name) this.#known.set(now.name, this.#fields)
    const count = /\d+$/.exec(text)
    const end = text.indexOf(' ')
    this.#answers.push({
      command: end < 0 ? text : text.slice(0, end),
      rowCount: count ? Number(count[0]) : 0,
      rows: this.#rows,
    })
    this.#at += 1
    this.#begin()
  }
  readonly #answers: Answer[] = []

  handleEmptyQuery(): void {
    this.handleCommandComplete({ text: '' })
  }

  handlePortalSuspended(): void {}

  /** The steps answered before the one that failed are answered: inside a transaction they have been done. */
  handleError(error: unknown): void {
    this.steps.forEach((one, i) => {
      const answer = this.#answers[i]
      if (answer) one.resolve(answer)
      else one.reject(error)
    })
  }

  handleReadyForQuery(): void {
    this.steps.forEach((one, i) => {
      one.resolve(this.#answers[i] as Answer)
    })
  }
}

/** A value as PostgreSQL reads it: text, or bytes as they are. */
function encoded(value: unknown): string | Buffer | null {
  if (typeof value === 'string') return value
  if (value === null || value === undefined) return null
  if (Array.isArray(value)) return arrayText(value)
  if (ArrayBuffer.isView(value)) return Buffer.from(value.buffer, value.byteOffset, value.byteLength)
  if (value instanceof Date) return value.toISOString()
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** An array as PostgreSQL reads it in text. */
export function arrayText(values: readonly unknown[]): string {
  const items = values.map((value) => {
    if (value === null || value === undefined) return 'NULL'
    if (Array.isArray(value)) return arrayText(value)
    const text = ArrayBuffer.isView(value)
      ? `\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`
      : encoded(value)
    return `"${String(text).replace(/[\\"]/g, '\\$&')}"`
  })
  return `{${items.join(',')}}`
}
