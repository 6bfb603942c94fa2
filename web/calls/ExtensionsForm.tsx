// Whose extension is whose: one line each, saved together.
import { ActionIcon, Button, Group, Stack, Text } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import type { Exchange } from '#api/telephony.ts'
import { setExtensions } from '#web/calls/queries.ts'
import { useToast } from '#web/kit/feedback.tsx'
import { OptionField } from '#web/kit/form/OptionField.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useSaving } from '#web/kit/form/use-saving.ts'
import { useMessages } from '#web/kit/language.tsx'
import { people } from '#web/users/queries.ts'

interface Line {
  /** Only to tell lines apart on the screen. */
  no: number
  extension: string
  userId: string
}

export function ExtensionsForm({ exchange }: { exchange: Exchange }) {
  const t = useMessages('calls')
  const toast = useToast()
  const stored = exchange.extensions.map(({ extension, user }, no) => ({ no, extension, userId: user.id }))
  const [lines, setLines] = useState<Line[]>(stored)
  const whole = lines.filter((line) => line.extension.trim() && line.userId)
  const plain = (list: readonly Line[]) =>
    JSON.stringify(list.map(({ extension, userId }) => [extension.trim(), userId]))
  const saving = useSaving(async () => {
    await setExtensions(
      exchange.id,
      whole.map(({ extension, userId }) => ({ extension: extension.trim(), userId })),
    )
    toast.done(t.telephony.saved)
  })
  const set = (no: number, patch: Partial<Line>) =>
    setLines(lines.map((line) => (line.no === no ? { ...line, ...patch } : line)))
  const add = () =>
    setLines([...lines, { no: Math.max(-1, ...lines.map((line) => line.no)) + 1, extension: '', userId: '' }])
  return (
    <Stack gap="xs">
      <Text fw={500}>{t.telephony.extensions}</Text>
      {lines.map((line, i) => (
        <Group key={line.no} gap="sm" align="start" wrap="nowrap">
          <div style={{ width: 110 }}>
            <TextField
              label=""
              ariaLabel={`${t.telephony.extension} ${i + 1}`}
              value={line.extension}
              onChange={(extension) => set(line.no, { extension })}
              error={saving.errorOf(`extensions.${i}.extension`)}
              maxLength={60}
            />
          </div>
          <div style={{ flex: 1 }}>
            <OptionField
              ariaLabel={`${t.telephony.person} ${line.extension || i + 1}`}
              source={people}
              value={line.userId ? [line.userId] : []}
              onChange={(ids) => set(line.no, { userId: ids[0] ?? '' })}
              error={saving.errorOf(`extensions.${i}.userId`)}
            />
          </div>
          <ActionIcon
            variant="subtle"
            color="gray"
            mt={6}
            aria-label={t.telephony.removeExtension(line.extension || String(i + 1))}
            onClick={() => setLines(lines.filter((one) => one.no !== line.no))}
          >
            <IconX size={16} stroke={1.5} />
          </ActionIcon>
        </Group>
      ))}
      <Group gap="xs">
        <Button size="xs" variant="default" leftSection={<IconPlus size={14} stroke={1.5} />} onClick={add}>
          {t.telephony.addExtension}
        </Button>
        {plain(whole) !== plain(stored) && (
          <Button size="xs" loading={saving.saving} onClick={() => void saving.save()}>
            {t.telephony.save}
          </Button>
        )}
      </Group>
    </Stack>
  )
}
