import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { changeSettings, getSettings } from '#api/settings.ts'
import { aUser } from '#server/users/factory.ts'
import { useApp } from '#test/app.ts'

const t = useApp()

describe('the firm', () => {
  it('is changed by an administrator, under the version that was read, and journalled', async () => {
    const admin = await aUser(await t.ctx(), { roles: ['ADM'] })
    const { body: before } = await t.call(getSettings, { as: admin.id })
    const changed = await t.call(changeSettings, {
      as: admin.id,
      version: before.version,
      body: { firmName: '  Dřevo Sázava, s.r.o. ', ico: '2707 4358', visibility: 'own' },
    })
    expect(changed.status).toBe(200)
    expect(changed.body).toMatchObject({
      firmName: 'Dřevo Sázava, s.r.o.',
      ico: '27074358',
      visibility: 'own',
      version: before.version + 1,
    })
    expect(changed.raw.headers.etag).toBe(`"${before.version + 1}"`)
    const { rows } = await sql<{ before: object; after: object; actorId: string }>`
      select before, after, actor_id from journal_entries where fact = 'settings.changed'`.execute(t.db)
    expect(rows).toEqual([
      {
        actorId: admin.id,
        before: { firmName: null, ico: null, visibility: 'team' },
        after: { firmName: 'Dřevo Sázava, s.r.o.', ico: '27074358', visibility: 'own' },
      },
    ])
  })
  it('refuses a stale version with the firm as it is now, and a missing one', async () => {
    const admin = await aUser(await t.ctx(), { roles: ['SD'] })
    const stale = await t.call(changeSettings, { as: admin.id, version: 99, body: { currency: 'EUR' } })
    expect(stale.status).toBe(409)
    expect(stale.body).toMatchObject({ reason: 'kit.conflict', theirs: { currency: 'CZK' } })
    expect((await t.call(changeSettings, { as: admin.id, body: { currency: 'EUR' } })).status).toBe(428)
  })
  it('refuses an IČO that cannot be true', async () => {
    const admin = await aUser(await t.ctx(), { roles: ['ADM'] })
    const { body } = await t.call(getSettings, { as: admin.id })
    const bad = await t.call(changeSettings, { as: admin.id, version: body.version, body: { ico: '27074359' } })
    expect(bad.status).toBe(400)
    expect(bad.body.errors).toMatchObject([{ field: 'ico', reason: 'identifiers.icoCheckDigit' }])
  })
  it('is read by everybody signed in and changed by few', async () => {
    const manager = await aUser(await t.ctx(), { roles: ['AM'] })
    expect((await t.call(getSettings, { as: manager.id })).status).toBe(200)
    expect((await t.call(changeSettings, { as: manager.id, version: 1, body: { currency: 'EUR' } })).status).toBe(403)
    expect((await t.call(getSettings)).status).toBe(401)
  })
})
