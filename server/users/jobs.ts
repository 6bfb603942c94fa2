// Letters to people about their access. The link is made when the letter is sent, so no queue ever holds one.
import type { Outside } from '#server/app.ts'
import { inLanguage } from '#server/users/letters.ts'
import type { JobDefinition, Jobs } from '#server/kit/jobs.ts'
import type { Db } from '#server/kit/db.ts'
import { type LinkKind, makeLink } from '#server/users/one-time-links.ts'
import { findPerson } from '#server/users/store.ts'

export function userJobs({ db, mail }: Pick<Outside, 'db' | 'mail'>): JobDefinition[] {
  if (!mail) return []
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
        await mail.send({ to: person.email, ...inLanguage(person.language)[kind](person.name, person.firmName, mail.address(`/set-password/${token}`)) })
      },
    },
  ]
}

/** Sends a link to set a password after the transaction commits. */
export async function mailLink(jobs: Jobs, db: Db, userId: string, kind: LinkKind): Promise<void> {
  await jobs.enqueue(db, 'users.mailLink', { userId, kind }, {})
}
