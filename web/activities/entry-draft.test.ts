import { expect, test } from 'vitest'
import { readMarks } from '#domain/activities/marks.ts'
import { channelOf, draftOf, emptyEntry, instantOf } from '#web/activities/entry-draft.ts'

const today = '2026-11-24'
const sources = {
  today,
  now: '15:00',
  people: [
    { id: 'novak', kind: 'contact', name: 'Jan Novák' },
    { id: 'petr', kind: 'user', name: 'Petr Svoboda' },
  ],
  tags: [{ id: 't1', name: 'Palety' }],
} as const
const of = (text: string, more = {}) =>
  draftOf({ ...emptyEntry, text, ...more }, readMarks(text, sources), { clientId: 'k' }, today)

test('marks of the text become people, tags, promises, the next touch and the time it happened', () => {
  const made = of(
    'Včera 14h volal @Novák o #palety a #nové_zboží. Ozvat se 1. 12.\n!poslat ceník @petr do pátku\n?kdo schvaluje',
  )
  expect(made).toMatchObject({
    draft: {
      clientId: 'k',
      channel: 'phone',
      contactIds: ['novak'],
      userIds: ['petr'],
      tagIds: ['t1'],
      tagNames: ['nové zboží'],
      nextTouchOn: '2026-12-01',
      happenedAt: instantOf('2026-11-23', '14:00'),
      promises: [
        { side: 'ours', kind: 'promise', dueOn: '2026-11-27', responsibleId: 'petr' },
        { side: 'ours', kind: 'question', text: 'kdo schvaluje' },
      ],
    },
  })
})

test('a day switched off is not used, one switched on is; what was chosen by hand wins', () => {
  const off = of('Ozvat se 1. 12.', { dates: { '1. 12.': false } })
  expect('draft' in off && off.draft.nextTouchOn).toBeUndefined()
  const on = of('Dodávka 1. 12.', { dates: { '1. 12.': true } })
  expect('draft' in on && on.draft.nextTouchOn).toBe('2026-12-01')
  const hand = of('Včera volal', { day: '2026-11-20', time: '09:15', channel: 'note' })
  expect(hand).toMatchObject({ draft: { channel: 'note', happenedAt: instantOf('2026-11-20', '09:15') } })
  expect(channelOf({ channel: null, text: 'Chtějí slevu' })).toBe('note')
})

test('a time the clock does not have is refused, not moved', () => {
  expect(of('x', { day: '2026-02-31', time: '10:00' })).toEqual({ wrong: 'happenedAt' })
  expect(of('x', { day: '2026-11-20', time: '25:00' })).toEqual({ wrong: 'happenedAt' })
})
