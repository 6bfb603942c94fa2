import { describe, expect, it } from 'vitest'
import type { MeetingLine } from '#api/meeting-minutes.ts'
import { MinutesBook } from '#web/meetings/minutes-book.ts'

const line = (id: string, position: number, text: string): MeetingLine => ({
  id,
  position,
  text,
  mark: 'line',
  pointId: null,
  promiseId: null,
  objectionId: null,
  at: '',
  author: null,
})
let n = 0
const book = (server: MeetingLine[] = [], kept = {}) => new MinutesBook(server, kept, () => `n${++n}`)
const texts = (b: MinutesBook) => b.lines.map((one) => one.text)
const nothing = { kept: [], refused: [] }

describe('minutes being written', () => {
  it('keep each line until the server has it', () => {
    const b = book()
    const [id] = b.insert(undefined, [{ text: 'Cena' }]) as [string]
    const batch = b.batch(100)
    expect(batch?.changes).toMatchObject([{ id, text: 'Cena', position: 1024 }])
    b.change(id, { text: 'Cena 12 Kč' })
    b.confirmed(batch as NonNullable<typeof batch>, nothing)
    expect(b.waitingCount).toBe(1)
    expect(b.batch(100)?.changes).toMatchObject([{ text: 'Cena 12 Kč', was: 'Cena' }])
  })

  it('survive a reload: what waited is put on top of what the server has', () => {
    const b = book([line('a', 1024, 'první'), line('b', 2048, 'druhý')])
    b.change('a', { text: 'první opravený' })
    b.insert('a', [{ text: 'mezi' }])
    b.remove('b')
    const again = book([line('a', 1024, 'první'), line('b', 2048, 'druhý')], JSON.parse(JSON.stringify(b.kept)))
    expect(texts(again)).toEqual(['první opravený', 'mezi'])
    expect(again.batch(100)).toMatchObject({ removed: [{ id: 'b', was: 'druhý' }] })
  })

  it('bring back a line that others removed while it was being written', () => {
    const b = book([line('a', 1024, 'první')])
    b.change('a', { text: 'první a něco' })
    expect(texts(book([], JSON.parse(JSON.stringify(b.kept))))).toEqual(['první a něco'])
  })

  it('never sent and removed at once leave nothing behind; sent but not confirmed they are removed there too', () => {
    const b = book()
    const [id] = b.insert(undefined, [{ text: 'x' }]) as [string]
    b.remove(id)
    expect(b.waitingCount).toBe(0)
    const [second] = b.insert(undefined, [{ text: 'y' }]) as [string]
    const batch = b.batch(10)
    b.remove(second)
    b.confirmed(batch as NonNullable<typeof batch>, nothing)
    expect(b.batch(10)).toEqual({ changes: [], removed: [{ id: second, was: 'y' }] })
  })

  it('keep both wordings when somebody else changed the same line', () => {
    const b = book([line('a', 1024, 'Cena')])
    b.change('a', { text: 'Cena 13 Kč' })
    const batch = b.batch(10) as NonNullable<ReturnType<MinutesBook['batch']>>
    b.confirmed(batch, {
      refused: [],
      kept: [{ theirs: line('a', 1024, 'Cena 12 Kč'), mine: line('m', 1025, 'Cena 13 Kč') }],
    })
    expect(texts(b)).toEqual(['Cena 12 Kč', 'Cena 13 Kč'])
    expect(b.waitingCount).toBe(0)
  })

  it('name a refused line, do not send it again until it is changed', () => {
    const b = book()
    const [id] = b.insert(undefined, [{ text: 'rodné číslo' }]) as [string]
    const batch = b.batch(10) as NonNullable<ReturnType<MinutesBook['batch']>>
    b.confirmed(batch, { kept: [], refused: [{ id, reason: 'identifiers.birthNumber' }] })
    expect(b.refused.get(id)).toBe('identifiers.birthNumber')
    expect(b.batch(10)).toBeUndefined()
    b.change(id, { text: 'bez čísla' })
    expect(b.batch(10)?.changes).toHaveLength(1)
  })

  it('take in lines of others without touching what waits', () => {
    const b = book([line('a', 1024, 'první'), line('b', 2048, 'druhý')])
    b.change('a', { text: 'můj' })
    b.merge([line('a', 1024, 'jejich'), line('c', 3072, 'třetí')])
    expect(texts(b)).toEqual(['můj', 'třetí'])
  })

  it('find a place between two lines, and space all anew when there is none', () => {
    const b = book([line('a', 1, 'a'), line('b', 2, 'b')])
    b.insert('a', [{ text: 'mezi' }])
    expect(texts(b)).toEqual(['a', 'mezi', 'b'])
    expect(b.lines.map((one) => one.position)).toEqual([1024, 2048, 3072])
    expect(b.waitingCount).toBe(3)
  })

  it('take ten thousand pasted lines within a second and send them in parts', () => {
    const b = book()
    const started = performance.now()
    b.insert(
      undefined,
      Array.from({ length: 10_000 }, (_, i) => ({ text: `řádek ${i}` })),
    )
    expect(performance.now() - started).toBeLessThan(1000)
    expect(b.batch(500)?.changes).toHaveLength(500)
    expect(texts(b).at(-1)).toBe('řádek 9999')
  })
})
