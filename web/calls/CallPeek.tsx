// A telephone call beside the list.
import { Button, Group, Skeleton, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CallButton } from '#web/calls/CallButton.tsx'
import { CallFacts, UnknownCaller } from '#web/calls/CallFacts.tsx'
import { callQuery } from '#web/calls/queries.ts'
import { ErrorPage } from '#web/kit/feedback.tsx'
import { useMessages } from '#web/kit/language.tsx'
import { useMay } from '#web/kit/session.tsx'

export function CallPeek({ id }: { id: string }) {
  const t = useMessages('calls')
  const may = useMay()
  const { data: call, error, refetch } = useQuery(callQuery(id))
  if (error) return <ErrorPage error={error} reset={() => void refetch()} />
  if (!call) return <Skeleton height={240} />
  return (
    <Stack gap="md">
      <Group gap="xs">
        {call.number && (
          <CallButton
            number={call.number}
            clientId={call.client?.id ?? null}
            contactId={call.contact?.id ?? null}
            leadId={call.lead?.id ?? null}
          />
        )}
        {!call.activityId && may('clients.write') && (
          <Button size="xs" variant="default" component={Link} to={`/calls/${id}`}>
            {t.pop.log}
          </Button>
        )}
      </Group>
      <CallFacts call={call} />
      <UnknownCaller call={call} />
    </Stack>
  )
}
