// Tags at the border: one list of coloured words for clients and contacts alike.
import { type Static, Type } from 'typebox'
import { endpoint, Id, IdParams, nullable } from '#api/endpoint.ts'
import { tagColors } from '#domain/tags/access.ts'

const Name = Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' })
const Color = Type.Unsafe<(typeof tagColors)[number]>({ type: 'string', enum: [...tagColors] })

export const Tag = Type.Object({ id: Id, name: Type.String(), color: Color, version: Type.Integer() })
export type Tag = Static<typeof Tag>

export const TagUse = Type.Object({
  ...Tag.properties,
  /** Clients and contacts with the tag among those the caller may see. */
  clients: Type.Integer(),
  contacts: Type.Integer(),
  /** All records of the firm with the tag; only for those who keep tags in order. */
  records: nullable(Type.Integer()),
})
export type TagUse = Static<typeof TagUse>

export const listTags = endpoint({
  id: 'tags.list',
  method: 'GET',
  path: '/api/tags',
  summary: 'All tags by name, or those whose name contains the words sought',
  access: 'signedIn',
  query: Type.Object({
    q: Type.Optional(Type.String({ maxLength: 60 })),
    ids: Type.Optional(Type.String({ maxLength: 4000 })),
  }),
  reply: Type.Object({ tags: Type.Array(Tag) }),
})

export const listTagUse = endpoint({
  id: 'tags.use',
  method: 'GET',
  path: '/api/tags/use',
  summary: 'All tags with the number of clients and contacts that carry them',
  access: 'signedIn',
  reply: Type.Object({ tags: Type.Array(TagUse), whyNot: Type.Object({ keep: Type.Optional(Type.String()) }) }),
})

export const createTag = endpoint({
  id: 'tags.create',
  method: 'POST',
  path: '/api/tags',
  summary: 'Add a tag; a name that differs only in case and accents is the same tag',
  access: 'signedIn',
  body: Type.Object({ name: Name, color: Type.Optional(Color) }, { additionalProperties: false }),
  reply: Tag,
  creates: true,
})

export const changeTag = endpoint({
  id: 'tags.change',
  method: 'PATCH',
  path: '/api/tags/:id',
  summary: 'Rename or recolour a tag everywhere it stands',
  access: 'signedIn',
  params: IdParams,
  body: Type.Object(
    { name: Type.Optional(Name), color: Type.Optional(Color) },
    { additionalProperties: false, minProperties: 1 },
  ),
  reply: Tag,
})

export const removeTag = endpoint({
  id: 'tags.remove',
  method: 'DELETE',
  path: '/api/tags/:id',
  summary: 'Take a tag off everything and delete it; it can be restored with everything it was on',
  access: 'signedIn',
  params: IdParams,
  reply: Type.Object({ ok: Type.Literal(true), records: Type.Integer() }),
})

export const restoreTag = endpoint({
  id: 'tags.restore',
  method: 'POST',
  path: '/api/tags/:id/restore',
  summary: 'Bring a deleted or merged tag back onto the records it was on',
  access: 'signedIn',
  params: IdParams,
  reply: Tag,
})

export const mergeTag = endpoint({
  id: 'tags.merge',
  method: 'POST',
  path: '/api/tags/:id/merge',
  summary: 'Put another tag in the place of this one everywhere and delete this one',
  access: 'signedIn',
  params: IdParams,
  body: Type.Object({ into: Id }, { additionalProperties: false }),
  reply: Type.Object({ tag: Tag, records: Type.Integer() }),
})
