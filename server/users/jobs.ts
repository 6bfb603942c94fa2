// Letters to people about their access, and forgetting of old keys of writes. The link is made when the letter is sent, so no queue ever holds one.
import { cs } from '#messages/cs.ts'
import { en } from '#messages/en.ts'
import type { Outside } from '#server/app.ts'
import type { Db } from '#server/kit/db.ts'
import type { JobDefinition, Jobs } from '#server/kit/jobs.ts'
import { type LinkKind, linkPath, makeLink } from '#server/users/one-time-links.ts'
import { forgetSent } from '#server/users/sent-once.ts'
import { findPerson } from '#server/users/store.ts'

export function userJobs({ db, mail, now }: Pick<Outside, 'db' | 'mail' | 'now'>): JobDefinition[] {
  const forget: JobDefinition = {
    name: 'users.forgetSent',
    cron: '40 3 * * *',
    work: () => forgetSent(db, now().toISOString()),
  }
  if (!mail) return [forget]
  return [
    {
      name: 'users.mailLink',
      retries: 5,
      async work(data) {
        const person = await findPerson(db, String(data.userId))
        // Who left meanwhile gets no letter.
        if (!person?.active) return
        const kind = data.kind as LinkKind
        const { token } = await makeLink(db, person.id, kind)
        const { letters } = (person.language === 'en' ? en : cs).users
        const firm = person.firmName ?? 'Klientela'
        await mail.send({
          to: person.email,
          subject: kind === 'reset' ? letters.resetSubject : letters.invitationSubject(firm),
          text: letters[kind](person.name, firm, mail.address(linkPath(token))),
        })
      },
    },
    forget,
  ]
}

/** Sends a link to set a password after the transaction commits. */
export async function mailLink(jobs: Jobs, db: Db, userId: string, kind: LinkKind): Promise<void> {
  await jobs.enqueue(db, 'users.mailLink', { userId, kind }, {})
}
