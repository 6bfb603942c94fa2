import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { decodeChunks, detectEncoding } from '#server/imports/reading/encoding.ts'

const czech =
  'Název;Město\r\nŽďárské pekárny a.s.;Žďár nad Sázavou\r\nŘeznictví u Šťastných;Třebíč\r\nPříliš žluťoučký kůň úpěl ďábelské ódy;Košice\r\n'
const short = 'Nazev;Mesto\r\nTesla;Plzeň\r\nAlfa;Beroun\r\n'
const german = 'Name;Stadt\r\nMüller & Söhne GmbH;Köln\r\nGroßhandel Bäcker;Düsseldorf\r\n'
const french =
  'Nom;Ville\r\nSociété Générale;Besançon\r\nCrédit Agricole;Orléans\r\nChâteau de la Forêt;Sète près d’Agde, à côté\r\n'

describe('encoding', () => {
  for (const encoding of ['windows-1250', 'iso-8859-2', 'cp852', 'utf-8', 'utf-16le', 'utf-16be'] as const) {
    it(`of Czech text in ${encoding} is found without a byte order mark`, () => {
      expect(detectEncoding(iconv.encode(czech, encoding, { addBOM: false })).encoding).toBe(encoding)
    })
  }

  for (const encoding of ['windows-1250', 'iso-8859-2']) {
    it(`of a file with one Czech letter in ${encoding} decodes that letter`, () => {
      const bytes = iconv.encode(short, encoding)
      expect(iconv.decode(bytes, detectEncoding(bytes).encoding)).toBe(short)
    })
  }

  for (const encoding of ['utf-8', 'utf-16le', 'utf-16be'] as const) {
    it(`of ${encoding} with a byte order mark is certain, and the mark is not text`, async () => {
      const bytes = iconv.encode(czech, encoding, { addBOM: true })
      expect(detectEncoding(bytes)).toEqual({ encoding, bom: true, confidence: 1 })
      let text = ''
      for await (const piece of decodeChunks([bytes], encoding)) text += piece
      expect(text).toBe(czech)
    })
  }

  it('of German and French text decodes their letters', () => {
    for (const text of [german, french]) {
      const bytes = iconv.encode(text, 'windows-1252')
      expect(iconv.decode(bytes, detectEncoding(bytes).encoding)).toBe(text)
    }
  })

  it('takes a lone pound sign for a sign', () => {
    expect(detectEncoding(iconv.encode('Hatchworks;£ 1,80\nLtd;£ 2,00\n', 'windows-1252')).encoding).toBe(
      'windows-1252',
    )
  })

  it('is UTF-8 when the first accent comes after a megabyte of plain text', () => {
    const bytes = Buffer.concat([Buffer.alloc(1_000_000, 'abc;1\n'), Buffer.from('Žďár\n')])
    expect(detectEncoding(bytes).encoding).toBe('utf-8')
  })

  it('keeps letters whole across chunk borders', async () => {
    const bytes = iconv.encode(czech, 'utf-8')
    const chunks = Array.from(bytes, (byte) => Buffer.from([byte]))
    let text = ''
    for await (const piece of decodeChunks(chunks, 'utf-8')) text += piece
    expect(text).toBe(czech)
  })

  it('refuses empty and binary files', () => {
    expect(() => detectEncoding(Buffer.alloc(0))).toThrow('imports.fileEmpty')
    expect(() => detectEncoding(Buffer.from([1, 2, 0, 0, 7, 9, 0, 200, 0, 0, 1, 1]))).toThrow('imports.fileBinary')
  })
})
