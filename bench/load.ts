// Asks a server over a few kept connections and measures. Requests are written to the socket as they are and answers
// read no further than their length says, so that the one who measures costs little of the two cores.
import { connect, type Socket } from 'node:net'

export interface Ask {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

export interface Answer {
  readonly status: number
  readonly body: string
}

/** One kept connection: one request at a time. */
export class Line {
  constructor(host: string, port: number, cookie: string) {
    this.start = `\r\nhost: ${host}:${port}\r\ncookie: ${cookie}\r\n`
    this.socket = connect({ host, port, noDelay: true })
    this.socket.on('data', (chunk: Buffer) => this.read(chunk))
    this.socket.on('error', (error) => this.fail(error))
    this.socket.on('close', () => this.fail(new Error('the connection was closed')))
  }
  private readonly socket: Socket
  private readonly start: string
  private waiting: { resolve: (answer: Answer) => void; reject: (error: Error) => void } | undefined
  private pieces: Buffer[] = []
  private length = 0
  /** Bytes of the whole answer once its head is read. */
  private expected = -1
  private head = ''
  private headBytes = 0
  private tail = ''

  ask(ask: Ask): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject }
      let text = `${ask.method} ${ask.path} HTTP/1.1${this.start}`
      for (const name in ask.headers) text += `${name}: ${ask.headers[name]}\r\n`
      if (ask.body === undefined) this.socket.write(`${text}\r\n`)
      else
        this.socket.write(
          `${text}content-type: application/json\r\ncontent-length: ${Buffer.byteLength(ask.body)}\r\n\r\n${ask.body}`,
        )
    })
  }

  close(): void {
    this.waiting = undefined
    this.socket.destroy()
  }

  private read(chunk: Buffer): void {
    this.pieces.push(chunk)
    this.length += chunk.length
    if (this.expected < 0) {
      const whole = this.pieces.length > 1 ? Buffer.concat(this.pieces) : chunk
      this.pieces = [whole]
      const end = whole.indexOf('\r\n\r\n')
      if (end < 0) return
      this.head = whole.toString('latin1', 0, end)
      this.headBytes = end + 4
      const size = /\r\ncontent-length: *(\d+)/i.exec(this.head)
      if (size) this.expected = this.headBytes + Number(size[1])
      else if (this.head.startsWith('HTTP/1.1 204') || this.head.startsWith('HTTP/1.1 304'))
        this.expected = this.headBytes
      else this.expected = Number.POSITIVE_INFINITY
    }
    if (this.expected === Number.POSITIVE_INFINITY) {
      // Without a length the answer comes in pieces named by their size; the last one is empty.
      this.tail = (this.tail + chunk.toString('latin1', Math.max(0, chunk.length - 7))).slice(-7)
      if (this.tail !== '\r\n0\r\n\r\n') return
    } else if (this.length < this.expected) {
      return
    }
    const whole = this.pieces.length > 1 ? Buffer.concat(this.pieces) : (this.pieces[0] as Buffer)
    const { waiting } = this
    const answer = { status: Number(this.head.slice(9, 12)), body: whole.toString('utf8', this.headBytes) }
    this.pieces = []
    this.length = 0
    this.expected = -1
    this.tail = ''
    this.waiting = undefined
    waiting?.resolve(answer)
  }

  private fail(error: Error): void {
    this.waiting?.reject(error)
    this.waiting = undefined
  }
}

export interface Sample {
  readonly screens: number
  readonly medianMs: number
  readonly p99Ms: number
  readonly perSecond: number
  readonly elapsedMs: number
}

/** One screen: whatever requests it takes, on the connection given; `turn` counts screens of this connection. */
export type Screen = (line: Line, connection: number, turn: number) => Promise<void>

/** Keeps `connections` busy for `ms`, or until `most` screens were shown. */
export async function load(address: Address, connections: number, ms: number, screen: Screen): Promise<Sample> {
  const lines = Array.from({ length: connections }, () => new Line(address.host, address.port, address.cookie))
  const times: number[] = []
  const start = performance.now()
  const until = start + ms
  try {
    await Promise.all(
      lines.map(async (line, connection) => {
        for (let turn = 0; ; turn++) {
          const from = performance.now()
          if (from >= until) return
          await screen(line, connection, turn)
          times.push(performance.now() - from)
        }
      }),
    )
  } finally {
    for (const line of lines) line.close()
  }
  const elapsedMs = performance.now() - start
  times.sort((a, b) => a - b)
  return {
    screens: times.length,
    medianMs: times[Math.floor(times.length / 2)] ?? 0,
    p99Ms: times[Math.min(times.length - 1, Math.floor(times.length * 0.99))] ?? 0,
    perSecond: (times.length / elapsedMs) * 1000,
    elapsedMs,
  }
}

export interface Address {
  readonly host: string
  readonly port: number
  /** The session of the user who asks. */
  readonly cookie: string
}

/** Asks and insists on success; the answer is returned as text. */
export async function must(line: Line, ask: Ask): Promise<string> {
  const { status, body } = await line.ask(ask)
  if (status < 200 || status > 299)
    throw new Error(`${ask.method} ${ask.path} answered ${status}: ${body.slice(0, 300)}`)
  return body
}
