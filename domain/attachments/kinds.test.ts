import { describe, expect, it } from 'vitest'
import { fileName, previewOf, whyNotTake } from '#domain/attachments/kinds.ts'

it.each([
  ['image/png', 'image'],
  ['image/jpeg', 'image'],
  ['application/pdf', 'pdf'],
  ['image/svg+xml', undefined],
  ['text/html', undefined],
  ['application/xml', undefined],
  ['text/plain', undefined],
  ['application/zip', undefined],
])('%s is shown as %s', (type, preview) => {
  expect(previewOf(type)).toBe(preview)
})

it.each([
  ['faktura.pdf', 'application/pdf', undefined],
  ['ceník.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', undefined],
  ['faktura.pdf', 'application/x-msdownload', 'attachments.program'],
  ['faktura.pdf.EXE', 'application/octet-stream', 'attachments.program'],
  ['skript.ps1 ', 'text/plain', 'attachments.program'],
  ['update.bat.', 'text/plain', 'attachments.program'],
  ['odkaz.lnk', 'application/octet-stream', 'attachments.program'],
  ['poznámky.txt', 'text/plain', undefined],
  ['projekt.json', 'text/plain', undefined],
])('%s of %s: %s', (name, type, reason) => {
  expect(whyNotTake(name, type)).toBe(reason)
})

describe('names', () => {
  it.each([
    ['faktura.pdf', 'faktura.pdf'],
    ['C:\\Users\\Jana\\Desktop\\ceník 2026.xlsx', 'ceník 2026.xlsx'],
    ['../../etc/passwd', 'passwd'],
    ['a\r\nSet-Cookie: x.txt', 'aSet-Cookie_ x.txt'],
    ['\u202egpj.exe', 'gpj.exe'],
    ['  .htaccess ', 'htaccess'],
    ['..', 'soubor'],
    ['', 'soubor'],
    ['a<b>"c".txt', 'a_b__c_.txt'],
  ])('%j becomes %j', (raw, name) => {
    expect(fileName(raw, 'soubor')).toBe(name)
  })
  it('that are too long keep their ending', () => {
    const name = fileName(`${'d'.repeat(300)}.docx`, 'soubor')
    expect(name).toHaveLength(255)
    expect(name.endsWith('d.docx')).toBe(true)
  })
})
