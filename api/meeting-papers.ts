// Papers of a meeting at the border: the preparation sheet and the follow-up letter.
import { type Static, Type } from 'typebox'
import { endpoint, IdParams, Instant, nullable } from '#api/endpoint.ts'
import { Meeting, oneOf, strict, text } from '#api/meetings.ts'

export const SheetBlock = Type.Object({
  key: Type.String(),
  title: Type.String(),
  lines: Type.Array(
    Type.Object({
      text: Type.String(),
      detail: Type.Optional(Type.String()),
      tone: Type.Optional(oneOf(['late', 'risk', 'fine'] as const)),
      href: Type.Optional(Type.String()),
    }),
  ),
  more: Type.Optional(Type.Integer()),
})
export type SheetBlock = Static<typeof SheetBlock>

export const prepareMeeting = endpoint({
  id: 'meetings.sheet',
  method: 'GET',
  path: '/api/meetings/:id/sheet',
  summary: 'The preparation sheet: everything to know before the meeting, gathered from all capabilities',
  access: 'clients.read',
  params: IdParams,
  reply: Type.Object({ meeting: Meeting, blocks: Type.Array(SheetBlock) }),
})

export const printSheet = endpoint({
  id: 'meetings.sheetPdf',
  method: 'GET',
  path: '/api/meetings/:id/sheet.pdf',
  summary: 'The preparation sheet as PDF of one or two A4 pages',
  access: 'clients.read',
  params: IdParams,
  reply: Type.Any(),
  streams: true,
})

export const Letter = Type.Object({
  subject: Type.String(),
  text: Type.String(),
  /** Nobody wrote in it yet: it is made of the minutes as they stand. */
  drafted: Type.Boolean(),
  language: oneOf(['cs', 'en'] as const),
  to: Type.Array(Type.Object({ name: Type.String(), email: Type.String() })),
  sentAt: nullable(Instant),
  version: Type.Integer(),
  whyNot: Type.Record(Type.String(), Type.String()),
})
export type Letter = Static<typeof Letter>

export const readLetter = endpoint({
  id: 'meetings.letter',
  method: 'GET',
  path: '/api/meetings/:id/letter',
  summary: 'The follow-up letter in the client’s language: as it was written, else drafted from the minutes',
  access: 'clients.read',
  params: IdParams,
  query: Type.Object({ anew: Type.Optional(Type.Boolean()) }),
  reply: Letter,
})

const LetterText = { subject: text(300), text: text(50_000) }

export const writeLetter = endpoint({
  id: 'meetings.writeLetter',
  method: 'PUT',
  path: '/api/meetings/:id/letter',
  summary: 'Keep the letter as it was edited',
  access: 'clients.write',
  params: IdParams,
  body: Type.Object(LetterText, strict),
  reply: Letter,
})

export const sendLetter = endpoint({
  id: 'meetings.sendLetter',
  method: 'POST',
  path: '/api/meetings/:id/letter/send',
  summary: 'Send the letter through the mail server of the firm, or say that it left another way',
  access: 'clients.write',
  params: IdParams,
  body: Type.Object(
    {
      ...LetterText,
      to: Type.Array(Type.String({ format: 'email', maxLength: 300 }), { maxItems: 50 }),
      /** It was sent from elsewhere; only the day is kept. */
      already: Type.Optional(Type.Boolean()),
    },
    strict,
  ),
  reply: Letter,
})
