// Connected calendars and how they fare: state, last good run, what it did; connect, pause, give a new password, disconnect.
import { Button, Group, Menu, Text } from '@mantine/core'
import { IconDots, IconRefresh } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { CalendarAccount } from '#api/calendar-links.ts'
import {
  accountsQuery,
  addAccount,
  changeAccount,
  findCalendars,
  removeAccount,
  serversQuery,
  syncAccount,
} from '#web/calendars/queries.ts'
import styles from '#web/calendars/Settings.module.css'
import { useToast } from '#web/kit/feedback.tsx'
import { ChoiceField } from '#web/kit/form/ChoiceField.tsx'
import { ErrorSummary } from '#web/kit/form/ErrorSummary.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useSaving } from '#web/kit/form/use-saving.ts'
import { useFormat, useMessages, useReasonText } from '#web/kit/language.tsx'
import { Section } from '#web/kit/Page.tsx'

export function AccountsCard() {
  const t = useMessages('calendars')
  const { data } = useQuery(accountsQuery)
  const { data: servers } = useQuery(serversQuery)
  const [adding, setAdding] = useState(false)
  const allowed = (servers?.servers.length ?? 0) > 0
  return (
    <Section
      title={t.accounts.title}
      actions={
        allowed && (
          <Button size="xs" variant="default" onClick={() => setAdding(true)}>
            {t.accounts.add}
          </Button>
        )
      }
    >
      <Text c="dimmed">{t.accounts.intro}</Text>
      {servers && !allowed && <Text c="dimmed">{t.accounts.noServers}</Text>}
      {adding && <ConnectForm first={servers?.servers[0]?.origin ?? ''} onDone={() => setAdding(false)} />}
      {allowed && data?.accounts.length === 0 && !adding && <Text c="dimmed">{t.accounts.empty}</Text>}
      {data?.accounts.map((account) => (
        <AccountRow key={account.id} account={account} />
      ))}
    </Section>
  )
}

function AccountRow({ account }: { account: CalendarAccount }) {
  const t = useMessages('calendars')
  const f = useFormat()
  const reasonText = useReasonText()
  const toast = useToast()
  const [password, setPassword] = useState<string>()
  const saving = useSaving(async () => {
    await changeAccount(account.id, { password: password ?? '' }, account.version)
    setPassword(undefined)
    toast.done(t.saved)
  })
  const { pulled = 0, pushed = 0, removed = 0, unreadable = 0 } = account.lastResult
  const tone = { new: 'k-dim', working: 'k-fine', failing: 'k-late', paused: 'k-dim' }[account.state]
  const run = (work: Promise<unknown>, said: string) => void work.then(() => toast.done(said), toast.problem)
  return (
    <div className={styles.row}>
      <div className={styles.what}>
        <span className={styles.name}>{account.calendarName ?? account.calendarUrl}</span>
        <span className="k-dim">
          {account.userName} · {account.serverUrl}
        </span>
        <span>
          <span className={tone}>{t.accounts.states[account.state]}</span>
          {account.lastGoodAt && <span className="k-dim"> · {t.accounts.lastGood(f.ago(account.lastGoodAt))}</span>}
          {account.state === 'working' && (
            <span className="k-dim"> · {t.accounts.result(pulled, pushed, removed)}</span>
          )}
        </span>
        {account.lastError && (
          <span className="k-late">
            {t.accounts.failedFor(account.failures)}: {reasonText(account.lastError)}
          </span>
        )}
        {unreadable > 0 && <span className="k-risk">{t.accounts.unreadable(unreadable)}</span>}
        {password !== undefined && (
          <form className={styles.form} noValidate onSubmit={(event) => [event.preventDefault(), void saving.save()]}>
            <ErrorSummary problem={saving.problem} labels={t.fields} />
            <TextField
              name="password"
              kind="newPassword"
              label={t.fields.password}
              value={password}
              onChange={setPassword}
              required
              autoFocus
            />
            <Group gap="xs">
              <Button type="submit" size="xs" loading={saving.saving} disabled={password === ''}>
                {t.save}
              </Button>
              <Button variant="default" size="xs" onClick={() => setPassword(undefined)}>
                {t.cancel}
              </Button>
            </Group>
          </form>
        )}
      </div>
      <Group gap="xs">
        {account.state !== 'paused' && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconRefresh size={16} stroke={1.5} />}
            onClick={() => run(syncAccount(account.id), t.accounts.syncing)}
          >
            {t.accounts.syncNow}
          </Button>
        )}
        <Menu position="bottom-end" shadow="md">
          <Menu.Target>
            <Button
              size="xs"
              variant="default"
              px={8}
              aria-label={`${t.accounts.title}: ${account.calendarName ?? account.userName}`}
            >
              <IconDots size={16} stroke={1.5} />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              onClick={() =>
                run(changeAccount(account.id, { paused: account.state !== 'paused' }, account.version), t.saved)
              }
            >
              {account.state === 'paused' ? t.accounts.resume : t.accounts.pause}
            </Menu.Item>
            <Menu.Item onClick={() => setPassword('')}>{t.accounts.newPassword}</Menu.Item>
            <Menu.Item onClick={() => run(removeAccount(account.id), t.accounts.removed)}>
              {t.accounts.remove}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Group>
    </div>
  )
}

function ConnectForm({ first, onDone }: { first: string; onDone(): void }) {
  const t = useMessages('calendars')
  const toast = useToast()
  const [login, setLogin] = useState({ serverUrl: first, userName: '', password: '' })
  const [calendars, setCalendars] = useState<{ url: string; name: string }[]>()
  const [url, setUrl] = useState<string | null>(null)
  const change = (patch: Partial<typeof login>) => {
    setLogin((before) => ({ ...before, ...patch }))
    setCalendars(undefined)
  }
  const saving = useSaving(async () => {
    if (!calendars) {
      const found = (await findCalendars(login)).calendars
      setCalendars(found)
      setUrl(found[0]?.url ?? null)
      return
    }
    if (!url) return
    await addAccount({ ...login, calendarUrl: url, calendarName: calendars.find((one) => one.url === url)?.name ?? '' })
    toast.done(t.accounts.connected)
    onDone()
  })
  return (
    <form className={styles.form} noValidate onSubmit={(event) => [event.preventDefault(), void saving.save()]}>
      <ErrorSummary problem={saving.problem} labels={t.fields} />
      <TextField
        name="serverUrl"
        kind="url"
        label={t.fields.serverUrl}
        value={login.serverUrl}
        onChange={(serverUrl) => change({ serverUrl })}
        error={saving.errorOf('serverUrl')}
        required
      />
      <TextField
        name="userName"
        label={t.fields.userName}
        value={login.userName}
        onChange={(userName) => change({ userName })}
        required
        autoFocus
      />
      <TextField
        name="password"
        kind="newPassword"
        label={t.fields.password}
        help={t.help.appPassword}
        value={login.password}
        onChange={(password) => change({ password })}
        required
      />
      {calendars?.length === 0 && <Text>{t.accounts.none}</Text>}
      {calendars && calendars.length > 0 && (
        <ChoiceField
          label={t.accounts.pick}
          value={url}
          onChange={setUrl}
          choices={calendars.map((one) => ({ value: one.url, label: one.name }))}
        />
      )}
      <Group gap="xs">
        <Button
          type="submit"
          loading={saving.saving}
          disabled={!login.userName || !login.password || (calendars !== undefined && !url)}
        >
          {calendars && calendars.length > 0 ? t.accounts.connect : t.accounts.find}
        </Button>
        <Button variant="default" onClick={onDone}>
          {t.cancel}
        </Button>
      </Group>
    </form>
  )
}
