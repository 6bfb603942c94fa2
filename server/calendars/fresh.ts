// The state of a new appointment before anything is said of it.
import type { AppointmentValues } from '#server/calendars/store.ts'

export function fresh() {
  return {
    uid: `${crypto.randomUUID()}@klientela`,
    sequence: 0,
    recurrenceId: null,
    description: null,
    place: null,
    videoUrl: null,
    rrule: null,
    exdates: [] as string[],
    rdates: [] as string[],
    repeatsUntil: null,
    status: 'confirmed' as 'tentative' | 'confirmed' | 'cancelled',
    busy: true,
    private: false,
    organizerEmail: null,
    organizerName: null,
    origin: 'own' as AppointmentValues['origin'],
    clientId: null,
    leadId: null,
    recordType: null,
    recordId: null,
    raw: null,
  }
}
