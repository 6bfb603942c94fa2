// Takes over into our calendar what a connected calendar says: one appointment with its changed occurrences, or its deletion.
import { type Followers, followerOf } from '#server/calendars/actions-change.ts'
import type { ReadEvent } from '#server/calendars/ics-reading.ts'
import { peopleOfEvent, sameContent, valuesOfEvent } from '#server/calendars/ics-values.ts'
import type { AppointmentRow, AppointmentValues } from '#server/calendars/store.ts'
import * as store from '#server/calendars/store.ts'
import { again, inviteAll, recorded, significant, valuesOf } from '#server/calendars/writing.ts'
import type { Context } from '#server/kit/context.ts'

/**
 * Rows become what the events say. Who is invited to what we organize stays ours to decide; of a meeting only the time is
 * taken, and the meeting moves with it.
 */
export async function takeTheirs(
  ctx: Context,
  owner: { id: string; userId: string; email: string },
  rows: readonly AppointmentRow[],
  events: readonly ReadEvent[],
  followers: Followers,
): Promise<void> {
  const person = { id: owner.userId, email: owner.email }
  for (const event of events) {
    const row = rows.find(({ recurrenceId }) => recurrenceId === event.recurrenceId)
    if (!row) {
      const [id] = await store.insertAppointments(ctx, [valuesOfEvent(event, owner.userId, 'caldav')])
      await store.replacePeople(ctx, id as string, peopleOfEvent(event, person, false))
      await recorded(ctx, 'appointmentAdded', null, await again(ctx, id as string))
      continue
    }
    if (sameContent(row, event)) continue
    const values = merged(row, event, owner.userId)
    if (significant(valuesOf(row), values)) values.sequence = Math.max(row.sequence + 1, event.sequence)
    await store.updateAppointment(ctx, row.id, values)
    if (row.origin === 'caldav' || row.origin === 'import' || row.origin === 'invitation') {
      const mine = row.people.find(({ userId }) => userId === owner.userId)
      const people = peopleOfEvent(event, person, mine !== undefined)
      await store.replacePeople(
        ctx,
        row.id,
        people.map((one) => (one.userId && one.answer === 'waiting' && mine ? { ...one, answer: mine.answer } : one)),
      )
    }
    const after = await again(ctx, row.id)
    await recorded(ctx, 'appointmentChanged', row, after)
    if (!significant(valuesOf(row), values)) continue
    if (row.recordType && row.recordId) {
      await followerOf(followers, row)?.moved(ctx, row.recordId, {
        startsAt: after.startsAt,
        endsAt: after.endsAt,
        timeZone: after.timeZone,
        cancelled: false,
      })
    }
    if (row.origin === 'own' || row.origin === 'booking') await inviteAll(ctx, after, 'REQUEST', true)
  }
  const gone = rows.filter(
    (row) => row.recordType === null && !events.some(({ recurrenceId }) => recurrenceId === row.recurrenceId),
  )
  if (gone.length > 0)
    await store.setDeleted(
      ctx,
      gone.map(({ id }) => id),
      ctx.now,
    )
}

function merged(row: AppointmentRow, event: ReadEvent, ownerId: string): AppointmentValues {
  const before = valuesOf(row)
  if (row.recordType !== null) {
    return { ...before, startsAt: event.startsAt, endsAt: event.endsAt, allDay: event.allDay, timeZone: event.timeZone }
  }
  const after = valuesOfEvent(event, ownerId, row.origin, before)
  const ours = row.origin === 'own' || row.origin === 'booking'
  return {
    ...after,
    sequence: Math.max(row.sequence, event.sequence),
    organizerEmail: ours ? null : after.organizerEmail,
    organizerName: ours ? null : after.organizerName,
  }
}

/** Deleted there: deleted here, to be brought back like anything else deleted. */
export async function removeHere(ctx: Context, rows: readonly AppointmentRow[]): Promise<void> {
  await store.setDeleted(
    ctx,
    rows.map(({ id }) => id),
    ctx.now,
  )
  const first = rows[0]
  if (!first) return
  await recorded(ctx, 'appointmentRemoved', first, null)
  if (first.origin === 'own' || first.origin === 'booking') await inviteAll(ctx, first, 'CANCEL', true)
}
