// Whom a lead may already be: open leads, clients and people with the same mail, phone or IČO, or a very similar name.
import type { Match } from '#api/leads.ts'
import { findDuplicates as findClients } from '#server/clients/duplicates.ts'
import { findDuplicates as findPeople } from '#server/contacts/actions.ts'
import { checkChannel } from '#server/kit/channels.ts'
import type { Context } from '#server/kit/context.ts'
import { NotFound } from '#server/kit/errors.ts'
import * as store from '#server/leads/store.ts'

export interface Asked {
  readonly name?: string | null
  readonly ico?: string | null
  readonly email?: string | null
  readonly phone?: string | null
}

/** At most ten of each kind, only what the actor sees; leads first, because they are joined rather than doubled. */
export async function findMatches(ctx: Context, asked: Asked, exceptId?: string): Promise<Match[]> {
  const key = (type: 'email' | 'phone') => {
    const value = asked[type]?.trim()
    const checked = value ? checkChannel(type, value) : undefined
    return checked?.ok ? checked.matchKey : null
  }
  const keys = { emailKey: key('email'), phoneKey: key('phone'), ico: asked.ico?.replace(/\s/g, '') || null }
  const channels = (['email', 'phone'] as const).flatMap((type) =>
    asked[type]?.trim() ? [{ type, value: asked[type] as string }] : [],
  )
  const leads = await store.sameOpenLeads(ctx, keys, exceptId)
  const clients = await findClients(ctx, {
    ...(asked.name?.trim() ? { name: asked.name } : {}),
    ico: asked.ico ?? null,
    channels,
  })
  const people = channels.length > 0 ? await findPeople(ctx, { channels }) : []
  const known = (kinds: readonly string[]) => {
    const named = kinds.map((kind) => (kind === 'domain' ? 'email' : kind === 'dic' ? 'ico' : kind))
    return [...new Set(named)].filter((kind): kind is Match['reasons'][number] =>
      ['ico', 'email', 'phone', 'name'].includes(kind),
    )
  }
  return [
    ...leads.flatMap(({ visible, ...lead }) => (visible ? [{ ...lead, type: 'leads' as const }] : [])),
    ...clients.flatMap((client) =>
      client.id && client.name
        ? [
            {
              type: 'clients' as const,
              id: client.id,
              name: client.name,
              detail: [client.city, client.ico].filter(Boolean).join(' · ') || null,
              reasons: known(client.reasons.map((reason) => reason.kind)),
            },
          ]
        : [],
    ),
    ...people.map((one) => ({
      type: 'contacts' as const,
      id: one.id,
      name: one.name,
      detail: one.client,
      reasons: known(one.reasons.map((reason) => reason.kind)),
    })),
  ]
}

export async function matchesOfLead(ctx: Context, id: string): Promise<Match[]> {
  const lead = await store.findLead(ctx, id)
  if (!lead) throw new NotFound('leads.notFound')
  return findMatches(ctx, lead, id)
}
