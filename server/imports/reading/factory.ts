// Writes small zip files for tests of the workbook reader.
import { crc32, deflateRawSync } from 'node:zlib'

export function zipOf(files: Record<string, string | Buffer>): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, content] of Object.entries(files)) {
    const bytes = Buffer.from(content)
    const packed = deflateRawSync(bytes)
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(20, 4)
    local.writeUInt16LE(8, 8)
    local.writeUInt32LE(crc32(bytes), 14)
    local.writeUInt32LE(packed.length, 18)
    local.writeUInt32LE(bytes.length, 22)
    local.writeUInt16LE(name.length, 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(20, 4)
    entry.writeUInt16LE(20, 6)
    local.copy(entry, 10, 8, 30)
    entry.writeUInt16LE(name.length, 28)
    entry.writeUInt32LE(offset, 42)
    parts.push(local, Buffer.from(name), packed)
    directory.push(entry, Buffer.from(name))
    offset += 30 + name.length + packed.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(directory.length / 2, 8)
  end.writeUInt16LE(directory.length / 2, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, central, end])
}

export function workbookOf(parts: {
  sheet: string
  styles?: string
  strings?: string
  properties?: string
}): Record<string, string> {
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  const kinds = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  return {
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': `<Relationships><Relationship Id="r" Type="${kinds}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${kinds}">${parts.properties ?? ''}<sheets><sheet name="Skrytý" sheetId="2" state="hidden" r:id="b"/><sheet name="Data" sheetId="1" r:id="a"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="a" Type="${kinds}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="b" Type="${kinds}/worksheet" Target="/xl/worksheets/sheet2.xml"/><Relationship Id="s" Type="${kinds}/styles" Target="styles.xml"/><Relationship Id="t" Type="${kinds}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    'xl/styles.xml': parts.styles ?? '<styleSheet><cellXfs><xf/></cellXfs></styleSheet>',
    'xl/sharedStrings.xml': parts.strings ?? '<sst/>',
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData>${parts.sheet}</sheetData></worksheet>`,
    'xl/worksheets/sheet2.xml':
      '<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>tajné</t></is></c></row></sheetData></worksheet>',
  }
}
