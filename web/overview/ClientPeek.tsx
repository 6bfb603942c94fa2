// A client in the side panel of a list: enough to act without leaving the list.
import { Alert, Button, Group, Skeleton, Stack } from '@mantine/core'
import { IconArrowUpRight, IconCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ClassBadge, ClientFlags, StateBadge } from '#web/clients/ClientBadges.tsx'
import { ClientIdentity } from '#web/clients/ClientIdentity.tsx'
import { ConfirmationLine } from '#web/clients/ConfirmationLine.tsx'
import { confirmClient } from '#web/clients/queries.ts'
import { PeopleList } from '#web/contacts/PeopleList.tsx'
import { ErrorPage, useToast } from '#web/kit/feedback.tsx'
import { useMessages } from '#web/kit/language.tsx'
import { Section } from '#web/kit/Page.tsx'
import { overviewQuery } from '#web/overview/queries.ts'

export function ClientPeek({ id }: { id: string }) {
  const t = useMessages('clients')
  const toast = useToast()
  const { data, error } = useQuery(overviewQuery(id))
  if (error) return <ErrorPage error={error} />
  if (!data) return <Skeleton height={240} />
  const { client } = data
  return (
    <Stack gap="md">
      <div>
        <Group gap={8} wrap="nowrap" align="start">
          <ClassBadge value={client.class} />
          <h2 style={{ margin: 0 }}>{client.name}</h2>
        </Group>
        <Group gap="sm" mt={6}>
          <StateBadge value={client.state} />
          <span className="k-dim">{client.owner?.name ?? t.noOwner}</span>
        </Group>
        <ClientFlags client={client} />
      </div>
      <Group gap="xs">
        <Button
          component={Link}
          to={`/clients/${id}`}
          size="xs"
          rightSection={<IconArrowUpRight size={14} stroke={1.5} />}
        >
          {t.openPage}
        </Button>
        {!client.whyNot.edit && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconCheck size={14} stroke={1.5} />}
            onClick={() => void confirmClient(id).then(() => toast.done(t.confirmed), toast.problem)}
          >
            {t.confirm}
          </Button>
        )}
      </Group>
      <ConfirmationLine client={client} />
      {data.peculiarities.valid.map((p) => (
        <Alert key={p.id} color="teal" variant="light" p="xs">
          {p.text}
        </Alert>
      ))}
      <div>
        <Section title={t.sections.people}>
          <PeopleList people={data.people} />
        </Section>
        <Section title={t.sections.identity}>
          <ClientIdentity client={client} />
        </Section>
      </div>
    </Stack>
  )
}
