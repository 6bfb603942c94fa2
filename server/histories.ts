// Hands the journal what it must know of the capabilities above it: who sees a record, and how old values return.
import { type RawBuilder, sql } from 'kysely'
import type { ClientChange } from '#api/clients.ts'
import type { ContactChange } from '#api/contacts.ts'
import { changeClient } from '#server/clients/actions.ts'
import { contactVisibleTo, visibleTo } from '#server/clients/visible.ts'
import { changeContact } from '#server/contacts/actions.ts'
import type { Histories } from '#server/journal/records.ts'
import type { Context } from '#server/kit/context.ts'

export const histories: Histories = {
  clientVisible: visibleTo,
  contactVisible: contactVisibleTo,
  records: [
    {
      type: 'clients',
      versions: (ctx, ids) =>
        versionsOf(ctx, sql`clients c`, sql`c.id = any(${[...ids]}::uuid[]) and ${visibleTo(ctx.actor)}`),
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
      versions: (ctx, ids) =>
        versionsOf(ctx, sql`contacts p`, sql`p.id = any(${[...ids]}::uuid[]) and ${contactVisibleTo(ctx.actor)}`),
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

async function versionsOf(
  ctx: Context,
  from: RawBuilder<unknown>,
  where: RawBuilder<unknown>,
): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; version: number }>`select id, version from ${from} where ${where}`.execute(
    ctx.db,
  )
  return new Map(rows.map((row) => [row.id, row.version]))
}

/** The journal names links by the record, the change by its ids. */
function asChange<T>({ tags, ...values }: Record<string, unknown>): T {
  return { ...values, ...(tags === undefined ? {} : { tagIds: tags }) } as T
}
