// Secret addresses: made for a purpose, shown once, revoked at any time.
import { ActionIcon, Button, CopyButton, Group, Text } from '@mantine/core'
import { IconCopy, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { feedKinds } from '#api/calendar-links.ts'
import { addFeed, feedsQuery, revokeFeed } from '#web/calendars/queries.ts'
import styles from '#web/calendars/Settings.module.css'
import { useToast } from '#web/kit/feedback.tsx'
import { ChoiceField } from '#web/kit/form/ChoiceField.tsx'
import { ErrorSummary } from '#web/kit/form/ErrorSummary.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useSaving } from '#web/kit/form/use-saving.ts'
import { useFormat, useMessages } from '#web/kit/language.tsx'
import { Section } from '#web/kit/Page.tsx'

export function FeedsCard() {
  const t = useMessages('calendars')
  const f = useFormat()
  const toast = useToast()
  const { data } = useQuery(feedsQuery)
  const [adding, setAdding] = useState(false)
  const [name, setName] = useState('')
  const [details, setDetails] = useState<(typeof feedKinds)[number]>('full')
  const [made, setMade] = useState<string>()
  const saving = useSaving(async () => {
    const { path } = await addFeed({ name: name.trim(), details })
    setMade(new URL(path, window.location.origin).href)
    setAdding(false)
    setName('')
  })
  return (
    <Section
      title={t.feeds.title}
      actions={
        <Button size="xs" variant="default" onClick={() => setAdding(true)}>
          {t.feeds.add}
        </Button>
      }
    >
      <Text c="dimmed">{t.feeds.intro}</Text>
      {adding && (
        <form className={styles.form} noValidate onSubmit={(event) => [event.preventDefault(), void saving.save()]}>
          <ErrorSummary problem={saving.problem} labels={t.fields} />
          <TextField
            name="name"
            label={t.feeds.name}
            value={name}
            onChange={setName}
            required
            autoFocus
            maxLength={120}
          />
          <ChoiceField
            label={t.feeds.add}
            value={details}
            onChange={(value) => setDetails((value ?? 'full') as typeof details)}
            choices={feedKinds.map((value) => ({ value, label: t.feeds.details[value] }))}
            help={details === 'inbox' ? t.feeds.inboxHelp : undefined}
          />
          <Group gap="xs">
            <Button type="submit" loading={saving.saving} disabled={name.trim() === ''}>
              {t.feeds.add}
            </Button>
            <Button variant="default" onClick={() => setAdding(false)}>
              {t.cancel}
            </Button>
          </Group>
        </form>
      )}
      {made && (
        <div className={styles.secret} role="status">
          <span>{t.feeds.once}</span>
          <code>{made}</code>
          <CopyButton value={made}>
            {({ copied, copy }) => (
              <Button size="xs" w="fit-content" leftSection={<IconCopy size={16} stroke={1.5} />} onClick={copy}>
                {copied ? t.feeds.copied : t.feeds.copy}
              </Button>
            )}
          </CopyButton>
        </div>
      )}
      {data?.feeds.length === 0 && !adding && <Text c="dimmed">{t.feeds.empty}</Text>}
      {data?.feeds.map((feed) => (
        <div key={feed.id} className={styles.row}>
          <div className={styles.what}>
            <span className={styles.name}>{feed.name}</span>
            <span className="k-dim">
              {t.feeds.details[feed.details]} ·{' '}
              {feed.lastReadAt ? t.feeds.lastRead(f.ago(feed.lastReadAt)) : t.feeds.never}
            </span>
          </div>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={32}
            aria-label={`${t.feeds.revoke}: ${feed.name}`}
            onClick={() => revokeFeed(feed.id).then(() => toast.done(t.feeds.revoked), toast.problem)}
          >
            <IconTrash size={16} stroke={1.5} />
          </ActionIcon>
        </div>
      ))}
    </Section>
  )
}
