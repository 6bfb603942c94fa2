// A telephone call in a few lines, and what one does with a number nobody knows.
import { Button, Group, Stack } from '@mantine/core'
import { IconExternalLink, IconUserPlus } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import type { Call } from '#api/calls.ts'
import { CallStateMark } from '#web/calls/CallStateMark.tsx'
import { assignCaller, leadOfCall } from '#web/calls/queries.ts'
import { clientOptions } from '#web/clients/queries.ts'
import { useToast } from '#web/kit/feedback.tsx'
import { OptionField } from '#web/kit/form/OptionField.tsx'
import { useShortcuts } from '#web/kit/keyboard.tsx'
import { useFormat, useMessages } from '#web/kit/language.tsx'
import { Facts } from '#web/kit/Page.tsx'
import { useMay } from '#web/kit/session.tsx'

export function CallFacts({ call }: { call: Call }) {
  const t = useMessages('calls')
  const f = useFormat()
  const c = t.columns
  return (
    <Facts
      facts={[
        [c.state, <CallStateMark key="state" value={call.state} />],
        [c.direction, t.directions[call.direction]],
        [c.startedAt, f.instant(call.startedAt)],
        [c.minutes, call.minutes === null ? null : f.number(call.minutes)],
        [c.user, call.user?.name],
        [
          c.client,
          call.client && (
            <Link to={`/clients/${call.client.id}`} className="k-link">
              {call.client.name}
            </Link>
          ),
        ],
        [
          c.contact,
          call.contact && (
            <Link to={`/contacts/${call.contact.id}`} className="k-link">
              {call.contact.name}
            </Link>
          ),
        ],
        [
          c.lead,
          call.lead && (
            <Link to={`/leads/${call.lead.id}`} className="k-link">
              {call.lead.name}
            </Link>
          ),
        ],
        [
          c.recording,
          call.recordingUrl && (
            <a href={call.recordingUrl} target="_blank" rel="noopener noreferrer">
              {t.screen.recording} <IconExternalLink size={14} stroke={1.5} aria-hidden />
            </a>
          ),
        ],
      ]}
    />
  )
}

/** One key makes a lead; or a person says whose number it is. */
export function UnknownCaller({ call }: { call: Call }) {
  const t = useMessages('calls')
  const may = useMay()
  const toast = useToast()
  const navigate = useNavigate()
  const open = !call.client && !call.lead
  const makeLead = () =>
    void leadOfCall(call.id).then(({ leadId, created }) => {
      toast.done(created ? t.pop.madeLead : t.pop.foundLead)
      void navigate({ to: `/leads/${leadId}` } as never)
    }, toast.problem)
  const possible = open && may('clients.write')
  useShortcuts(possible && call.number ? [{ keys: 'l', label: t.pop.makeLead, section: 'page', run: makeLead }] : [])
  if (!possible) return null
  return (
    <Stack gap="sm">
      <p className="k-dim" style={{ margin: 0 }}>
        {call.number ? t.unknownNumber : t.reasons.hiddenNumber}
      </p>
      <OptionField
        label={t.screen.with}
        source={clientOptions}
        value={[]}
        onChange={(ids) => ids[0] && void assignCaller(call.id, { clientId: ids[0] }).catch(toast.problem)}
      />
      {call.number && (
        <Group>
          <Button variant="default" leftSection={<IconUserPlus size={16} stroke={1.5} />} onClick={makeLead}>
            {t.pop.makeLead} <kbd style={{ marginLeft: 8 }}>L</kbd>
          </Button>
        </Group>
      )}
    </Stack>
  )
}
