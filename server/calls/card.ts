// What to know while talking: who it is, all numbers, last entries, open promises, peculiarities; nothing else.
import { sql } from 'kysely'
import type { CallCard, Phone } from '#api/calls.ts'
import { whyNotEditLead } from '#domain/leads/access.ts'
import { latestActivities } from '#server/activities/actions.ts'
import { getClient } from '#server/clients/actions.ts'
import { getContact } from '#server/contacts/actions.ts'
import type { Context } from '#server/kit/context.ts'
import { BadInput } from '#server/kit/errors.ts'
import { getLead } from '#server/leads/actions.ts'
import { listPeculiarities } from '#server/peculiarities/actions.ts'
import { openPromisesOf } from '#server/promises/actions.ts'

export interface CardOf {
  readonly clientId?: string | null | undefined
  readonly leadId?: string | null | undefined
  readonly contactId?: string | null | undefined
}

/** The card of a client, a lead, or a person at the place where he works; not found when not to be seen. */
export async function cardOf(ctx: Context, of: CardOf): Promise<CallCard> {
  const person = of.contactId ? await getContact(ctx, of.contactId) : undefined
  const place =
    person?.positions.find((p) => p.client.id === of.clientId) ??
    (of.clientId ? undefined : person?.positions.find((p) => !p.to))
  const clientId = of.clientId ?? place?.client.id
  if (!clientId && !of.leadId && !person) throw new BadInput([{ field: 'clientId', reason: 'calls.aboutNobody' }])
  const client = clientId ? await getClient(ctx, clientId) : undefined
  const lead = !client && of.leadId ? await getLead(ctx, of.leadId) : undefined
  const subject = client ? { clientId: client.id } : lead ? { leadId: lead.id } : { contactId: person?.id as string }
  const entries = await latestActivities(ctx, { ...subject, limit: 4 })
  const promises = await openPromisesOf(
    ctx,
    client ? { clientId: client.id } : lead ? { leadId: lead.id } : { contactIds: [person?.id as string] },
  )
  return {
    client: client
      ? {
          id: client.id,
          name: client.name,
          class: client.class,
          state: client.state,
          city: (client.addresses.find((a) => a.kind === 'seat') ?? client.addresses[0])?.city ?? null,
          noContact: client.noContact,
          owner: client.owner,
        }
      : null,
    lead: lead
      ? {
          id: lead.id,
          name: lead.name,
          state: lead.state,
          interest: [lead.interestItems, lead.interestTerms, lead.message].filter(Boolean).join('\n') || null,
          owner: lead.owner,
        }
      : null,
    contact: person
      ? { id: person.id, name: person.fullName, position: place?.position ?? null, sentiment: place?.sentiment ?? null }
      : null,
    phones: client ? await phonesOf(ctx, client.id, person?.id) : await numbersOf(ctx, lead, person?.id),
    entries,
    promises: promises.slice(0, 12),
    peculiarities: client ? (await listPeculiarities(ctx, client.id)).valid : [],
    mayWrite: client
      ? !client.whyNot.edit
      : lead
        ? !whyNotEditLead(ctx.actor, { ownerId: lead.owner?.id ?? null, teamId: lead.team?.id ?? null })
        : true,
  }
}

/**
 * All numbers of the client's people and of the client itself, those of the person asked for first. A number somebody may be
 * called at is not repeated as that of the firm.
 */
async function phonesOf(ctx: Context, clientId: string, contactId: string | undefined): Promise<Phone[]> {
  const { rows } = await sql<{ phone: Phone }>`
    select json_build_object('value', value, 'contact', contact, 'position', position, 'noContact', no_contact) as phone from (
      (select h.value, json_build_object('id', p.id, 'name', concat_ws(' ', p.first_name, p.last_name)) as contact, cp.position,
        p.no_contact, case when p.id = ${contactId ?? null}::uuid then 0 when cp.main then 1 else 2 end as rank, h.position as place, h.id
        from contact_positions cp join contacts p on p.id = cp.contact_id and p.deleted_at is null
        join contact_channels h on h.contact_id = p.id and h.type = 'phone'
        where cp.client_id = ${clientId}::uuid and cp.to_on is null)
      union all
      (select h.value, null, h.kind, c.no_contact, 3, h.position, h.id from client_channels h join clients c on c.id = h.client_id
        where h.client_id = ${clientId}::uuid and h.type = 'phone' and not exists (
          select from contact_positions cp join contacts p on p.id = cp.contact_id and p.deleted_at is null and not p.no_contact
          join contact_channels o on o.contact_id = p.id and o.type = 'phone' and o.match_key = h.match_key
          where cp.client_id = h.client_id and cp.to_on is null))
    ) found order by rank, place, id limit 30`.execute(ctx.db)
  return rows.map((row) => row.phone)
}

async function numbersOf(
  ctx: Context,
  lead: { phone: string | null; personName: string | null; position: string | null } | undefined,
  contactId: string | undefined,
): Promise<Phone[]> {
  if (lead)
    return lead.phone
      ? [{ value: lead.phone, contact: null, position: lead.personName ?? lead.position, noContact: false }]
      : []
  const { rows } = await sql<{ value: string; id: string; name: string; noContact: boolean }>`
    select h.value, p.id, concat_ws(' ', p.first_name, p.last_name) as name, p.no_contact
    from contact_channels h join contacts p on p.id = h.contact_id
    where h.contact_id = ${contactId ?? null}::uuid and h.type = 'phone' order by h.position, h.id`.execute(ctx.db)
  return rows.map(({ value, id, name, noContact }) => ({ value, contact: { id, name }, position: null, noContact }))
}
