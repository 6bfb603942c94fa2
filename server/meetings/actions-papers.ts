// Papers of a meeting: the preparation sheet, the minutes, and the letter that follows.
import type { Letter, SheetBlock } from '#api/meeting-papers.ts'
import type { Meeting } from '#api/meetings.ts'
import type { Context } from '#server/kit/context.ts'
import { Refusal } from '#server/kit/errors.ts'
import type { Pdf } from '#server/kit/pdf.ts'
import { record } from '#server/kit/record.ts'
import type { SheetSection } from '#server/kit/sheet.ts'
import { localOf } from '#server/kit/zoned-time.ts'
import { minutesPaper } from '#server/meetings/minutes-paper.ts'
import { promisesFrom } from '#server/meetings/promises-of.ts'
import { sheetPaper } from '#server/meetings/sheet-paper.ts'
import * as store from '#server/meetings/store.ts'
import { listLines } from '#server/meetings/store-lines.ts'
import { again, seenMeeting, shown, whyNotWrite, writable } from '#server/meetings/view.ts'
import { dayText, letterLanguage, type PaperLanguage, spanText, wordsOf } from '#server/meetings/words.ts'
import { firmSettings } from '#server/settings/actions.ts'

/** Everything to know before the meeting: each section is built by the capability that offers it, in the reader's language. */
export async function prepareMeeting(
  ctx: Context,
  id: string,
  sections: readonly SheetSection[],
): Promise<{ meeting: Meeting; blocks: SheetBlock[] }> {
  const stored = await seenMeeting(ctx, id)
  const subject = {
    clientId: stored.client?.id ?? null,
    leadId: stored.client ? null : (stored.lead?.id ?? null),
    contactIds: stored.people.flatMap((person) => (person.contactId ? [person.contactId] : [])),
  }
  const blocks: SheetBlock[] = []
  for (const section of [...sections].sort((a, b) => a.order - b.order)) {
    const block = await section.build(ctx, subject)
    if (block && block.lines.length > 0)
      blocks.push({
        key: section.key,
        title: block.title,
        lines: block.lines.map((line) => ({ ...line })),
        ...(block.more ? { more: block.more } : {}),
      })
  }
  return { meeting: await shown(ctx, stored), blocks }
}

export async function printSheet(ctx: Context, id: string, sections: readonly SheetSection[]): Promise<Pdf> {
  const { meeting, blocks } = await prepareMeeting(ctx, id, sections)
  return sheetPaper(meeting, blocks, { name: ctx.actor.name, now: ctx.now, language: ctx.actor.language })
}

/** For the house with everything; for the client in his language, without objections and what we know of rivals. */
export async function printMinutes(ctx: Context, id: string, audience: 'us' | 'client'): Promise<Pdf> {
  const stored = await seenMeeting(ctx, id)
  const language = audience === 'client' ? await languageOf(ctx, stored) : ctx.actor.language
  const lines = await listLines(ctx, id)
  const t = wordsOf(language)
  const promises = new Map(
    (await promisesFrom(ctx, id)).map((one) => [
      one.id,
      [one.side === 'ours' ? one.responsible : one.contact, one.dueOn && t.paper.due(dayText(one.dueOn, language))]
        .filter(Boolean)
        .join(', '),
    ]),
  )
  return minutesPaper(await shown(ctx, stored), lines, {
    audience,
    language,
    name: stored.organizer.name,
    now: ctx.now,
    promises,
  })
}

async function languageOf(ctx: Context, meeting: store.StoredMeeting): Promise<PaperLanguage> {
  const people = await store.letterPeople(ctx, meeting.id)
  return letterLanguage(people.find((person) => person.language)?.language ?? meeting.client?.language)
}

/** The letter as it was left, else as the minutes make it; `anew` makes it of the minutes again without keeping it. */
export async function readLetter(ctx: Context, id: string, anew: boolean, mails: boolean): Promise<Letter> {
  const meeting = await seenMeeting(ctx, id)
  const people = await store.letterPeople(ctx, id)
  const language = await languageOf(ctx, meeting)
  const kept = !anew && meeting.letterText !== null
  const drafted = kept ? undefined : await draftLetter(ctx, meeting, language, people[0]?.salutation ?? null)
  const readOnly = await whyNotWrite(ctx, meeting)
  const early = meeting.state === 'planned' || meeting.state === 'cancelled' ? 'meetings.letterTooEarly' : undefined
  const send = readOnly ?? early ?? (mails ? undefined : 'meetings.noMailServer')
  return {
    subject: (kept ? meeting.letterSubject : undefined) ?? drafted?.subject ?? meeting.title,
    text: (kept ? meeting.letterText : undefined) ?? drafted?.text ?? '',
    drafted: !kept,
    language,
    to: people.flatMap(({ name, email }) => (email ? [{ name, email }] : [])),
    sentAt: meeting.letterSentAt,
    version: meeting.version,
    whyNot: { ...(readOnly ? { edit: readOnly } : {}), ...(send ? { send } : {}) },
  }
}

