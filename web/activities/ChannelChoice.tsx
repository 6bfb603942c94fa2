// Which way a contact went: the five usual channels side by side, the rest in a list; one stop of Tab each.
import { SegmentedControl, Select } from '@mantine/core'
import { type Channel, channels } from '#domain/activities/channels.ts'
import { ChannelIcon } from '#web/activities/ChannelIcon.tsx'
import styles from '#web/activities/EntryBox.module.css'
import { useMessages } from '#web/kit/language.tsx'

const usual: readonly Channel[] = ['note', 'phone', 'email', 'meeting', 'visit']

export function ChannelChoice({ value, onChange }: { value: Channel; onChange(channel: Channel): void }) {
  const t = useMessages('activities')
  const rest = channels.filter((channel) => !usual.includes(channel))
  return (
    <>
      <SegmentedControl
        size="xs"
        aria-label={t.box.channel}
        className={styles.channels}
        value={usual.includes(value) ? value : ''}
        onChange={(next) => onChange(next as Channel)}
        data={usual.map((channel) => ({
          value: channel,
          label: (
            <span className={styles.channel}>
              <ChannelIcon channel={channel} size={14} /> {t.choices.channel[channel]}
            </span>
          ),
        }))}
      />
      <Select
        size="xs"
        w={128}
        aria-label={t.box.moreChannels}
        placeholder={t.box.moreChannels}
        data={rest.map((channel) => ({ value: channel, label: t.choices.channel[channel] }))}
        value={usual.includes(value) ? null : value}
        onChange={(next) => next && onChange(next as Channel)}
      />
    </>
  )
}
