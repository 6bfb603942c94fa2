// Who came: a tick for each, and a line for somebody nobody expected.
import { Checkbox, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Meeting } from '#api/meetings.ts'
import { useToast } from '#web/kit/feedback.tsx'
import { useMessages } from '#web/kit/language.tsx'
import styles from '#web/meetings/Cockpit.module.css'
import { takeAttendance } from '#web/meetings/queries.ts'

export function Attendance({ meeting: m, readOnly }: { meeting: Meeting; readOnly: boolean }) {
  const t = useMessages('meetings')
  const toast = useToast()
  const [name, setName] = useState('')
  const change = (body: Parameters<typeof takeAttendance>[1]) => void takeAttendance(m.id, body).catch(toast.problem)
  return (
    <>
      <ul className={styles.list} style={{ marginBottom: 8 }}>
        {m.people.map((person) => (
          <li key={person.id} className={styles.point} style={{ gridTemplateColumns: 'minmax(0, 1fr)' }}>
            <Checkbox
              size="xs"
              disabled={readOnly}
              checked={person.attended ?? false}
              label={person.position ? `${person.name}, ${person.position}` : person.name}
              aria-label={t.run.came(person.name)}
              onChange={() => change({ came: [{ personId: person.id, attended: !(person.attended ?? false) }] })}
            />
          </li>
        ))}
      </ul>
      {!readOnly && (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            if (!name.trim()) return
            change({ add: { name: name.trim(), side: 'theirs' } })
            setName('')
          }}
        >
          <TextInput
            size="xs"
            aria-label={t.run.addPerson}
            placeholder={t.run.addPerson}
            value={name}
            maxLength={200}
            onChange={(event) => setName(event.target.value)}
          />
        </form>
      )}
    </>
  )
}
