// What a person wants to be told, by which way and when: choices per event, quiet hours, the digest, devices.
import { Anchor, Checkbox, NativeSelect, Skeleton, Stack, Switch } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { NotificationHours, NotificationSettings } from '#api/notifications.ts'
import { digestRhythms } from '#domain/notifications/hours.ts'
import { isConflict } from '#web/kit/call.ts'
import { ErrorPage, useToast } from '#web/kit/feedback.tsx'
import { useLanguage, useMessages } from '#web/kit/language.tsx'
import { Page, Section } from '#web/kit/Page.tsx'
import { DevicesCard } from '#web/notifications/DevicesCard.tsx'
import styles from '#web/notifications/Notifications.module.css'
import { choose, forgetSettings, setHours, settingsQuery } from '#web/notifications/queries.ts'

/** Chosen, not typed: the browser's own field of a time follows the language of the browser, not of the product. */
const halfHours = Array.from({ length: 48 }, (_, i) => `${String(i >> 1).padStart(2, '0')}:${i % 2 ? '30' : '00'}`)

const ways = ['inApp', 'mail', 'push'] as const

export function NotificationSettingsPage() {
  const t = useMessages('notifications')
  const kit = useMessages('kit')
  const { language } = useLanguage()
  const { data, error, refetch } = useQuery(settingsQuery)
  if (error) return <ErrorPage error={error} reset={() => void refetch()} />
  return (
    <Page
      title={t.choices.title}
      width="narrow"
      below={[
        <Anchor key="manual" href={`/manual/notifications?lang=${language}`} target="_blank" size="sm">
          {kit.manual}
        </Anchor>,
      ]}
    >
      {!data && <Skeleton height={320} radius="md" />}
      {data && (
        <>
          <Section title={t.hours.title}>
            <HoursFields settings={data} />
          </Section>
          <Section title={t.devices.title}>
            <DevicesCard settings={data} />
          </Section>
          <Section title={t.title}>
            <p className="k-dim">{t.choices.intro}</p>
            {!data.mails && <p className="k-risk">{t.choices.noMails}</p>}
            <Choices settings={data} />
          </Section>
        </>
      )}
    </Page>
  )
}

function Choices({ settings }: { settings: NotificationSettings }) {
  const t = useMessages('notifications')
  return (
    <table className={styles.choices}>
      <thead>
        <tr>
          <th scope="col">{t.choices.event}</th>
          {ways.map((way) => (
            <th key={way} scope="col">
              {t.choices[way]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {settings.events.map((choice) => (
          <ChoiceRow key={choice.event} choice={choice} />
        ))}
      </tbody>
    </table>
  )
}

function ChoiceRow({ choice }: { choice: NotificationSettings['events'][number] }) {
  const t = useMessages('notifications')
  const toast = useToast()
  const { name } = t.events[choice.event]
  // The tick moves with the click, not with the answer.
  const [shown, setShown] = useState(choice)
  useEffect(() => setShown(choice), [choice])
  return (
    <tr>
      <th scope="row">{name}</th>
      {ways.map((way) => (
        <td key={way}>
          <div>
            <Checkbox
              aria-label={t.choices.way(name, t.choices[way])}
              checked={shown[way]}
              onChange={(event) => {
                const next = { ...shown, [way]: event.currentTarget.checked }
                setShown(next)
                void choose(next).catch(toast.problem)
              }}
            />
          </div>
        </td>
      ))}
    </tr>
  )
}

function HoursFields({ settings }: { settings: NotificationSettings }) {
  const t = useMessages('notifications')
  const toast = useToast()
  const { hours, version } = settings
  const change = (part: Partial<NotificationHours>) =>
    void setHours({ ...hours, ...part }, version).then(
      () => toast.done(t.choices.saved),
      async (error: unknown) => {
        // Another window chose meanwhile: show what holds.
        if (isConflict(error)) await forgetSettings()
        toast.problem(error)
      },
    )
  const time = (label: string, value: string | null, key: 'quietFrom' | 'quietTo' | 'digestAt') => (
    <NativeSelect
      label={label}
      value={value ?? ''}
      data={[...new Set([...halfHours, ...(value ? [value] : [])])].sort()}
      onChange={(event) => change({ [key]: event.currentTarget.value })}
    />
  )
  return (
    <Stack gap="md">
      <Switch
        label={t.hours.quietOn}
        description={t.hours.quietHelp}
        checked={hours.quietFrom !== null}
        onChange={(event) =>
          change(
            event.currentTarget.checked ? { quietFrom: '20:00', quietTo: '06:30' } : { quietFrom: null, quietTo: null },
          )
        }
      />
      {hours.quietFrom !== null && (
        <div className={styles.times}>
          {time(t.hours.from, hours.quietFrom, 'quietFrom')}
          {time(t.hours.to, hours.quietTo, 'quietTo')}
        </div>
      )}
      <Switch
        label={t.hours.weekends}
        checked={hours.quietWeekends}
        onChange={(event) => change({ quietWeekends: event.currentTarget.checked })}
      />
      <div className={styles.times}>
        <NativeSelect
          label={t.hours.digest}
          value={hours.digest}
          data={digestRhythms.map((value) => ({ value, label: t.hours.rhythms[value] }))}
          onChange={(event) =>
            change({ digest: digestRhythms.find((one) => one === event.currentTarget.value) ?? 'daily' })
          }
        />
        {hours.digest === 'daily' && time(t.hours.digestAt, hours.digestAt, 'digestAt')}
      </div>
    </Stack>
  )
}
