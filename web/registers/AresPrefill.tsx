// Fills a new client from ARES: a number fills at once, a name offers the companies to choose from.
import { Anchor, Button, Group, Stack, Text } from '@mantine/core'
import { IconBuildingBank } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Address } from '#api/clients.ts'
import type { RegisterCompany } from '#api/registers.ts'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useSaving } from '#web/kit/form/use-saving.ts'
import { useMessages, useReasonText } from '#web/kit/language.tsx'
import { type AresAnswer, askAres } from '#web/registers/queries.ts'
import { RegisterNotes } from '#web/registers/RegisterNotes.tsx'
import styles from '#web/registers/registers.module.css'

/** The fields of a new client that the register knows. */
export interface FilledIn {
  name: string
  ico: string
  dic: string | null
  legalForm: string | null
  nace?: string
  naceVersion?: '2008' | '2025'
  addresses?: Address[]
}

type Found = AresAnswer['companies'][number]

export function AresPrefill({ onFill }: { onFill(found: FilledIn): void }) {
  const t = useMessages('registers')
  const reasonText = useReasonText()
  const [text, setText] = useState('')
  const [answer, setAnswer] = useState<AresAnswer>()
  const [filled, setFilled] = useState<RegisterCompany>()

  const fill = ({ company }: Found) => {
    onFill(fieldsOf(company))
    setFilled(company)
    setAnswer(undefined)
  }
  const asking = useSaving(async () => {
    setFilled(undefined)
    setAnswer(undefined)
    const got = await askAres(text)
    const [only] = got.companies
    if (got.byNumber && only && !only.existing) fill(only)
    else setAnswer(got)
  })
  const ready = /^\s*\d[\d\s]*$/.test(text) ? text.replace(/\s/g, '').length >= 6 : text.trim().length >= 3
  const ask = () => {
    if (ready && !asking.saving) void asking.save()
  }

  return (
    <Stack gap="xs" className={styles.box}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Enter in the field asks the register instead of saving the form around */}
      <div
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return
          event.preventDefault()
          ask()
        }}
      >
        <Group align="end" gap="xs" wrap="nowrap">
          <div style={{ flex: 1 }}>
            <TextField
              name="ares"
              label={t.prefill.label}
              value={text}
              onChange={(value) => setText(value ?? '')}
              placeholder={t.prefill.placeholder}
              maxLength={200}
            />
          </div>
          <Button
            variant="default"
            leftSection={<IconBuildingBank size={16} stroke={1.5} />}
            onClick={ask}
            loading={asking.saving}
            disabled={!ready}
          >
            {t.prefill.search}
          </Button>
        </Group>
      </div>
      <div role="status">
        {asking.problem && (
          <Text size="sm" className="k-late">
            {reasonText(asking.problem)}
          </Text>
        )}
        {filled && (
          <Stack gap={4}>
            <Text size="sm">{t.prefill.used(filled.name)}</Text>
            <RegisterNotes company={filled} entering />
          </Stack>
        )}
        {answer && answer.outcome !== 'found' && (
          <Text size="sm" className={answer.outcome === 'unavailable' ? 'k-risk' : undefined}>
            {answer.reason ? reasonText(answer.reason) : t.outcomes[answer.outcome]}
          </Text>
        )}
        {answer?.outcome === 'found' && !answer.byNumber && (
          <Text size="sm">
            {answer.total === 0 ? t.outcomes.notFound : t.prefill.several(answer.total, answer.companies.length)}
          </Text>
        )}
      </div>
      {answer && answer.companies.length > 0 && (
        <ul className={styles.found}>
          {answer.companies.map((found) => (
            <FoundCompany key={found.company.ico} found={found} onUse={() => fill(found)} />
          ))}
        </ul>
      )}
    </Stack>
  )
}

function FoundCompany({ found, onUse }: { found: Found; onUse(): void }) {
  const t = useMessages('registers')
  const { company, existing } = found
  return (
    <li>
      <div>
        <div>{company.name}</div>
        <div className={`k-dim ${styles.detail}`}>
          {[`${t.facts.ico} ${company.ico}`, company.seat?.city].filter(Boolean).join(' · ')}
        </div>
        {existing && (
          <div className={styles.detail}>
            {existing.id ? (
              <Anchor component={Link} to={`/clients/${existing.id}`} size="sm">
                {t.prefill.existing(existing.name ?? '')}
              </Anchor>
            ) : (
              t.prefill.existingHidden
            )}
          </div>
        )}
        <RegisterNotes company={company} />
      </div>
      {!existing && (
        <Button size="xs" variant="default" onClick={onUse}>
          {t.prefill.use}
        </Button>
      )}
    </li>
  )
}

/** Of several branches the register does not say which is the main one: then none is filled in. */
function fieldsOf(company: RegisterCompany): FilledIn {
  const [branch, another] = company.branches
  return {
    name: company.name,
    ico: company.ico,
    dic: company.dic,
    legalForm: company.legalForm,
    ...(branch && !another ? { nace: branch.code, naceVersion: branch.version } : {}),
    ...(company.seat ? { addresses: [{ kind: 'seat', ...company.seat }] } : {}),
  }
}
