// A file of companies the firm does not have yet, as an account manager's spreadsheet would give them.
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { companyAt, phoneOf } from './firm.ts'

/** Companies below two million may already be in the databank; files of different sizes share none. */
const firstNew = (rows: number) => (rows <= 10_000 ? 2_000_000 : rows <= 100_000 ? 2_200_000 : 3_000_000)

/** Writes `rows` companies, different for every `batch`, with Czech headers and semicolons. */
export async function writeCompanies(path: string, rows: number, batch: number): Promise<void> {
  const file = createWriteStream(path)
  const end = finished(file)
  file.write('Název;IČO;DIČ;Ulice;Město;PSČ;Telefon;E-mail;Web;Poznámka\r\n')
  let piece = ''
  for (let n = 0; n < rows; n++) {
    const company = companyAt(firstNew(rows) + batch * rows + n)
    const phone = company.random.chance(0.8) ? phoneOf(company.random) : ''
    const note = company.random.chance(0.2) ? '"Závoz jen dopoledne; volat předem"' : ''
    piece += `${company.name};${company.ico ?? ''};${taxNumberOf(company.ico)};${company.street};${company.town[0]};${company.town[1]};${phone};info@${company.domain};www.${company.domain};${note}\r\n`
    if (piece.length > 262_144) {
      if (!file.write(piece)) await Promise.race([once(file, 'drain'), end])
      piece = ''
    }
  }
  file.end(piece)
  await end
}

/** A company whose number starts with nine has no tax number that would pass its check. */
function taxNumberOf(ico: string | null): string {
  return ico && !ico.startsWith('9') ? `CZ${ico}` : ''
}
