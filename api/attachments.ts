// Attachments at the border: files on any record, their content once, safe to look at.
import { type Static, Type } from 'typebox'
import { Done, endpoint, Id, IdParams, Instant, nullable, RecordParams } from '#api/endpoint.ts'

const Named = Type.Object({ id: Id, name: Type.String() })
export const scans = ['notScanned', 'clean', 'infected', 'unknown'] as const
export type Scan = (typeof scans)[number]

export const Attachment = Type.Object({
  id: Id,
  version: Type.Integer(),
  recordType: Type.String(),
  recordId: Id,
  name: Type.String(),
  note: nullable(Type.String()),
  /** Bytes. */
  size: Type.Integer(),
  /** By the content, not by the name. */
  type: Type.String(),
  /** How it may be shown: `image`, `pdf`, or null for download only. */
  preview: nullable(Type.Unsafe<'image' | 'pdf'>({ type: 'string', enum: ['image', 'pdf'] })),
  /** `unknown` waits for the virus scanner and cannot be opened yet. */
  scan: Type.Unsafe<Scan>({ type: 'string', enum: [...scans] }),
  createdAt: Instant,
  createdBy: nullable(Named),
  deletedAt: nullable(Instant),
})
export type Attachment = Static<typeof Attachment>

export const listAttachments = endpoint({
  id: 'attachments.list',
  method: 'GET',
  path: '/api/records/:recordType/:recordId/attachments',
  summary: 'Files attached to a record, oldest first, and the limits of a new one',
  access: 'signedIn',
  params: RecordParams,
  reply: Type.Object({
    items: Type.Array(Attachment),
    mayWrite: Type.Boolean(),
    /** Bytes. */
    most: Type.Integer(),
  }),
})

export const attachFile = endpoint({
  id: 'attachments.attach',
  method: 'POST',
  path: '/api/records/:recordType/:recordId/attachments',
  summary: 'Attach a file: multipart form data with one file',
  access: 'signedIn',
  params: RecordParams,
  reply: Attachment,
  streams: true,
  creates: true,
  ownTransactions: true,
})

export const openAttachment = endpoint({
  id: 'attachments.open',
  method: 'GET',
  path: '/api/attachments/:id/content',
  summary: 'The content of an attachment: to download, or with show=true images and PDF to look at',
  access: 'signedIn',
  params: IdParams,
  query: Type.Object({ show: Type.Optional(Type.Boolean()) }),
  reply: Type.Object({}),
  streams: true,
})

export const changeAttachment = endpoint({
  id: 'attachments.change',
  method: 'PATCH',
  path: '/api/attachments/:id',
  summary: 'Rename an attachment or note what it is; If-Match carries the version that was read',
  access: 'signedIn',
  params: IdParams,
  body: Type.Object(
    {
      name: Type.Optional(Type.String({ minLength: 1, maxLength: 255, pattern: '\\S' })),
      note: Type.Optional(nullable(Type.String({ maxLength: 500 }))),
    },
    { additionalProperties: false, minProperties: 1 },
  ),
  reply: Attachment,
})

export const removeAttachment = endpoint({
  id: 'attachments.remove',
  method: 'DELETE',
  path: '/api/attachments/:id',
  summary: 'Take an attachment off its record; it can be restored',
  access: 'signedIn',
  params: IdParams,
  reply: Done,
})

export const restoreAttachment = endpoint({
  id: 'attachments.restore',
  method: 'POST',
  path: '/api/attachments/:id/restore',
  summary: 'Bring an attachment back',
  access: 'signedIn',
  params: IdParams,
  reply: Attachment,
})
