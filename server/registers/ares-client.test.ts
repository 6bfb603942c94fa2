// The ARES client against recorded answers and every way a service can fail.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { factsOf, listOf } from '#server/registers/ares-answer.ts'
import { type Ares, type AresOptions, aresClient } from '#server/registers/ares-client.ts'
import { fixture, type RecordedAres, recordedAres } from '#server/registers/recorded-ares.ts'

let server: RecordedAres
let ares: Ares
const client = (options: Partial<AresOptions> = {}) =>
  aresClient({ url: server.url, timeoutMs: 400, pauseMs: 5, perSecond: 500, ...options })

beforeEach(async () => {
  server = await recordedAres()
  ares = client()
})
afterEach(() => server.close())

describe('recorded answers of ARES', () => {
  it('give the facts of a company', async () => {
    const found = await ares.byIco('45274649')
    expect(found).toMatchObject({
      outcome: 'found',
      value: {
        ico: '45274649',
        name: 'ČEZ, a. s.',
        dic: 'CZ45274649',
        vatPayer: true,
        vatGroupDic: null,
        legalForm: '121',
        seat: {
          street: 'Duhová 1444/2',
          city: 'Praha',
          postcode: '14000',
          region: 'Hlavní město Praha',
          country: 'CZ',
        },
        foundedOn: '1992-05-06',
        endedOn: null,
        updatedOn: '2026-09-17',
        warnings: ['severalBranches'],
      },
    })
    if (found.outcome !== 'found') return
    expect(found.value.branches[0]).toEqual({ code: '25.620', version: '2025' })
    expect(found.value.branches.map((b) => b.code)).not.toContain('00')
  })

  it('tell a member of a VAT group', async () => {
    expect(await ares.byIco('45317054')).toMatchObject({
      outcome: 'found',
      value: { dic: null, vatPayer: true, vatGroupDic: 'CZ699001182' },
    })
  })

  it('give an authority with one branch and no founding day', async () => {
    expect(await ares.byIco('00006947')).toMatchObject({
      value: { legalForm: '325', foundedOn: null, branches: [{ code: '84.110', version: '2025' }], warnings: [] },
    })
  })

  it('find companies by name and say how many there are', async () => {
    const found = await ares.byName('čez', 20)
    expect(found).toMatchObject({ outcome: 'found', value: { total: 46 } })
    if (found.outcome === 'found')
      expect(found.value.companies.map((c) => c.name)[0]).toBe('ČEZ Cyklo Team Tábor, spolek')
    expect(server.asked).toEqual([
      'POST /rest/ekonomicke-subjekty/vyhledat {"obchodniJmeno":"čez","start":0,"pocet":20}',
    ])
  })

  it('give statutory people without their births and homes', async () => {
    const found = await ares.publicRecord('27082440')
    expect(found).toEqual({
      outcome: 'found',
      value: {
        fileNumber: 'B 8573/MSPH',
        members: [
          {
            organ: 'Představenstvo',
            name: 'Ing. Alena Vymyšlená-Nová',
            position: 'předseda představenstva',
            since: '2021-01-20',
            until: null,
          },
          {
            organ: 'Představenstvo',
            name: 'Petr Bývalý',
            position: 'člen představenstva',
            since: '2014-07-01',
            until: '2021-02-03',
          },
        ],
      },
    })
    expect(JSON.stringify(found)).not.toMatch(/1971|1965|Tajná|15000/)
    expect(await ares.publicRecord('45274649')).toEqual({ outcome: 'notFound' })
  })

  it('say that nobody has the number, or that it is none', async () => {
    expect(await ares.byIco('12345679')).toEqual({ outcome: 'notFound' })
    expect(await ares.byIco('12')).toEqual({ outcome: 'invalid' })
  })

  it('never carry the tax number of a natural person, which hides a birth number', () => {
    const man = { ico: '12345679', obchodniJmeno: 'Karel Živnostník', pravniForma: '101', dic: 'CZ8001011238' }
    const facts = factsOf(man, '12345679')
    expect(facts?.dic).toBeNull()
    expect(facts?.warnings).toContain('naturalPerson')
    expect(JSON.stringify(facts)).not.toContain('8001011238')
  })

  it('warn of insolvency, liquidation and an end', () => {
    const facts = factsOf(
      {
        ico: '12345679',
        obchodniJmeno: 'Stavby v likvidaci, s.r.o.',
        datumZaniku: '2026-01-31',
        seznamRegistraci: { stavZdrojeIr: 'AKTIVNI', stavZdrojeDph: 'ZANIKLY' },
      },
      '12345679',
    )
    expect(facts?.warnings).toEqual(['insolvency', 'liquidation', 'ended', 'notVatPayer'])
    expect(facts?.vatPayer).toBe(false)
  })

  it('write a seat in a village without streets', () => {
    const seat = (sidlo: object) => factsOf({ ico: '12345679', obchodniJmeno: 'X', sidlo }, '12345679')?.seat?.street
    expect(seat({ nazevObce: 'Němčice', nazevCastiObce: 'Němčice', cisloDomovni: 151 })).toBe('Němčice 151')
    expect(
      seat({
        nazevObce: 'Lhota',
        nazevUlice: 'Polní',
        cisloDomovni: 3,
        cisloOrientacni: 1,
        cisloOrientacniPismeno: 'a',
      }),
    ).toBe('Polní 3/1a')
    expect(seat({ nazevObce: 'Lhota', cisloDomovni: 7, typCisloDomovni: 2 })).toBe('Lhota č. ev. 7')
  })
})

