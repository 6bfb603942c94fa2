// Comments at the border: what colleagues say to each other at a record, with people mentioned by name.
import { type Static, Type } from 'typebox'
import { Done, endpoint, Id, IdParams, Instant, nullable, RecordParams } from '#api/endpoint.ts'

const Named = Type.Object({ id: Id, name: Type.String() })
const Text = Type.String({ minLength: 1, maxLength: 20_000, pattern: '\\S' })
const Mentions = Type.Array(Id, { maxItems: 50 })

export const Comment = Type.Object({
  id: Id,
  version: Type.Integer(),
  recordType: Type.String(),
  recordId: Id,
  text: Type.String(),
  /** People named in the text as `@Name`. */
  mentions: Type.Array(Named),
  createdAt: Instant,
  createdBy: Named,
  editedAt: nullable(Instant),
  deletedAt: nullable(Instant),
  whyNot: Type.Object({ edit: Type.Optional(Type.String()) }),
})
export type Comment = Static<typeof Comment>

/** A comment as it was written, with those mentioned who do not see the record and were therefore not told. */
export const WrittenComment = Type.Object({ ...Comment.properties, notTold: Type.Array(Named) })
export type WrittenComment = Static<typeof WrittenComment>

export const listComments = endpoint({
  id: 'comments.list',
  method: 'GET',
  path: '/api/records/:recordType/:recordId/comments',
  summary: 'Comments at a record, oldest first',
  access: 'signedIn',
  params: RecordParams,
  reply: Type.Object({ items: Type.Array(Comment), whyNot: Type.Object({ add: Type.Optional(Type.String()) }) }),
})

export const addComment = endpoint({
  id: 'comments.add',
  method: 'POST',
  path: '/api/records/:recordType/:recordId/comments',
  summary: 'Write a comment at a record; people mentioned are told, if they may see it',
  access: 'signedIn',
  params: RecordParams,
  body: Type.Object({ text: Text, mentions: Type.Optional(Mentions) }, { additionalProperties: false }),
  reply: WrittenComment,
  creates: true,
})

export const changeComment = endpoint({
  id: 'comments.change',
  method: 'PATCH',
  path: '/api/comments/:id',
  summary: 'Change one’s own comment; If-Match carries the version that was read',
  access: 'signedIn',
  params: IdParams,
  body: Type.Object({ text: Text, mentions: Type.Optional(Mentions) }, { additionalProperties: false }),
  reply: WrittenComment,
})

export const removeComment = endpoint({
  id: 'comments.remove',
  method: 'DELETE',
  path: '/api/comments/:id',
  summary: 'Delete one’s own comment; it can be restored',
  access: 'signedIn',
  params: IdParams,
  reply: Done,
})

export const restoreComment = endpoint({
  id: 'comments.restore',
  method: 'POST',
  path: '/api/comments/:id/restore',
  summary: 'Bring one’s own deleted comment back',
  access: 'signedIn',
  params: IdParams,
  reply: Comment,
})
