import { describe, expect, test } from 'vitest'
import { channelIn, type Mark, markAt, nameFits, readMarks } from '#domain/activities/marks.ts'

const people = [
  { id: 'jan', kind: 'contact', name: 'Ing. Jan Novák' },
  { id: 'jana', kind: 'contact', name: 'Jana Nováková' },
  { id: 'petr', kind: 'user', name: 'Petr Svoboda' },
  { id: 'eva', kind: 'user', name: 'Eva Černá, MBA' },
] as const
const tags = [
  { id: 't1', name: 'Palety' },
  { id: 't2', name: 'EUR palety' },
]
// A Tuesday.
const read = (text: string) => readMarks(text, { today: '2026-11-24', now: '15:00', people, tags })
const of = <K extends Mark['kind']>(text: string, kind: K) =>
  read(text).filter((mark): mark is Extract<Mark, { kind: K }> => mark.kind === kind)

describe('people', () => {
  test.each([
    ['@Novák volal', 'jan', 'Novák'],
    ['Mluvil jsem s @jan novák o ceně', 'jan', 'jan novák'],
    ['(@nováková)', 'jana', 'nováková'],
    ['@Petr Svoboda zavolá', 'petr', 'Petr Svoboda'],
    ['@petr zavolá', 'petr', 'petr'],
    ['@černá', 'eva', 'černá'],
  ])('%s is %s', (text, id, written) => {
    expect(of(text, 'person')).toMatchObject([{ person: { id }, text: written, several: false }])
  })

  test('whom nobody or several fit is said so, and a mail address names nobody', () => {
    expect(of('@nov', 'person')).toMatchObject([{ person: undefined, several: true }])
    expect(of('@Zikmund', 'person')).toMatchObject([{ person: undefined, several: false, text: 'Zikmund' }])
    expect(of('jan@novak.cz', 'person')).toEqual([])
  })
})

test('tags are known by the longest name; an unknown word is a new one', () => {
  expect(of('#eur palety a #palety, #mrazene_zbozi i #1', 'tag')).toMatchObject([
    { tag: { id: 't2' }, name: 'EUR palety' },
    { tag: { id: 't1' }, name: 'Palety' },
    { tag: undefined, name: 'mrazene zbozi' },
    { tag: undefined, name: '1' },
  ])
})

describe('promises', () => {
  test('ours with its term and who keeps it, to the end of the sentence', () => {
    expect(of('Volal Novák. !poslat ceník @petr do pátku 14h. Jinak klid.', 'promise')).toMatchObject([
      {
        side: 'ours',
        text: 'poslat ceník',
        dueOn: '2026-11-27',
        dueTime: '14:00',
        responsibleId: 'petr',
      },
    ])
  })

  test('theirs by two signs, a question by its own, several in one text', () => {
    const text = '!poslat vzorek do 1. 12. a ceník\n!!pošlou výkresy příští týden, @nováková\n?kdo schvaluje rozpočet'
    expect(read(text).filter((m) => m.kind === 'promise' || m.kind === 'question')).toMatchObject([
      { kind: 'promise', side: 'ours', text: 'poslat vzorek a ceník', dueOn: '2026-12-01' },
      { kind: 'promise', side: 'theirs', text: 'pošlou výkresy, nováková', dueOn: '2026-11-30', contactId: 'jana' },
      { kind: 'question', side: 'ours', text: 'kdo schvaluje rozpočet', dueOn: undefined },
    ])
  })

  test('an abbreviation ends nothing, and signs of a plain sentence are no marks', () => {
    expect(of('!zavolat p. Novákovi zítra', 'promise')).toMatchObject([{ text: 'zavolat p. Novákovi' }])
    expect(read('Opravdu? Ano! To je skvělé ! Nebo ne ?')).toEqual([])
    expect(read('cena != sleva')).toEqual([])
  })
})

