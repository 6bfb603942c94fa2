import { describe, expect, test } from 'vitest'
import { companyDomain, type DuplicateProfile, scoreDuplicate, suggestFrom } from '#domain/duplicates.ts'

const alza: DuplicateProfile = {
  name: 'Alza.cz a.s.',
  ico: '27082440',
  dic: 'CZ27082440',
  emails: ['nakup@alza.cz'],
  phones: ['+420225340111'],
  webs: ['https://www.alza.cz/'],
}

describe('duplicates', () => {
  test('the same IČO blocks, whatever else differs', () => {
    expect(scoreDuplicate({ name: 'Něco jiného', ico: '27082440' }, alza)).toEqual({
      score: 100,
      block: true,
      reasons: [{ kind: 'ico', detail: '27082440' }],
    })
  })

  test.each<[string, DuplicateProfile, string[], boolean]>([
    ['same domain', { name: 'Velkoobchod', emails: ['Jana@ALZA.cz'] }, ['domain'], true],
    ['same web', { name: 'Velkoobchod', webs: ['eshop.alza.cz/kontakt'] }, ['domain'], true],
    ['same phone', { name: 'Velkoobchod', phones: ['+420225340111'] }, ['phone'], true],
    ['same mailbox', { name: 'Velkoobchod', emails: ['NAKUP@alza.cz'] }, ['email'], true],
    ['same tax number', { name: 'Velkoobchod', dic: 'CZ27082440' }, ['dic'], true],
    ['same name without form', { name: 'ALZA.CZ' }, ['name'], true],
    ['name and domain', { name: 'Alza cz, s.r.o.', webs: ['alza.cz'] }, ['domain', 'name'], true],
    ['nothing', { name: 'Kiwi.com s.r.o.', emails: ['info@kiwi.com'] }, [], false],
    ['same name, another IČO', { name: 'Alza.cz a.s.', ico: '29352886' }, ['name'], false],
    [
      'same domain and name, another IČO',
      { ...alza, ico: '29352886', dic: null, phones: [] },
      ['email', 'name'],
      false,
    ],
  ])('%s', (_, candidate, kinds, shown) => {
    const found = scoreDuplicate(candidate, alza)
    expect(found.reasons.map((reason) => reason.kind)).toEqual(kinds)
    expect(found.block).toBe(false)
    expect(found.score).toBeLessThanOrEqual(99)
    expect(found.score >= suggestFrom).toBe(shown)
  })

  test('free mail is no sign, a shared mailbox is', () => {
    const one = { name: 'Pekárna', emails: ['pekarna@seznam.cz'] }
    expect(scoreDuplicate(one, { name: 'Truhlárna', emails: ['truhlar@seznam.cz'] }).reasons).toEqual([])
    expect(scoreDuplicate(one, { name: 'Truhlárna', emails: ['pekarna@seznam.cz'] }).reasons).toHaveLength(1)
  })

  test('members of a VAT group are not duplicates, and a natural person keeps the tax number hidden', () => {
    const group = { name: 'Banka', dic: 'CZ699004572' }
    expect(scoreDuplicate(group, { name: 'Leasing', dic: 'CZ699004572' }).reasons).toEqual([])
    const person = { name: 'Jan', dic: 'CZ7103192745' }
    expect(scoreDuplicate(person, { name: 'Petr', dic: 'CZ7103192745' }).reasons).toEqual([{ kind: 'dic', detail: '' }])
  })

  test.each([
    ['jan@firma.cz', 'firma.cz'],
    ['jan@posta.firma.cz', 'firma.cz'],
    ['https://www.firma.co.uk/o-nas?x=1', 'firma.co.uk'],
    ['firma.cz:8080', 'firma.cz'],
    ['mailto:jan@firma.cz', 'firma.cz'],
    ['jan@gmail.com', undefined],
    ['jan@hotmail.co.uk', undefined],
    ['https://www.facebook.com/firma', undefined],
    ['co.uk', undefined],
    ['192.168.1.1', undefined],
    ['nesmysl', undefined],
    ['', undefined],
  ])('the company domain of %s is %s', (address, expected) => {
    expect(companyDomain(address)).toBe(expected)
  })
})
