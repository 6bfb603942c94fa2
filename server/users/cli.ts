// `npm run cli -- user reset-password EMAIL`: the way back in when nobody can sign in any more.
import { users as cs } from '#messages/cs/users.ts'
import { users as en } from '#messages/en/users.ts'
import type { Command } from '#server/kit/cli.ts'
import { addressOf } from '#server/kit/config.ts'
import { inTransaction } from '#server/kit/db.ts'
import { record } from '#server/kit/record.ts'
import { dropLinks, linkPath, makeLink } from '#server/users/one-time-links.ts'
import { findPersonByEmail } from '#server/users/store.ts'

const both = (of: (texts: (typeof cs)['cli']) => string) => `${of(cs.cli)}\n${of(en.cli as (typeof cs)['cli'])}`

export const commands: readonly Command[] = [
  {
    name: 'user reset-password',
    usage: 'EMAIL',
    async run({ args, db, config, context, print, remark }) {
      const email = args[0]
      if (!email) {
        remark(both((texts) => texts.noEmail))
        return 2
      }
      const person = await findPersonByEmail(db, email)
      if (!person) {
        remark(both((texts) => texts.unknown(email)))
        return 1
      }
      if (!person.active) {
        remark(both((texts) => texts.inactive(person.email)))
        return 1
      }
      const link = await inTransaction(db, async (tx) => {
        await dropLinks(tx, person.id)
        await record({ ...context(), db: tx }, { fact: 'users.linkMade', recordType: 'user', recordId: person.id })
        return makeLink(tx, person.id, 'invitation')
      })
      remark(both((texts) => texts.link(person.name, link.validUntil)))
      print(`${addressOf(config, config.port)}${linkPath(link.token)}`)
      return 0
    },
  },
]
