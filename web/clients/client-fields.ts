// The fields of the client form, from a client and back to what the server takes.
import type { Address, BankAccount, Channel, Client, ClientChange, ClientDraft } from '#api/clients.ts'

export interface ClientFields {
  name: string
  kind: Client['kind']
  number: string | null
  ico: string | null
  dic: string | null
  isClient: boolean
  isSupplier: boolean
  isPartner: boolean
  isCompetitor: boolean
  noContact: boolean
  creditHold: boolean
  sanctionsBlock: boolean
  confidentiality: Client['confidentiality']
  language: string
  currency: string
  timeZone: string
  legalForm: string | null
  nace: string | null
  naceVersion: Client['naceVersion']
  source: string | null
  note: string | null
  channels: Channel[]
  addresses: Address[]
  bankAccounts: BankAccount[]
  tagIds: string[]
  custom: Record<string, unknown>
  /** Only when adding. */
  state: NonNullable<ClientDraft['state']>
  ownerId: string | null | undefined
  parentId: string | null
}

const bare = <T extends { id?: string }>(rows: readonly T[]) => rows.map(({ id: _id, ...row }) => row as T)

export function fieldsOf(client: Client | undefined): ClientFields {
  return {
    name: client?.name ?? '',
    kind: client?.kind ?? 'company',
    number: client?.number ?? null,
    ico: client?.ico ?? null,
    dic: client?.dic ?? null,
    isClient: client?.isClient ?? true,
    isSupplier: client?.isSupplier ?? false,
    isPartner: client?.isPartner ?? false,
    isCompetitor: client?.isCompetitor ?? false,
    noContact: client?.noContact ?? false,
    creditHold: client?.creditHold ?? false,
    sanctionsBlock: client?.sanctionsBlock ?? false,
    confidentiality: client?.confidentiality ?? 'internal',
    language: client?.language ?? 'cs',
    currency: client?.currency ?? 'CZK',
    timeZone: client?.timeZone ?? 'Europe/Prague',
    legalForm: client?.legalForm ?? null,
    nace: client?.nace ?? null,
    naceVersion: client?.naceVersion ?? null,
    source: client?.source ?? null,
    note: client?.note ?? null,
    channels: client
      ? bare(client.channels)
      : [
          { type: 'phone', value: '' },
          { type: 'email', value: '' },
        ],
    addresses: client ? bare(client.addresses) : [{ kind: 'seat' }],
    bankAccounts: client ? bare(client.bankAccounts) : [],
    tagIds: client?.tags.map((tag) => tag.id) ?? [],
    custom: client?.custom ?? {},
    state: 'suspect',
    ownerId: client ? client.owner?.id : undefined,
    parentId: client?.parent?.id ?? null,
  }
}

/** Lines left empty are no lines. */
function cleaned<T extends Partial<ClientFields>>(fields: T): T {
  return {
    ...fields,
    ...(fields.channels ? { channels: fields.channels.filter((c) => c.value.trim() !== '') } : {}),
    ...(fields.addresses
      ? { addresses: fields.addresses.filter((a) => [a.street, a.city, a.postcode, a.gln].some((x) => x?.trim())) }
      : {}),
    ...(fields.bankAccounts
      ? { bankAccounts: fields.bankAccounts.filter((b) => b.account?.trim() || b.iban?.trim()) }
      : {}),
  }
}

export function draftOf(fields: ClientFields): ClientDraft {
  const { ownerId, naceVersion, ...rest } = cleaned(fields)
  return {
    ...rest,
    naceVersion: naceVersion as ClientDraft['naceVersion'],
    ...(ownerId === undefined ? {} : { ownerId }),
  }
}

/** Only what differs from the client as it was read. */
export function changeOf(base: ClientFields, now: ClientFields): ClientChange {
  const { state: _s, ownerId: _o, parentId: _p, ...fields } = cleaned(now)
  const before = cleaned(base)
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([key, value]) => JSON.stringify(value) !== JSON.stringify(before[key as keyof ClientFields]),
    ),
  ) as ClientChange
}
