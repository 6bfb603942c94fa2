// A new appointment over the calendar, at the time that was picked in it.
import { Modal } from '@mantine/core'
import { AppointmentForm } from '#web/calendars/AppointmentForm.tsx'
import { blankFields } from '#web/calendars/appointment-fields.ts'
import type { Wall } from '#web/calendars/calendar-time.ts'
import { useMessages } from '#web/kit/language.tsx'

export function AppointmentDialog(props: {
  start: Wall
  end: Wall
  zone: string
  people: readonly string[]
  onClose(): void
}) {
  const t = useMessages('calendars')
  const k = useMessages('kit')
  return (
    <Modal opened onClose={props.onClose} title={t.add} size="lg" closeButtonProps={{ 'aria-label': k.close }}>
      <AppointmentForm
        initial={blankFields(props.start, props.end, props.zone, props.people)}
        onDone={props.onClose}
        onCancel={props.onClose}
      />
    </Modal>
  )
}
