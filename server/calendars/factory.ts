// Appointments for tests and the demo company.
import { fresh } from '#server/calendars/fresh.ts'
import type { AppointmentValues, PersonValues } from '#server/calendars/store.ts'
import * as store from '#server/calendars/store.ts'
import type { Context } from '#server/kit/context.ts'

/** An appointment of an hour in somebody's calendar, with people when given. */
export async function anAppointment(
  ctx: Context,
  given: Partial<AppointmentValues> & Pick<AppointmentValues, 'ownerId'>,
  people: readonly Partial<PersonValues>[] = [],
): Promise<string> {
  const [id] = await store.insertAppointments(ctx, [
    {
      ...fresh(),
      title: 'Porada',
      startsAt: '2026-11-25T09:00:00.000Z',
      endsAt: '2026-11-25T10:00:00.000Z',
      allDay: false,
      timeZone: 'Europe/Prague',
      ...given,
    },
  ])
  await store.replacePeople(
    ctx,
    id as string,
    people.map((one) => ({
      userId: null,
      contactId: null,
      email: null,
      name: null,
      optional: false,
      answer: 'waiting' as const,
      ...one,
    })),
  )
  return id as string
}
