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
  /** What was ticked and is on its way: seen at once, taken back if it cannot be stored. */
  const [ticked, setTicked] = useState<ReadonlyMap<string, boolean>>(new Map())
  const change = (body: Parameters<typeof takeAttendance>[1]) => takeAttendance(m.id, body).catch(toast.problem)
  const tick = (personId: string, attended: boolean) => {
    setTicked((before) => new Map(before).set(personId, attended))
    void change({ came: [{ personId, attended }] }).finally(() =>
      setTicked((before) => new Map([...before].filter(([id, value]) => id !== personId || value !== attended))),
    )
  }
  return (
    <>
      <ul className={styles.list} style={{ marginBottom: 8 }}>
        {m.people.map((person) => {
          const attended = ticked.get(person.id) ?? person.attended ?? false
          return (
            <li key={person.id} className={styles.point} style={{ gridTemplateColumns: 'minmax(0, 1fr)' }}>
              <Checkbox
                size="xs"
                disabled={readOnly}
                checked={attended}
                label={person.position ? `${person.name}, ${person.position}` : person.name}
                aria-label={t.run.came(person.name)}
                onChange={() => tick(person.id, !attended)}
              />
            </li>
          )
        })}
      </ul>
      {!readOnly && (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            if (!name.trim()) return
            void change({ add: { name: name.trim(), side: 'theirs' } })
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
