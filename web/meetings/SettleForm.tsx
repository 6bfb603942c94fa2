// Marked lines turned into promises of both sides and objections: who, to whom, by when; what is unticked stays a line.
import { Button, Checkbox, SimpleGrid, Stack } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { Proposals } from '#api/meeting-minutes.ts'
import type { Meeting } from '#api/meetings.ts'
import { objectionKinds } from '#domain/objections/lifecycle.ts'
import { colleaguesOf } from '#web/contacts/queries.ts'
import { useToast } from '#web/kit/feedback.tsx'
import { ChoiceField } from '#web/kit/form/ChoiceField.tsx'
import { DateField } from '#web/kit/form/DateField.tsx'
import { ErrorSummary } from '#web/kit/form/ErrorSummary.tsx'
import { OptionField } from '#web/kit/form/OptionField.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { heldByUnreadable } from '#web/kit/form/unreadable.ts'
import { useSaving } from '#web/kit/form/use-saving.ts'
import { useMessages } from '#web/kit/language.tsx'
import styles from '#web/meetings/Meetings.module.css'
import { settleMinutes } from '#web/meetings/queries.ts'
import { people } from '#web/users/queries.ts'

type PromiseFields = Proposals['promises'][number] & { take: boolean }
type ObjectionFields = Proposals['objections'][number] & { take: boolean }

export function SettleForm({ meeting: m, proposals }: { meeting: Meeting; proposals: Proposals }) {
  const t = useMessages('meetings')
  const o = useMessages('objections')
  const toast = useToast()
  const [promises, setPromises] = useState<PromiseFields[]>(proposals.promises.map((one) => ({ ...one, take: true })))
  const [objections, setObjections] = useState<ObjectionFields[]>(
    proposals.objections.map((one) => ({ ...one, take: true })),
  )
  const theirs = useMemo(() => (m.client ? colleaguesOf(m.client.id) : undefined), [m.client])
  const taken = { promises: promises.filter((one) => one.take), objections: objections.filter((one) => one.take) }
  const saving = useSaving(async () => {
    const reply = await settleMinutes(m.id, {
      promises: taken.promises.map(({ take: _t, dayGuessed: _d, ...one }) => one),
      objections: taken.objections.map(({ take: _t, ...one }) => one),
    })
    toast.done(t.settle.written(reply.promises, reply.objections))
  })
  const setPromise = (id: string, patch: Partial<PromiseFields>) =>
    setPromises((all) => all.map((one) => (one.lineId === id ? { ...one, ...patch } : one)))
  const setObjection = (id: string, patch: Partial<ObjectionFields>) =>
    setObjections((all) => all.map((one) => (one.lineId === id ? { ...one, ...patch } : one)))
  const who = (value: string | null, onChange: (id: string | null) => void) =>
    theirs && (
      <OptionField
        label={t.settle.whom}
        source={theirs}
        value={value ? [value] : []}
        onChange={([id]) => onChange(id ?? null)}
      />
    )
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (!heldByUnreadable(event.currentTarget)) void saving.save()
      }}
    >
      <Stack gap="sm">
        <ErrorSummary problem={saving.problem} labels={t.settle} />
        {promises.map((one) => (
          <div key={one.lineId} className={styles.proposal} data-off={!one.take || undefined}>
            <Head
              title={
                one.kind === 'question' ? t.settle.question : one.side === 'ours' ? t.settle.ours : t.settle.theirs
              }
              text={one.text}
              take={one.take}
              onTake={(take) => setPromise(one.lineId, { take })}
            />
            {one.take && (
              <Stack gap="xs">
                <TextField
                  ariaLabel={t.settle.text}
                  label=""
                  value={one.text}
                  onChange={(text) => setPromise(one.lineId, { text })}
                  maxLength={2000}
                />
                <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="xs">
                  <OptionField
                    label={t.settle.who}
                    source={people}
                    value={one.responsibleId ? [one.responsibleId] : []}
                    onChange={([id]) => setPromise(one.lineId, { responsibleId: id ?? null })}
                  />
                  {who(one.contactId, (contactId) => setPromise(one.lineId, { contactId }))}
                  <DateField
                    label={t.settle.until}
                    value={one.dueOn}
                    help={one.dayGuessed ? t.settle.dayGuessed : undefined}
                    onChange={(dueOn) =>
                      setPromise(one.lineId, { dueOn, dayGuessed: false, dueTime: dueOn ? one.dueTime : null })
                    }
                  />
                </SimpleGrid>
              </Stack>
            )}
          </div>
        ))}
        {objections.map((one) => (
          <div key={one.lineId} className={styles.proposal} data-off={!one.take || undefined}>
            <Head
              title={t.settle.objection}
              text={one.text}
              take={one.take}
              onTake={(take) => setObjection(one.lineId, { take })}
            />
            {one.take && (
              <Stack gap="xs">
                <TextField
                  ariaLabel={t.settle.text}
                  label=""
                  value={one.text}
                  onChange={(text) => setObjection(one.lineId, { text })}
                  maxLength={2000}
                />
                <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs">
                  <ChoiceField
                    label={t.settle.kind}
                    value={one.kind}
                    onChange={(kind) => setObjection(one.lineId, { kind: kind as ObjectionFields['kind'] })}
                    choices={objectionKinds.map((value) => ({ value, label: o.kinds[value] }))}
                  />
                  {who(one.contactId, (contactId) => setObjection(one.lineId, { contactId }))}
                </SimpleGrid>
              </Stack>
            )}
          </div>
        ))}
        <Button
          type="submit"
          style={{ alignSelf: 'flex-start' }}
          loading={saving.saving}
          disabled={taken.promises.length + taken.objections.length === 0 || !!m.whyNot.note}
        >
          {t.settle.write(taken.promises.length, taken.objections.length)}
        </Button>
      </Stack>
    </form>
  )
}

function Head({
  title,
  text,
  take,
  onTake,
}: {
  title: string
  text: string
  take: boolean
  onTake(take: boolean): void
}) {
  const t = useMessages('meetings')
  return (
    <div className={styles.proposalHead}>
      <Checkbox checked={take} onChange={(event) => onTake(event.target.checked)} aria-label={t.settle.take(text)} />
      <strong>{title}</strong>
      {!take && <span className="k-dim">{text}</span>}
    </div>
  )
}
