// Class by letter, state by word, warnings by icon and word: never by colour alone.
import { Badge, Group, Tooltip, VisuallyHidden } from '@mantine/core'
import { IconAlertTriangle, IconLock, IconPhoneOff } from '@tabler/icons-react'
import type { Client } from '#api/clients.ts'
import styles from '#web/clients/ClientBadges.module.css'
import { useMessages } from '#web/kit/language.tsx'

export function ClassBadge({ value }: { value: Client['class'] | undefined }) {
  const t = useMessages('clients')
  if (!value) return null
  return (
    <Tooltip label={t.classes[value]}>
      <span className={styles.letter} data-class={value}>
        <span aria-hidden>{t.classLetters[value]}</span>
        <VisuallyHidden>{t.classes[value]}</VisuallyHidden>
      </span>
    </Tooltip>
  )
}

const tones: Record<Client['state'], string> = {
  suspect: 'gray',
  lead: 'gray',
  prospect: 'teal',
  verified: 'teal',
  active: 'green',
  key: 'green',
  dormant: 'yellow',
  lost: 'red',
  disqualified: 'gray',
}

export function StateBadge({ value }: { value: Client['state'] | undefined }) {
  const t = useMessages('clients')
  if (!value) return null
  return (
    <span className={styles.state} data-tone={tones[value]}>
      {t.states[value]}
    </span>
  )
}

/** What has to be known before anybody acts. */
export function ClientFlags({
  client,
}: {
  client: Pick<Client, 'noContact' | 'creditHold' | 'sanctionsBlock' | 'confidentiality'>
}) {
  const t = useMessages('clients')
  const closed = client.confidentiality === 'confidential' || client.confidentiality === 'strict'
  if (!client.sanctionsBlock && !client.creditHold && !client.noContact && !closed) return null
  return (
    <Group gap={6}>
      {client.sanctionsBlock && (
        <Badge color="red" variant="light" leftSection={<IconAlertTriangle size={12} stroke={1.5} />}>
          {t.flags.sanctionsBlock}
        </Badge>
      )}
      {client.creditHold && (
        <Badge color="red" variant="light" leftSection={<IconAlertTriangle size={12} stroke={1.5} />}>
          {t.flags.creditHold}
        </Badge>
      )}
      {client.noContact && (
        <Badge color="yellow" variant="light" leftSection={<IconPhoneOff size={12} stroke={1.5} />}>
          {t.flags.noContact}
        </Badge>
      )}
      {closed && (
        <Badge color="gray" variant="light" leftSection={<IconLock size={12} stroke={1.5} />}>
          {t.confidentialities[client.confidentiality]}
        </Badge>
      )}
    </Group>
  )
}
