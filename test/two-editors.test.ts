// Two people save the same record as they both read it: one is served, the other hears of it and nothing is overwritten.
import { expect, it } from 'vitest'
import { aUser } from '#server/users/factory.ts'
import { useApp } from '#test/app.ts'
import { declaredEndpoints } from '#test/strangers/endpoints.ts'
import { foreignRecords } from '#test/strangers/foreign-records.ts'
import { sample } from '#test/strangers/sample.ts'

const t = useApp({ committed: true })

it('of two edits of one version at once exactly one is kept, of every kind of record', {
  timeout: 120_000,
}, async () => {
  const ctx = await t.ctx()
  const people = [await aUser(ctx, { roles: ['ADM', 'SD'] }), await aUser(ctx, { roles: ['ADM', 'SD'] })]
  const records = await foreignRecords(t, people[0]?.id as string)
  const [mine, theirs] = await Promise.all(people.map(({ id }) => t.cookie(id)))
  let kept = 0
  for (const endpoint of await declaredEndpoints()) {
    if (endpoint.method !== 'PATCH' || !endpoint.path.includes(':')) continue
    let url: string = endpoint.path
    for (const [key, value] of Object.entries(records(endpoint).params)) url = url.replace(`:${key}`, value)
    const save = async (cookie = '', headers: Record<string, string> = { 'if-match': '"1"' }) => {
      const payload = sample(endpoint.body) as object
      const reply = await t.app.inject({ method: 'PATCH', url, headers: { cookie, ...headers }, payload })
      return { status: reply.statusCode, reason: (reply.json() as { reason?: string }).reason }
    }
    expect((await save(mine, {})).status, `${endpoint.id} without a version`).toBe(428)
    const both = await Promise.all([save(mine), save(theirs)])
    const served = both.filter(({ status }) => status === 200).length
    const text = `${endpoint.id} ${JSON.stringify(both)}`
    expect(served, text).toBeLessThanOrEqual(1)
    kept += served
    // Who was late hears of a conflict; who may not touch the record, that it is not his.
    for (const { status } of both) expect([200, 403, 404, 409], text).toContain(status)
    if (served === 1) expect(await save(mine), text).toEqual({ status: 409, reason: 'kit.conflict' })
  }
  expect(kept).toBeGreaterThan(20)
})
