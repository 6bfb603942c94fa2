import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { imports } from '#messages/cs/imports.ts'
import { workbookOf, zipOf } from '#server/imports/reading/factory.ts'
import { openImportFile, type ReadingOverrides } from '#server/imports/reading/open-file.ts'
import { ReadingError } from '#server/imports/reading/reading-error.ts'

const folder = mkdtempSync(join(tmpdir(), 'reading-'))
afterAll(() => rmSync(folder, { recursive: true }))
const path = join(folder, 'file')

async function read(bytes: Buffer | string, overrides?: ReadingOverrides) {
  writeFileSync(path, bytes)
  const file = await openImportFile(path, overrides)
  const rows = []
  for await (const record of file.records()) rows.push(record)
  return { ...file.description, rows }
}

async function refusal(bytes: Buffer | string): Promise<string> {
  const error = await read(bytes).then(
    () => undefined,
    (caught: unknown) => caught,
  )
  expect(error).toBeInstanceOf(ReadingError)
  const { reason } = error as ReadingError
  expect(imports.reasons).toHaveProperty(reason.replace('imports.', ''))
  return reason
}

describe('workbooks', () => {
  const styles =
    '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="00000000"/><numFmt numFmtId="165" formatCode="d. m. yyyy"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>'
  const strings =
    '<sst><si><t>Název</t></si><si><r><t>Al</t></r><r><t xml:space="preserve">za </t></r><rPh><t>nečíst</t></rPh></si></sst>'
  const sheet = `<row r="3"><c r="A3" t="s"><v>0</v></c><c r="B3" t="inlineStr"><is><t>IČO</t></is></c><c r="C3" t="str"><f>"x"</f><v>Datum</v></c><c r="D3" t="inlineStr"><is><t>Aktivní</t></is></c></row>
    <row r="4"><c r="A4" t="s"><v>1</v></c><c r="B4" s="1"><v>177041</v></c><c r="C4" s="2"><v>46027</v></c><c r="D4" t="b"><v>1</v></c></row>
    <row r="5"/><row><c><v>7</v></c><c r="D6"><f>1+1</f><v>1.25E+6</v></c></row>`

  it('give the text a person sees, from the first visible sheet', async () => {
    const found = await read(zipOf(workbookOf({ sheet, styles, strings })))
    expect(found.sheets).toEqual([
      { name: 'Skrytý', hidden: true },
      { name: 'Data', hidden: false },
    ])
    expect(found).toMatchObject({
      kind: 'xlsx',
      sheet: 'Data',
      headerRow: 3,
      headers: ['Název', 'IČO', 'Datum', 'Aktivní'],
    })
    expect(found.rows.map(({ line, cells }) => [line, ...cells])).toEqual([
      [4, 'Alza ', '00177041', '2026-01-05', 'TRUE'],
      [6, '7', '', '', '1250000'],
    ])
  })

  it('count days from 1904 when they say so', async () => {
    const found = await read(zipOf(workbookOf({ sheet, styles, strings, properties: '<workbookPr date1904="1"/>' })))
    expect(found.rows[0]?.cells[2]).toBe('2030-01-06')
  })

  it('are read from the sheet a person chose', async () => {
    expect((await read(zipOf(workbookOf({ sheet })), { sheet: 'Skrytý', headerRow: null })).rows[0]?.cells).toEqual([
      'tajné',
    ])
  })

  it('are refused with a reason when damaged', async () => {
    const whole = zipOf(workbookOf({ sheet, styles, strings }))
    expect(await refusal(whole.subarray(0, whole.length - 40))).toBe('imports.workbookCorrupted')
    expect(await refusal(zipOf(workbookOf({ sheet: '<row><c></row>' })))).toBe('imports.workbookCorrupted')
    expect(await refusal(zipOf(workbookOf({ sheet: '<row><c t="s"><v>99</v></c></row>' })))).toBe(
      'imports.workbookCorrupted',
    )
    expect(await refusal(zipOf({ 'readme.txt': 'a' }))).toBe('imports.kindZip')
    expect(await refusal(zipOf({ 'xl/workbook.bin': 'a' }))).toBe('imports.kindBinaryExcel')
    expect(
      await refusal(zipOf({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet', 'content.xml': '<a/>' })),
    ).toBe('imports.kindOpenDocument')
  })

  it('that grow without measure are refused before they are unpacked', async () => {
    expect(await refusal(zipOf(workbookOf({ sheet: `<row><c><v>${' '.repeat(40_000_000)}</v></c></row>` })))).toBe(
      'imports.workbookBomb',
    )
    expect(
      await refusal(zipOf(workbookOf({ sheet: `<row><c t="str"><v>${'x'.repeat(19_000_000)}</v></c></row>` }))),
    ).toBe('imports.workbookTooLarge')
  })
})

describe('tables beyond measure', () => {
  const wide = (columns: number) => Array.from({ length: columns }, (_, i) => `c${i}`).join(';')

  it('of more columns than anybody can map are refused at once', async () => {
    expect(await refusal(`${wide(501)}\n${wide(501)}\n`)).toBe('imports.tooManyColumns')
    expect(await refusal(`${wide(1_000_000)}\n${wide(1_000_000)}\n`)).toBe('imports.tooManyColumns')
    expect(await refusal(`Název;${wide(600)}\nAlza;Praha\n`)).toBe('imports.tooManyColumns')
    const row = `<row>${Array.from({ length: 501 }, (_, i) => `<c><v>${i}</v></c>`).join('')}</row>`
    expect(await refusal(zipOf(workbookOf({ sheet: row })))).toBe('imports.tooManyColumns')
    expect((await read(`${wide(500)}\n${wide(500)}\n`)).headers.length).toBe(500)
    const padded = `Název;IČO${';'.repeat(600)}\nAlza;27082440${';'.repeat(600)}\n`
    expect((await read(padded, { delimiter: ';', headerRow: 1 })).rows[0]?.problem).toBeUndefined()
  })

  it('lose only the row that is too wide, with all it held', async () => {
    const found = await read(`Název;IČO\nAlza;27082440\n${wide(600)}\nČEZ;45274649\n`)
    expect(found.rows.map(({ problem }) => problem)).toEqual([undefined, 'imports.rowTooManyCells', undefined])
    expect(found.rows[1]?.cells.join(';')).toBe(wide(600))
    const far = await read(
      zipOf(
        workbookOf({
          sheet:
            '<row><c><v>1</v></c></row><row><c><v>1</v></c></row><row><c><v>2</v></c><c r="XFD3"><v>3</v></c></row>',
        }),
      ),
    )
    expect(far.rows.at(-1)?.problem).toBe('imports.rowTooManyCells')
    expect(far.rows.at(-1)?.cells.filter((cell) => cell !== '')).toEqual(['2', '3'])
  })

  it('without line ends are refused', async () => {
    expect(await refusal('x'.repeat(3_000_000))).toBe('imports.firstLineTooLong')
  })

  it('lose only the line that is too long and keep its beginning', async () => {
    const found = await read(`Název;IČO\nAlza;27082440\n${'x'.repeat(5_000_000)}\nČEZ;45274649\n`)
    expect(found.rows.map(({ line, problem }) => [line, problem])).toEqual([
      [2, undefined],
      [3, 'imports.rowTooLong'],
      [4, undefined],
    ])
    expect(found.rows[1]?.raw).toMatch(/^x{4096}$/)
  })

  it('name the line of a quote that would swallow the rest', async () => {
    const rest = 'Tři;3\n'.repeat(400_000)
    const found = await read(`"Název";"IČO"\n${'"Alza";"27082440"\n'.repeat(100)}"ČEZ;45274649\n${rest}`)
    expect(found.rows.length).toBe(400_101)
    expect(found.rows.filter(({ problem }) => problem).map(({ line, problem }) => [line, problem])).toEqual([
      [102, 'imports.rowQuoteNotClosed'],
    ])
  })
})

describe('other files', () => {
  it('are refused with a reason', async () => {
    expect(await refusal('')).toBe('imports.fileEmpty')
    expect(await refusal('\n\n')).toBe('imports.fileEmpty')
    expect(await refusal(Buffer.from('d0cf11e0a1b11ae1000000', 'hex'))).toBe('imports.kindOldExcel')
    expect(await refusal('%PDF-1.7\n')).toBe('imports.kindPdf')
    expect(await refusal(Buffer.from('89504e470d0a1a0a', 'hex'))).toBe('imports.kindImage')
    expect(await refusal('<html><table><tr><td>1</td></tr></table>')).toBe('imports.kindHtml')
    expect(await refusal('[{"name": "Alza"}]')).toBe('imports.kindJson')
    expect(await refusal(Buffer.concat([Buffer.from('abc;1\nx'), Buffer.alloc(64), Buffer.from([200, 1])]))).toBe(
      'imports.fileBinary',
    )
  })

  it('in text are tables, and what was detected can be corrected', async () => {
    const found = await read('Název;Město\nAlza;Praha\n;\nTři;Brno;navíc\n')
    expect(found).toMatchObject({ kind: 'csv', headerRow: 1, headers: ['Název', 'Město'] })
    expect(found.rows.map(({ number, line, problem }) => [number, line, problem])).toEqual([
      [1, 2, undefined],
      [2, 4, 'imports.rowTooManyCells'],
    ])
    expect((await read('Název;Město\nAlza;Praha\n', { headerRow: null })).rows.length).toBe(2)
    expect((await read('a,b;c\n1,2;3\n', { delimiter: ';', headerRow: 1 })).headers).toEqual(['a,b', 'c'])
  })

  it('with cards become rows of people', async () => {
    const found = await read(
      'BEGIN:VCARD\nVERSION:3.0\nFN:Jan Novák\nORG:Alza;Nákup\nTEL;TYPE=CELL:777\nEMAIL:a@x.example\nEMAIL;TYPE=pref:b@x.example\nEND:VCARD\n',
    )
    const cell = (column: string) => found.rows[0]?.cells[found.headers.indexOf(column)]
    expect([cell('fullName'), cell('companyName'), cell('department'), cell('mobile'), cell('email')]).toEqual([
      'Jan Novák',
      'Alza',
      'Nákup',
      '777',
      'b@x.example\na@x.example',
    ])
  })
})

describe('any bytes at all', () => {
  const readable = async (bytes: Uint8Array) => {
    try {
      const { rows } = await read(Buffer.from(bytes))
      for (const row of rows) expect(typeof row.raw).toBe('string')
    } catch (error) {
      if (!(error instanceof ReadingError)) throw error
    }
  }
  const pieces = fc.constantFrom(
    '"',
    "'",
    ';',
    ',',
    '\n',
    '\r',
    '\r\n',
    '\\',
    '\t',
    ' ',
    '""',
    'a',
    '1',
    'ž',
    '|',
    ':',
    '\u00a0',
    'sep=;\n',
    'BEGIN:VCARD\n',
    'END:VCARD\n',
    'N;',
    'TEL;TYPE="',
    'ENCODING=QUOTED-PRINTABLE:',
    '=\n',
    '=C5',
    'FN:',
    'VERSION:2.1\n',
    'AGENT:\n',
  )

  it('are read or refused, never crash', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 600 }), readable), { numRuns: 300 })
  })
  it('made of signs of tables and cards are read or refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(pieces, { maxLength: 120 }), (parts) => readable(Buffer.from(parts.join('')))),
      { numRuns: 400 },
    )
  })
  it('of a damaged workbook are read or refused', async () => {
    const whole = zipOf(workbookOf({ sheet: '<row r="1"><c r="A1"><v>1</v></c></row>' }))
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }),
        async (changes) => {
          const bytes = Buffer.from(whole)
          for (const [at, value] of changes) bytes[at] = value
          await readable(bytes)
        },
      ),
      { numRuns: 300 },
    )
  })
})
