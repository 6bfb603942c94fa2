// The next steps of a client's life; a step that is not possible says why, one that needs a reason asks for it.
import { Button, Checkbox, Group, Modal, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { Client } from '#api/clients.ts'
import {
  type ClientMoveName,
  clientLifecycle,
  offeredMoves,
  type QualificationSign,
  qualificationSigns,
} from '#domain/clients/lifecycle.ts'
import { moveClient, nominateClient } from '#web/clients/queries.ts'
import { ChoiceField } from '#web/kit/form/ChoiceField.tsx'
import { ErrorSummary } from '#web/kit/form/ErrorSummary.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useSaving } from '#web/kit/form/use-saving.ts'
import { useFormat, useMessages, useReasonText } from '#web/kit/language.tsx'
import { useMay } from '#web/kit/session.tsx'

export function ClientMoves({ client }: { client: Client }) {
  const t = useMessages('clients')
  const f = useFormat()
  const reason = useReasonText()
  const may = useMay()
  const [asked, setAsked] = useState<ClientMoveName | 'nominate'>()
  const moves = offeredMoves(client.state)
  const mayNominate = client.state === 'active' && !client.whyNot.nominate && !client.nomination
  return (
    <Stack gap="xs">
      {client.nomination && (
        <Text size="sm">
          {t.nominated(client.nomination.by?.name ?? '', f.day(client.nomination.on))} {client.nomination.reason}
        </Text>
      )}
      <Group gap="xs">
        {moves.map((move) => {
          const why = client.whyNot[`move.${move}`]
          return (
            <Button
              key={move}
              size="xs"
              variant="default"
              disabled={!!why || !may('clients.write')}
              title={why ? reason(why) : undefined}
              onClick={() => setAsked(move)}
            >
              {t.moves[move]}
            </Button>
          )
        })}
        {mayNominate && (
          <Button size="xs" variant="default" onClick={() => setAsked('nominate')}>
            {t.nominate}
          </Button>
        )}
      </Group>
      {moves.flatMap((move) => {
        const why = client.whyNot[`move.${move}`]
        return why && why !== 'clients.moveByOwner'
          ? [<Text key={move} size="xs" c="dimmed">{`${t.moves[move]}: ${reason(why)}`}</Text>]
          : []
      })}
      <Modal
        opened={asked !== undefined}
        onClose={() => setAsked(undefined)}
        title={asked === 'nominate' ? t.nominate : asked ? t.moves[asked] : ''}
      >
        {asked === 'nominate' ? (
          <NominationForm client={client} onDone={() => setAsked(undefined)} />
        ) : (
          asked && <MoveForm client={client} move={asked} onDone={() => setAsked(undefined)} />
        )}
      </Modal>
    </Stack>
  )
}

function MoveForm({ client, move, onDone }: { client: Client; move: ClientMoveName; onDone(): void }) {
  const t = useMessages('clients')
  const rule = clientLifecycle.moves[move]
  const [reasonCode, setReasonCode] = useState<string | null>(null)
  const [note, setNote] = useState('')
  const [signs, setSigns] = useState<QualificationSign[]>([])
  const [ended, setEnded] = useState(false)
  const { save, saving, problem } = useSaving(async () => {
    await moveClient(client.id, {
      move,
      ...(reasonCode ? { reasonCode } : {}),
      ...(note.trim() ? { note: note.trim() } : {}),
      ...(signs.length > 0 ? { signs } : {}),
      ...(ended ? { endedInWriting: true } : {}),
    })
    onDone()
  })
  const reasons = t.moveReasons as Record<string, string>
  return (
    <Stack gap="sm">
      <ErrorSummary problem={problem} />
      {rule.guards?.includes('twoQualificationSigns') && (
        <Checkbox.Group label={t.moveSigns} value={signs} onChange={(value) => setSigns(value as QualificationSign[])}>
          <Stack gap={6} mt={6}>
            {qualificationSigns.map((sign) => (
              <Checkbox key={sign} value={sign} label={t.signs[sign]} />
            ))}
          </Stack>
        </Checkbox.Group>
      )}
      {rule.reasonCodes && (
        <ChoiceField
          label={t.moveReason}
          required
          value={reasonCode}
          onChange={setReasonCode}
          choices={rule.reasonCodes.map((code) => ({ value: code, label: reasons[code] ?? code }))}
        />
      )}
      {rule.guards?.includes('yearWithoutOrder') && (
        <Checkbox
          checked={ended}
          onChange={(event) => setEnded(event.currentTarget.checked)}
          label={t.endedInWriting}
        />
      )}
      <TextField label={t.moveNote} value={note} onChange={setNote} lines={2} />
      <Group>
        <Button loading={saving} onClick={() => void save()}>
          {t.moves[move]}
        </Button>
      </Group>
    </Stack>
  )
}

function NominationForm({ client, onDone }: { client: Client; onDone(): void }) {
  const t = useMessages('clients')
  const [reason, setReason] = useState('')
  const { save, saving, problem } = useSaving(async () => {
    await nominateClient(client.id, reason)
    onDone()
  })
  return (
    <Stack gap="sm">
      <ErrorSummary problem={problem} />
      <TextField label={t.nominateReason} required value={reason} onChange={setReason} lines={3} autoFocus />
      <Group>
        <Button loading={saving} onClick={() => void save()}>
          {t.nominate}
        </Button>
      </Group>
    </Stack>
  )
}
