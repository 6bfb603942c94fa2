// Changes of many clients in the words of the journal: the same pictures as of one client, made without reading it back.
import type { Address, BankAccount, Channel } from '#api/clients.ts'
import { maskDic } from '#domain/identifiers/dic.ts'
import type { ChangedClient, NewClient } from '#server/clients/actions-batch.ts'
import { onBehalf, pictured } from '#server/clients/actions-record.ts'
import type { CheckedChange } from '#server/clients/check.ts'
import type { ClientRow } from '#server/clients/store-batch.ts'
import { type Context, systemActor } from '#server/kit/context.ts'
import type { Fact } from '#server/kit/record.ts'

const scalarKeys = [
  'name',
  'kind',
  'number',
  'ico',
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
] as const

export function scalars(checked: CheckedChange): Partial<Record<(typeof scalarKeys)[number], never>> {
  return Object.fromEntries(scalarKeys.flatMap((key) => (checked[key] === undefined ? [] : [[key, checked[key]]])))
}

/** The change in the words of the journal's picture. */
export function overlay(change: ChangedClient): Record<string, unknown> {
  const { checked } = change
  return {
    ...scalars(checked),
    ...(checked.dic === undefined ? {} : { dic: checked.dic === null ? null : maskDic(checked.dic) }),
    ...(change.custom ? { custom: change.custom } : {}),
    ...(checked.addresses ? { addresses: checked.addresses.map(barePlace) } : {}),
    ...(checked.channels ? { channels: checked.channels.map(bareChannel) } : {}),
    ...(checked.bankAccounts ? { bankAccounts: checked.bankAccounts.map(bareAccount) } : {}),
    ...(checked.tagIds &&
    !sameSet(
      checked.tagIds,
      change.before.tags.map((t) => t.id),
    )
      ? { tags: checked.tagIds }
      : {}),
  }
}

export function secretDicDiffers(change: ChangedClient): boolean {
  return change.checked.dic !== undefined && change.checked.dic !== change.dic
}

export function factsOf(ctx: Context, change: ChangedClient, fields: readonly string[]): Fact[] {
  const { before } = change
  const common = {
    recordType: 'clients',
    recordId: before.id,
    clientId: before.id,
    onBehalfOf: onBehalf(ctx.actor, before),
  }
  const picture = pictured(before)
  const facts: Fact[] = []
  const plain = fields.filter((field) => !['owner', 'class', 'parent'].includes(field))
  if (plain.length > 0) {
    const after = { ...picture, ...overlay(change) }
    // The visible end of a hidden number may be the same; the journal still says that it changed.
    if (secretDicDiffers(change) && after.dic === picture.dic) after.dic = `${String(after.dic)} *`
    facts.push({ ...common, fact: 'clients.changed', before: picture, after })
  }
  if (fields.includes('owner')) {
    facts.push({
      ...common,
      fact: 'clients.reassigned',
      before: { owner: picture.owner, team: picture.team },
      after: { owner: change.owner?.id ?? null, team: change.owner?.teamId ?? null },
    })
  }
  if (fields.includes('class')) {
    const by = change.class && ctx.actor.id !== systemActor.id ? ctx.actor.id : null
    facts.push({
      ...common,
      fact: 'clients.classed',
      before: {
        class: before.class,
        classReason: before.classReason,
        classSetBy: picture.classSetBy,
        classSetOn: before.classSetOn,
      },
      after: {
        class: change.class ?? null,
        classReason: null,
        classSetBy: by,
        classSetOn: change.class ? ctx.today : null,
      },
    })
  }
  if (fields.includes('parent'))
    facts.push({ ...common, ...regrouped(before.id, before.parent?.id ?? null, change.parentId ?? null) })
  return facts
}

export function regrouped(id: string, from: string | null, to: string | null): Fact {
  return {
    fact: 'clients.regrouped',
    recordType: 'clients',
    recordId: id,
    clientId: id,
    before: { parent: from },
    after: { parent: to },
  }
}

export function picturedNew(row: ClientRow, client: NewClient): Record<string, unknown> {
  const { id: _id, version: _version, ownerId, teamId, parentId, city: _city, country: _country, ...rest } = row
  return {
    ...rest,
    dic: row.dic ? maskDic(row.dic) : null,
    stateReason: null,
    classReason: null,
    nomination: null,
    owner: ownerId,
    team: teamId,
    parent: parentId,
    addresses: (client.checked.addresses ?? []).map(barePlace),
    channels: (client.checked.channels ?? []).map(bareChannel),
    bankAccounts: (client.checked.bankAccounts ?? []).map(bareAccount),
    tags: client.checked.tagIds ?? [],
    members: [],
    deletedAt: null,
  }
}

const barePlace = (a: Address) => ({
  kind: a.kind,
  label: a.label ?? null,
  street: a.street ?? null,
  city: a.city ?? null,
  postcode: a.postcode ?? null,
  region: a.region ?? null,
  country: a.country ?? 'CZ',
  gln: a.gln ?? null,
})
const bareChannel = (c: Channel) => ({ type: c.type, value: c.value, kind: c.kind ?? null, note: c.note ?? null })
const bareAccount = (b: BankAccount) => ({
  account: b.account ?? null,
  iban: b.iban ?? null,
  bic: b.bic ?? null,
  currency: b.currency ?? null,
  note: b.note ?? null,
})

export function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one) => b.includes(one))
}
