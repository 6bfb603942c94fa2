// A client against ARES: the last check, and what differs, decided field by field.
import { Button, Group, Radio, Skeleton, Stack, Text } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { RegisterCheck as Check, Difference } from '#api/registers.ts'
import { writtenPostcode } from '#domain/identifiers/postcode.ts'
import { legalFormOf } from '#domain/legal-forms.ts'
import { ErrorPage, useToast } from '#web/kit/feedback.tsx'
import { useSaving } from '#web/kit/form/use-saving.ts'
import { useFormat, useLanguage, useMessages, useReasonText } from '#web/kit/language.tsx'
import { checkNow, registerQuery, settle } from '#web/registers/queries.ts'
import { RegisterNotes } from '#web/registers/RegisterNotes.tsx'
import styles from '#web/registers/registers.module.css'

type Choices = Partial<Record<Difference['field'], 'accept' | 'keep'>>

export interface RegisterCheckProps {
  clientId: string
  /** Version of the client on the page around; a newer one in the answer means that somebody changed it meanwhile. */
  version: number
  editable: boolean
}

export function RegisterCheck({ clientId, version, editable }: RegisterCheckProps) {
  const t = useMessages('registers')
  const reasonText = useReasonText()
  const { data, error, refetch } = useQuery(registerQuery(clientId))
  const checking = useSaving(() => checkNow(clientId))
  if (error) return <ErrorPage error={error} reset={() => void refetch()} />
  if (!data) return <Skeleton height={60} />
  return (
    <Stack gap="sm">
      <Group justify="space-between" align="start" gap="xs">
        <div role="status">
          {data.last ? <CheckState check={data.last} /> : <Text size="sm">{t.check.never}</Text>}
          {checking.problem && (
            <Text size="sm" className="k-late">
              {reasonText(checking.problem)}
            </Text>
          )}
        </div>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconRefresh size={14} stroke={1.5} />}
          loading={checking.saving}
          onClick={() => void checking.save()}
          data-no-print
        >
          {t.check.now}
        </Button>
      </Group>
      {data.company && <RegisterNotes company={data.company} />}
      {data.open && (
        <Differences
          key={data.open.id}
          clientId={clientId}
          differences={data.open.differences}
          version={Math.max(version, data.clientVersion)}
          editable={editable && !data.whyNotSettle}
        />
      )}
    </Stack>
  )
}

function CheckState({ check }: { check: Check }) {
  const t = useMessages('registers')
  const f = useFormat()
  const reasonText = useReasonText()
  const looks = { same: 'k-fine', differs: 'k-risk', settled: undefined, notFound: 'k-risk', unavailable: 'k-risk' }
  return (
    <>
      <Text size="sm" className={looks[check.state]}>
        {t.states[check.state]}
      </Text>
      {check.reason && <Text size="sm">{reasonText(check.reason)}</Text>}
      <Text size="xs" className="k-dim">
        {t.check.checkedBy(check.checkedBy?.name ?? t.check.atNight, f.instant(check.checkedAt))}
      </Text>
    </>
  )
}

function Differences({
  clientId,
  differences,
  version,
  editable,
}: {
  clientId: string
  differences: readonly Difference[]
  version: number
  editable: boolean
}) {
  const t = useMessages('registers')
  const toast = useToast()
  const reasonText = useReasonText()
  const [choices, setChoices] = useState<Choices>({})
  const open = differences.filter((difference) => difference.decided === null)
  const saving = useSaving(async () => {
    await settle(clientId, choices, version)
    setChoices({})
    toast.done(t.check.saved)
  })
  const show = useShown()
  return (
    <Stack gap="sm">
      <div className={styles.narrowing}>
        <table className={styles.differences}>
          <thead>
            <tr>
              <th scope="col">{t.check.field}</th>
              <th scope="col">{t.check.ours}</th>
              <th scope="col">{t.check.theirs}</th>
              <th scope="col" />
            </tr>
          </thead>
          <tbody>
            {differences.map((d) => (
              <tr key={d.field}>
                <th scope="row">{t.facts[d.field]}</th>
                <td data-label={t.check.ours} className={choices[d.field] === 'keep' ? styles.chosen : undefined}>
                  {d.ours === null ? <span className="k-dim">{t.check.missing}</span> : show(d.field, d.ours)}
                </td>
                <td data-label={t.check.theirs} className={choices[d.field] === 'accept' ? styles.chosen : undefined}>
                  {show(d.field, d.theirs)}
                </td>
                <td>
                  {d.decided ? (
                    <span className="k-dim">{t.check.decided[d.decided]}</span>
                  ) : (
                    editable && (
                      <Radio.Group
                        aria-label={t.facts[d.field]}
                        value={choices[d.field] ?? ''}
                        onChange={(choice) => setChoices({ ...choices, [d.field]: choice as 'accept' | 'keep' })}
                      >
                        <Group gap="md">
                          <Radio size="xs" value="accept" label={t.check.accept} />
                          <Radio size="xs" value="keep" label={t.check.keep} />
                        </Group>
                      </Radio.Group>
                    )
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {saving.problem && (
        <Text size="sm" className="k-late" role="alert">
          {reasonText(saving.problem)}
        </Text>
      )}
      {editable && open.length > 0 && (
        <Group gap="xs" data-no-print>
          <Button
            size="xs"
            onClick={() => void saving.save()}
            loading={saving.saving}
            disabled={Object.keys(choices).length === 0}
          >
            {t.check.save}
          </Button>
          <Button
            size="xs"
            variant="default"
            onClick={() => setChoices(Object.fromEntries(open.map((d) => [d.field, 'accept'])) as Choices)}
          >
            {t.check.acceptAll}
          </Button>
          <Text size="xs" className="k-dim">
            {t.check.keptHelp}
          </Text>
        </Group>
      )}
    </Stack>
  )
}

function useShown(): (field: Difference['field'], value: NonNullable<Difference['ours']>) => string {
  const { language } = useLanguage()
  return (field, value) => {
    if (typeof value === 'string') return field === 'legalForm' ? (legalFormOf(value)?.[language] ?? value) : value
    const town = [value.postcode && writtenPostcode(value.postcode, value.country), value.city]
      .filter(Boolean)
      .join(' ')
    return [value.street, town, value.country === 'CZ' ? null : value.country].filter(Boolean).join(', ')
  }
}
