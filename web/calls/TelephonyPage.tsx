// Telephone exchanges of the firm: where they send messages, their secret shown once, and whose extension is whose.
import { Alert, Badge, Button, CopyButton, Group, Skeleton, Stack, Text } from '@mantine/core'
import { IconCopy, IconKey, IconPhoneCall, IconPlus, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Exchange } from '#api/telephony.ts'
import styles from '#web/calls/Calls.module.css'
import { ExtensionsForm } from '#web/calls/ExtensionsForm.tsx'
import { changeExchange, createExchange, exchangesQuery, removeExchange, renewSecret } from '#web/calls/queries.ts'
import { EmptyState, ErrorPage, useToast } from '#web/kit/feedback.tsx'
import { FormDialog } from '#web/kit/form/FormDialog.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useDraft } from '#web/kit/form/use-draft.ts'
import { useSaving } from '#web/kit/form/use-saving.ts'
import { useFormat, useMessages } from '#web/kit/language.tsx'
import { Page, Section } from '#web/kit/Page.tsx'
import { FirmPlaces } from '#web/settings/FirmPlaces.tsx'

export function TelephonyPage() {
  const t = useMessages('calls')
  const kit = useMessages('kit')
  const { data, error, refetch } = useQuery(exchangesQuery)
  const [adding, setAdding] = useState(false)
  const [secret, setSecret] = useState<{ name: string; secret: string }>()
  if (error) return <ErrorPage error={error} reset={() => void refetch()} />
  const add = (
    <Button leftSection={<IconPlus size={16} stroke={1.5} />} onClick={() => setAdding(true)}>
      {t.telephony.add}
    </Button>
  )
  return (
    <Page
      title={t.telephony.title}
      above={<FirmPlaces />}
      below={t.telephony.intro}
      actions={data && data.exchanges.length > 0 && add}
    >
      {!data && <Skeleton height={160} radius="md" />}
      {data?.exchanges.length === 0 && (
        <EmptyState
          icon={<IconPhoneCall size={28} stroke={1.25} aria-hidden />}
          text={t.telephony.empty}
          action={add}
          manual="/manual/calls"
        />
      )}
      {secret && (
        <Alert
          icon={<IconKey size={18} stroke={1.5} />}
          title={`${t.telephony.secret}: ${secret.name}`}
          mb="md"
          withCloseButton
          closeButtonLabel={kit.close}
          onClose={() => setSecret(undefined)}
        >
          <p style={{ marginTop: 0 }}>{t.telephony.secretOnce}</p>
          <Copied text={secret.secret} />
        </Alert>
      )}
      {data?.exchanges.map((exchange) => (
        <OneExchange
          key={exchange.id}
          exchange={exchange}
          onSecret={(text) => setSecret({ name: exchange.name, secret: text })}
        />
      ))}
      {adding && (
        <ExchangeForm
          onClose={() => setAdding(false)}
          onMade={(name, text) => {
            setAdding(false)
            setSecret({ name, secret: text })
          }}
        />
      )}
    </Page>
  )
}

function OneExchange({ exchange, onSecret }: { exchange: Exchange; onSecret(secret: string): void }) {
  const t = useMessages('calls')
  const f = useFormat()
  const toast = useToast()
  const renew = () =>
    void renewSecret(exchange.id).then((made) => {
      onSecret(made.secret)
      toast.done(t.telephony.renewed)
    }, toast.problem)
  const turn = () =>
    void changeExchange(exchange.id, { active: !exchange.active }, exchange.version).catch(toast.problem)
  const remove = () =>
    void removeExchange(exchange.id).then(() => toast.done(t.telephony.removed(exchange.name)), toast.problem)
  return (
    <Section
      title={
        <Group gap="xs">
          {exchange.name}
          {!exchange.active && <Badge color="gray">{t.telephony.off}</Badge>}
        </Group>
      }
      actions={
        <Group gap="xs">
          <Button size="xs" variant="default" onClick={renew}>
            {t.telephony.renew}
          </Button>
          <Button size="xs" variant="default" onClick={turn}>
            {exchange.active ? t.telephony.turnOff : t.telephony.turnOn}
          </Button>
          <Button
            size="xs"
            variant="default"
            color="red"
            leftSection={<IconTrash size={14} stroke={1.5} />}
            onClick={remove}
          >
            {t.telephony.remove}
          </Button>
        </Group>
      }
    >
      <Stack gap="md">
        <div>
          <Text size="sm" c="dimmed">
            {t.telephony.hook} ·{' '}
            {exchange.lastMessageAt ? t.telephony.lastMessage(f.ago(exchange.lastMessageAt)) : t.telephony.noMessage}
          </Text>
          <Copied text={`${location.origin}${exchange.hookPath}`} />
        </div>
        <DialUrl exchange={exchange} />
        <ExtensionsForm exchange={exchange} />
      </Stack>
    </Section>
  )
}

function DialUrl({ exchange }: { exchange: Exchange }) {
  const t = useMessages('calls')
  const toast = useToast()
  const [text, setText] = useState(exchange.dialUrl ?? '')
  const saving = useSaving(async () => {
    await changeExchange(exchange.id, { dialUrl: text.trim() || null }, exchange.version)
    toast.done(t.telephony.saved)
  })
  const changed = text.trim() !== (exchange.dialUrl ?? '')
  return (
    <Group align="end" gap="sm">
      <div style={{ flex: '1 1 320px' }}>
        <TextField
          name="dialUrl"
          kind="url"
          label={t.telephony.dialUrl}
          help={t.telephony.dialUrlHelp}
          value={text}
          onChange={setText}
          error={saving.errorOf('dialUrl')}
          maxLength={1000}
        />
      </div>
      {changed && (
        <Button variant="default" loading={saving.saving} onClick={() => void saving.save()}>
          {t.telephony.save}
        </Button>
      )}
    </Group>
  )
}

function ExchangeForm({ onClose, onMade }: { onClose(): void; onMade(name: string, secret: string): void }) {
  const t = useMessages('calls')
  const draft = useDraft('exchange-new', { name: '', dialUrl: '' })
  const { value: v, change } = draft
  const close = () => {
    draft.reset()
    onClose()
  }
  const saving = useSaving(async () => {
    const made = await createExchange({ name: v.name, dialUrl: v.dialUrl.trim() || null })
    draft.reset()
    onMade(made.exchange.name, made.secret)
  })
  return (
    <FormDialog
      onClose={close}
      title={t.telephony.add}
      saving={saving}
      labels={t.telephony}
      ready={v.name.trim() !== ''}
      onSave={() => void saving.save()}
      label={t.telephony.add}
    >
      <TextField
        name="name"
        label={t.telephony.name}
        value={v.name}
        onChange={(name) => change({ name })}
        error={saving.errorOf('name')}
        maxLength={120}
        required
        autoFocus
      />
      <TextField
        name="dialUrl"
        kind="url"
        label={t.telephony.dialUrl}
        help={t.telephony.dialUrlHelp}
        value={v.dialUrl}
        onChange={(dialUrl) => change({ dialUrl })}
        error={saving.errorOf('dialUrl')}
        maxLength={1000}
      />
    </FormDialog>
  )
}

function Copied({ text }: { text: string }) {
  const t = useMessages('calls')
  return (
    <Group gap="xs" wrap="nowrap">
      <code className={styles.code}>{text}</code>
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <Button size="compact-sm" variant="subtle" leftSection={<IconCopy size={14} stroke={1.5} />} onClick={copy}>
            {copied ? t.telephony.copied : t.telephony.copy}
          </Button>
        )}
      </CopyButton>
    </Group>
  )
}
