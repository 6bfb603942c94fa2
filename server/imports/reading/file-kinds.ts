// Tells from its first bytes what a file is, whatever its name says, and why some kinds are not taken.
import { open } from 'node:fs/promises'
import { ReadingError, type ReadingReason } from '#server/imports/reading/reading-error.ts'
import { zipEntryNames } from '#server/imports/reading/xlsx.ts'

export type FileKind = 'csv' | 'xlsx' | 'vcard'

const signatures: [ReadingReason, (bytes: Buffer) => boolean][] = [
  ['imports.kindOldExcel', (bytes) => bytes.readUInt32BE(0) === 0xd0cf11e0],
  ['imports.kindPdf', (bytes) => bytes.subarray(0, 1024).includes('%PDF-')],
  [
    'imports.kindImage',
    (bytes) =>
      bytes.readUInt32BE(0) === 0x89504e47 ||
      bytes.readUIntBE(0, 3) === 0xffd8ff ||
      /^(?:GIF8|BM..\0\0\0\0|II\*\0|MM\0\*)/s.test(bytes.toString('latin1', 0, 12)) ||
      bytes.toString('latin1', 8, 12) === 'WEBP',
  ],
  [
    'imports.kindOther',
    (bytes) =>
      bytes.readUInt16BE(0) === 0x1f8b ||
      /^(?:Rar!|7z\xbc\xaf|\x7fELF|MZ\x90|SQLite format|BZh)/.test(bytes.toString('latin1', 0, 16)),
  ],
]

/** The kind of a file to import; anything else is refused with a reason a person can act on. */
export async function kindOfFile(path: string): Promise<FileKind> {
  const head = await firstBytes(path)
  if (head.length === 0) throw new ReadingError('imports.fileEmpty')
  const padded = head.length >= 16 ? head : Buffer.concat([head, Buffer.alloc(16, 32)])
  const zip = padded.readUInt32BE(0)
  if (zip === 0x504b0304 || zip === 0x504b0506) return kindOfZip(path)
  for (const [reason, matches] of signatures) if (matches(padded)) throw new ReadingError(reason)
  const text = head
    .toString('latin1')
    .replaceAll('\0', '')
    .replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '')
    .trimStart()
  if (/^BEGIN:\s*VCARD\s*$/im.test(text.slice(0, 4096)) && !/^[^\n]*[;,\t][^\n]*[;,\t]/.test(text)) return 'vcard'
  if (/^BEGIN:\s*VCARD/i.test(text)) return 'vcard'
  if (/^(?:<!doctype html|<html|<head|<body|<table|<meta)/i.test(text)) throw new ReadingError('imports.kindHtml')
  if (/^<\?xml/i.test(text)) throw new ReadingError(/<html/i.test(text) ? 'imports.kindHtml' : 'imports.kindXml')
  if (/^(?:\{\s*"|\[\s*(?:\{|\[\s*["\d]))/.test(text)) throw new ReadingError('imports.kindJson')
  if (/^BEGIN:\s*VCALENDAR/i.test(text) || /^\{\\rtf/.test(text)) throw new ReadingError('imports.kindOther')
  return 'csv'
}

async function kindOfZip(path: string): Promise<FileKind> {
  const names = await zipEntryNames(path)
  if (names.some((name) => /(?:^|\/)workbook\.bin$/.test(name))) throw new ReadingError('imports.kindBinaryExcel')
  if (names.includes('xl/workbook.xml')) return 'xlsx'
  if (names.includes('content.xml') && names.includes('mimetype')) throw new ReadingError('imports.kindOpenDocument')
  if (names.includes('[Content_Types].xml') && names.some((name) => /workbook\d*\.xml$/.test(name))) return 'xlsx'
  throw new ReadingError('imports.kindZip')
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    throw new ReadingError('imports.fileUnreadable', { why: error.code ?? error.message })
  })
  try {
    const buffer = Buffer.alloc(8192)
    const { bytesRead } = await file.read(buffer, 0, buffer.length, 0).catch((error: NodeJS.ErrnoException) => {
      throw new ReadingError('imports.fileUnreadable', { why: error.code ?? error.message })
    })
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
