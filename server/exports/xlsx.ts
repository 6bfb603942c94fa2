// A workbook of one sheet, streamed into a zip: texts inline, numbers as numbers, dates as dates; the maker is named inside.
import type { Readable } from 'node:stream'
import { Readable as Stream } from 'node:stream'
import yazl from 'yazl'
import type { ListFile } from '#server/exports/list-file.ts'

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const documents = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** A sheet holds no more rows than this (limit of the format). */
export const mostRows = 1_048_575

export function workbook(
  file: ListFile,
  rows: AsyncIterable<(string | null)[]>,
  made: { by: string; at: string; title: string },
): Readable {
  const zip = new yazl.ZipFile()
  const text = (path: string, body: string) => zip.addBuffer(Buffer.from(head + body), path)
  text(
    '[Content_Types].xml',
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>',
  )
  text(
    '_rels/.rels',
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${documents}/officeDocument" Target="xl/workbook.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`,
  )
  text(
    'docProps/core.xml',
    `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escaped(made.title)}</dc:title><dc:creator>${escaped(made.by)}</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">${made.at}</dcterms:created></cp:coreProperties>`,
  )
  text(
    'xl/workbook.xml',
    `<workbook xmlns="${main}" xmlns:r="${documents}"><sheets><sheet name="${escaped(made.title.slice(0, 31).replace(/[\\/?*[\]:]/g, ' '))}" sheetId="1" r:id="r1"/></sheets></workbook>`,
  )
  text(
    'xl/_rels/workbook.xml.rels',
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${documents}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${documents}/styles" Target="styles.xml"/></Relationships>`,
  )
  text(
    'xl/styles.xml',
    `<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/><xf fontId="1" applyFont="1"/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="22" applyNumberFormat="1"/></cellXfs></styleSheet>`,
  )
  zip.addReadStream(Stream.from(sheet(file, rows)), 'xl/worksheets/sheet1.xml')
  zip.end()
  return zip.outputStream as unknown as Readable
}

async function* sheet(file: ListFile, rows: AsyncIterable<(string | null)[]>): AsyncGenerator<string> {
  yield `${head}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>`
  yield `<row>${file.headers.map((h) => `<c t="inlineStr" s="1"><is><t>${escaped(h)}</t></is></c>`).join('')}</row>`
  const kinds = ['text', ...file.columns.map((c) => c.type)]
  let part = ''
  let n = 0
  for await (const row of rows) {
    if (++n > mostRows) break
    part += `<row>${row.map((value, i) => cell(value, kinds[i] ?? 'text')).join('')}</row>`
    if (part.length > 200_000) {
      yield part
      part = ''
    }
  }
  yield `${part}</sheetData></worksheet>`
}

function cell(value: string | null, kind: string): string {
  if (value === null || value === '') return '<c/>'
  if ((kind === 'number' || kind === 'money') && /^-?\d{1,15}(\.\d+)?$/.test(value)) return `<c><v>${value}</v></c>`
  if (kind === 'date' && /^\d{4}-\d\d-\d\d$/.test(value)) return `<c s="2"><v>${serial(value)}</v></c>`
  if (kind === 'instant' && /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(value)) {
    return `<c s="3"><v>${serial(value.slice(0, 10)) + seconds(value.slice(11)) / 86_400}</v></c>`
  }
  return `<c t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`
}

/** Days since 1899-12-30, as workbooks count. */
function serial(day: string): number {
  return Math.round((Date.parse(`${day}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / 86_400_000)
}

function seconds(time: string): number {
  const [h = 0, m = 0, s = 0] = time.split(':').map(Number)
  return h * 3600 + m * 60 + s
}

function escaped(text: string): string {
  return (
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 has no place for them
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
  )
}
