// What of the timeline is shown: words, kinds, channels, a person, a period. One line; the rest unfolds.
import { Button, SegmentedControl, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconFilter, IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { channels } from '#domain/activities/channels.ts'
import type { TimelineChoice, TimelineOf } from '#web/activities/queries.ts'
import styles from '#web/activities/Timeline.module.css'
import { peopleQuery } from '#web/contacts/queries.ts'
import { ChoicesField } from '#web/kit/form/ChoiceField.tsx'
import { DateField } from '#web/kit/form/DateField.tsx'
import { OptionField } from '#web/kit/form/OptionField.tsx'
import { useMessages } from '#web/kit/language.tsx'
import type { OptionSource } from '#web/kit/list/list-types.ts'
import { queryClient } from '#web/kit/query-client.ts'
import { people } from '#web/users/queries.ts'

export interface TimelineFilterProps {
  of: TimelineOf
  choice: TimelineChoice
  onChange(choice: TimelineChoice): void
}

export function TimelineFilter({ of, choice, onChange }: TimelineFilterProps) {
  const t = useMessages('activities')
  const [open, setOpen] = useState(false)
  const [text, setText] = useState(choice.q ?? '')
  const change = (part: { [K in keyof TimelineChoice]: TimelineChoice[K] | undefined }) =>
    onChange(Object.fromEntries(Object.entries({ ...choice, ...part }).filter(([, value]) => value)) as TimelineChoice)
  const search = useDebouncedCallback((q: string) => change({ q: q.trim() || undefined }), 250)
  const { q: _words, kinds: _kinds, ...behind } = choice
  const active = Object.keys(behind).length
  const clear = () => {
    setText('')
    onChange({})
  }
  return (
    <search className={styles.filter} data-no-print>
      <div className={styles.filterLine}>
        <TextInput
          size="xs"
          className={styles.search}
          aria-label={t.filter.text}
          placeholder={t.filter.text}
          leftSection={<IconSearch size={14} stroke={1.5} aria-hidden />}
          value={text}
          maxLength={200}
          onChange={(event) => {
            setText(event.target.value)
            search(event.target.value)
          }}
        />
        <SegmentedControl
          size="xs"
          aria-label={t.filter.kinds}
          value={choice.kinds ?? ''}
          onChange={(kinds) => change({ kinds: kinds || undefined })}
          data={[
            { value: '', label: t.filter.all },
            { value: 'entries', label: t.filter.entries },
            { value: 'milestones', label: t.filter.milestones },
          ]}
        />
        <Button
          size="xs"
          variant={active > 0 ? 'light' : 'subtle'}
          color={active > 0 ? 'teal' : 'gray'}
          leftSection={<IconFilter size={14} stroke={1.5} />}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {active > 0 ? t.filter.active(active) : t.filter.title}
        </Button>
      </div>
      {open && (
        <div className={styles.filterMore}>
          <ChoicesField
            label={t.filter.channels}
            placeholder={t.filter.all}
            value={choice.channels?.split(',')}
            choices={channels.map((channel) => ({ value: channel, label: t.choices.channel[channel] }))}
            onChange={(next) => change({ channels: next.join(',') || undefined })}
          />
          <OptionField
            label={t.filter.person}
            source={personSource(of)}
            value={choice.person ? [choice.person] : []}
            onChange={([person]) => change({ person })}
          />
          <DateField
            label={t.filter.from}
            value={choice.from}
            onChange={(from) => change({ from: from ?? undefined })}
          />
          <DateField label={t.filter.to} value={choice.to} onChange={(to) => change({ to: to ?? undefined })} />
          {Object.keys(choice).length > 0 && (
            <Button size="xs" variant="subtle" color="gray" onClick={clear}>
              {t.filter.clear}
            </Button>
          )}
        </div>
      )}
    </search>
  )
}

const sources = new Map<string, OptionSource>()

/** People of the client first, then colleagues. */
function personSource(of: TimelineOf): OptionSource {
  const clientId = of.clientId ?? of.groupOf
  if (!clientId) return people
  let source = sources.get(clientId)
  if (!source) {
    const contacts = async () =>
      (await queryClient.fetchQuery({ ...peopleQuery(clientId, true), staleTime: 30_000 })).people
    source = {
      search: async (text, signal) => {
        const words = text.toLocaleLowerCase()
        const found = (await contacts()).filter((p) => p.name.toLocaleLowerCase().includes(words)).slice(0, 8)
        return [
          ...found.map((p) => ({ value: p.contactId, label: p.name, ...(p.position ? { detail: p.position } : {}) })),
          ...(await people.search(text, signal)),
        ]
      },
      labels: async (ids) => {
        const known = await contacts()
        const mine = ids.flatMap((id) => {
          const one = known.find((p) => p.contactId === id)
          return one ? [{ value: id, label: one.name }] : []
        })
        const rest = ids.filter((id) => mine.every((one) => one.value !== id))
        return rest.length > 0 ? [...mine, ...(await people.labels(rest))] : mine
      },
    }
    sources.set(clientId, source)
  }
  return source
}
