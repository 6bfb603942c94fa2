// Rows into PostgreSQL by COPY: text made in big pieces, backpressure obeyed.
import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import type pg from 'pg'
import { from } from 'pg-copy-streams'

export type Cell = string | number | boolean | null | undefined

/** Copies what `rows` yields; strings must hold no tab, backslash or line break. Returns how many. */
export async function copyRows(
  client: pg.ClientBase,
  table: string,
  columns: string,
  rows: Iterable<readonly Cell[]>,
): Promise<number> {
  const stream = client.query(from(`copy ${table} (${columns}) from stdin`))
  const end = finished(stream)
  let piece = ''
  let count = 0
  for (const row of rows) {
    for (let i = 0; i < row.length; i++) {
      const cell = row[i]
      piece += `${i > 0 ? '\t' : ''}${cell === null || cell === undefined ? '\\N' : cell}`
    }
    piece += '\n'
    count++
    if (piece.length > 262_144) {
      if (!stream.write(piece)) await Promise.race([once(stream, 'drain'), end])
      piece = ''
    }
  }
  stream.end(piece)
  await end
  return count
}
