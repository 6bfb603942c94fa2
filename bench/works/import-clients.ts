// W7 and its bigger siblings: companies from a file, checked, compared with the databank and journalled, by the command.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { command } from '../command.ts'
import { writeCompanies } from '../csv-file.ts'
import { Line, must } from '../load.ts'
import type { LongWork, Place } from '../work.ts'

function importOf(name: string, title: string, rows: number, rounds: number, floor: boolean): LongWork {
  const file = (place: Place, side: string, round: number) => join(place.folder, `${side}-${rows}-${round}.csv`)
  return {
    kind: 'long',
    name,
    title,
    rows,
    rounds,
    product: async (place, round, timed) => {
      const path = file(place, 'product', round)
      await writeCompanies(path, rows, round * 2)
      await timed(async () => {
        const { result, highestMb } = await command(place, ['import', 'clients', path, '--key', 'ico', '--json'])
        // Some rows may be refused as doubles; losing many would make the figure worthless.
        if (!(Number(result.created) > rows * 0.9)) throw new Error(`the import ended with ${JSON.stringify(result)}`)
        return highestMb
      })
      rmSync(path)
    },
    ...(floor
      ? {
          floor: async (place, round, timed) => {
            const path = file(place, 'floor', round)
            await writeCompanies(path, rows, round * 2 + 1)
            const line = new Line(place.address.host, place.address.port, place.address.cookie)
            await timed(async () => {
              await must(line, { method: 'POST', path: '/import', body: JSON.stringify({ path }) })
              return undefined
            })
            line.close()
            rmSync(path)
          },
        }
      : {}),
  }
}

export const import10k = importOf(
  'W7',
  'import of 10,000 companies, with checks, duplicate search and journal',
  10_000,
  3,
  true,
)
export const import100k = importOf('import-100k', 'import of 100,000 companies', 100_000, 1, true)
export const import1m = importOf('import-1m', 'import of 1,000,000 companies', 1_000_000, 1, false)
