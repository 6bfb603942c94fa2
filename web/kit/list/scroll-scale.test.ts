// A list of any length scrolls row by row and by dragging, and both ends are reached exactly.
import { expect, test } from 'vitest'
import {
  heightCap,
  positionShowing,
  rowWindow,
  type ScrollPlace,
  scrolledTo,
  scrollTopOf,
} from '#web/kit/list/scroll-scale.ts'

const small = { whole: 100_000 * 40, viewport: 800 }
const large = { whole: 1_000_000 * 40, viewport: 800 }

test('a list under the cap is scrolled by the browser alone', () => {
  expect(scrolledTo({ scrollTop: 0, position: 0 }, 1234, small)).toEqual({ scrollTop: 1234, position: 1234 })
  expect(scrollTopOf(1234, small)).toBe(1234)
})

test('a wheel over a million rows moves by pixels, not by thousands of rows', () => {
  const start: ScrollPlace = { scrollTop: 5_000_000, position: 13_000_000 }
  expect(scrolledTo(start, 5_000_120, large).position).toBe(13_000_120)
})

test('a dragged bar reaches both ends of a million rows exactly', () => {
  const from: ScrollPlace = { scrollTop: 5_000_000, position: 13_000_000 }
  expect(scrolledTo(from, heightCap - large.viewport, large).position).toBe(large.whole - large.viewport)
  expect(scrolledTo(from, 0, large).position).toBe(0)
  expect(Math.abs(scrolledTo(from, heightCap / 2, large).position - large.whole / 2)).toBeLessThan(1000)
})

test('scrolling up by small steps from the middle reaches the first row without a jump', () => {
  let place: ScrollPlace = { scrollTop: scrollTopOf(100_000, large), position: 100_000 }
  for (let i = 0; i < 2000 && place.position > 0; i += 1) {
    const next = scrolledTo(place, Math.max(0, place.scrollTop - 120), large)
    expect(place.position - next.position).toBeLessThanOrEqual(120)
    place = next
  }
  expect(place.position).toBe(0)
})

test('the same downwards reaches the last row', () => {
  const end = large.whole - large.viewport
  let place: ScrollPlace = { scrollTop: scrollTopOf(end - 100_000, large), position: end - 100_000 }
  for (let i = 0; i < 2000 && place.position < end; i += 1) {
    place = scrolledTo(place, Math.min(heightCap - large.viewport, place.scrollTop + 120), large)
  }
  expect(place.position).toBe(end)
})

test('only rows in sight and a few around them are drawn', () => {
  expect(rowWindow(0, 800, 40, 100_000)).toEqual({ first: 0, last: 28 })
  const { first, last } = rowWindow(40 * 5000, 800, 40, 100_000)
  expect(first).toBeLessThanOrEqual(4992)
  expect(last).toBeGreaterThanOrEqual(5028)
  expect(last - first).toBeLessThan(50)
  expect(rowWindow(0, 800, 40, 3)).toEqual({ first: 0, last: 3 })
  expect(rowWindow(0, 800, 40, 0)).toEqual({ first: 0, last: 0 })
})

test('a row is brought into sight moving as little as possible', () => {
  expect(positionShowing(5, 0, 800, 40)).toBe(0)
  expect(positionShowing(25, 0, 800, 40)).toBe(240)
  expect(positionShowing(2, 400, 800, 40)).toBe(80)
})
