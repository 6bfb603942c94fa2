// Answers an objection, with the arguments of the library at hand; or says why it stays unresolved.
import { Button, Group, Skeleton, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Argument, Objection } from '#api/objections.ts'
import { useToast } from '#web/kit/feedback.tsx'
import { ErrorSummary } from '#web/kit/form/ErrorSummary.tsx'
import { SaveBar } from '#web/kit/form/SaveBar.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useDraft } from '#web/kit/form/use-draft.ts'
import { useSaving } from '#web/kit/form/use-saving.ts'
import { useMessages } from '#web/kit/language.tsx'
import styles from '#web/objections/Objections.module.css'
import { argumentsQuery, moveObjection } from '#web/objections/queries.ts'

export interface AnswerFormProps {
  objection: Objection
  move: 'answer' | 'leaveUnresolved'
  onClose(): void
}

export function AnswerForm({ objection: o, move, onClose }: AnswerFormProps) {
  const t = useMessages('objections')
  const toast = useToast()
  const answers = move === 'answer'
  const draft = useDraft(`objection-${move}-${o.id}`, {
    text: answers ? (o.answer ?? '') : '',
    argumentId: o.argument?.id ?? null,
  })
  const { value: v, change } = draft
  const close = () => {
    draft.reset()
    onClose()
  }
  const saving = useSaving(async () => {
    const after = await moveObjection(
      o.id,
      answers ? { move, answer: v.text, argumentId: v.argumentId } : { move, reason: v.text },
      o.version,
    )
    toast.done(t.moved[after.state])
    close()
  })
  return (
    <form onSubmit={(event) => event.preventDefault()} className={styles.form}>
      <Stack gap="sm">
        <ErrorSummary problem={saving.problem} labels={t.columns} />
        {answers && (
          <Arguments
            kind={o.kind}
            chosen={v.argumentId}
            onUse={(argument) => change({ argumentId: argument.id, text: v.text.trim() ? v.text : argument.argument })}
          />
        )}
        <TextField
          name={answers ? 'answer' : 'reason'}
          label={answers ? t.answerLabel : t.reasonLabel}
          value={v.text}
          onChange={(text) => change({ text })}
          error={saving.errorOf(answers ? 'answer' : 'reason')}
          lines={3}
          maxLength={answers ? 4000 : 500}
          required
          autoFocus
        />
        <SaveBar
          label={t.save}
          onSave={() => v.text.trim() && void saving.save()}
          onCancel={close}
          saving={saving.saving}
          dirty={draft.dirty}
          restored={draft.restored}
          onDropDraft={() => draft.reset()}
          disabled={!v.text.trim()}
        />
      </Stack>
    </form>
  )
}

/** Arguments of the library for this kind, the most convincing first; one click takes one over. */
export function Arguments({
  kind,
  chosen,
  onUse,
}: {
  kind: Objection['kind']
  chosen: string | null
  onUse(argument: Argument): void
}) {
  const t = useMessages('objections')
  const [all, setAll] = useState(false)
  const { data } = useQuery(argumentsQuery({ kind }))
  if (!data) return <Skeleton height={60} radius="md" />
  const shown = all ? data.arguments : data.arguments.slice(0, 3)
  return (
    <div>
      <h3 className={styles.part}>{t.recommended}</h3>
      {data.arguments.length === 0 && <p className="k-dim">{t.noRecommended}</p>}
      <ul className={styles.items}>
        {shown.map((argument) => (
          <li key={argument.id} className={styles.argument} data-chosen={argument.id === chosen || undefined}>
            <p className={styles.text}>{argument.argument}</p>
            {argument.evidence && (
              <p className="k-dim">
                {t.evidence}: {argument.evidence}
              </p>
            )}
            <Group gap="xs" mt={4}>
              <Button
                size="compact-xs"
                variant="default"
                onClick={() => onUse(argument)}
                aria-pressed={argument.id === chosen}
              >
                {t.use}
              </Button>
              <Hits argument={argument} />
            </Group>
          </li>
        ))}
      </ul>
      {data.arguments.length > 3 && !all && (
        <Button size="compact-xs" variant="subtle" onClick={() => setAll(true)}>
          +{data.arguments.length - 3}
        </Button>
      )}
    </div>
  )
}

/** How often it convinced, in words. */
export function Hits({ argument: { hits } }: { argument: Pick<Argument, 'hits'> }) {
  const t = useMessages('objections')
  if (hits.percent !== null)
    return (
      <span className={hits.percent >= 50 ? 'k-fine' : 'k-risk'}>
        {t.library.hits(hits.percent, hits.accepted, hits.settled)}
      </span>
    )
  return <span className="k-dim">{hits.used > 0 ? t.library.tried(hits.used) : t.library.untried}</span>
}
