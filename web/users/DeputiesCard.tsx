// Who stands in for whom: running and coming deputies, and setting a new one.
import { Badge, Button, Group, Skeleton, Stack, Text } from '@mantine/core'
import { IconPlus, IconUserShare } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Deputy } from '#api/deputies.ts'
import { useToast } from '#web/kit/feedback.tsx'
import { DateField } from '#web/kit/form/DateField.tsx'
import { ErrorSummary } from '#web/kit/form/ErrorSummary.tsx'
import { OptionField } from '#web/kit/form/OptionField.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { heldByUnreadable } from '#web/kit/form/unreadable.ts'
import { useSaving } from '#web/kit/form/use-saving.ts'
import { localDay } from '#web/kit/format.ts'
import { useFormat, useMessages, useReasonText } from '#web/kit/language.tsx'
import { useSession } from '#web/kit/session.tsx'
import styles from '#web/users/Account.module.css'
import { deputiesQuery, endDeputy, people, setDeputy } from '#web/users/queries.ts'

export function DeputiesCard() {
  const t = useMessages('users').deputies
  const reasonText = useReasonText()
  const { data: deputies, error } = useQuery(deputiesQuery)
  const [adding, setAdding] = useState(false)
  if (error) return <Text c="dimmed">{reasonText(error)}</Text>
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {t.lead}
      </Text>
      {!deputies && <Skeleton height={40} />}
      {deputies?.length === 0 && <Text size="sm">{t.none}</Text>}
      {deputies && deputies.length > 0 && (
        <ul className={styles.lines}>
          {deputies.map((deputy) => (
            <DeputyLine key={deputy.id} deputy={deputy} />
          ))}
        </ul>
      )}
      {adding ? (
        <DeputyForm onClose={() => setAdding(false)} />
      ) : (
        <Button
          variant="default"
          style={{ alignSelf: 'start' }}
          leftSection={<IconPlus size={16} stroke={1.5} />}
          onClick={() => setAdding(true)}
        >
          {t.add}
        </Button>
      )}
    </Stack>
  )
}

function DeputyLine({ deputy }: { deputy: Deputy }) {
  const t = useMessages('users').deputies
  const f = useFormat()
  const toast = useToast()
  const running = deputy.from <= localDay(new Date())
  const end = () => endDeputy(deputy.id).then(() => toast.done(t.ended), toast.problem)
  return (
    <li className={styles.line}>
      <IconUserShare size={20} stroke={1.5} className={styles.icon} aria-hidden />
      <div>
        {t.line(deputy.deputy.name, deputy.absent.name)}{' '}
        <Badge variant="light" size="sm" color={running ? 'teal' : 'gray'}>
          {running ? t.running : t.coming}
        </Badge>
        <small className="k-numbers">
          {[`${f.day(deputy.from)} – ${f.day(deputy.to)}`, deputy.reason].filter(Boolean).join(' · ')}
        </small>
      </div>
      {deputy.mayEnd && (
        <Button size="xs" variant="default" aria-label={t.endOf(deputy.deputy.name)} onClick={() => void end()}>
          {t.end}
        </Button>
      )}
    </li>
  )
}

function DeputyForm({ onClose }: { onClose(): void }) {
  const t = useMessages('users').deputies
  const kit = useMessages('kit')
  const toast = useToast()
  const session = useSession()
  const [value, setValue] = useState({
    absentId: session.id as string | undefined,
    deputyId: undefined as string | undefined,
    from: localDay(new Date()) as string | null,
    to: null as string | null,
    reason: '',
  })
  const change = (patch: Partial<typeof value>) => setValue((before) => ({ ...before, ...patch }))
  const { absentId, deputyId, from, to, reason } = value
  const saving = useSaving(async () => {
    if (!absentId || !deputyId || !from || !to) return
    await setDeputy({ absentId, deputyId, from, to, reason: reason.trim() || null })
    toast.done(t.set)
    onClose()
  })
  // Others set deputies for people they answer for; the server says when they do not.
  const forOthers = session.roles.some((role) => ['TL', 'SD', 'CEO', 'ADM'].includes(role))
  return (
    <form
      noValidate
      onSubmit={(event) => [event.preventDefault(), heldByUnreadable(event.currentTarget) || void saving.save()]}
    >
      <Stack gap="md">
        <ErrorSummary
          problem={saving.problem}
          labels={{ absentId: t.absent, deputyId: t.deputy, from: t.from, to: t.to, reason: t.reason }}
        />
        {forOthers && (
          <OptionField
            name="absentId"
            label={t.absent}
            source={people}
            value={absentId ? [absentId] : []}
            onChange={([id]) => change({ absentId: id })}
            error={saving.errorOf('absentId')}
            required
          />
        )}
        <OptionField
          name="deputyId"
          label={t.deputy}
          source={people}
          value={deputyId ? [deputyId] : []}
          onChange={([id]) => change({ deputyId: id })}
          error={saving.errorOf('deputyId')}
          required
        />
        <div className={styles.dates}>
          <DateField
            name="from"
            label={t.from}
            value={from}
            onChange={(day) => change({ from: day })}
            error={saving.errorOf('from')}
            required
          />
          <DateField
            name="to"
            label={t.to}
            value={to}
            onChange={(day) => change({ to: day })}
            error={saving.errorOf('to')}
            required
          />
        </div>
        <TextField
          name="reason"
          label={t.reason}
          help={t.reasonHelp}
          value={reason}
          onChange={(text) => change({ reason: text })}
          maxLength={500}
        />
        <Group gap="xs">
          <Button type="submit" loading={saving.saving} disabled={!absentId || !deputyId || !from || !to}>
            {t.submit}
          </Button>
          <Button variant="default" onClick={onClose}>
            {kit.cancel}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
