// Where I am signed in, with signing out from afar.
import { Badge, Button, Skeleton, Stack, Text } from '@mantine/core'
import { IconDeviceDesktop, IconDeviceMobile } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { MySession } from '#api/users.ts'
import { deviceOf } from '#web/kit/device.ts'
import { useToast } from '#web/kit/feedback.tsx'
import { useFormat, useMessages, useReasonText } from '#web/kit/language.tsx'
import styles from '#web/users/Account.module.css'
import { revokeOtherSessions, revokeSession, sessionsQuery } from '#web/users/queries.ts'

export function SessionsCard() {
  const t = useMessages('users').account
  const toast = useToast()
  const reasonText = useReasonText()
  const { data: sessions, error } = useQuery(sessionsQuery)
  if (error) return <Text c="dimmed">{reasonText(error)}</Text>
  if (!sessions) return <Skeleton height={60} />
  const revokeOthers = () => revokeOtherSessions().then((n) => toast.done(t.revokedOthers(n)), toast.problem)
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {sessions.length > 1 ? t.sessionsLead : t.onlyThis}
      </Text>
      <ul className={styles.lines}>
        {sessions.map((session) => (
          <SessionLine key={session.id} session={session} />
        ))}
      </ul>
      {sessions.length > 1 && (
        <Button variant="default" style={{ alignSelf: 'start' }} onClick={() => void revokeOthers()}>
          {t.revokeOthers}
        </Button>
      )}
    </Stack>
  )
}

function SessionLine({ session }: { session: MySession }) {
  const t = useMessages('users').account
  const f = useFormat()
  const toast = useToast()
  const { browser, system } = deviceOf(session.device)
  const name = browser && system ? t.deviceOn(browser, system) : (browser ?? system ?? t.unknownDevice)
  const Icon = /iPhone|Android/.test(system ?? '') ? IconDeviceMobile : IconDeviceDesktop
  const revoke = () => revokeSession(session.id).then(() => toast.done(t.revoked), toast.problem)
  return (
    <li className={styles.line}>
      <Icon size={20} stroke={1.5} className={styles.icon} aria-hidden />
      <div>
        {name}{' '}
        {session.current && (
          <Badge variant="light" size="sm">
            {t.thisDevice}
          </Badge>
        )}
        <small>{[t.lastSeen(f.ago(session.lastSeenAt)), session.address].filter(Boolean).join(' · ')}</small>
      </div>
      {!session.current && (
        <Button size="xs" variant="default" aria-label={t.revokeDevice(name)} onClick={() => void revoke()}>
          {t.revoke}
        </Button>
      )}
    </li>
  )
}
