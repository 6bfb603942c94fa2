// One person: how to reach him or her, where he or she works and in what part, and how he or she stands to us.
import { Badge, Group, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Contact, Position } from '#api/contacts.ts'
import { ChannelLink } from '#web/clients/ClientIdentity.tsx'
import { clientOptions } from '#web/clients/queries.ts'
import { Sentiment } from '#web/contacts/PeopleList.tsx'
import { contactQuery } from '#web/contacts/queries.ts'
import { CustomFacts } from '#web/custom-fields/CustomFacts.tsx'
import { ErrorPage } from '#web/kit/feedback.tsx'
import { useFormat, useMessages } from '#web/kit/language.tsx'
import { Facts, Section } from '#web/kit/Page.tsx'
import { TagList } from '#web/tags/TagList.tsx'

/** For the side panel of a list: the name with everything about the person. */
export function ContactCard({ id }: { id: string }) {
  const t = useMessages('contacts')
  const { data, error } = useQuery(contactQuery(id))
  if (error) return <ErrorPage error={error} />
  if (!data) return <Skeleton height={220} />
  return (
    <Stack gap="md">
      <Link to={`/contacts/${id}`} style={{ color: 'inherit', textDecoration: 'none' }}>
        <h2 style={{ margin: 0 }}>{data.fullName}</h2>
      </Link>
      {data.noContact && (
        <Badge color="yellow" variant="light">
          {t.columns.noContact}
        </Badge>
      )}
      <ContactFacts contact={data} />
    </Stack>
  )
}

export function ContactFacts({ contact }: { contact: Contact }) {
  const t = useMessages('contacts')
  const c = useMessages('clients')
  const present = contact.positions.filter((p) => !p.to)
  const past = contact.positions.filter((p) => p.to)
  return (
    <>
      <Facts
        facts={[
          ...contact.channels.map(
            (x) =>
              [x.kind || c.channelTypes[x.type], <ChannelLink key={x.id} type={x.type} value={x.value} />] as const,
          ),
          [t.columns.salutation, contact.salutation],
          [t.columns.language, contact.language],
          [t.columns.source, contact.source],
        ]}
      />
      <TagList tags={contact.tags} />
      {present.length > 0 && (
        <Section title={t.present}>
          {present.map((p) => (
            <PositionLine key={p.id} position={p} />
          ))}
        </Section>
      )}
      {past.length > 0 && (
        <Section title={t.past}>
          {past.map((p) => (
            <PositionLine key={p.id} position={p} />
          ))}
        </Section>
      )}
      <CustomFacts capability="contacts" values={contact.custom} clients={clientOptions} />
      {contact.note && (
        <Section title={t.columns.note}>
          <Text style={{ whiteSpace: 'pre-wrap' }}>{contact.note}</Text>
        </Section>
      )}
    </>
  )
}

function PositionLine({ position }: { position: Position }) {
  const t = useMessages('contacts')
  const f = useFormat()
  return (
    <div style={{ padding: '6px 0' }}>
      <Group gap={6}>
        <Link to={`/clients/${position.client.id}`} className="k-link">
          {position.client.name}
        </Link>
        <Sentiment value={position.sentiment} />
      </Group>
      <Text size="sm">{[position.position, position.department].filter(Boolean).join(', ')}</Text>
      <Text size="sm" c="dimmed">
        {[
          ...position.buyingRoles.map((role) => t.roles[role]),
          position.influence ? t.map.influence(position.influence) : null,
          position.reportsTo ? t.reportsToWhom(position.reportsTo.name) : null,
          position.counterpart ? t.counterpartIs(position.counterpart.name) : null,
          position.from ? t.since(f.day(position.from)) : null,
          position.to ? t.leftOn(f.day(position.to)) : null,
        ]
          .filter(Boolean)
          .join(' · ')}
      </Text>
    </div>
  )
}
