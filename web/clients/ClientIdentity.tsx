// Identity, addresses, phones, mails and accounts of a client, each ready to be used: dialled, written to, copied.
import { Anchor, Stack } from '@mantine/core'
import type { Address, Client } from '#api/clients.ts'
import { legalFormOf } from '#domain/legal-forms.ts'
import { useLanguage, useMessages } from '#web/kit/language.tsx'
import { Facts } from '#web/kit/Page.tsx'

export function ClientIdentity({ client }: { client: Client }) {
  const t = useMessages('clients')
  const { language } = useLanguage()
  const form = client.legalForm ? (legalFormOf(client.legalForm)?.[language] ?? client.legalForm) : null
  const roles = (['isClient', 'isSupplier', 'isPartner', 'isCompetitor'] as const).filter((role) => client[role])
  return (
    <Facts
      facts={[
        [t.columns.ico, client.ico && <span className="k-numbers">{client.ico}</span>],
        [t.columns.dic, client.dic],
        [t.columns.legalForm, form],
        ...(client.number ? [[t.columns.number, client.number] as const] : []),
        [t.whatIsIt, roles.map((role) => t.relationsToUs[role]).join(', ')],
        ...client.channels.map(
          (c) => [c.kind || t.channelTypes[c.type], <ChannelLink key={c.id} type={c.type} value={c.value} />] as const,
        ),
        ...client.addresses.map(
          (a) => [a.label || t.addressKinds[a.kind], <AddressLines key={a.id} address={a} />] as const,
        ),
        ...client.bankAccounts.map(
          (b) =>
            [
              t.sections.accounts,
              <span key={b.id} className="k-numbers">
                {b.account ?? b.iban}
              </span>,
            ] as const,
        ),
        [t.columns.nace, client.nace],
        [
          t.languageAndCurrency,
          [
            new Intl.DisplayNames([language], { type: 'language' }).of(client.language),
            client.currency,
            ...(client.timeZone === 'Europe/Prague' ? [] : [client.timeZone]),
          ].join(' · '),
        ],
        [t.columns.source, client.source],
      ]}
    />
  )
}

export function ChannelLink({ type, value }: { type: 'phone' | 'email' | 'web'; value: string }) {
  if (type === 'email') {
    return (
      <Anchor inherit href={`mailto:${value}`}>
        {value}
      </Anchor>
    )
  }
  if (type === 'phone') {
    return (
      <Anchor inherit href={`tel:${value.replace(/[^\d+]/g, '')}`} className="k-numbers">
        {value}
      </Anchor>
    )
  }
  return (
    <Anchor inherit href={value} target="_blank" rel="noreferrer noopener">
      {value.replace(/^https?:\/\//, '')}
    </Anchor>
  )
}

function AddressLines({ address }: { address: Address }) {
  const second = [address.postcode, address.city].filter(Boolean).join(' ')
  return (
    <Stack gap={0}>
      {address.street && <span>{address.street}</span>}
      {second && <span>{second}</span>}
      {address.country && address.country !== 'CZ' && <span>{address.country}</span>}
      {address.gln && <span className="k-dim k-numbers">GLN {address.gln}</span>}
    </Stack>
  )
}