describe('the words of its term leave the wording of a promise', () => {
  test.each([
    ['!poslat ceník do pátku', 'poslat ceník', '2026-11-27'],
    ['!Do pátku poslat ceník', 'poslat ceník', '2026-11-27'],
    ['!poslat ceník, nejpozději do 1. 12. 14h, a vzorky', 'poslat ceník, a vzorky', '2026-12-01'],
    ['!poslat ceník (do konce týdne)', 'poslat ceník', '2026-11-27'],
    ['!zavolat zítra v 9:00', 'zavolat', '2026-11-25'],
    ['!ozvat se za týden', 'ozvat se', '2026-12-01'],
    ['!send the price list by the end of the month', 'send the price list', '2026-11-30'],
    ['!send samples no later than Friday at 2pm', 'send samples', '2026-11-27'],
  ])('%s', (text, wording, dueOn) => {
    expect(of(text, 'promise')).toMatchObject([{ text: wording, dueOn }])
  })

  test.each([
    ['!@Petr Svoboda pošle ceník do pátku', 'pošle ceník'],
    ['!poslat ceník, @petr, a vzorky', 'poslat ceník, a vzorky'],
    ['!poslat ceník (@petr) do pátku', 'poslat ceník'],
    ['!připravit smlouvu, do pátku @petr', 'připravit smlouvu'],
    ['!!pošlou výkresy @petr', 'pošlou výkresy'],
    ['!domluvit cenu s @petr do pátku', 'domluvit cenu s petr'],
    ['!@petr a @eva připraví ukázku', 'petr a eva připraví ukázku'],
    ['!@petr', 'petr'],
  ])('so does the colleague who keeps it, unless the sentence needs him: %s', (text, wording) => {
    expect(of(text, 'promise')).toMatchObject([{ text: wording, responsibleId: 'petr' }])
  })

  test('a day that belongs to the thing stays, and so does what would leave nothing', () => {
    expect(of('!připravit ceník na příští týden', 'promise')).toMatchObject([
      { text: 'připravit ceník na příští týden', dueOn: '2026-11-30' },
    ])
    expect(of('!poslat fakturu z 1. 11. do pátku', 'promise')).toMatchObject([
      { text: 'poslat fakturu z 1. 11.', dueOn: '2026-11-27' },
    ])
    expect(of('!vrátit vzorky dodané včera', 'promise')).toMatchObject([
      { text: 'vrátit vzorky dodané včera', dueOn: undefined },
    ])
    expect(of('!zítra', 'promise')).toMatchObject([{ text: 'zítra', dueOn: '2026-11-25' }])
    expect(of('?platí termín 27. 11.', 'question')).toMatchObject([
      { text: 'platí termín 27. 11.', dueOn: '2026-11-27' },
    ])
  })
})

describe('days', () => {
  test('inside a promise are its term; alone they mean the next touch or when it happened, by the words around', () => {
    expect(of('!poslat ceník do pátku', 'date')).toEqual([])
    expect(of('Dohodnuto. Ozvat se příští úterý 14h', 'date')).toMatchObject([
      { day: '2026-12-01', time: '14:00', means: 'nextTouch' },
    ])
    expect(of('Dodávka přijde příští úterý', 'date')).toMatchObject([{ means: undefined }])
    expect(of('Včera 14h volal Novák', 'date')).toMatchObject([{ day: '2026-11-23', time: '14:00', means: 'happened' }])
    expect(of('Volal 14:30', 'date')).toMatchObject([{ day: '2026-11-24', means: 'happened' }])
    expect(of('Zavolat v 16:30', 'date')).toMatchObject([{ day: '2026-11-24', means: undefined }])
    expect(of('Sejdeme se 31. 2.', 'wrongDate')).toMatchObject([{ text: '31. 2.' }])
  })
})

test('the mark being typed is found at the caret', () => {
  expect(markAt('Volal @nov', 10)).toEqual({ sign: '@', from: 6, typed: 'nov' })
  expect(markAt('Volal @', 7)).toEqual({ sign: '@', from: 6, typed: '' })
  expect(markAt('@jan nov', 8)).toEqual({ sign: '@', from: 0, typed: 'jan nov' })
  expect(markAt('a@b', 3)).toBeUndefined()
  expect(nameFits('Ing. Jan Novák', 'nov j')).toBe(true)
  expect(nameFits('Ing. Jan Novák', 'novák e')).toBe(false)
})

test.each([
  ['Volal Novák kvůli paletám', 'phone'],
  ['Nedovoláno, zkusit zítra', 'phone'],
  ['Mail od Novákové', 'email'],
  ['Dnes schůzka u nich', 'meeting'],
  ['Datovka z ministerstva', 'dataBox'],
  ['Chtějí slevu', undefined],
])('%s: %s', (text, channel) => {
  expect(channelIn(text)).toBe(channel)
})

test('a long paste is read in no time', () => {
  const text = 'Řádek @novák #palety !poslat ceník do pátku\n'.repeat(10_000)
  const start = performance.now()
  expect(read(text).length).toBeGreaterThan(1000)
  expect(performance.now() - start).toBeLessThan(1500)
})
