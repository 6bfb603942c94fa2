// The class: what the data propose and from what, and what a person set with which reason.
import { Button, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Client } from '#api/clients.ts'
import { clientClasses } from '#domain/clients/classes.ts'
import { classProposalQuery, setClientClass } from '#web/clients/queries.ts'
import { ChoiceField } from '#web/kit/form/ChoiceField.tsx'
import { ErrorSummary } from '#web/kit/form/ErrorSummary.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useSaving } from '#web/kit/form/use-saving.ts'
import { useFormat, useMessages, useReasonText } from '#web/kit/language.tsx'

export function ClientClassForm({ client }: { client: Client }) {
  const t = useMessages('clients')
  const kit = useMessages('kit')
  const f = useFormat()
  const reasonText = useReasonText()
  const [editing, setEditing] = useState(false)
  const [value, setValue] = useState(client.class)
  const [reason, setReason] = useState(client.classReason ?? '')
  const { data } = useQuery({ ...classProposalQuery(client.id), enabled: editing })
  const { save, saving, problem } = useSaving(async () => {
    await setClientClass(client.id, { class: value, reason: reason.trim() || null })
    setEditing(false)
  })
  const set = client.classSetBy ? `${client.classSetBy.name}, ${f.day(client.classSetOn)}` : null
  if (!editing) {
    return (
      <Stack gap={2} mt="sm">
        <Group gap="xs">
          <span>
            {t.columns.class}: {client.class ? t.classes[client.class] : t.noClass}
          </span>
          {!client.whyNot.edit && (
            <button type="button" className="k-link" onClick={() => setEditing(true)}>
              {t.setClass}
            </button>
          )}
        </Group>
        {(client.classReason || set) && (
          <Text size="xs" c="dimmed">
            {[client.classReason, set].filter(Boolean).join(' · ')}
          </Text>
        )}
      </Stack>
    )
  }
  const missing =
    data?.parts.filter((p) => p.missing).map((p) => t.classParts[p.part as keyof typeof t.classParts] ?? p.part) ?? []
  return (
    <Stack gap="xs" mt="sm">
      <ErrorSummary problem={problem} />
      {data && (
        <Text size="xs" c="dimmed">
          {data.proposed
            ? t.classProposed(t.classes[data.proposed], f.number(data.score))
            : t.classUnknown(missing.join(', '))}
          {data.reasons.map((r) => ` ${reasonText(r.reason)}`)}
        </Text>
      )}
      <ChoiceField
        label={t.columns.class}
        value={value}
        clearable
        onChange={(v) => setValue(v as Client['class'])}
        choices={clientClasses.map((c) => ({
          value: c,
          label: t.classes[c],
          disabled: c === 'key' && !!client.whyNot.classKey,
        }))}
        help={client.whyNot.classKey ? reasonText(client.whyNot.classKey) : undefined}
      />
      <TextField label={t.classReason} value={reason} onChange={setReason} />
      <Group gap="xs">
        <Button size="xs" loading={saving} onClick={() => void save()}>
          {t.setClass}
        </Button>
        <Button size="xs" variant="default" onClick={() => setEditing(false)}>
          {kit.cancel}
        </Button>
      </Group>
    </Stack>
  )
}
