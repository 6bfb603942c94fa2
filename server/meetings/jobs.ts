// The letter after a meeting leaves through the firm's mail server; answers go to whoever wrote it.

import { sql } from 'kysely'
import type { Outside } from '#server/app.ts'
import type { JobDefinition } from '#server/kit/jobs.ts'

export function meetingJobs({ db, mail }: Pick<Outside, 'db' | 'mail'>): JobDefinition[] {
  if (!mail) return []
  return [
    {
      name: 'meetings.mailLetter',
      retries: 5,
      async work(data) {
        const { rows } = await sql<{
          email: string
        }>`select email from users where id = ${String(data.userId)}::uuid`.execute(db)
        await mail.send({
          to: (data.to as string[]).join(', '),
          subject: String(data.subject),
          text: String(data.text),
          ...(rows[0] ? { replyTo: rows[0].email } : {}),
        })
      },
    },
  ]
}
