// A lead becomes a client and a person, new ones or ones that exist; what was written about it goes along, the lead stays.
import type { Conversion, Lead } from '#api/leads.ts'
import { clientStateOf, whyNotMove } from '#domain/leads/lifecycle.ts'
import { splitPersonName } from '#domain/leads/person-name.ts'
import { takeOverActivities, writeActivity } from '#server/activities/actions.ts'
import { createClient, getClient } from '#server/clients/actions.ts'
import { changeContact, createContact, getContact } from '#server/contacts/actions.ts'
import type { Context } from '#server/kit/context.ts'
import { BadInput, Forbidden, Refusal } from '#server/kit/errors.ts'
import type { TakeOver } from '#server/kit/take-overs.ts'
import { changed, editable } from '#server/leads/actions.ts'
import type { StoredLead } from '#server/leads/store.ts'
import * as store from '#server/leads/store.ts'
import { messagesFor } from '#server/leads/texts.ts'

/**
 * Conversion in one transaction: client (new, or one the actor may edit), contact (new, existing or none), everything that
 * hangs on the lead linked with the client too, what the lead asked for written at the top of the client's timeline.
 * A lead with two of the four signs known becomes a prospect, otherwise a client in the state of a lead (handbook §2.1).
 */
export async function convertLead(
  ctx: Context,
  id: string,
  conversion: Conversion,
  takeOvers: readonly TakeOver[],
): Promise<Lead> {
  const lead = await editable(ctx, id)
  const refused = whyNotMove(lead, 'convert')
  if (refused) throw new Refusal(refused)
  const clientId = conversion.clientId
    ? await existingClient(ctx, conversion.clientId)
    : await newClient(ctx, lead, conversion)
  const contactId = await contactOf(ctx, lead, conversion, clientId)
  await store.updateLead(ctx, id, {
    state: 'converted',
    stateSince: ctx.now,
    clientId,
    contactId,
    convertedAt: ctx.now,
    convertedById: ctx.actor.id,
    answeredAt: lead.answeredAt ?? ctx.now,
  })
  await takeOverActivities(ctx, { leadId: id, clientId })
  for (const { takeOver } of takeOvers) await takeOver(ctx, { leadId: id, clientId, contactId })
  await writeActivity(ctx, {
    clientId,
    leadId: id,
    channel: channelOf[lead.source] ?? 'note',
    direction: 'in',
    happenedAt: lead.receivedAt,
    subject: messagesFor(ctx).askedFor(lead.name).slice(0, 300),
    text: whatItSaid(ctx, lead),
    ...(contactId ? { contactIds: [contactId] } : {}),
    source: { type: 'leads', id },
  })
  return changed(ctx, lead, 'leads.converted', null, clientId)
}

const channelOf: Readonly<Record<string, 'phone' | 'email' | 'event'>> = { call: 'phone', mail: 'email', fair: 'event' }

async function existingClient(ctx: Context, clientId: string): Promise<string> {
  const client = await getClient(ctx, clientId)
  if (client.whyNot.edit) throw new Forbidden(client.whyNot.edit)
  return client.id
}

async function newClient(ctx: Context, lead: StoredLead, conversion: Conversion): Promise<string> {
  const channels = (['phone', 'email', 'web'] as const).flatMap((type) => {
    const value = lead[type]
    // Mail and phone of a person go to the person.
    return value && (type === 'web' || conversion.contactId === null) ? [{ type, value }] : []
  })
  const placed = lead.street || lead.city || lead.postcode
  const client = await createClient(ctx, {
    name: conversion.clientName?.trim() || lead.name,
    ico: lead.ico,
    language: lead.language,
    nace: lead.nace,
    source: [messagesFor(ctx).choices.source[lead.source], lead.sourceDetail].filter(Boolean).join(': ').slice(0, 200),
    note: lead.note,
    state: clientStateOf(lead.known),
    ownerId: conversion.ownerId === undefined ? (lead.owner?.id ?? ctx.actor.id) : conversion.ownerId,
    ...(channels.length > 0 ? { channels } : {}),
    ...(placed
      ? {
          addresses: [
            {
              kind: 'seat' as const,
              street: lead.street,
              city: lead.city,
              postcode: lead.postcode,
              country: lead.country,
            },
          ],
        }
      : {}),
    ...(conversion.evenIfSimilar ? { evenIfSimilar: true } : {}),
  })
  return client.id
}

async function contactOf(
  ctx: Context,
  lead: StoredLead,
  conversion: Conversion,
  clientId: string,
): Promise<string | null> {
  if (conversion.contactId === null) return null
  if (conversion.contactId) return existingContact(ctx, conversion.contactId, clientId)
  const split = conversion.lastName
    ? { firstName: conversion.firstName ?? null, lastName: conversion.lastName, titleBefore: null, titleAfter: null }
    : splitPersonName(lead.personName ?? '')
  if (!split) {
    // Without a name nobody can be entered; mail and phone would be lost, so they must go to the client on purpose.
    if (lead.email || lead.phone) throw new BadInput([{ field: 'lastName', reason: 'leads.contactWithoutName' }])
    return null
  }
  const channels = (['phone', 'email'] as const).flatMap((type) => {
    const value = lead[type]
    return value ? [{ type, value }] : []
  })
  const contact = await createContact(ctx, {
    ...split,
    language: lead.language,
    source: messagesFor(ctx).choices.source[lead.source],
    channels,
    positions: [
      { clientId, position: conversion.position === undefined ? lead.position : conversion.position, main: true },
    ],
    ...(conversion.evenIfSimilar ? { evenIfSimilar: true } : {}),
  })
  return contact.id
}

/** Whoever exists and does not work at the client yet does from now on; other places stay as they are. */
async function existingContact(ctx: Context, contactId: string, clientId: string): Promise<string> {
  const contact = await getContact(ctx, contactId)
  if (contact.positions.some((place) => place.client.id === clientId && !place.to)) return contact.id
  const places = contact.positions.map(({ client, counterpart, reportsTo, ...place }) => ({
    ...place,
    clientId: client.id,
    counterpartId: counterpart?.id ?? null,
    reportsToId: reportsTo?.id ?? null,
  }))
  await changeContact(ctx, contact.id, { positions: [...places, { clientId }] }, contact.version)
  return contact.id
}

/** The words of the lead under their labels, so that they read by themselves in the timeline. */
function whatItSaid(ctx: Context, lead: StoredLead): string {
  const { columns } = messagesFor(ctx)
  const said = (['interestItems', 'interestTerms', 'message'] as const).flatMap((key) =>
    lead[key] ? [`${columns[key]}: ${lead[key]}`] : [],
  )
  const who = [lead.personName, lead.position, lead.phone, lead.email].filter(Boolean).join(', ')
  return [...said, ...(who ? [who] : [])].join('\n')
}
