// What every answer carries and what no foreign page may do, also before any route is found.
import { expect, test } from 'vitest'
import { aUser } from '#server/users/factory.ts'
import { useApp } from '#test/app.ts'

const t = useApp()

test('every answer forbids foreign scripts and frames, an unreadable address too', async () => {
  for (const url of ['/health/live', '/api/nic', '/api/clients/%E0%A4%A', '/%ZZ']) {
    const { headers } = await t.app.inject({ url })
    expect(headers['content-security-policy'], url).toContain("frame-ancestors 'none'")
    expect(headers['x-content-type-options'], url).toBe('nosniff')
  }
  const unreadable = await t.app.inject({ url: '/api/clients/%E0%A4%A', headers: { 'accept-language': 'en' } })
  expect(unreadable.headers['content-type']).toBe('application/problem+json')
  expect(unreadable.json()).toMatchObject({ status: 400, reason: 'kit.badRequest' })
})

test('a foreign page cannot write with the cookie of the person, whatever it calls its text', async () => {
  const cookie = await t.cookie((await aUser(await t.ctx(), { roles: ['SD'] })).id)
  const from = async (headers: Record<string, string>) =>
    (
      await t.app.inject({
        method: 'POST',
        url: '/api/tags',
        headers: { cookie, ...headers },
        payload: '{"name":"Cizí"}',
      })
    ).statusCode
  const json = { 'content-type': 'application/json' }
  expect(await from({ ...json, origin: 'https://evil.example' })).toBe(403)
  expect(await from({ 'content-type': 'text/plain', origin: 'https://evil.example' })).toBe(403)
  expect(await from({ ...json, origin: 'null' })).toBe(403)
  expect(await from({ ...json, 'sec-fetch-site': 'cross-site' })).toBe(403)
  expect(await from({ 'content-type': 'text/plain' })).toBe(400)
})
