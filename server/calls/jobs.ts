// Work of calls after the answer: calling by a click, and forgetting old message names of exchanges.
import { sql } from 'kysely'
import type { Outside } from '#server/app.ts'
import { dialJob } from '#server/calls/dialling.ts'
import type { JobDefinition } from '#server/kit/jobs.ts'

export function callJobs(outside: Outside): JobDefinition[] {
  return [
    dialJob(outside),
    {
      name: 'calls.forget-messages',
      cron: '40 3 * * *',
      async work() {
        // Older messages are refused by their time already.
        await sql`delete from telephony_messages where received_at < ${new Date(outside.now().getTime() - 7 * 86_400_000).toISOString()}`.execute(
          outside.db,
        )
      },
    },
    {
      name: 'calls.end-forgotten',
      cron: '20 * * * *',
      async work() {
        // An exchange that fell silent leaves calls that ring for ever; nobody is owed a call for them.
        await sql`
          update calls set ended_at = coalesce(answered_at, started_at), version = version + 1,
            state = case when answered_at is not null then 'ended' when direction = 'in' then 'missed' else 'failed' end
          where state in ('dialling', 'ringing', 'answered')
            and started_at < ${new Date(outside.now().getTime() - 12 * 3_600_000).toISOString()}`.execute(outside.db)
      },
    },
  ]
}
