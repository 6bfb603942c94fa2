// Values of custom fields on clients and the list columns they make, through HTTP on real PostgreSQL.
import { describe, expect, test } from 'vitest'
import { changeClient, createClient, listClients } from '#api/clients.ts'
import * as api from '#api/custom-fields.ts'
import { aClient } from '#server/clients/factory.ts'
import { aCustomField } from '#server/custom-fields/factory.ts'
import { aTeam } from '#server/teams/factory.ts'
import { aUser } from '#server/users/factory.ts'
import { useApp } from '#test/app.ts'

describe('values', () => {
  const t = useApp()
  const fields = async () => {
    const ctx = await t.ctx()
    await aCustomField(ctx, { key: 'shops', type: 'number', label: { cs: 'Počet prodejen' } })
    await aCustomField(ctx, { key: 'turnover', type: 'money', label: { cs: 'Obrat' } })
    await aCustomField(ctx, { key: 'since', type: 'date', label: { cs: 'Od kdy' } })
    await aCustomField(ctx, {
      key: 'ranges',
      type: 'choices',
      label: { cs: 'Sortiment' },
      choices: [
        { key: 'dairy', cs: 'Mléčné' },
        { key: 'bakery', cs: 'Pečivo' },
      ],
    })
    await aCustomField(ctx, {
      key: 'size',
      type: 'choice',
      label: { cs: 'Velikost' },
      choices: [
        { key: 's', cs: 'Malá' },
        { key: 'l', cs: 'Velká' },
      ],
    })
    await aCustomField(ctx, { key: 'hobby', type: 'text', label: { cs: 'Koníček' } })
    await aCustomField(ctx, { key: 'keeper', type: 'person', label: { cs: 'Správce' } })
    await aCustomField(ctx, { key: 'wholesaler', type: 'client', label: { cs: 'Velkoobchod' } })
    return ctx
  }

  test('of a client are checked and kept in one form; another change leaves them alone', async () => {
    const ctx = await fields()
    const anna = await aUser(ctx)
    const made = await t.call(createClient, {
      as: anna.id,
      body: {
        name: 'Pekárna Lhota',
        custom: {
          shops: '1 250',
          turnover: '12,5 Kč',
          since: '4. 1. 2026',
          ranges: 'Pečivo; mlecne',
          size: 'Velká',
          keeper: anna.id,
        },
      },
    })
    expect(made.status).toBe(201)
    const kept = {
      shops: '1250',
      turnover: '12.5',
      since: '2026-01-04',
      ranges: ['dairy', 'bakery'],
      size: 'l',
      keeper: anna.id,
    }
    expect(made.body.custom).toEqual(kept)
    const changed = await t.call(changeClient, {
      as: anna.id,
      params: { id: made.body.id },
      body: { custom: { size: null, hobby: 'včely' } },
      version: made.body.version,
    })
    const { size: _, ...rest } = kept
    expect(changed.body.custom).toEqual({ ...rest, hobby: 'včely' })
  })

  test('that do not hold are all named', async () => {
    const ctx = await fields()
    const [brno, praha] = [await aTeam(ctx), await aTeam(ctx)]
    const anna = await aUser(ctx, { teamId: brno.id })
    const hidden = await aClient(ctx, { ownerId: (await aUser(ctx, { teamId: praha.id })).id })
    const { body, status } = await t.call(createClient, {
      as: anna.id,
      body: {
        name: 'Pekárna',
        custom: {
          shops: 'mnoho',
          turnover: '5 EUR',
          since: '2026-02-30',
          size: 'obří',
          hobby: 'nar. 710319/2745',
          nothing: 1,
        },
      },
    })
    expect(status).toBe(400)
    expect((body.errors as { field: string; reason: string }[]).map((e) => `${e.field} ${e.reason}`)).toEqual([
      'custom.shops customFields.notANumber',
      'custom.turnover customFields.otherCurrency',
      'custom.since customFields.notADay',
      'custom.size customFields.unknownChoice',
      'custom.hobby identifiers.birthNumber',
      'custom.nothing customFields.unknownField',
    ])
    const links = await t.call(createClient, {
      as: anna.id,
      body: { name: 'Pekárna', custom: { keeper: hidden.id, wholesaler: hidden.id } },
    })
    expect((links.body.errors as { field: string; reason: string }[]).map((e) => `${e.field} ${e.reason}`)).toEqual([
      'custom.keeper customFields.notAPerson',
      'custom.wholesaler customFields.notAClient',
    ])
  })

  test('that are required must come with a new client and may not be emptied; a switched-off field takes none', async () => {
    const ctx = await t.ctx()
    const anna = await aUser(ctx)
    const adm = await aUser(ctx, { roles: ['ADM'] })
    const old = await aClient(ctx, { ownerId: anna.id })
    const field = await aCustomField(ctx, { key: 'must', required: true })
    const make = (custom?: Record<string, unknown>) =>
      t.call(createClient, { as: anna.id, body: { name: 'Nový klient', ...(custom ? { custom } : {}) } })
    expect((await make()).body).toMatchObject({ errors: [{ field: 'custom.must', reason: 'customFields.required' }] })
    const made = await make({ must: 'je' })
    expect(made.status).toBe(201)
    const empty = await t.call(changeClient, {
      as: anna.id,
      params: { id: made.body.id },
      body: { custom: { must: '' } },
      version: made.body.version,
    })
    expect(empty.body).toMatchObject({ errors: [{ reason: 'customFields.required' }] })
    const rename = await t.call(changeClient, {
      as: anna.id,
      params: { id: old.id },
      body: { note: 'beze změny pole' },
      version: old.version,
    })
    expect(rename.status).toBe(200)
    await t.call(api.changeCustomField, {
      as: adm.id,
      params: { id: field.id },
      body: { active: false },
      version: field.version,
    })
    const late = await t.call(changeClient, {
      as: anna.id,
      params: { id: old.id },
      body: { custom: { must: 'x' } },
      version: rename.body.version,
    })
    expect(late.body).toMatchObject({ errors: [{ reason: 'customFields.inactiveField' }] })
    expect((await t.call(api.listCustomFields, { as: anna.id })).body.fields).toEqual([])
    expect((await t.call(api.listCustomFields, { as: anna.id, query: { inactive: true } })).body.fields).toHaveLength(1)
  })

  test('filter, sort, sum and group the list', async () => {
    const ctx = await fields()
    const anna = await aUser(ctx)
    const big = await aClient(ctx, { name: 'Velký', ownerId: anna.id })
    const row = (name: string, custom: Record<string, unknown>) => aClient(ctx, { name, ownerId: anna.id, custom })
    await row('A', {
      shops: '10',
      turnover: '0.1',
      since: '2026-01-01',
      ranges: ['dairy', 'bakery'],
      size: 's',
      hobby: 'Včely',
      wholesaler: big.id,
    })
    await row('B', { shops: '9', turnover: '0.2', ranges: ['bakery'], size: 'l', keeper: anna.id })
    await row('C', { size: 's', hobby: 'vcely a med' })
    const names = async (query: Record<string, unknown>) =>
      (await t.call(listClients, { as: anna.id, query: { columns: 'name', sort: 'name', ...query } })).body.rows.map(
        (r) => r.name,
      )
    const by = (f: string, op: string, v?: unknown) => names({ filter: JSON.stringify({ f: `custom.${f}`, op, v }) })
    expect(await by('shops', 'gt', '9.5')).toEqual(['A'])
    expect(await by('since', 'between', ['2025-12-31', '2026-01-01'])).toEqual(['A'])
    expect(await by('ranges', 'in', ['bakery'])).toEqual(['A', 'B'])
    expect(await by('ranges', 'notIn', ['dairy'])).toEqual(['B', 'C', 'Velký'])
    expect(await by('size', 'in', ['s', 'l'])).toEqual(['A', 'B', 'C'])
    expect(await by('size', 'empty')).toEqual(['Velký'])
    expect(await by('hobby', 'contains', 'VCEL')).toEqual(['A', 'C'])
    expect(await by('keeper', 'in', ['me'])).toEqual(['B'])
    expect(await by('wholesaler', 'in', [big.id])).toEqual(['A'])
    expect(await names({ sort: '-custom.shops' })).toEqual(['A', 'B', 'C', 'Velký'])
    const page = await t.call(listClients, {
      as: anna.id,
      query: { columns: 'name,custom.turnover,custom.ranges,custom.keeper,custom.wholesaler', sort: 'name' },
    })
    expect(page.body.sums).toEqual({ 'custom.turnover': '0.3' })
    expect(page.body.rows[0]).toMatchObject({
      'custom.turnover': '0.1',
      'custom.ranges': ['dairy', 'bakery'],
      'custom.keeper': null,
      'custom.wholesaler': { id: big.id, name: 'Velký' },
    })
    const groups = await t.call(listClients, { as: anna.id, query: { groupBy: 'custom.size' } })
    expect(groups.body.groups?.map((g) => [g.value, g.count])).toEqual([
      ['s', 2],
      ['l', 1],
      [null, 1],
    ])
    // Pages by key agree with the whole list, also where the value is missing.
    const all: unknown[] = []
    for (let cursor: string | undefined, more = true; more; ) {
      const part = await t.call(listClients, {
        as: anna.id,
        query: { columns: 'name', sort: 'custom.shops', limit: 1, ...(cursor ? { cursor } : {}) },
      })
      all.push(...part.body.rows.map((r) => r.name))
      cursor = part.body.next ?? undefined
      more = cursor !== undefined
    }
    expect(all).toEqual(await names({ sort: 'custom.shops' }))
  })

  test('that lead to a client one may not see are as if empty', async () => {
    const ctx = await fields()
    const [brno, praha] = [await aTeam(ctx), await aTeam(ctx)]
    const anna = await aUser(ctx, { teamId: brno.id })
    const hidden = await aClient(ctx, { name: 'Cizí', ownerId: (await aUser(ctx, { teamId: praha.id })).id })
    await aClient(ctx, { ownerId: anna.id, custom: { wholesaler: hidden.id } })
    const page = await t.call(listClients, { as: anna.id, query: { columns: 'name,custom.wholesaler' } })
    expect(page.body.rows.map((row) => row['custom.wholesaler'])).toEqual([null])
    const group = await t.call(listClients, { as: anna.id, query: { groupBy: 'custom.wholesaler' } })
    expect(group.raw.body).not.toContain(hidden.id)
    const filter = JSON.stringify({ f: 'custom.wholesaler', op: 'in', v: [hidden.id] })
    expect((await t.call(listClients, { as: anna.id, query: { filter } })).body.total).toBe(0)
  })
})
