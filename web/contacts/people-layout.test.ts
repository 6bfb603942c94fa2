// Where people stand in the drawing.
import { expect, test } from 'vitest'
import { arranged } from '#web/contacts/people-layout.ts'

const person = (
  contactId: string,
  reportsToId: string | null = null,
  x: number | null = null,
  y: number | null = null,
) => ({ contactId, reportsToId, x, y })

test('a superior stands above the middle of those who report to him', () => {
  const places = arranged([person('boss'), person('a', 'boss'), person('b', 'boss')])
  expect(places.get('boss')).toEqual({ x: 110, y: 0 })
  expect(places.get('a')?.y).toBe(150)
})

test('a place somebody chose is kept, one without a line stands aside, nobody is lost', () => {
  const places = arranged([person('a', null, 7, 9), person('b'), person('c', 'gone')])
  expect(places.get('a')).toEqual({ x: 7, y: 9 })
  expect(places.size).toBe(3)
})
