// Tags through HTTP on real PostgreSQL.
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import * as api from '#api/tags.ts'
import { aClient } from '#server/clients/factory.ts'
import { aContact } from '#server/contacts/factory.ts'
import { tagNamed } from '#server/tags/actions.ts'
import { aTag } from '#server/tags/factory.ts'
import { aTeam } from '#server/teams/factory.ts'
import { aUser } from '#server/users/factory.ts'
import { useApp } from '#test/app.ts'

describe('tags', () => {
  const t = useApp()
  const tagged = (clientId: string, tagId: string) =>
    sql`insert into client_tags (client_id, tag_id) values (${clientId}::uuid, ${tagId}::uuid)`.execute(t.db)
  const tagsOf = async (clientId: string) =>
    (
      await sql<{
        tagId: string
      }>`select tag_id from client_tags where client_id = ${clientId}::uuid order by tag_id`.execute(t.db)
    ).rows.map((row) => row.tagId)
  const facts = async (id: string) =>
    (
      await sql<{ fact: string }>`select fact from journal_entries where record_id = ${id}::uuid order by id`.execute(
        t.db,
      )
    ).rows.map((r) => r.fact)

  test('are added by account managers and found by part of the name without accents', async () => {
    const anna = await aUser(await t.ctx())
    const made = await t.call(api.createTag, { as: anna.id, body: { name: '  Mražené   výrobky ', color: 'blue' } })
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({ name: 'Mražené výrobky', color: 'blue', version: 1 })
    const found = await t.call(api.listTags, { as: anna.id, query: { q: 'vyrob MRAZ' } })
    expect(found.body.tags.map((tag) => tag.id)).toEqual([made.body.id])
    expect((await t.call(api.listTags, { as: anna.id, query: { q: '%' } })).body.tags).toEqual([])
    expect((await t.call(api.listTags, { as: anna.id, query: { ids: made.body.id } })).body.tags).toHaveLength(1)
    expect(await facts(made.body.id)).toEqual(['tags.created'])
  })

  test('of one name in other case or without accents are the same tag', async () => {
    const anna = await aUser(await t.ctx())
    const tag = await aTag(await t.ctx(), { name: 'Řetězec' })
    const again = await t.call(api.createTag, { as: anna.id, body: { name: 'RETEZEC' } })
    expect(again.status).toBe(409)
    expect(again.body).toMatchObject({ reason: 'tags.nameTaken', details: { tag: { id: tag.id } } })
    expect(again.body.title).toBe('Štítek „Řetězec“ už existuje. Použijte ho, nebo zvolte jiný název.')
    expect((await tagNamed(await t.ctx(anna.id), 'retezec')).id).toBe(tag.id)
    expect((await tagNamed(await t.ctx(anna.id), 'Velkoobchod')).name).toBe('Velkoobchod')
  })

  test('hide no birth number and are not added by readers', async () => {
    const anna = await aUser(await t.ctx())
    const fin = await aUser(await t.ctx(), { roles: ['FIN'] })
    const bad = await t.call(api.createTag, { as: anna.id, body: { name: 'Novák 710319/2745' } })
    expect(bad.status).toBe(400)
    expect(bad.body).toMatchObject({ errors: [{ field: 'name', reason: 'identifiers.birthNumber' }] })
    expect((await t.call(api.createTag, { as: fin.id, body: { name: 'X' } })).body).toMatchObject({
      status: 403,
      reason: 'tags.notForReaders',
    })
    expect((await t.call(api.listTags, {})).status).toBe(401)
  })

  test('are renamed by leads, never over each other or over a newer version', async () => {
    const ctx = await t.ctx()
    const [am, lead] = [await aUser(ctx), await aUser(ctx, { roles: ['TL'] })]
    const [tag, other] = [await aTag(ctx, { name: 'Stará' }), await aTag(ctx, { name: 'Jiná' })]
    const rename = (as: string, name: string, version: number) =>
      t.call(api.changeTag, { as, params: { id: tag.id }, body: { name }, version })
    expect((await rename(am.id, 'Nová', 1)).body).toMatchObject({ status: 403, reason: 'tags.byLead' })
    expect((await rename(lead.id, 'jina', 1)).body).toMatchObject({
      reason: 'tags.nameTaken',
      details: { tag: { id: other.id } },
    })
    expect((await rename(lead.id, 'stara', 1)).body).toMatchObject({ name: 'stara', version: 2 })
    expect((await rename(lead.id, 'Nová', 1)).body).toMatchObject({
      reason: 'kit.conflict',
      theirs: { name: 'stara', version: 2 },
    })
    expect((await t.call(api.changeTag, { as: lead.id, params: { id: tag.id }, body: { color: 'red' } })).status).toBe(
      428,
    )
  })

  test('are deleted with a count and come back onto everything they were on', async () => {
    const ctx = await t.ctx()
    const adm = await aUser(ctx, { roles: ['ADM'] })
    const tag = await aTag(ctx, { name: 'Veletrh' })
    const [a, b] = [await aClient(ctx), await aClient(ctx, { deleted: true })]
    const person = await aContact(ctx)
    await tagged(a.id, tag.id)
    await tagged(b.id, tag.id)
    await sql`insert into contact_tags (contact_id, tag_id) values (${person.id}::uuid, ${tag.id}::uuid)`.execute(t.db)
    const gone = await t.call(api.removeTag, { as: adm.id, params: { id: tag.id } })
    expect(gone.body).toEqual({ ok: true, records: 3 })
    expect(await tagsOf(a.id)).toEqual([])
    const back = await t.call(api.restoreTag, { as: adm.id, params: { id: tag.id } })
    expect(back.body).toMatchObject({ id: tag.id, name: 'Veletrh' })
    expect([await tagsOf(a.id), await tagsOf(b.id)]).toEqual([[tag.id], [tag.id]])
    expect(await facts(tag.id)).toEqual(['tags.created', 'tags.removed', 'tags.restored'])
    // Restoring twice is no mistake; what was never there is not found.
    expect((await t.call(api.restoreTag, { as: adm.id, params: { id: tag.id } })).status).toBe(200)
    expect((await t.call(api.restoreTag, { as: adm.id, params: { id: a.id } })).body).toMatchObject({
      status: 404,
      reason: 'tags.notFound',
    })
  })

  test('do not come back over a tag of the same name', async () => {
    const ctx = await t.ctx()
    const sd = await aUser(ctx, { roles: ['SD'] })
    const tag = await aTag(ctx, { name: 'Veletrh' })
    await t.call(api.removeTag, { as: sd.id, params: { id: tag.id } })
    await aTag(ctx, { name: 'veletrh' })
    expect((await t.call(api.restoreTag, { as: sd.id, params: { id: tag.id } })).body).toMatchObject({
      status: 409,
      reason: 'tags.nameTaken',
    })
  })

  test('are merged: everything gets the other tag once, and the merged one can be brought back', async () => {
    const ctx = await t.ctx()
    const sd = await aUser(ctx, { roles: ['SD'] })
    const [from, into] = [await aTag(ctx, { name: 'vip' }), await aTag(ctx, { name: 'Důležití' })]
    const [a, b] = [await aClient(ctx), await aClient(ctx)]
    await tagged(a.id, from.id)
    await tagged(b.id, from.id)
    await tagged(b.id, into.id)
    const merged = await t.call(api.mergeTag, { as: sd.id, params: { id: from.id }, body: { into: into.id } })
    expect(merged.body).toMatchObject({ tag: { id: into.id }, records: 2 })
    expect([await tagsOf(a.id), await tagsOf(b.id)]).toEqual([[into.id], [into.id]])
    expect(
      (await t.call(api.mergeTag, { as: sd.id, params: { id: into.id }, body: { into: into.id } })).body,
    ).toMatchObject({ reason: 'tags.mergeIntoItself' })
    await t.call(api.restoreTag, { as: sd.id, params: { id: from.id } })
    expect(await tagsOf(a.id)).toEqual([from.id, into.id].sort())
  })

  test('count only what the asker sees; keepers of tags also learn how many there are', async () => {
    const ctx = await t.ctx()
    const [brno, praha] = [await aTeam(ctx), await aTeam(ctx)]
    const anna = await aUser(ctx, { teamId: brno.id })
    const cizi = await aUser(ctx, { teamId: praha.id })
    const adm = await aUser(ctx, { roles: ['ADM'] })
    const tag = await aTag(ctx)
    for (const ownerId of [anna.id, cizi.id, cizi.id]) await tagged((await aClient(ctx, { ownerId })).id, tag.id)
    const use = async (as: string) => (await t.call(api.listTagUse, { as })).body
    expect((await use(anna.id)).tags[0]).toMatchObject({ clients: 1, contacts: 0, records: null })
    expect((await use(anna.id)).whyNot).toEqual({ keep: 'tags.byLead' })
    expect((await use(adm.id)).tags[0]).toMatchObject({ clients: 0, contacts: 0, records: 3 })
  })
})

describe('two people at once', () => {
  const t = useApp({ committed: true })

  test('adding the same tag make one', async () => {
    const anna = await aUser(await t.ctx())
    const answers = await Promise.all(
      ['Novinka', 'novinka', 'NOVINKA'].map((name) => t.call(api.createTag, { as: anna.id, body: { name } })),
    )
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409, 409])
  })

  test('merging two tags into each other end with one of them', async () => {
    const ctx = await t.ctx()
    const sd = await aUser(ctx, { roles: ['SD'] })
    const [a, b] = [await aTag(ctx), await aTag(ctx)]
    const merge = (id: string, into: string) => t.call(api.mergeTag, { as: sd.id, params: { id }, body: { into } })
    const answers = await Promise.all([merge(a.id, b.id), merge(b.id, a.id)])
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 404])
  })
})
