// Cases of the comparison with a register.
import { describe, expect, it } from 'vitest'
import {
  differencesOf,
  isOpen,
  type KeptFacts,
  type RegisterFacts,
  withoutKept,
} from '#domain/registers/differences.ts'

const seat = { street: 'Duhová 1444/2', city: 'Praha', postcode: '14000', region: 'Hlavní město Praha', country: 'CZ' }
const theirs: RegisterFacts = {
  ico: '45274649',
  name: 'ČEZ, a. s.',
  dic: 'CZ45274649',
  vatPayer: true,
  vatGroupDic: null,
  legalForm: '121',
  seat,
  branches: [{ code: '35.11', version: '2025' }],
  foundedOn: '1992-05-06',
  endedOn: null,
  updatedOn: '2026-09-17',
  warnings: [],
}
const ours: KeptFacts = { name: 'ČEZ, a. s.', dic: 'CZ45274649', legalForm: '121', seat, nace: '35.11' }
const fields = (kept: Partial<KeptFacts>, said: Partial<RegisterFacts> = {}) =>
  differencesOf({ ...ours, ...kept }, { ...theirs, ...said }).map((d) => d.field)

describe('differences from a register', () => {
  it.each<[string, Partial<KeptFacts>, Partial<RegisterFacts>]>([
    ['the same', {}, {}],
    ['another spelling of the legal form in the name', { name: 'CEZ akciová společnost' }, {}],
    ['case and diacritics', { name: 'čez A.S.' }, {}],
    ['a postcode with a space', { seat: { ...seat, postcode: '140 00' } }, {}],
    ['a district behind the town', { seat: { ...seat, city: 'Praha 4 - Michle' } }, {}],
    ['a descriptive number with its abbreviation', { seat: { ...seat, street: 'Duhová č. p. 1444 / 2' } }, {}],
    ['another region name', { seat: { ...seat, region: null } }, {}],
    ['no answer on the legal form', {}, { legalForm: null }],
    ['no seat in the register', { seat: null }, { seat: null }],
    ['a wider branch code of the same branch', { nace: '35.1' }, {}],
    [
      'several branches of which none is said to be the main one',
      { nace: null },
      { branches: [...theirs.branches, { code: '46.90', version: '2025' }] },
    ],
    ['our number of a member of a VAT group', { dic: 'CZ45274649' }, { dic: null, vatGroupDic: 'CZ699001182' }],
    ['a number left after deregistration', { dic: null }, { vatPayer: false }],
  ])('%s is no difference', (_, kept, said) => {
    expect(fields(kept, said)).toEqual([])
  })

  it.each<[string, Partial<KeptFacts>, Partial<RegisterFacts>, string[]]>([
    ['another name', { name: 'ČEZ Prodej, a.s.' }, {}, ['name']],
    ['a missing tax number of a payer', { dic: null }, {}, ['dic']],
    ['another legal form', { legalForm: '112' }, {}, ['legalForm']],
    ['another street', { seat: { ...seat, street: 'Jiná 1' } }, {}, ['seat']],
    ['another town beginning alike', { seat: { ...seat, city: 'Prahatice' } }, {}, ['seat']],
    ['a missing seat', { seat: null }, {}, ['seat']],
    ['the only branch', { nace: '46.90' }, {}, ['nace']],
    [
      'all of it',
      { name: 'X', dic: null, legalForm: null, seat: null, nace: null },
      {},
      ['name', 'dic', 'legalForm', 'seat', 'nace'],
    ],
  ])('%s is a difference', (_, kept, said, expected) => {
    expect(fields(kept, said)).toEqual(expected)
  })

  it('is not raised again once kept, until the register says something new', () => {
    const found = differencesOf({ ...ours, name: 'ČEZ Prodej' }, theirs)
    expect(isOpen(found)).toBe(true)
    const kept = [{ field: 'name' as const, theirs: 'ČEZ,  a. s.' }]
    expect(isOpen(withoutKept(found, kept))).toBe(false)
    expect(isOpen(withoutKept(differencesOf(ours, { ...theirs, name: 'ČEZ Nový, a. s.' }), kept))).toBe(true)
  })
})
