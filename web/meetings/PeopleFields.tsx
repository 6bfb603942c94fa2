// People of both sides in the form of a meeting: colleagues, people of the client, and those the databank does not know.
import { ActionIcon, Button, Checkbox, Group, Stack, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { colleaguesOf } from '#web/contacts/queries.ts'
import { OptionField } from '#web/kit/form/OptionField.tsx'
import { useMessages } from '#web/kit/language.tsx'
import styles from '#web/meetings/Meetings.module.css'
import type { PersonFields } from '#web/meetings/meeting-fields.ts'
import { people as colleagues } from '#web/users/queries.ts'

export interface PeopleFieldsProps {
  clientId: string | null
  people: readonly PersonFields[]
  onChange(people: readonly PersonFields[]): void
  error?: React.ReactNode
}

export function PeopleFields({ clientId, people, onChange, error }: PeopleFieldsProps) {
  const t = useMessages('meetings')
  const theirs = useMemo(() => (clientId ? colleaguesOf(clientId) : undefined), [clientId])
  const add = (person: PersonFields) => onChange([...people, person])
  return (
    <div className={styles.columns} id="field-people">
      <Stack gap={4}>
        <p className={styles.label}>{t.ours}</p>
        <List side="ours" people={people} onChange={onChange} />
        <OptionField
          ariaLabel={t.addOurs}
          placeholder={t.addOurs}
          source={colleagues}
          value={[]}
          onChange={([userId], picked) => {
            if (userId && !people.some((one) => one.userId === userId))
              add({ userId, side: 'ours', label: picked?.label ?? '' })
          }}
        />
      </Stack>
      <Stack gap={4}>
        <p className={styles.label}>{t.theirs}</p>
        <List side="theirs" people={people} onChange={onChange} />
        {theirs && (
          <OptionField
            ariaLabel={t.addTheirs}
            placeholder={t.addTheirs}
            source={theirs}
            value={[]}
            onChange={([contactId], picked) => {
              if (contactId && !people.some((one) => one.contactId === contactId))
                add({ contactId, side: 'theirs', label: picked?.label ?? '' })
            }}
          />
        )}
        <NewPerson onAdd={add} />
        {error && (
          <p className="k-late" role="alert">
            {error}
          </p>
        )}
      </Stack>
    </div>
  )
}

function List({
  side,
  people,
  onChange,
}: { side: 'ours' | 'theirs' } & Pick<PeopleFieldsProps, 'people' | 'onChange'>) {
  const t = useMessages('meetings')
  return people.map((person, i) =>
    person.side === side ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: people of a form keep their order
      <div key={i} className={styles.personRow}>
        <span>{person.label}</span>
        <Group gap="xs">
          <Checkbox
            size="xs"
            label={t.optional}
            checked={person.optional ?? false}
            onChange={(event) =>
              onChange(people.map((one, k) => (k === i ? { ...one, optional: event.target.checked } : one)))
            }
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t.removePerson(person.label)}
            onClick={() => onChange(people.filter((_, k) => k !== i))}
          >
            <IconX size={16} stroke={1.5} />
          </ActionIcon>
        </Group>
      </div>
    ) : null,
  )
}

function NewPerson({ onAdd }: { onAdd(person: PersonFields): void }) {
  const t = useMessages('meetings')
  const [open, setOpen] = useState(false)
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  if (!open)
    return (
      <Button variant="subtle" size="compact-sm" onClick={() => setOpen(true)} style={{ alignSelf: 'flex-start' }}>
        {t.addNew}
      </Button>
    )
  const add = () => {
    if (!name.trim()) return
    onAdd({ name: name.trim(), email: email.trim() || null, side: 'theirs', label: name.trim() })
    setName('')
    setEmail('')
    setOpen(false)
  }
  const enter = (event: React.KeyboardEvent) => {
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    add()
  }
  return (
    <Group gap="xs" align="end" wrap="nowrap">
      <TextInput
        label={t.newName}
        value={name}
        onChange={(event) => setName(event.target.value)}
        onKeyDown={enter}
        autoFocus
      />
      <TextInput
        label={t.newEmail}
        type="email"
        value={email}
        onChange={(event) => setEmail(event.target.value)}
        onKeyDown={enter}
      />
      <Button variant="default" onClick={add} disabled={!name.trim()} aria-label={t.addNew}>
        +
      </Button>
    </Group>
  )
}
