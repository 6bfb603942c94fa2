// Timers of leads: entries of the timeline that answered a lead stop its clock for good.
import { sql } from 'kysely'
import type { Outside } from '#server/app.ts'
import { type Context, dayOf, systemActor } from '#server/kit/context.ts'
import { inTransaction } from '#server/kit/db.ts'
import type { JobDefinition } from '#server/kit/jobs.ts'
import { leadAnswered } from '#server/leads/actions.ts'
import { answeredSql } from '#server/leads/store.ts'

export function leadJobs(outside: Outside): JobDefinition[] {
  return [
    {
      name: 'leads.answers',
      cron: '*/5 * * * *',
      async work() {
        const now = outside.now()
        await inTransaction(outside.db, (db) =>
          noteAnswers({ db, actor: systemActor, now: now.toISOString(), today: dayOf(now), jobs: outside.jobs }),
        )
      },
    },
  ]
}

/** Reading shows the answer at once; this writes it down, so that lists and the day need not look for it. */
export async function noteAnswers(ctx: Context): Promise<number> {
  const { rows } = await sql<{ id: string; at: string }>`
    select id, at from (
      select l.id, ${answeredSql} as at from leads l
      where l.deleted_at is null and l.answered_at is null and l.state in ('new', 'contacted', 'qualified')
        and exists (select 1 from activities a where a.lead_id = l.id and a.deleted_at is null)
    ) found where at is not null limit 1000`.execute(ctx.db)
  for (const row of rows) await leadAnswered(ctx, row.id, row.at)
  return rows.length
}
