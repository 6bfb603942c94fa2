// Definitions of custom fields through HTTP on real PostgreSQL.
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import * as api from '#api/custom-fields.ts'
import { aClient } from '#server/clients/factory.ts'
import { aCustomField } from '#server/custom-fields/factory.ts'
import { aUser } from '#server/users/factory.ts'
import { useApp } from '#test/app.ts'

describe('definitions', () => {
  const t = useApp()

  test('are made by administrators; key and English label follow the Czech one', async () => {
    const ctx = await t.ctx()
    const adm = await aUser(ctx, { roles: ['ADM'] })
    const made = await t.call(api.createCustomField, {
      as: adm.id,
      body: {
        capability: 'clients',
        type: 'choice',
        label: { cs: 'Typ prodejny' },
        choices: [{ cs: 'Malá', en: 'Small' }, { cs: 'Velká' }],
      },
    })
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({
      key: 'typProdejny',
      label: { cs: 'Typ prodejny', en: 'Typ prodejny' },
      choices: [
        { key: 'mala', cs: 'Malá', en: 'Small' },
        { key: 'velka', cs: 'Velká', en: 'Velká' },
      ],
      active: true,
      version: 1,
    })
    const money = await t.call(api.createCustomField, {
      as: adm.id,
      body: { capability: 'clients', type: 'money', label: { cs: 'Obrat' } },
    })
    expect(money.body.currency).toBe('CZK')
    const am = await aUser(ctx)
    expect(
      (
        await t.call(api.createCustomField, {
          as: am.id,
          body: { capability: 'clients', type: 'text', label: { cs: 'X' } },
        })
      ).status,
    ).toBe(403)
    const listed = await t.call(api.listCustomFields, { as: am.id, query: { capability: 'clients' } })
    expect(listed.body.fields.map((field) => field.key)).toEqual(['typProdejny', 'obrat'])
    const facts = await sql<{
      fact: string
    }>`select fact from journal_entries where record_id = ${made.body.id}::uuid`.execute(t.db)
    expect(facts.rows).toEqual([{ fact: 'customFields.created' }])
  })

  test('refuse the same key, the same label, no choices and doubled choices', async () => {
    const ctx = await t.ctx()
    const adm = await aUser(ctx, { roles: ['ADM'] })
    await aCustomField(ctx, { label: { cs: 'Řetězec', en: 'Chain' }, key: 'chain' })
    const make = (body: Partial<api.CustomFieldDraft>) =>
      t.call(api.createCustomField, {
        as: adm.id,
        body: { capability: 'clients', type: 'text', label: { cs: 'Nové' }, ...body },
      })
    expect((await make({ key: 'chain' })).body).toMatchObject({ reason: 'customFields.keyTaken' })
    expect((await make({ label: { cs: 'retezec', en: 'Other' } })).body).toMatchObject({
      reason: 'customFields.labelTaken',
    })
    expect((await make({ type: 'choice' })).body).toMatchObject({
      errors: [{ field: 'choices', reason: 'customFields.choicesMissing' }],
    })
    expect((await make({ type: 'choices', choices: [{ cs: 'Ano' }, { cs: 'ANO' }] })).body).toMatchObject({
      errors: [{ field: 'choices.1.cs', reason: 'customFields.choiceTwice' }],
    })
    expect((await make({ capability: 'contacts', key: 'chain', label: { cs: 'Řetězec' } })).status).toBe(201)
  })

  test('keep their type for good and refuse a newer version', async () => {
    const ctx = await t.ctx()
    const adm = await aUser(ctx, { roles: ['ADM'] })
    const field = await aCustomField(ctx)
    const change = (body: object, version: number) =>
      t.call(api.changeCustomField, {
        as: adm.id,
        params: { id: field.id },
        body: body as api.CustomFieldChange,
        version,
      })
    expect((await change({ type: 'number' }, 1)).status).toBe(400)
    expect((await change({ label: { cs: 'Jméno', en: 'Name' } }, 1)).body).toMatchObject({
      label: { cs: 'Jméno' },
      version: 2,
      key: field.key,
    })
    expect((await change({ required: true }, 1)).body).toMatchObject({ reason: 'kit.conflict', theirs: { version: 2 } })
  })

  test('do not lose a choice that somebody chose, nor the currency of filled amounts, nor filled values', async () => {
    const ctx = await t.ctx()
    const adm = await aUser(ctx, { roles: ['ADM'] })
    const many = await aCustomField(ctx, {
      type: 'choices',
      key: 'ranges',
      choices: [
        { key: 'a', cs: 'Áčko' },
        { key: 'b', cs: 'Béčko' },
        { key: 'c', cs: 'Céčko' },
      ],
    })
    const money = await aCustomField(ctx, { type: 'money', key: 'turnover' })
    await aClient(ctx, { custom: { ranges: ['a', 'b'], turnover: '5' } })
    await aClient(ctx, { custom: { ranges: ['a'] }, deleted: true })
    const keep = (keys: string[]) =>
      t.call(api.changeCustomField, {
        as: adm.id,
        params: { id: many.id },
        body: { choices: many.choices.filter((c) => keys.includes(c.key)) },
        version: 1,
      })
    const refused = await keep(['b', 'c'])
    expect(refused.body).toMatchObject({ reason: 'customFields.choiceInUse', details: { records: 2, keys: ['a'] } })
    expect(refused.body.title).toBe(
      'Možnost „Áčko“ je vybraná v 2\u00a0záznamech. Nejdřív v nich vyberte jinou, pak ji odeberte.',
    )
    expect((await keep(['a', 'b'])).status).toBe(200)
    const usage = await t.call(api.usageOfCustomField, { as: adm.id, params: { id: many.id } })
    expect(usage.body).toEqual({ records: 2, choices: { a: 2, b: 1 } })
    expect(
      (
        await t.call(api.changeCustomField, {
          as: adm.id,
          params: { id: money.id },
          body: { currency: 'EUR' },
          version: 1,
        })
      ).body,
    ).toMatchObject({
      reason: 'customFields.currencyInUse',
    })
    expect((await t.call(api.removeCustomField, { as: adm.id, params: { id: money.id } })).body).toMatchObject({
      reason: 'customFields.inUse',
      details: { records: 1 },
    })
    const unused = await aCustomField(ctx)
    expect((await t.call(api.removeCustomField, { as: adm.id, params: { id: unused.id } })).status).toBe(200)
  })

  test('are put in order, those not named stay behind', async () => {
    const ctx = await t.ctx()
    const adm = await aUser(ctx, { roles: ['ADM'] })
    const [a, b, c] = [await aCustomField(ctx), await aCustomField(ctx), await aCustomField(ctx)]
    const ordered = await t.call(api.orderCustomFields, {
      as: adm.id,
      body: { capability: 'clients', ids: [c.id, a.id] },
    })
    expect(ordered.body.fields.map((field) => field.id)).toEqual([c.id, a.id, b.id])
  })
})

describe('two administrators at once', () => {
  const t = useApp({ committed: true })

  test('adding fields of one label make one', async () => {
    const adm = await aUser(await t.ctx(), { roles: ['ADM'] })
    const answers = await Promise.all(
      [1, 2, 3].map(() =>
        t.call(api.createCustomField, {
          as: adm.id,
          body: { capability: 'clients', type: 'text', label: { cs: 'Obrat' } },
        }),
      ),
    )
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409, 409])
  })
})