/** Needs, decisions, promises of both sides with who and by when, and open questions; nothing that is only ours. */
async function draftLetter(
  ctx: Context,
  meeting: store.StoredMeeting,
  language: PaperLanguage,
  salutation: string | null,
): Promise<{ subject: string; text: string }> {
  const t = wordsOf(language).letterText
  const lines = await listLines(ctx, meeting.id)
  const promises = new Map((await promisesFrom(ctx, meeting.id)).map((one) => [one.id, one]))
  const day = dayText(localOf(meeting.startsAt, meeting.timeZone).day, language)
  const part = (title: string, mark: (typeof lines)[number]['mark']) => {
    const found = lines.filter((line) => line.mark === mark && line.text.trim())
    const said = found.map((line) => {
      const promise = line.promiseId ? promises.get(line.promiseId) : undefined
      const who = promise && (promise.side === 'ours' ? promise.responsible : promise.contact)
      const detail = [who, promise?.dueOn && t.due(dayText(promise.dueOn, language))].filter(Boolean).join(', ')
      return `– ${promise?.text ?? line.text}${detail ? ` (${detail})` : ''}`
    })
    return found.length > 0 ? [`${title}\n${said.join('\n')}`] : []
  }
  const next = meeting.followedBy ? await store.findMeeting(ctx, meeting.followedBy.id) : undefined
  const firm = (await firmSettings(ctx)).firmName
  const text = [
    salutation?.trim() ? `${salutation.trim().replace(/,$/, '')},` : t.hello,
    t.thanks(day),
    ...(meeting.summary ? [meeting.summary] : []),
    ...part(t.needs, 'need'),
    ...part(t.decisions, 'decision'),
    ...part(t.ours, 'promiseOurs'),
    ...part(t.theirs, 'promiseTheirs'),
    ...part(t.questions, 'question'),
    ...(next ? [t.next(spanText(next.startsAt, next.endsAt, next.timeZone, language))] : []),
    t.correct,
    [t.bye, meeting.organizer.name, firm].filter(Boolean).join('\n'),
  ].join('\n\n')
  return { subject: t.subject(day, meeting.title).slice(0, 300), text: text.slice(0, 50_000) }
}

export async function writeLetter(
  ctx: Context,
  id: string,
  letter: { subject: string; text: string },
  mails: boolean,
): Promise<Letter> {
  const before = await writable(ctx, id)
  if (before.letterSubject !== letter.subject || before.letterText !== letter.text) {
    await store.updateMeeting(ctx, id, { letterSubject: letter.subject.trim(), letterText: letter.text })
    await record(ctx, {
      fact: 'meetings.letterWritten',
      recordType: 'meetings',
      recordId: id,
      clientId: before.client?.id ?? null,
      before: { subject: before.letterSubject, text: before.letterText },
      after: { subject: letter.subject.trim(), text: letter.text },
    })
  }
  return readLetter(ctx, id, false, mails)
}

/**
 * Sends the letter, once, by a job; answers go to whoever sent it. `already`: it left another way and only that is kept.
 */
export async function sendLetter(
  ctx: Context,
  id: string,
  letter: { subject: string; text: string; to: readonly string[]; already?: boolean },
  mails: boolean,
): Promise<Letter> {
  const before = await writable(ctx, id)
  if (before.state === 'planned' || before.state === 'cancelled') throw new Refusal('meetings.letterTooEarly')
  if (before.letterSentAt) throw new Refusal('meetings.letterSent')
  if (!letter.already) {
    if (!mails) throw new Refusal('meetings.noMailServer')
    if (letter.to.length === 0) throw new Refusal('meetings.noRecipients')
  }
  await writeLetter(ctx, id, letter, mails)
  await store.updateMeeting(ctx, id, { letterSentAt: ctx.now })
  const after = await again(ctx, id)
  await record(ctx, {
    fact: 'meetings.letterSent',
    recordType: 'meetings',
    recordId: id,
    clientId: after.client?.id ?? null,
    before: { letterSentAt: null },
    after: { letterSentAt: ctx.now, to: letter.already ? [] : [...letter.to] },
  })
  if (!letter.already)
    await ctx.jobs.enqueue(ctx.db, 'meetings.mailLetter', {
      to: [...letter.to],
      subject: letter.subject,
      text: letter.text,
      userId: ctx.actor.id,
    })
  return readLetter(ctx, id, false, mails)
}
