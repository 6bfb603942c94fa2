// The same Czech client list in four forms must come out as the same cleaned values (../shared/data/csv-messy).
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { guessColumns } from '#server/imports/reading/headers.ts'
import { openImportFile } from '#server/imports/reading/open-file.ts'
import {
  dicText,
  icoText,
  parseDate,
  parseEmails,
  parseNumber,
  parsePhones,
  tidyText,
} from '#server/imports/reading/values.ts'

const folder = join(import.meta.dirname, '../../../../shared/data/csv-messy/czech-clients')
type Client = {
  code: string
  name: string
  ico: string
  vat_id: string
  emails: string[]
  phone: string
  due_days: number
  year_plan: number
  last_visit: string
  note: string
}
type Expected = {
  columns: string[]
  files: Record<
    string,
    { rows: number; duplicates: [string, string][]; encoding?: string; delimiter?: string; header_row?: number }
  >
  clients: Client[]
}
const encodings: Record<string, string> = { 'utf-8-sig': 'utf-8', cp1250: 'windows-1250', 'utf-8': 'utf-8' }

describe.skipIf(!existsSync(folder))('Czech client lists (skipped where ../shared/data is absent)', () => {
  const expected: Expected = existsSync(folder)
    ? JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8'))
    : { columns: [], files: {}, clients: [] }
  for (const [name, file] of Object.entries(expected.files)) {
    it(`${name} gives the cleaned values`, async () => {
      const { description, records } = await openImportFile(join(folder, name))
      expect(description.headers).toEqual(expected.columns)
      if (file.encoding) {
        expect(description.encoding).toBe(encodings[file.encoding])
        expect(description.bom).toBe(file.encoding === 'utf-8-sig')
        expect(description.dialect?.delimiter).toBe(file.delimiter)
        expect(description.headerRow).toBe(file.header_row)
      }
      const rows = []
      for await (const record of records()) {
        expect(record.problem).toBeUndefined()
        rows.push(record.cells)
      }
      expect(rows.length).toBe(file.rows)
      const guesses = await guessColumns(description.headers, rows, 'clients')
      expect(guesses.map(({ field }) => field)).toEqual([
        'number',
        'name',
        'ico',
        'dic',
        'email',
        'phone',
        'paymentTermDays',
        undefined,
        undefined,
        'note',
      ])
      expect(guesses.slice(7, 9).map(({ kind }) => kind)).toEqual(['number', 'date'])
      const cleaned = rows.map(
        ([
          code = '',
          title = '',
          ico = '',
          vat = '',
          emails = '',
          phone = '',
          due = '',
          plan = '',
          visit = '',
          note = '',
        ]) => ({
          code: tidyText(code),
          name: tidyText(title),
          ico: icoText(ico).value,
          vat_id: dicText(vat),
          emails: parseEmails(emails).values,
          phone: parsePhones(phone).values[0],
          due_days: Number(parseNumber(due).value),
          year_plan: Number(parseNumber(plan).value),
          last_visit: parseDate(visit).value,
          note: tidyText(note),
        }),
      )
      const byCode = new Map(cleaned.map((client) => [client.code, client]))
      expect(byCode.size).toBe(file.rows)
      for (const { ico_checksum_valid: _, ...client } of expected.clients as (Client & {
        ico_checksum_valid: boolean
      })[]) {
        expect(byCode.get(client.code)).toEqual(client)
      }
      for (const [double, original] of file.duplicates) expect(byCode.get(double)?.ico).toBe(byCode.get(original)?.ico)
    })
  }
})
