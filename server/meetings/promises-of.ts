// What papers of a meeting say of the promises made in it: who and by when. Promises are only read here.
import { sql } from 'kysely'
import type { Context } from '#server/kit/context.ts'

export interface PromiseOfMeeting {
  readonly id: string
  readonly side: 'ours' | 'theirs'
  readonly text: string
  readonly dueOn: string | null
  readonly responsible: string | null
  readonly contact: string | null
}

/** Promises given by lines of the minutes; whoever sees the meeting sees its client, and so these. */
export async function promisesFrom(ctx: Context, meetingId: string): Promise<PromiseOfMeeting[]> {
  const { rows } = await sql<PromiseOfMeeting>`
    select p.id, p.side, p.text, p.due_on, (select u.name from users u where u.id = p.responsible_id) as responsible,
      (select concat_ws(' ', k.first_name, k.last_name) from contacts k where k.id = p.contact_id) as contact
    from meeting_lines x join promises p on p.id = x.promise_id and p.deleted_at is null
    where x.meeting_id = ${meetingId}::uuid`.execute(ctx.db)
  return rows
}
