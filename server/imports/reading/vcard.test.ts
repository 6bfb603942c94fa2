// Every card of the collection in ../shared/data/pim/vcard: what is taken, what is refused and why; see docs/records/vcard.md.
import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { detectEncoding } from '#server/imports/reading/encoding.ts'
import { parsePhones } from '#server/imports/reading/values.ts'
import { type CardRecord, cardsOf } from '#server/imports/reading/vcard.ts'

const folder = join(import.meta.dirname, '../../../../shared/data/pim/vcard')

async function cards(bytes: Buffer, encoding?: string): Promise<CardRecord[]> {
  const found: CardRecord[] = []
  for await (const card of cardsOf([bytes], encoding ?? detectEncoding(bytes).encoding)) found.push(card)
  return found
}

describe.skipIf(!existsSync(folder))('vCards of the collection (skipped where ../shared/data is absent)', () => {
  it('are taken or refused as recorded', async () => {
    const record: Record<string, string[]> = {}
    for (const path of globSync(join(folder, '*/*.vcf')).sort()) {
      record[basename(path)] = (await cards(readFileSync(path))).map(({ card, problem, raw }) => {
        expect(card !== undefined || raw.length > 0).toBe(true)
        expect(card?.unreadable ?? []).toEqual([])
        return problem ?? 'taken'
      })
    }
    expect(record).toEqual({
      'John_Doe_ANDROID.vcf': ['taken', 'taken', 'taken', 'taken', 'taken', 'taken'],
      'John_Doe_EVOLUTION.vcf': ['taken'],
      'John_Doe_IPHONE.vcf': ['taken'],
      'John_Doe_MAC_ADDRESS_BOOK.vcf': ['taken'],
      'cz-vcard21-utf8-qp-softbreak.vcf': ['taken'],
      'cz-vcard21-win1250-qp.vcf': ['taken'],
      'cz-vcard40.vcf': ['taken'],
      'escape_semicolon.vcf': ['taken'],
      'fullcontact.vcf': ['taken'],
      'gmail-single.vcf': ['taken'],
      'outlook-2003.vcf': ['taken'],
      'radicale-1587.vcf': ['taken'],
      'rfc2426-example.vcf': ['taken', 'taken'],
      'thunderbird-MoreFunctionsForAddressBook-extension.vcf': ['taken'],
      'vcard3.vcf': ['taken'],
      'vcard_grouped.vcf': ['imports.cardWithoutName'],
    })
  })

  it('composed in Czech give the expected values', async () => {
    const expected = JSON.parse(readFileSync(join(folder, 'czech-composed/expected.json'), 'utf8')) as Record<
      string,
      Record<string, unknown>[]
    >
    for (const [file, people] of Object.entries(expected)) {
      const found = await cards(readFileSync(join(folder, 'czech-composed', file)))
      expect(found.length).toBe(people.length)
      for (const [i, person] of people.entries()) {
        const card = found[i]?.card
        const address = card?.addresses[0]
        const seen: Record<string, unknown> = {
          fn: card?.fn,
          family: card?.name.family,
          given: card?.name.given,
          prefix: card?.name.prefix,
          org: card?.org,
          title: card?.title,
          role: card?.role,
          note: card?.note,
          tel: card?.phones.map(({ value }) => parsePhones(value).values[0]),
          email: card?.emails.map(({ value }) => value),
          adr: address && {
            street: address.street,
            city: address.city,
            zip: address.postcode,
            country: address.country,
          },
        }
        for (const [key, value] of Object.entries(person)) expect(seen[key]).toEqual(value)
      }
    }
  })
})

describe('vCard reading', () => {
  const card = (body: string) => Buffer.from(`BEGIN:VCARD\r\nVERSION:3.0\r\n${body}\r\nEND:VCARD\r\n`)

  it('refuses a card that was cut off and goes on with the next', async () => {
    const found = await cards(
      Buffer.concat([
        Buffer.from('BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Jan\r\n'),
        card('FN:Petr'),
        Buffer.from('BEGIN:VCARD\r\nFN:Eva'),
      ]),
    )
    expect(found.map(({ problem, card: taken }) => problem ?? taken?.fn)).toEqual([
      'imports.cardNotClosed',
      'Petr',
      'imports.cardNotClosed',
    ])
    expect(found[0]?.raw).toContain('FN:Jan')
  })

  it('joins letters cut in half by folding', async () => {
    const bytes = Buffer.from('FN:Jiří Železný')
    const cut = bytes.indexOf(0xc5) + 1
    const body = Buffer.concat([
      Buffer.from('BEGIN:VCARD\r\nVERSION:3.0\r\n'),
      bytes.subarray(0, cut),
      Buffer.from('\r\n '),
      bytes.subarray(cut),
      Buffer.from('\r\nEND:VCARD\r\n'),
    ])
    expect((await cards(body, 'utf-8'))[0]?.card?.fn).toBe('Jiří Železný')
  })

  it('names a note as left out, keeping it for a person to decide', async () => {
    const [found] = await cards(card('FN:Jan\r\nNOTE:zná Petra\\, volat ráno\r\nBDAY:1980-01-01'))
    expect(found?.card).toMatchObject({ hasNote: true, note: 'zná Petra, volat ráno', leftOut: ['BDAY', 'NOTE'] })
  })

  it('passes over pictures of any size, folded or on one line, and still names them', async () => {
    const picture = '/9j/4AAQ'.repeat(400_000)
    const folded = picture.replace(/(.{74})/g, '$1\r\n ')
    for (const value of [picture, folded]) {
      const body = card(`FN:Jan\r\nitem1.PHOTO;ENCODING=b;TYPE=JPEG:${value}\r\nTEL:+420777111222`)
      const chunks = Array.from({ length: Math.ceil(body.length / 65_536) }, (_, i) =>
        body.subarray(i * 65_536, (i + 1) * 65_536),
      )
      const found: CardRecord[] = []
      for await (const one of cardsOf(chunks, 'utf-8')) found.push(one)
      expect(found.map(({ problem }) => problem)).toEqual([undefined])
      expect(found[0]?.card).toMatchObject({ fn: 'Jan', leftOut: ['PHOTO'], phones: [{ value: '+420777111222' }] })
      expect(found[0]?.raw.length).toBeLessThan(200)
    }
  })

  it('refuses a card that is too long and takes the next', async () => {
    const found = await cards(Buffer.concat([card(`FN:Jan\r\nNOTE:${'x'.repeat(1_100_000)}`), card('FN:Petr')]))
    expect(found.map(({ problem, card: taken }) => problem ?? taken?.fn)).toEqual(['imports.cardTooLarge', 'Petr'])
  })

  it('reads every chunking of the bytes alike', async () => {
    const bytes = Buffer.concat([
      card('FN:Jan Řehoř\r\nTEL;TYPE=CELL:+420 777 111 222'),
      card('N:Nová;Šárka;;;\r\nEMAIL:s@x.example'),
    ])
    const whole = await cards(bytes, 'utf-8')
    const found: CardRecord[] = []
    for await (const one of cardsOf(
      Array.from(bytes, (byte) => Buffer.from([byte])),
      'utf-8',
    ))
      found.push(one)
    expect(found).toEqual(whole)
    expect(found[1]?.card?.fn).toBe('Šárka Nová')
  })
})
