// How much of a file may be one thing, so that no file can hold the program or fill its memory. What is beyond is named.
import { setImmediate } from 'node:timers/promises'

/** The widest exports of accounting programs and CRMs have some two hundred columns; nobody maps more by hand. */
export const mostColumns = 500

/** Characters of one row or card. A row holding a long note has a few thousand; a cell of Excel at most 32 767. */
export const longestRecord = 1 << 20

/** Characters of rows held in memory together; the count of rows alone says nothing when each is as long as allowed. */
export const mostHeld = 4 << 20

/** What is kept of a record that is too long: enough to recognise it. */
const beginning = 1 << 12

/** A copy of its own, because a piece cut from a long text keeps the whole of it in memory. */
export function beginningOf(text: string): string {
  return Buffer.from(text.slice(0, beginning)).toString()
}

/** As many cells as a table may have; what stands beyond them stays together in one more, so that nothing is lost. */
export function boundCells(cells: string[], delimiter: string): string[] {
  if (cells.length <= mostColumns) return cells
  const beyond = cells.slice(mostColumns)
  const bound = cells.slice(0, mostColumns)
  // Programs fill rows up with empty cells.
  if (beyond.some((cell) => cell.trim() !== '')) bound.push(beyond.join(delimiter))
  return bound
}

/** Long work asks it often; it lets others be served whenever they have waited some 10 ms. */
export function breather(): () => Promise<void> {
  let since = performance.now()
  return async () => {
    if (performance.now() - since < 10) return
    await setImmediate()
    since = performance.now()
  }
}