describe('a service that fails', () => {
  const unavailable = (reason: string) => ({ outcome: 'unavailable', reason })

  it('is asked again after an error and answers then', async () => {
    server.misbehave = (_, response, asked) => asked < 3 && !!response.writeHead(500).end('{"kod":"OBECNA_CHYBA"}')
    expect(await ares.byIco('45274649')).toMatchObject({ outcome: 'found' })
    expect(server.asked.length).toBe(3)
  })

  it('is given up after three errors', async () => {
    server.misbehave = (_, response) => !!response.writeHead(503).end('<html>Údržba</html>')
    expect(await ares.byIco('45274649')).toEqual(unavailable('serverError'))
    expect(server.asked.length).toBe(3)
  })

  it('is unavailable, not clean, when a page of maintenance comes with 200 or 404', async () => {
    for (const status of [200, 404, 302]) {
      server.misbehave = (_, response) =>
        !!response.writeHead(status, { location: 'http://127.0.0.1:9/' }).end('<html>Probíhá údržba</html>')
      expect(await ares.byIco('45274649')).toEqual(unavailable('badAnswer'))
    }
  })

  it('is unavailable when it answers with garbage, another shape or another company', async () => {
    for (const text of [
      '{"ico":',
      '[]',
      '{"ico":"45274649"}',
      '"x"',
      'null',
      fixture('find-45317054-komercni-banka-vat-group.json'),
    ]) {
      server.misbehave = (_, response) => !!response.writeHead(200).end(text)
      expect(await ares.byIco('45274649'), text.slice(0, 20)).toEqual(unavailable('badAnswer'))
    }
  })

  it('may not send more than we take', async () => {
    server.misbehave = (_, response) => {
      response.writeHead(200)
      const piece = Buffer.alloc(64 * 1024, 32)
      const go = () => {
        while (!response.destroyed && response.write(piece));
        if (!response.destroyed) response.once('drain', go)
      }
      go()
      return true
    }
    expect(await client({ maxBytes: 300_000, timeoutMs: 5000 }).byIco('45274649')).toEqual(unavailable('tooBig'))
  })

  it('may not keep us waiting, neither silent nor drop by drop', async () => {
    server.misbehave = () => true
    const silent = client({ timeoutMs: 60, retries: 1 })
    expect(await silent.byIco('45274649')).toEqual(unavailable('timeout'))
    expect(server.asked.length).toBe(2)
    server.misbehave = (_, response) => {
      response.writeHead(200)
      const drip = setInterval(() => response.write(' '), 10)
      response.on('close', () => clearInterval(drip))
      return true
    }
    expect(await silent.byIco('45274649')).toEqual(unavailable('timeout'))
  })

  it('is obeyed when it asks for a short pause, and given up when for a long one', async () => {
    const start = Date.now()
    server.misbehave = (_, response, asked) => asked === 1 && !!response.writeHead(429, { 'retry-after': '1' }).end()
    expect(await ares.byIco('45274649')).toMatchObject({ outcome: 'found' })
    expect(Date.now() - start).toBeGreaterThanOrEqual(950)
    server.misbehave = (_, response) => !!response.writeHead(429, { 'retry-after': '120' }).end()
    const before = server.asked.length
    expect(await ares.byIco('45274649')).toEqual(unavailable('busy'))
    expect(server.asked.length).toBe(before + 1)
  })

  it('that refuses us or breaks the line is unavailable', async () => {
    server.misbehave = (_, response) => !!response.writeHead(403).end('{}')
    expect(await ares.byIco('45274649')).toEqual(unavailable('refused'))
    server.misbehave = (request) => {
      request.socket.destroy()
      return true
    }
    expect(await ares.byIco('45274649')).toEqual(unavailable('network'))
    expect(await aresClient({ url: 'http://127.0.0.1:9/rest', pauseMs: 1 }).byIco('45274649')).toEqual(
      unavailable('network'),
    )
  })

  it('is not asked faster than agreed', async () => {
    const slow = client({ perSecond: 20 })
    const start = Date.now()
    await Promise.all(Array.from({ length: 6 }, () => slow.byIco('45274649')))
    expect(Date.now() - start).toBeGreaterThanOrEqual(240)
  })

  it('is reached through the proxy of the firm', async () => {
    const proxy = await recordedAres()
    proxy.misbehave = (request, response) =>
      request.url?.startsWith('http://ares.priklad.example/') === true &&
      !!response.writeHead(200).end(fixture('find-45274649-cez.json'))
    const behind = aresClient({
      url: 'http://ares.priklad.example/rest',
      pauseMs: 1,
      proxyEnv: { HTTP_PROXY: new URL(proxy.url).origin },
    })
    expect(await behind.byIco('45274649')).toMatchObject({ outcome: 'found' })
    await proxy.close()
  })
})

const shared = fileURLToPath(new URL('../../../shared/data/cz-registers/ares/', import.meta.url))
describe.skipIf(!existsSync(shared))('every recorded answer at hand (../shared/data/cz-registers)', () => {
  it('is understood', () => {
    for (const name of readdirSync(shared).filter((n) => /^(find|detail)-\d{8}/.test(n))) {
      const ico = /\d{8}/.exec(name)?.[0] as string
      expect(factsOf(JSON.parse(readFileSync(`${shared}${name}`, 'utf8')), ico)?.ico, name).toBe(ico)
    }
    expect(listOf(JSON.parse(readFileSync(`${shared}vyhledat-cez.json`, 'utf8')))?.companies.length).toBe(3)
  })
})
