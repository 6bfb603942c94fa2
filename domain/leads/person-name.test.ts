import { describe, expect, it } from 'vitest'
import { splitPersonName } from '#domain/leads/person-name.ts'

describe('a name as people write it', () => {
  it.each([
    ['Jan Novák', [null, 'Jan', 'Novák', null]],
    ['  Jan   Novák ', [null, 'Jan', 'Novák', null]],
    ['Ing. Jan Novák, Ph.D.', ['Ing.', 'Jan', 'Novák', 'Ph.D.']],
    ['Mgr. et Mgr. Eva Malá', ['Mgr. et Mgr.', 'Eva', 'Malá', null]],
    ['doc. Ing. Petr Jan Dvořák, CSc., MBA', ['doc. Ing.', 'Petr Jan', 'Dvořák', 'CSc., MBA']],
    ['Novák, Jan', [null, 'Jan', 'Novák', null]],
    ['paní Nováková', [null, null, 'Nováková', null]],
    ['Nováková', [null, null, 'Nováková', null]],
    ['Jan Novák MBA', [null, 'Jan', 'Novák', 'MBA']],
    ['Mr. John Smith', [null, 'John', 'Smith', null]],
  ])('%s', (text, [titleBefore, firstName, lastName, titleAfter]) => {
    expect(splitPersonName(text)).toEqual({ titleBefore, firstName, lastName, titleAfter })
  })

  it('is nothing where nothing is written', () => {
    expect(splitPersonName('  ')).toBeUndefined()
  })
})
