// When the data of a client were last vouched for, and whether it is time again; late is said in red and in words.
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import type { Client } from '#api/clients.ts'
import { localDay } from '#web/kit/format.ts'
import { useFormat, useMessages } from '#web/kit/language.tsx'

export function ConfirmationLine({ client }: { client: Client }) {
  const t = useMessages('clients')
  const f = useFormat()
  const today = localDay(new Date())
  const late = client.confirmDueOn === null || client.confirmDueOn < today
  const Icon = late ? IconAlertTriangle : IconCircleCheck
  const text =
    client.confirmDueOn === null
      ? t.neverConfirmed
      : late
        ? t.confirmOverdue(f.day(client.confirmDueOn))
        : t.lastConfirmed(f.day(client.lastConfirmedOn), client.lastConfirmedBy?.name ?? t.system)
  return (
    <span className={late ? 'k-risk' : 'k-dim'} style={{ display: 'inline-flex', gap: 6, alignItems: 'center' }}>
      <Icon size={16} stroke={1.5} aria-hidden /> {text}
    </span>
  )
}
