// Sends one request as a person and holds its answer to what every answer promises.
import { expect } from 'vitest'
import type { Endpoint, Problem } from '#api/endpoint.ts'
import type { TestApp } from '#test/app.ts'
import { beyondNumbers } from '#test/fuzz/values.ts'

export interface Sent {
  readonly params?: Record<string, string>
  readonly query?: Record<string, unknown>
  readonly body?: unknown
  /** The body as text, instead of `body`. */
  readonly raw?: string
  readonly headers?: Record<string, string>
}
export interface Sending extends Sent {
  readonly endpoint: Endpoint
}

/** Longer than any answer here takes on a busy machine: what takes it hangs. */
const longestMs = 5000

export function sender(t: TestApp, userId: string): (what: Sending) => Promise<void> {
  let cookie: Promise<string> | undefined
  return async ({ endpoint, params = {}, query = {}, body = {}, raw, headers }) => {
    cookie ??= t.cookie(userId)
    let path: string = endpoint.path
    for (const [key, value] of Object.entries(params)) path = path.replace(`:${key}`, encodeURIComponent(value))
    const search = new URLSearchParams(Object.entries(query).map(([key, value]) => [key, String(value)]))
    const payload = raw ?? JSON.stringify(body).replaceAll(`"${beyondNumbers}"`, '1e400')
    const began = performance.now()
    const reply = await t.app.inject({
      method: endpoint.method,
      url: search.size > 0 ? `${path}?${search}` : path,
      headers: {
        cookie: await cookie,
        'if-match': '"1"',
        ...(endpoint.method === 'GET' ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(endpoint.method === 'GET' ? {} : { payload }),
    })
    // It signed itself out.
    if (reply.statusCode === 401) cookie = undefined
    const about = () =>
      `${endpoint.id} ${reply.statusCode} for ${decodeURIComponent(path).slice(0, 200)} ${search.toString().slice(0, 200)} ${payload.slice(0, 300)}: ${reply.body.slice(0, 300)}`
    expect(performance.now() - began, about()).toBeLessThan(longestMs)
    if (reply.statusCode < 400) return
    expect(reply.statusCode, about()).toBeLessThan(500)
    expect(reply.headers['content-type'], about()).toMatch(/^application\/problem\+json/)
    const problem = reply.json() as Problem
    expect(problem.title, about()).not.toBe(problem.reason)
    expect(problem.reason, about()).not.toBe('kit.badRequest')
    // A bad value is never answered without saying where it stood.
    if (problem.reason === 'kit.badInput') expect(problem.errors ?? [], about()).not.toEqual([])
    for (const error of problem.errors ?? []) {
      expect(error.field, about()).not.toBe('')
      expect(error.title, about()).not.toBe(error.reason)
      expect(error.title, about()).not.toBe('')
    }
  }
}
