// Calls a number: by the exchange from one's own extension where there is one, otherwise by the telephone of the device.
import { Button } from '@mantine/core'
import { IconPhone } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { dial, myTelephoneQuery } from '#web/calls/queries.ts'
import { useToast } from '#web/kit/feedback.tsx'
import { useMessages } from '#web/kit/language.tsx'

export interface CallButtonProps {
  number: string
  clientId?: string | null
  contactId?: string | null
  leadId?: string | null
  /** The link the keyboard goes to first on the screen of a call. */
  id?: string
  size?: 'xs' | 'compact-sm' | 'md'
}

export const telOf = (number: string) => `tel:${number.replace(/[^\d+]/g, '')}`

export function CallButton({
  number,
  clientId = null,
  contactId = null,
  leadId = null,
  id,
  size = 'xs',
}: CallButtonProps) {
  const t = useMessages('calls')
  const toast = useToast()
  const { data } = useQuery(myTelephoneQuery)
  const icon = <IconPhone size={size === 'md' ? 20 : 16} stroke={1.5} aria-hidden />
  if (data?.dials) {
    const run = () =>
      void dial({ number, clientId, contactId, leadId }).then(() => toast.done(t.dialling(number)), toast.problem)
    return (
      <Button id={id} size={size} variant="light" leftSection={icon} aria-label={t.callNumber(number)} onClick={run}>
        {number}
      </Button>
    )
  }
  return (
    <Button
      id={id}
      size={size}
      variant="light"
      leftSection={icon}
      component="a"
      href={telOf(number)}
      aria-label={t.callNumber(number)}
    >
      {number}
    </Button>
  )
}
