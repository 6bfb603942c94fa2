// Computed public holidays against the published ones; the large data lies beside the checkout and may be absent.
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { czechHolidayRules, czechHolidays } from '#domain/business-days.ts'

const folder = new URL('../../shared/data/cz-registers/holidays/', import.meta.url)

describe.skipIf(!existsSync(folder))('public holidays (skipped when ../shared/data is absent)', () => {
  test.each(Array.from({ length: 11 }, (_, i) => 2016 + i))('of %i equal the published ones', (year) => {
    const published = JSON.parse(readFileSync(new URL(`CZ-${year}.json`, folder), 'utf8')) as {
      date: string
      type: string
    }[]
    const days = published.filter((one) => one.type === 'public').map((one) => one.date.slice(0, 10))
    expect(czechHolidays(year).map((one) => one.day)).toEqual([...new Set(days)].sort())
  })

  test('rules have the names and years of the acts', () => {
    const [, ...rows] = readFileSync(new URL('public_holidays_rules.csv', folder), 'utf8').trim().split(/\r?\n/)
    const written = czechHolidayRules.map((rule) => {
      const id = 'monthDay' in rule ? rule.monthDay : `easter${rule.afterEaster > 0 ? '+' : ''}${rule.afterEaster}`
      return `${id},${rule.name},${rule.validFrom}`
    })
    expect(rows.map((row) => row.split(',').slice(0, 3).join(','))).toEqual(written)
  })
})
