// The rules in the order in which they are tried, and a try-out: to whom would such a lead go.
import { ActionIcon, Button, Group, Skeleton, Stack, Text } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconEdit, IconPlus, IconRoute, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Suspense, useState } from 'react'
import type { LeadRule } from '#api/lead-forms.ts'
import { type LeadSource, leadSources } from '#api/leads.ts'
import { EmptyState, ErrorPage, useToast } from '#web/kit/feedback.tsx'
import { ChoiceField } from '#web/kit/form/ChoiceField.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useMessages, useReasonText } from '#web/kit/language.tsx'
import { lazily } from '#web/kit/lazily.ts'
import { Section } from '#web/kit/Page.tsx'
import styles from '#web/leads/Leads.module.css'
import { leadRulesQuery, orderLeadRules, removeLeadRule, tryLeadRules } from '#web/leads/queries.ts'

const LeadRuleForm = lazily(() => import('#web/leads/LeadRuleForm.tsx'), 'LeadRuleForm')

export function LeadRules() {
  const t = useMessages('leads')
  const reason = useReasonText()
  const toast = useToast()
  const { data, error, refetch } = useQuery(leadRulesQuery)
  const [editing, setEditing] = useState<{ rule?: LeadRule }>()
  if (error) return <ErrorPage error={error} reset={() => void refetch()} />
  if (!data) return <Skeleton height={160} radius="md" />
  const why = data.whyNot.edit ? reason(data.whyNot.edit) : undefined
  const add = (
    <Button
      leftSection={<IconPlus size={16} stroke={1.5} />}
      disabled={!!why}
      title={why}
      onClick={() => setEditing({})}
    >
      {t.rules.add}
    </Button>
  )
  const shift = (i: number, by: -1 | 1) => {
    const ids = data.rules.map((rule) => rule.id)
    const [moved] = ids.splice(i, 1)
    ids.splice(i + by, 0, moved as string)
    void orderLeadRules(ids).catch(toast.problem)
  }
  const remove = (rule: LeadRule) =>
    void removeLeadRule(rule.id).then(() => toast.done(t.rules.removed(rule.name)), toast.problem)
  return (
    <Stack gap="md">
      <Group justify="space-between" align="start">
        <Text c="dimmed" maw={640}>
          {t.rules.intro}
        </Text>
        {data.rules.length > 0 && add}
      </Group>
      {data.rules.length === 0 && (
        <EmptyState
          icon={<IconRoute size={28} stroke={1.25} aria-hidden />}
          text={[t.rules.empty, why].filter(Boolean).join(' ')}
          {...(why ? {} : { action: add })}
          manual="/manual/leads"
        />
      )}
      <ol className={styles.lines}>
        {data.rules.map((rule, i) => (
          <li key={rule.id} className={styles.line} data-off={rule.active ? undefined : ''}>
            <div>
              <p style={{ fontWeight: 500 }}>
                {rule.name} {!rule.active && <span className="k-dim">· {t.rules.inactive}</span>}
              </p>
              <RuleTraits rule={rule} />
              <RulePeople rule={rule} />
            </div>
            {!why && (
              <ActionIcon.Group>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  disabled={i === 0}
                  aria-label={t.rules.up(rule.name)}
                  onClick={() => shift(i, -1)}
                >
                  <IconArrowUp size={16} stroke={1.5} />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  disabled={i === data.rules.length - 1}
                  aria-label={t.rules.down(rule.name)}
                  onClick={() => shift(i, 1)}
                >
                  <IconArrowDown size={16} stroke={1.5} />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t.rules.edit(rule.name)}
                  onClick={() => setEditing({ rule })}
                >
                  <IconEdit size={16} stroke={1.5} />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t.rules.remove(rule.name)}
                  onClick={() => remove(rule)}
                >
                  <IconTrash size={16} stroke={1.5} />
                </ActionIcon>
              </ActionIcon.Group>
            )}
          </li>
        ))}
      </ol>
      {data.rules.length > 0 && <TryRules />}
      <Suspense>{editing && <LeadRuleForm {...editing} onClose={() => setEditing(undefined)} />}</Suspense>
    </Stack>
  )
}

function RuleTraits({ rule }: { rule: LeadRule }) {
  const t = useMessages('leads')
  const parts = [
    rule.sources.length > 0 && rule.sources.map((source) => t.sources[source]).join(', '),
    rule.postcodes.length > 0 && `${t.columns.postcode} ${rule.postcodes.map((start) => `${start}…`).join(', ')}`,
    rule.countries.length > 0 && rule.countries.join(', '),
    rule.naces.length > 0 && `CZ-NACE ${rule.naces.map((start) => `${start}…`).join(', ')}`,
    rule.languages.length > 0 && `${t.columns.language} ${rule.languages.join(', ')}`,
  ].filter(Boolean)
  return <p className="k-dim">{parts.length > 0 ? parts.join(' · ') : t.rules.anything}</p>
}

function RulePeople({ rule }: { rule: LeadRule }) {
  const t = useMessages('leads')
  const working = rule.users.filter((user) => user.active)
  const last = working.findIndex((user) => user.id === rule.lastUserId)
  const next = working.length > 1 ? working[(last + 1) % working.length] : undefined
  return (
    <p>
      {rule.users.map((user, i) => (
        <span
          key={user.id}
          className={user.active ? undefined : 'k-dim'}
          title={user.active ? undefined : t.rules.left}
        >
          {i > 0 && ' → '}
          {user.name}
        </span>
      ))}
      <span className="k-dim">
        {next && ` · ${t.rules.next(next.name)}`} {rule.leads > 0 && ` · ${t.rules.used(rule.leads)}`}
      </span>
    </p>
  )
}

function TryRules() {
  const t = useMessages('leads')
  const toast = useToast()
  const [asked, setAsked] = useState({ source: 'form' as LeadSource, postcode: '', nace: '' })
  const [answer, setAnswer] = useState<string>()
  const set = (patch: Partial<typeof asked>) => {
    setAnswer(undefined)
    setAsked((before) => ({ ...before, ...patch }))
  }
  const run = () =>
    void tryLeadRules(asked).then(
      ({ rule, user }) => setAnswer(rule && user ? t.rules.try.answer(user.name, rule.name) : t.rules.try.nobody),
      toast.problem,
    )
  return (
    <Section title={t.rules.try.title}>
      <Group align="end" gap="sm">
        <ChoiceField
          label={t.columns.source}
          value={asked.source}
          onChange={(source) => set({ source: source as LeadSource })}
          choices={leadSources.map((value) => ({ value, label: t.sources[value] }))}
        />
        <TextField
          label={t.columns.postcode}
          value={asked.postcode}
          onChange={(postcode) => set({ postcode })}
          maxLength={12}
        />
        <TextField label={t.columns.nace} value={asked.nace} onChange={(nace) => set({ nace })} maxLength={8} />
        <Button variant="default" onClick={run}>
          {t.rules.try.run}
        </Button>
      </Group>
      <p role="status" style={{ minHeight: 24, margin: '8px 0 0' }}>
        {answer}
      </p>
    </Section>
  )
}
