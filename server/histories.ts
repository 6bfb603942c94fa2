// Hands the journal what it must know of the capabilities above it: who sees a record, and how old values return.
import { sql } from 'kysely'
import type { ClientChange } from '#api/clients.ts'
import type { ContactChange } from '#api/contacts.ts'
import { changeClient } from '#server/clients/actions.ts'
import { contactVisibleTo, visibleTo } from '#server/clients/visible.ts'
import { changeContact } from '#server/contacts/actions.ts'
import type { Histories } from '#server/journal/records.ts'

export const histories: Histories = {
  clientVisible: visibleTo,
  contactVisible: contactVisibleTo,
  records: [
    {
      type: 'clients',
      async visible(ctx, id) {
        const { rows } = await sql`select from clients c where c.id = ${id}::uuid and ${visibleTo(ctx.actor)}`.execute(
          ctx.db,
        )
        return rows.length > 0
      },
      restorable: [
        'name',
        'kind',
        'number',
        'ico',
        'dic',
        'legalForm',
        'isClient',
        'isSupplier',
        'isPartner',
        'isCompetitor',
        'noContact',
        'creditHold',
        'sanctionsBlock',
        'confidentiality',
        'language',
        'currency',
        'timeZone',
        'nace',
        'naceVersion',
        'source',
        'note',
        'nextTouchOn',
        'addresses',
        'channels',
        'bankAccounts',
        'tags',
        'custom',
      ],
      restore: (ctx, id, values, version) => changeClient(ctx, id, asChange<ClientChange>(values), version),
    },
    {
      type: 'contacts',
      async visible(ctx, id) {
        const { rows } =
          await sql`select from contacts p where p.id = ${id}::uuid and ${contactVisibleTo(ctx.actor)}`.execute(ctx.db)
        return rows.length > 0
      },
      restorable: [
        'firstName',
        'lastName',
        'titleBefore',
        'titleAfter',
        'salutation',
        'language',
        'note',
        'source',
        'noContact',
        'channels',
        'positions',
        'tags',
        'custom',
      ],
      restore: (ctx, id, values, version) => changeContact(ctx, id, asChange<ContactChange>(values), version),
    },
  ],
}

/** The journal names links by the record, the change by its ids. */
function asChange<T>({ tags, ...values }: Record<string, unknown>): T {
  return { ...values, ...(tags === undefined ? {} : { tagIds: tags }) } as T
}
