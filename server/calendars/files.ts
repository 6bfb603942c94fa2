// An .ics from a person's hands: taken up to a bound, tried without writing or carried out; and how often an address may book.
import type { Readable } from 'node:stream'
import type { FileReport } from '#api/calendars.ts'
import type { Followers } from '#server/calendars/actions-change.ts'
import { ownerOf } from '#server/calendars/feeds.ts'
import { textOf } from '#server/calendars/ics-lines.ts'
import { takeCalendar } from '#server/calendars/messages.ts'
import type { Context } from '#server/kit/context.ts'
import { inTransaction } from '#server/kit/db.ts'
import { Refusal } from '#server/kit/errors.ts'
import { firmSettings } from '#server/settings/actions.ts'

/** Twenty years of a full calendar. */
export const mostFileBytes = 10 * 1024 * 1024

interface Upload {
  readonly file: Readable
}

/** The text of the uploaded file; one too big is refused as soon as it is, however much would still come. */
export async function readUpload(next: () => Promise<Upload | undefined>): Promise<string> {
  let upload: Upload | undefined
  try {
    upload = await next()
  } catch (error) {
    if ((error as { statusCode?: number }).statusCode === 406)
      throw new Refusal('calendars.fileMissing', {}, { status: 400 })
    throw error
  }
  if (!upload) throw new Refusal('calendars.fileMissing', {}, { status: 400 })
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of upload.file) {
    size += (chunk as Buffer).length
    // What still comes is let through unread, so that the sender hears the answer instead of a broken line.
    if (size <= mostFileBytes) chunks.push(chunk as Buffer)
    else chunks.length = 0
  }
  if (size > mostFileBytes)
    throw new Refusal('calendars.fileTooBig', { most: mostFileBytes / 1024 / 1024 }, { status: 413 })
  if (size === 0) throw new Refusal('calendars.fileEmpty', {}, { status: 400 })
  return textOf(Buffer.concat(chunks))
}

class Tried {
  constructor(report: FileReport) {
    this.report = report
  }
  readonly report: FileReport
}

/** Carries the file out in one transaction; when only tried, the transaction is taken back and the report stays. */
export async function takeFile(
  ctx: Context,
  text: string,
  onlyTry: boolean,
  followers: Followers,
): Promise<FileReport> {
  try {
    return await inTransaction(ctx.db, async (tx) => {
      const jobs = onlyTry ? { enqueue: async () => {} } : ctx.jobs
      const inside: Context = { ...ctx, db: tx, jobs }
      const owner = await ownerOf(inside, ctx.actor.id)
      const report = await takeCalendar(inside, owner, text, (await firmSettings(inside)).timeZone, followers, false)
      if (onlyTry) throw new Tried(report)
      return report
    })
  } catch (error) {
    if (error instanceof Tried)
      return { ...error.report, lines: error.report.lines.map(({ appointmentId: _, ...line }) => line) }
    throw error
  }
}
