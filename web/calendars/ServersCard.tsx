// For the administrator: the calendar servers the product may call, and nothing else.
import { ActionIcon, Button, Group, Text } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { addServer, removeServer, serversQuery } from '#web/calendars/queries.ts'
import styles from '#web/calendars/Settings.module.css'
import { useToast } from '#web/kit/feedback.tsx'
import { ErrorSummary } from '#web/kit/form/ErrorSummary.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useSaving } from '#web/kit/form/use-saving.ts'
import { useMessages } from '#web/kit/language.tsx'
import { Section } from '#web/kit/Page.tsx'

export function ServersCard() {
  const t = useMessages('calendars')
  const toast = useToast()
  const { data } = useQuery(serversQuery)
  const [url, setUrl] = useState('')
  const saving = useSaving(async () => {
    await addServer(url.trim())
    setUrl('')
  })
  return (
    <Section title={t.servers.title}>
      <Text c="dimmed">{t.servers.intro}</Text>
      {data?.servers.length === 0 && <Text c="dimmed">{t.servers.empty}</Text>}
      {data?.servers.map((server) => (
        <div key={server.id} className={styles.row}>
          <div className={styles.what}>
            <span className={styles.name}>{server.origin}</span>
            <span className="k-dim">{t.servers.accounts(server.accounts)}</span>
          </div>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={32}
            aria-label={`${t.servers.remove}: ${server.origin}`}
            onClick={() =>
              removeServer(server.id).then(
                () => toast.done(t.servers.removed, { undo: () => void addServer(server.origin).catch(toast.problem) }),
                toast.problem,
              )
            }
          >
            <IconTrash size={16} stroke={1.5} />
          </ActionIcon>
        </div>
      ))}
      <form className={styles.form} noValidate onSubmit={(event) => [event.preventDefault(), void saving.save()]}>
        <ErrorSummary problem={saving.problem} labels={t.fields} />
        <Group gap="xs" align="end" wrap="nowrap">
          <div style={{ flex: 1 }}>
            <TextField
              name="url"
              kind="url"
              label={t.fields.url}
              value={url}
              onChange={setUrl}
              error={saving.errorOf('url')}
              placeholder="https://"
            />
          </div>
          <Button type="submit" loading={saving.saving} disabled={url.trim() === ''}>
            {t.servers.add}
          </Button>
        </Group>
      </form>
    </Section>
  )
}
