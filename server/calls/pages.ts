// Keeps the body of an exchange's message as it travelled: the signature is over those very bytes.
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Refusal } from '#server/kit/errors.ts'

const hook = '/api/public/telephony/'
const mostBytes = 64 * 1024
const bodies = new WeakMap<FastifyRequest, Buffer>()

export const bodyOf = (request: FastifyRequest): Buffer => bodies.get(request) ?? Buffer.alloc(0)

export function callPages(app: FastifyInstance): void {
  app.addHook('preParsing', (request, _reply, payload, done) => {
    if (request.method !== 'POST' || !request.url.startsWith(hook)) return done(null, payload)
    const pieces: Buffer[] = []
    let size = 0
    payload.on('data', (piece: Buffer) => {
      size += piece.length
      if (size <= mostBytes) pieces.push(piece)
    })
    payload.on('error', (error: Error) => done(error))
    payload.on('end', () => {
      if (size > mostBytes) return done(new Refusal('calls.messageTooLong', {}, { status: 413 }))
      const body = Buffer.concat(pieces)
      bodies.set(request, body)
      done(null, Readable.from([body]))
    })
  })
}
