// The card that opens by itself when the telephone rings: over whatever one does, without taking the keyboard away.
import { ActionIcon, Button, Group, Skeleton } from '@mantine/core'
import { IconPhoneIncoming, IconPhoneX, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Call, Caller } from '#api/calls.ts'
import styles from '#web/calls/Calls.module.css'
import { CardView } from '#web/calls/CardView.tsx'
import { callCardQuery, leadOfCall } from '#web/calls/queries.ts'
import { ClassBadge } from '#web/clients/ClientBadges.tsx'
import { useToast } from '#web/kit/feedback.tsx'
import { useShortcuts } from '#web/kit/keyboard.tsx'
import { useMessages } from '#web/kit/language.tsx'
import { useLive } from '#web/kit/live.tsx'
import { queryClient } from '#web/kit/query-client.ts'
import { useMay } from '#web/kit/session.tsx'

interface Changed {
  event: string
  call: Call
  callers: Caller[]
}

export function CallPop() {
  const t = useMessages('calls')
  const toast = useToast()
  const [shown, setShown] = useState<{ call: Call; callers: Caller[] }>()
  useLive<Changed>('calls.changed', ({ event, call, callers }) => {
    void queryClient.invalidateQueries({ queryKey: ['calls'] })
    // One's own click to call needs no card: the screen of the call stands already.
    if (event === 'ringing' && call.direction === 'in') setShown({ call, callers })
    else setShown((before) => (before?.call.id === call.id ? { ...before, call } : before))
  })
  useLive<{ id: string }>('calls.taken', ({ id }) =>
    setShown((before) => (before?.call.id === id ? undefined : before)),
  )
  useLive('calls.dialFailed', () => {
    void queryClient.invalidateQueries({ queryKey: ['calls'] })
    toast.done(t.dialFailed)
  })
  if (!shown) return null
  return <Pop key={shown.call.id} {...shown} onClose={() => setShown(undefined)} />
}

function Pop({ call, callers, onClose }: { call: Call; callers: readonly Caller[]; onClose(): void }) {
  const t = useMessages('calls')
  const may = useMay()
  const toast = useToast()
  const navigate = useNavigate()
  const first = callers[0]
  const name = first?.contact?.name ?? first?.client?.name ?? first?.lead?.name
  const unknown = callers.length === 0
  const open = () => {
    void navigate({
      to: first?.client ? `/clients/${first.client.id}` : first?.lead ? `/leads/${first.lead.id}` : `/calls/${call.id}`,
    } as never)
    onClose()
  }
  const log = () => {
    void navigate({ to: `/calls/${call.id}` } as never)
    onClose()
  }
  const makeLead = () =>
    void leadOfCall(call.id).then(({ leadId, created }) => {
      toast.done(created ? t.pop.madeLead : t.pop.foundLead)
      onClose()
      void navigate({ to: `/leads/${leadId}` } as never)
    }, toast.problem)
  const leads = unknown && call.number !== null && may('clients.write')
  useShortcuts([
    { keys: 'o', label: t.pop.open, section: 'everywhere', run: open },
    { keys: 'h', label: t.pop.log, section: 'everywhere', run: log },
    { keys: 'Escape', label: t.pop.close, section: 'everywhere', run: onClose },
    ...(leads ? [{ keys: 'l', label: t.pop.makeLead, section: 'everywhere' as const, run: makeLead }] : []),
  ])
  const who = name ?? (call.number ? t.unknownNumber : t.hiddenNumber)
  return (
    <aside className={styles.pop} aria-label={t.pop.calls(who)}>
      <Group justify="space-between" wrap="nowrap" align="start">
        <span role="status" className={call.state === 'missed' ? 'k-late' : styles.ringing}>
          {call.state === 'missed' ? (
            <IconPhoneX size={18} stroke={1.5} aria-hidden />
          ) : (
            <IconPhoneIncoming size={18} stroke={1.5} aria-hidden />
          )}
          {call.state === 'missed'
            ? t.pop.missed
            : call.state === 'answered'
              ? t.pop.talks
              : call.state === 'ended'
                ? t.pop.over
                : t.pop.rings}
        </span>
        <ActionIcon variant="subtle" color="gray" aria-label={t.pop.close} onClick={onClose}>
          <IconX size={16} stroke={1.5} />
        </ActionIcon>
      </Group>
      <h2 style={{ margin: '4px 0 0', fontSize: 18 }}>
        {first?.client && <ClassBadge value={first.client.class as never} />} {who}
      </h2>
      <p className="k-dim" style={{ margin: '2px 0 8px' }}>
        {[
          first?.contact ? first.client?.name : undefined,
          first?.position,
          call.number,
          first?.owner && t.pop.ofOwner(first.owner.name),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {callers.length > 1 && (
        <p className="k-dim" style={{ margin: '0 0 8px' }}>
          {t.pop.several}:{' '}
          {callers.slice(1, 4).map((other) => {
            const to = other.contact
              ? `/contacts/${other.contact.id}`
              : other.client
                ? `/clients/${other.client.id}`
                : `/leads/${other.lead?.id}`
            return (
              <Link key={to} to={to} className="k-link" style={{ marginRight: 8 }}>
                {other.contact?.name ?? other.client?.name ?? other.lead?.name}
              </Link>
            )
          })}
        </p>
      )}
      {(first?.client ?? first?.lead ?? first?.contact) && <Brief caller={first as Caller} />}
      <Group gap="xs" mt="sm">
        {leads && (
          <Button size="xs" onClick={makeLead}>
            {t.pop.makeLead} <kbd style={{ marginLeft: 8 }}>L</kbd>
          </Button>
        )}
        {!unknown && (
          <Button size="xs" onClick={open}>
            {t.pop.open} <kbd style={{ marginLeft: 8 }}>O</kbd>
          </Button>
        )}
        {may('clients.write') && (
          <Button size="xs" variant="default" onClick={log}>
            {t.pop.log} <kbd style={{ marginLeft: 8 }}>H</kbd>
          </Button>
        )}
      </Group>
    </aside>
  )
}

function Brief({ caller }: { caller: Caller }) {
  const { data: card } = useQuery(
    callCardQuery({
      ...(caller.client ? { clientId: caller.client.id } : {}),
      ...(caller.contact ? { contactId: caller.contact.id } : {}),
      ...(!caller.client && caller.lead ? { leadId: caller.lead.id } : {}),
    }),
  )
  if (!card) return <Skeleton height={80} radius="md" />
  return <CardView card={card} brief />
}
