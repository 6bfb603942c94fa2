import { expect, it } from 'vitest'
import type { Role } from '#domain/access.ts'
import { whyNotComment, whyNotEdit } from '#domain/comments/access.ts'

it.each<[Role[], string | undefined]>([
  [['AUD'], 'comments.auditorReads'],
  [['AUD', 'TL'], undefined],
  [['AM'], undefined],
  [['QA'], undefined],
  [['BO'], undefined],
])('%j comments: %s', (roles, reason) => {
  expect(whyNotComment({ roles })).toBe(reason)
})

it('a comment is changed by its author alone', () => {
  expect(whyNotEdit({ id: 'a' }, { authorId: 'a' })).toBeUndefined()
  expect(whyNotEdit({ id: 'b' }, { authorId: 'a' })).toBe('comments.notYours')
})
