// The entry a held meeting leaves on the timeline of its client: written when it ends, brought up to date afterwards.
import { sql } from 'kysely'
import { cs } from '#messages/cs.ts'
import { en } from '#messages/en.ts'
import { changeActivity, getActivity, writeActivity } from '#server/activities/actions.ts'
import type { Context } from '#server/kit/context.ts'
import { minutesBetween } from '#server/kit/zoned-time.ts'
import type * as store from '#server/meetings/store.ts'
import { listLines } from '#server/meetings/store-lines.ts'

/** Longer minutes are read in the meeting itself. */
const longest = 190_000

export async function writeEntry(ctx: Context, meeting: store.StoredMeeting): Promise<void> {
  const text = await textOf(ctx, meeting)
  const came = meeting.people.filter((person) => person.attended !== false)
  const contactIds = came.flatMap((person) => (person.contactId ? [person.contactId] : []))
  const userIds = came.flatMap((person) => (person.userId ? [person.userId] : []))
  const [from, to] = [meeting.startedAt ?? meeting.startsAt, meeting.endedAt ?? meeting.endsAt]
  const durationMinutes = Math.max(0, Math.min(14_400, minutesBetween(from, to)))
  const { rows } = await sql<{ id: string }>`
    select id from activities where source_type = 'meetings' and source_id = ${meeting.id}::uuid and deleted_at is null`.execute(
    ctx.db,
  )
  if (rows[0]) {
    const entry = await getActivity(ctx, rows[0].id)
    // Whoever may not touch the entry leaves it as it was; the meeting itself holds all.
    if (entry.mayEdit && (entry.text !== text || entry.subject !== meeting.title))
      await changeActivity(ctx, entry.id, { text, subject: meeting.title, contactIds, userIds }, entry.version)
    return
  }
  await writeActivity(ctx, {
    clientId: meeting.client?.id ?? null,
    leadId: meeting.client ? null : (meeting.lead?.id ?? null),
    channel: meeting.kind === 'visit' ? 'visit' : meeting.kind === 'phone' ? 'phone' : 'meeting',
    happenedAt: from,
    durationMinutes,
    subject: meeting.title,
    text,
    twoWay: came.some((person) => person.side === 'theirs') || meeting.people.every((person) => person.side === 'ours'),
    contactIds,
    userIds,
    source: { type: 'meetings', id: meeting.id },
  })
}

async function textOf(ctx: Context, meeting: store.StoredMeeting): Promise<string> {
  const t = (ctx.actor.language === 'en' ? en : cs).meetings
  const parts = [
    meeting.goal ? `${t.columns.goal}: ${meeting.goal}` : '',
    meeting.summary ?? '',
    ...(await listLines(ctx, meeting.id)).map((line) =>
      line.mark === 'line' || !line.text.trim() ? line.text : `${t.marks[line.mark]}: ${line.text}`,
    ),
  ]
  const text = parts.filter((part) => part.trim()).join('\n')
  return text.length > longest ? `${text.slice(0, longest)}…` : text || meeting.title
}
