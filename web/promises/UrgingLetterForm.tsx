// A drafted letter that reminds the other side: edit it, then copy it, open it in one's own mail, or send it from here.
import { Button, Group, SegmentedControl, Skeleton, Stack, Text } from '@mantine/core'
import { IconCopy, IconMail, IconSend } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { PromiseView } from '#api/promises.ts'
import { ErrorPage, useToast } from '#web/kit/feedback.tsx'
import { ErrorSummary } from '#web/kit/form/ErrorSummary.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useSaving } from '#web/kit/form/use-saving.ts'
import { useMessages, useReasonText } from '#web/kit/language.tsx'
import { letterQuery, urgePromise } from '#web/promises/queries.ts'

/** Addresses longer than this are cut by mail programs. */
const longestMailto = 1800

export function UrgingLetterForm({ promise, onClose }: { promise: PromiseView; onClose(): void }) {
  const t = useMessages('promises')
  const reasonText = useReasonText()
  const toast = useToast()
  const [language, setLanguage] = useState<'cs' | 'en'>()
  const { data, error } = useQuery(letterQuery(promise.id, language))
  const [letter, setLetter] = useState({ to: '', subject: '', text: '' })
  useEffect(() => {
    if (data) setLetter((before) => ({ to: before.to || (data.to ?? ''), subject: data.subject, text: data.text }))
  }, [data])
  const saving = useSaving(async (by: 'copied' | 'mail' | 'sent') => {
    if (by === 'copied') await navigator.clipboard.writeText(`${letter.subject}\n\n${letter.text}`)
    if (by === 'mail') {
      const body = letter.text.length > longestMailto ? '' : letter.text
      if (!body) await navigator.clipboard.writeText(letter.text)
      const query = new URLSearchParams({ subject: letter.subject, ...(body ? { body } : {}) })
      location.href = `mailto:${encodeURIComponent(letter.to)}?${query.toString().replaceAll('+', '%20')}`
    }
    await urgePromise(promise.id, { by, ...(by === 'sent' ? letter : {}) })
    toast.done(by === 'copied' ? t.letter.copied : by === 'mail' ? t.letter.opened : t.letter.sent)
    onClose()
  })
  if (error) return <ErrorPage error={error} />
  if (!data) return <Skeleton height={320} />
  return (
    <form onSubmit={(event) => event.preventDefault()}>
      <Stack gap="sm">
        <ErrorSummary problem={saving.problem} labels={t.letter} />
        <Group justify="space-between">
          <SegmentedControl
            size="xs"
            aria-label={t.letter.language}
            value={language ?? data.language}
            onChange={(next) => setLanguage(next as 'cs' | 'en')}
            data={[
              { value: 'cs', label: t.letter.languages.cs },
              { value: 'en', label: t.letter.languages.en },
            ]}
          />
        </Group>
        <TextField
          name="to"
          label={t.letter.to}
          kind="email"
          value={letter.to}
          onChange={(to) => setLetter({ ...letter, to })}
          error={saving.errorOf('to')}
          {...(data.to ? {} : { help: t.letter.noAddress })}
        />
        <TextField
          name="subject"
          label={t.letter.subject}
          value={letter.subject}
          onChange={(subject) => setLetter({ ...letter, subject })}
          error={saving.errorOf('subject')}
          maxLength={300}
        />
        <TextField
          name="text"
          label={t.letter.text}
          value={letter.text}
          onChange={(text) => setLetter({ ...letter, text })}
          error={saving.errorOf('text')}
          lines={14}
          maxLength={20_000}
        />
        <Text size="sm" c="dimmed">
          {data.whyNotSend ? reasonText(data.whyNotSend) : t.letter.note}
        </Text>
        <Group gap="xs">
          {data.sends && (
            <Button
              leftSection={<IconSend size={16} stroke={1.5} />}
              loading={saving.saving}
              disabled={!letter.to.trim()}
              onClick={() => void saving.save('sent')}
            >
              {t.letter.send}
            </Button>
          )}
          <Button
            variant={data.sends ? 'default' : 'filled'}
            leftSection={<IconMail size={16} stroke={1.5} />}
            onClick={() => void saving.save('mail')}
          >
            {t.letter.openMail}
          </Button>
          <Button
            variant="default"
            leftSection={<IconCopy size={16} stroke={1.5} />}
            onClick={() => void saving.save('copied')}
          >
            {t.letter.copy}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
