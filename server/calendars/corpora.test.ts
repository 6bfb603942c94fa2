// Every .ics of the collection ../shared/data/pim/ics against the written record docs/records/calendars.md; without the
// collection it is skipped with a word. Run with RECORD=1 to write the record anew after a wanted change.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { textOf } from '#server/calendars/ics-lines.ts'
import { type ReadEvent, readCalendar } from '#server/calendars/ics-reading.ts'
import { hashOfSides } from '#server/calendars/ics-values.ts'
import { writeCalendar } from '#server/calendars/ics-writing.ts'
import { recurrenceOf } from '#server/calendars/occurrences.ts'
import type { AppointmentRow } from '#server/calendars/store.ts'
import { occurrences } from '#server/kit/recurrence.ts'
import { localOf, minutesBetween } from '#server/kit/zoned-time.ts'

const folder = join(import.meta.dirname, '../../../shared/data/pim/ics')
const recordPath = join(import.meta.dirname, '../../docs/records/calendars.md')
const here = existsSync(folder)
if (!here) console.warn(`${folder} is not here: the collections of .ics are not read.`)

const files = here
  ? readdirSync(folder).flatMap((name) =>
      readdirSync(join(folder, name))
        .filter((file) => file.endsWith('.ics'))
        .map((file) => `${name}/${file}`),
    )
  : []
const read = (file: string) => readCalendar(textOf(readFileSync(join(folder, file))), 'Europe/Prague')

async function lineOf(file: string): Promise<string> {
  const { events, refused, remarks } = await read(file)
  const words = (reason: string) => reason.split('.')[1] ?? reason
  const refusals = refused.map(({ line, reason }) => `${line}: ${words(reason)}`).join(', ')
  const said = [
    ...remarks.map(({ line, reason }) => `${line}: ${words(reason)}`),
    ...events.flatMap(({ line, remarks }) => remarks.map((reason) => `${line}: ${words(reason)}`)),
  ]
  const verdict =
    events.length > 0
      ? refused.length > 0
        ? 'in part'
        : 'accepted'
      : refused.length > 0
        ? 'rejected'
        : 'nothing in it'
  return `| ${file} | ${verdict} | ${events.length} | ${refusals || '–'} | ${said.slice(0, 6).join(', ') || '–'}${said.length > 6 ? ` and ${said.length - 6} more` : ''} |`
}

describe.skipIf(!here)('the collections of .ics', () => {
  test('are accepted and refused as the record says', async () => {
    const lines = await Promise.all(files.map(lineOf))
    const mark =
      '| file | verdict | appointments | refused (line: reason) | remarks (line: remark) |\n|---|---|---|---|---|\n'
    if (process.env.RECORD) {
      const text = readFileSync(recordPath, 'utf8')
      const head = text.slice(0, text.indexOf(mark) + mark.length)
      writeFileSync(recordPath, `${head}${lines.join('\n')}\n`)
    }
    const record = readFileSync(recordPath, 'utf8')
    expect(
      record
        .slice(record.indexOf(mark) + mark.length)
        .trimEnd()
        .split('\n'),
    ).toEqual(lines)
  })

  test('give the same appointments when written and read again', async () => {
    const broken: string[] = []
    for (const file of files) {
      const { events } = await read(file)
      if (events.length === 0 || events.some(({ method }) => method === 'REPLY' || method === 'CANCEL')) continue
      const rows = events.map((event) => ({
        ...event,
        origin: 'import',
        organizerEmail: null,
        organizerName: null,
        people: [],
      })) as unknown as AppointmentRow[]
      const { events: again } = await readCalendar(
        writeCalendar(rows, { now: '2026-11-24T09:00:00.000Z' }),
        'Europe/Prague',
      )
      if (hashOfSides(events) !== hashOfSides(again)) broken.push(file)
    }
    expect(broken).toEqual([])
  })

  test('of Czech senders are read as their expected.json says', async () => {
    const expected = JSON.parse(readFileSync(join(folder, 'czech-composed/expected.json'), 'utf8')) as Record<
      string,
      Expected
    >
    for (const [file, want] of Object.entries(expected)) {
      const [event] = (await read(`czech-composed/${file}`)).events as [ReadEvent]
      expect(event.title, file).toBe(want.summary)
      if (want.method) expect(event.method).toBe(want.method)
      if (want.start) {
        expect([event.allDay, event.busy]).toEqual([true, false])
        expect(localOf(event.startsAt, event.timeZone).day).toBe(want.start)
        expect(localOf(event.endsAt, event.timeZone).day).toBe(want.end_exclusive)
      }
      if (!want.starts) continue
      const found = event.rrule
        ? occurrences(recurrenceOf(event), '2026-01-01', '2026-12-31').map(({ startsAt }) => startsAt)
        : [event.startsAt]
      expect(found).toEqual(want.starts.map((at) => new Date(at).toISOString()))
      expect(minutesBetween(event.startsAt, event.endsAt)).toBe(want.minutes)
    }
  })
})

interface Expected {
  summary: string
  method?: string
  start?: string
  end_exclusive?: string
  starts?: string[]
  minutes?: number
}
