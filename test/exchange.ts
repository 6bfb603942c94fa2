// A small telephone exchange for tests: sends signed messages as a real one would, and takes requests to dial.
import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ExchangeMessage } from '#api/telephony.ts'
import { signatureHeader, signatureOf, signedHeaders, timestampHeader } from '#server/calls/signing.ts'
import type { TestApp } from '#test/app.ts'

export interface Simulator {
  /** Sends one message, signed now unless told otherwise. */
  send(
    message: Partial<ExchangeMessage> & Pick<ExchangeMessage, 'event' | 'callId'>,
    how?: { secret?: string; at?: Date; headers?: Record<string, string>; body?: string },
  ): Promise<{ status: number; body: { callId?: string; reason?: string } }>
  /** Rings: answers with what to do with the call from then on. */
  ring(number: string | null, extension: string): Promise<Ringing>
}

export interface Ringing {
  readonly callId: string
  readonly id: string
  answer(extension?: string): Promise<void>
  end(): Promise<void>
  miss(): Promise<void>
  record(url: string): Promise<void>
}

export function simulator(t: TestApp, exchange: { exchange: { hookPath: string }; secret: string }): Simulator {
  const send: Simulator['send'] = async (message, how = {}) => {
    const body = how.body ?? JSON.stringify({ messageId: randomUUID(), ...message })
    const reply = await t.app.inject({
      method: 'POST',
      url: exchange.exchange.hookPath,
      headers: {
        'content-type': 'application/json',
        ...signedHeaders(how.secret ?? exchange.secret, body, (how.at ?? t.now).getTime()),
        ...how.headers,
      },
      payload: body,
    })
    return { status: reply.statusCode, body: reply.json() }
  }
  const must = async (...args: Parameters<typeof send>) => {
    const { status, body } = await send(...args)
    if (status !== 200) throw new Error(`the product refused ${args[0].event}: ${status} ${JSON.stringify(body)}`)
    return body.callId as string
  }
  return {
    send,
    async ring(number, extension) {
      const callId = randomUUID()
      const id = await must({ event: 'ringing', callId, direction: 'in', number, extension })
      const tell = async (event: ExchangeMessage['event'], more: Partial<ExchangeMessage> = {}) => {
        t.now = new Date(t.now.getTime() + 30_000)
        await must({ event, callId, ...more })
      }
      return {
        callId,
        id,
        answer: (other) => tell('answered', { extension: other ?? extension }),
        end: () => tell('ended', { extension }),
        miss: () => tell('missed', { extension }),
        record: (recordingUrl) => tell('recording', { recordingUrl }),
      }
    },
  }
}

/** The other side of calling by a click: keeps what it was asked and answers with `status`. */
export async function dialServer(status = 202): Promise<{
  url: string
  asked: { body: Record<string, string>; genuine(secret: string): boolean }[]
  close(): Promise<void>
}> {
  const asked: { body: Record<string, string>; genuine(secret: string): boolean }[] = []
  const server = createServer((request: IncomingMessage, response) => {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => {
      const text = Buffer.concat(pieces).toString('utf8')
      const timestamp = String(request.headers[timestampHeader])
      asked.push({
        body: JSON.parse(text) as Record<string, string>,
        genuine: (secret) => request.headers[signatureHeader] === signatureOf(secret, timestamp, text),
      })
      response.writeHead(status, status === 302 ? { location: 'http://127.0.0.1:9/' } : {}).end('ok')
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/dial`,
    asked,
    close: () => new Promise((done) => server.close(() => done())),
  }
}
