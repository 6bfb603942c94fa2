// Clients that may be the one being typed: shown while typing, with the reason and how sure it is.
import { Alert, Group, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useDeferredValue } from 'react'
import type { Channel, Duplicate } from '#api/clients.ts'
import { findDuplicates } from '#web/clients/queries.ts'
import { useMessages } from '#web/kit/language.tsx'

export interface ClientDuplicatesProps {
  name?: string
  ico?: string | null
  channels?: Channel[]
  exceptId?: string
  /** Already known ones, from a refusal. */
  found?: Duplicate[]
}

export function ClientDuplicates({ name = '', ico, channels = [], exceptId, found }: ClientDuplicatesProps) {
  const t = useMessages('clients')
  const asked = useDeferredValue(
    JSON.stringify({
      name: name.trim(),
      ico: ico?.trim() || null,
      channels: channels.filter((c) => c.value.trim().length > 5),
      exceptId,
    }),
  )
  const { data } = useQuery({
    queryKey: ['client-duplicates', asked],
    queryFn: ({ signal }) => findDuplicates(JSON.parse(asked), signal),
    enabled: !found && (name.trim().length >= 4 || (ico?.trim().length ?? 0) >= 7),
    staleTime: 30_000,
    placeholderData: (before) => before,
  })
  const duplicates = found ?? data?.duplicates ?? []
  if (duplicates.length === 0) return null
  const kinds = t.duplicates.kinds as Record<string, string>
  const block = duplicates.some((d) => d.block)
  return (
    <Alert
      color={block ? 'red' : 'yellow'}
      variant="light"
      role="status"
      icon={<IconAlertTriangle size={18} stroke={1.5} />}
      title={block ? t.duplicates.block : t.duplicates.suggest}
    >
      {duplicates.slice(0, 5).map((d, i) => (
        <Group key={d.id ?? i} gap="xs" wrap="wrap">
          {d.id ? (
            <Link to={`/clients/${d.id}`} target="_blank" className="k-link">
              {d.name}
            </Link>
          ) : (
            <span>{t.duplicates.hidden}</span>
          )}
          <Text size="sm" c="dimmed">
            {[
              d.ico,
              d.city,
              d.owner,
              d.reasons.map((r) => kinds[r.kind] ?? r.kind).join(', '),
              t.duplicates.score(d.score),
            ]
              .filter(Boolean)
              .join(' · ')}
          </Text>
        </Group>
      ))}
    </Alert>
  )
}
