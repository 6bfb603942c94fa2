// Public forms with the link and the line for one's own website.
import { ActionIcon, Button, CopyButton, Group, Skeleton, Stack, Text } from '@mantine/core'
import { IconCopy, IconEdit, IconExternalLink, IconForms, IconPlus, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Suspense, useState } from 'react'
import type { LeadForm } from '#api/lead-forms.ts'
import { EmptyState, ErrorPage, useToast } from '#web/kit/feedback.tsx'
import { useMessages, useReasonText } from '#web/kit/language.tsx'
import { lazily } from '#web/kit/lazily.ts'
import styles from '#web/leads/Leads.module.css'
import { leadFormsQuery, removeLeadForm } from '#web/leads/queries.ts'

const PublicFormForm = lazily(() => import('#web/leads/PublicFormForm.tsx'), 'PublicFormForm')

export function PublicForms() {
  const t = useMessages('leads')
  const reason = useReasonText()
  const { data, error, refetch } = useQuery(leadFormsQuery)
  const [editing, setEditing] = useState<{ form?: LeadForm }>()
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
      {t.forms.add}
    </Button>
  )
  return (
    <Stack gap="md">
      <Group justify="space-between" align="start">
        <Text c="dimmed" maw={640}>
          {t.forms.intro}
        </Text>
        {data.forms.length > 0 && add}
      </Group>
      {data.forms.length === 0 && (
        <EmptyState
          icon={<IconForms size={28} stroke={1.25} aria-hidden />}
          text={t.forms.empty}
          action={add}
          manual="/manual/leads"
        />
      )}
      <ul className={styles.lines}>
        {data.forms.map((form) => (
          <li key={form.id} className={styles.line} data-off={form.active ? undefined : ''}>
            <div>
              <p style={{ fontWeight: 500 }}>
                {form.name} {!form.active && <span className="k-dim">· {t.forms.inactive}</span>}
              </p>
              <p className="k-dim">
                {[
                  t.forms.received(form.received),
                  ...(form.spam > 0 ? [t.forms.spam(form.spam)] : []),
                  ...form.origins,
                ].join(' · ')}
              </p>
            </div>
            <Buttons form={form} mayEdit={!why} onEdit={() => setEditing({ form })} />
            {form.active && (
              <div className={styles.more}>
                <Code label={t.forms.link} text={`${location.origin}/forms/${form.key}`} />
                <Code
                  label={t.forms.snippet}
                  text={`<script src="${location.origin}/forms/assets/embed.js" data-form="${form.key}"></script>`}
                />
              </div>
            )}
          </li>
        ))}
      </ul>
      <Suspense>{editing && <PublicFormForm {...editing} onClose={() => setEditing(undefined)} />}</Suspense>
    </Stack>
  )
}

function Buttons({ form, mayEdit, onEdit }: { form: LeadForm; mayEdit: boolean; onEdit(): void }) {
  const t = useMessages('leads')
  const toast = useToast()
  const remove = () => void removeLeadForm(form.id).then(() => toast.done(t.forms.removed(form.name)), toast.problem)
  return (
    <ActionIcon.Group>
      {form.active && (
        <ActionIcon
          component="a"
          href={`/forms/${form.key}`}
          target="_blank"
          rel="noopener"
          variant="subtle"
          color="gray"
          aria-label={`${t.forms.open}: ${form.name}`}
        >
          <IconExternalLink size={16} stroke={1.5} />
        </ActionIcon>
      )}
      {mayEdit && (
        <>
          <ActionIcon variant="subtle" color="gray" aria-label={t.forms.edit(form.name)} onClick={onEdit}>
            <IconEdit size={16} stroke={1.5} />
          </ActionIcon>
          <ActionIcon variant="subtle" color="gray" aria-label={t.forms.remove(form.name)} onClick={remove}>
            <IconTrash size={16} stroke={1.5} />
          </ActionIcon>
        </>
      )}
    </ActionIcon.Group>
  )
}

function Code({ label, text }: { label: string; text: string }) {
  const t = useMessages('leads')
  return (
    <div>
      <Group gap={6} mt={6}>
        <Text size="sm" c="dimmed">
          {label}
        </Text>
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button size="compact-xs" variant="subtle" leftSection={<IconCopy size={12} stroke={1.5} />} onClick={copy}>
              {copied ? t.forms.copied : t.forms.copy}
            </Button>
          )}
        </CopyButton>
      </Group>
      <code className={styles.code}>{text}</code>
    </div>
  )
}
