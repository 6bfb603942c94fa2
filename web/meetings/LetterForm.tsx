// The letter after a meeting: drafted, edited, kept as it is typed; copied, opened in mail, or sent after one more look.
import { Button, Group, Modal, Stack } from '@mantine/core'
import { IconCopy, IconMail, IconSend } from '@tabler/icons-react'
import { useState } from 'react'
import type { Letter } from '#api/meeting-papers.ts'
import { useToast } from '#web/kit/feedback.tsx'
import { ErrorSummary } from '#web/kit/form/ErrorSummary.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useDraft } from '#web/kit/form/use-draft.ts'
import { useSaving } from '#web/kit/form/use-saving.ts'
import { useFormat, useMessages, useReasonText } from '#web/kit/language.tsx'
import { draftAnew, sendLetter, writeLetter } from '#web/meetings/queries.ts'

export function LetterForm({ meetingId, letter }: { meetingId: string; letter: Letter }) {
  const t = useMessages('meetings')
  const f = useFormat()
  const toast = useToast()
  const reason = useReasonText()
  const draft = useDraft(`letter-${meetingId}`, {
    subject: letter.subject,
    text: letter.text,
    to: letter.to.map((one) => one.email).join(', '),
  })
  const [asking, setAsking] = useState(false)
  const { value: v, change } = draft
  const readOnly = letter.whyNot.edit !== undefined
  const to = v.to
    .split(/[,;\s]+/)
    .map((one) => one.trim())
    .filter(Boolean)
  const changed = draft.changed('subject') || draft.changed('text')
  const keep = () => {
    if (readOnly || !changed || !v.subject.trim() || !v.text.trim()) return
    void writeLetter(meetingId, { subject: v.subject, text: v.text }).then(() => draft.reset({ ...v }), toast.problem)
  }
  const saving = useSaving(async () => {
    await sendLetter(meetingId, { subject: v.subject, text: v.text, to })
    draft.reset({ ...v })
    toast.done(t.letterPage.sent)
  })
  const mailto = `mailto:${to.join(',')}?subject=${encodeURIComponent(v.subject)}&body=${encodeURIComponent(v.text)}`
  const copy = () =>
    void navigator.clipboard
      .writeText(`${v.subject}\n\n${v.text}`)
      .then(() => toast.done(t.letterPage.copied), toast.problem)
  const anew = () => void draftAnew(meetingId).then(({ subject, text }) => change({ subject, text }), toast.problem)
  const already = () =>
    void sendLetter(meetingId, { subject: v.subject, text: v.text, to: [], already: true }).then(
      () => toast.done(t.letterPage.marked),
      toast.problem,
    )
  const sendWhy = letter.whyNot.send
  return (
    <Stack gap="sm">
      {letter.sentAt ? (
        <p className="k-fine">{t.letterPage.sentAt(f.instant(letter.sentAt))}</p>
      ) : (
        letter.drafted && !changed && <p className="k-dim">{t.letterPage.drafted}</p>
      )}
      <ErrorSummary problem={saving.problem} labels={t.columns} />
      <TextField
        name="to"
        label={t.letterPage.recipients}
        help={t.letterPage.recipientsHelp}
        kind="email"
        value={v.to}
        onChange={(next) => change({ to: next })}
        error={saving.errorOf('to')}
        disabled={readOnly}
      />
      <TextField
        name="subject"
        label={t.columns.subject}
        value={v.subject}
        onChange={(subject) => change({ subject })}
        onBlur={keep}
        error={saving.errorOf('subject')}
        maxLength={300}
        disabled={readOnly}
      />
      <TextField
        name="text"
        label={t.columns.text}
        value={v.text}
        onChange={(text) => change({ text })}
        onBlur={keep}
        error={saving.errorOf('text')}
        lines={12}
        maxLength={50_000}
        disabled={readOnly}
      />
      <Group gap="xs">
        {!letter.sentAt && (
          <Button
            leftSection={<IconSend size={16} stroke={1.5} />}
            disabled={!!sendWhy || to.length === 0}
            title={sendWhy ? reason(sendWhy) : to.length === 0 ? t.letterPage.noRecipients : undefined}
            onClick={() => setAsking(true)}
          >
            {t.letterPage.send}
          </Button>
        )}
        <Button variant="default" leftSection={<IconCopy size={16} stroke={1.5} />} onClick={copy}>
          {t.letterPage.copy}
        </Button>
        <Button component="a" href={mailto} variant="default" leftSection={<IconMail size={16} stroke={1.5} />}>
          {t.letterPage.mailto}
        </Button>
        {!letter.sentAt && !readOnly && (
          <Button variant="subtle" onClick={already}>
            {t.letterPage.already}
          </Button>
        )}
        {!readOnly && (
          <Button variant="subtle" onClick={anew}>
            {t.letterPage.anew}
          </Button>
        )}
      </Group>
      {sendWhy && !letter.sentAt && <p className="k-dim">{reason(sendWhy)}</p>}
      <Modal opened={asking} onClose={() => setAsking(false)} title={t.letterPage.sendTitle} size="lg">
        <p className="k-dim">{t.letterPage.sendText(to.join(', '))}</p>
        <p>
          <strong>{v.subject}</strong>
        </p>
        <p style={{ whiteSpace: 'pre-line', maxHeight: '40vh', overflow: 'auto' }}>{v.text}</p>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={() => setAsking(false)}>
            {t.letterPage.back}
          </Button>
          <Button
            data-autofocus
            onClick={() => {
              setAsking(false)
              void saving.save()
            }}
          >
            {t.letterPage.send}
          </Button>
        </Group>
      </Modal>
    </Stack>
  )
}
