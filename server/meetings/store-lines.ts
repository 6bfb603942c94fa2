// SQL of the lines of minutes: read whole, written in batches, so that ten thousand of them take moments.
import { sql } from 'kysely'
import type { MeetingLine } from '#api/meeting-minutes.ts'
import type { Context } from '#server/kit/context.ts'

const lineJson = sql`json_build_object('id', x.id, 'pointId', x.point_id, 'position', x.position, 'mark', x.mark, 'text', x.text,
  'promiseId', x.promise_id, 'objectionId', x.objection_id, 'at', x.at,
  'author', case when u.id is not null then json_build_object('id', u.id, 'name', u.name) end)`

/** All lines in their order. The meeting's own visibility is asked before. */
export async function listLines(ctx: Context, meetingId: string): Promise<MeetingLine[]> {
  const { rows } = await sql<{ lines: MeetingLine[] }>`
    select coalesce(json_agg(${lineJson} order by x.position, x.id), '[]') as lines
    from meeting_lines x left join users u on u.id = x.author_id where x.meeting_id = ${meetingId}::uuid`.execute(
    ctx.db,
  )
  return rows[0]?.lines ?? []
}

/** Of the given ids those that exist, with their meeting: an id of another meeting is not taken over. */
export async function linesById(
  ctx: Context,
  ids: readonly string[],
): Promise<Map<string, MeetingLine & { meetingId: string }>> {
  const { rows } = await sql<{ line: MeetingLine; meetingId: string }>`
    select ${lineJson} as line, x.meeting_id from meeting_lines x left join users u on u.id = x.author_id
    where x.id = any(${[...ids]}::uuid[])`.execute(ctx.db)
  return new Map(rows.map(({ line, meetingId }) => [line.id, { ...line, meetingId }]))
}

export interface LineRow {
  readonly id: string
  readonly pointId: string | null
  readonly position: number
  readonly mark: string
  readonly text: string
}

const given = (rows: readonly LineRow[]) =>
  sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, "pointId" uuid, position int, mark text, text text)`
/** A point taken off the agenda meanwhile leaves its lines without one. */
const point = (meetingId: string) =>
  sql`(select q.id from meeting_points q where q.id = r."pointId" and q.meeting_id = ${meetingId}::uuid)`

export async function insertLines(ctx: Context, meetingId: string, rows: readonly LineRow[]): Promise<void> {
  if (rows.length === 0) return
  await sql`insert into meeting_lines (id, meeting_id, point_id, position, mark, text, at, author_id)
    select r.id, ${meetingId}::uuid, ${point(meetingId)}, r.position, r.mark, r.text, ${ctx.now}, (select id from users where id = ${ctx.actor.id}::uuid)
    from ${given(rows)}`.execute(ctx.db)
}

export async function updateLines(ctx: Context, meetingId: string, rows: readonly LineRow[]): Promise<void> {
  if (rows.length === 0) return
  await sql`update meeting_lines x set point_id = ${point(meetingId)}, position = r.position, mark = r.mark, text = r.text
    from ${given(rows)} where x.id = r.id and x.meeting_id = ${meetingId}::uuid`.execute(ctx.db)
}

export async function removeLines(ctx: Context, meetingId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await sql`delete from meeting_lines where meeting_id = ${meetingId}::uuid and id = any(${[...ids]}::uuid[])`.execute(
    ctx.db,
  )
}

export async function linkLine(
  ctx: Context,
  meetingId: string,
  lineId: string,
  to: { promiseId: string } | { objectionId: string },
): Promise<void> {
  const [column, id] = 'promiseId' in to ? ['promise_id', to.promiseId] : ['objection_id', to.objectionId]
  await sql`update meeting_lines set ${sql.ref(column as string)} = ${id}::uuid where meeting_id = ${meetingId}::uuid and id = ${lineId}::uuid`.execute(
    ctx.db,
  )
}

/**
 * What stayed open when the meeting ended: points not done, and questions whose promise of an answer is not kept yet
 * (or was never made).
 */
export async function leftOpen(
  ctx: Context,
  meetingId: string,
): Promise<{ title: string; from: 'point' | 'question' }[]> {
  const { rows } = await sql<{ title: string; from: 'point' | 'question' }>`
    select title, 'point' as from, position, 0 as part from meeting_points where meeting_id = ${meetingId}::uuid and not done
    union all
    select left(x.text, 300), 'question', x.position, 1 from meeting_lines x left join promises p on p.id = x.promise_id and p.deleted_at is null
    where x.meeting_id = ${meetingId}::uuid and x.mark = 'question' and (p.id is null or p.state = 'open') and btrim(x.text) <> ''
    order by part, position limit 60`.execute(ctx.db)
  return rows.map(({ title, from }) => ({ title, from }))
}
