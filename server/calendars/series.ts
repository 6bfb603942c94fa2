// One occurrence of a series against the rest: changed apart, left out, or the series cut in two.
import type { AppointmentChange } from '#api/calendars.ts'
import { timesAsked } from '#server/calendars/moving.ts'
import { endOfOccurrence, hasOccurrence, recurrenceOf } from '#server/calendars/occurrences.ts'
import type { AppointmentRow, AppointmentValues } from '#server/calendars/store.ts'
import * as store from '#server/calendars/store.ts'
import { again, asInvitees, contentOf, peopleOf, recorded, repetitionOf, valuesOf } from '#server/calendars/writing.ts'
import type { Context } from '#server/kit/context.ts'
import { NotFound } from '#server/kit/errors.ts'
import { occurrences } from '#server/kit/recurrence.ts'

/** Gives one occurrence its own row; the series keeps its place empty. */
export async function changeOne(
  ctx: Context,
  series: AppointmentRow,
  at: string,
  change: AppointmentChange,
): Promise<AppointmentRow> {
  if (!hasOccurrence(series, at)) throw new NotFound('calendars.noSuchOccurrence')
  const timed = change.start ?? change.end ?? change.timeZone
  const times = timed
    ? timesAsked(series, change, at).times
    : { startsAt: at, endsAt: endOfOccurrence(series, at), allDay: series.allDay, timeZone: series.timeZone }
  const values: AppointmentValues = {
    ...valuesOf(series),
    ...contentOf(change, series),
    ...times,
    rrule: null,
    exdates: [],
    rdates: [],
    repeatsUntil: null,
    recurrenceId: at,
    sequence: series.sequence + 1,
    // The time of a record is the series' alone.
    recordType: null,
    recordId: null,
  }
  const [id] = await store.insertAppointments(ctx, [values])
  await store.replacePeople(
    ctx,
    id as string,
    peopleOf(change.people ?? asInvitees(series), series.people, series.ownerId, !timed),
  )
  await store.touchAppointment(ctx, series.id)
  const row = await again(ctx, id as string)
  await recorded(
    ctx,
    'appointmentChanged',
    { ...series, id: row.id, startsAt: at, endsAt: endOfOccurrence(series, at), rrule: null, exdates: [] },
    row,
  )
  return row
}

/** The series without one occurrence; a changed occurrence in its place goes too. */
export async function leaveOut(ctx: Context, series: AppointmentRow, at: string): Promise<AppointmentRow> {
  const changed = (await store.listOfUid(ctx, series.ownerId, series.uid)).find((row) => row.recurrenceId === at)
  if (!changed && !hasOccurrence(series, at)) throw new NotFound('calendars.noSuchOccurrence')
  if (changed) await store.setDeleted(ctx, [changed.id], ctx.now)
  await store.updateAppointment(ctx, series.id, {
    ...valuesOf(series),
    sequence: series.sequence + 1,
    exdates: [...new Set([...series.exdates, at])],
  })
  return again(ctx, series.id)
}

/** The series up to the occurrence before this one. When none is left, the whole series is deleted. */
export async function cutBefore(ctx: Context, series: AppointmentRow, at: string): Promise<AppointmentRow> {
  if (!hasOccurrence(series, at)) throw new NotFound('calendars.noSuchOccurrence')
  const later = (await store.listOfUid(ctx, series.ownerId, series.uid)).filter(
    (row) => row.recurrenceId !== null && row.recurrenceId >= at,
  )
  if (at <= series.startsAt) {
    await store.setDeleted(ctx, [series.id, ...later.map(({ id }) => id)], ctx.now)
    return again(ctx, series.id)
  }
  if (later.length > 0)
    await store.setDeleted(
      ctx,
      later.map(({ id }) => id),
      ctx.now,
    )
  const until = new Date(Date.parse(at) - 1000).toISOString()
  const rrule = endedAt(series.rrule ?? '', until)
  await store.updateAppointment(ctx, series.id, {
    ...valuesOf(series),
    rrule,
    repeatsUntil: until,
    sequence: series.sequence + 1,
    exdates: series.exdates.filter((one) => one < at),
    rdates: series.rdates.filter((one) => one < at),
  })
  return again(ctx, series.id)
}

/** Cuts the series in two at an occurrence; the second part is a new series with the change. */
export async function splitOff(
  ctx: Context,
  series: AppointmentRow,
  at: string,
  change: AppointmentChange,
): Promise<AppointmentRow> {
  if (!hasOccurrence(series, at)) throw new NotFound('calendars.noSuchOccurrence')
  const before = occurrences(
    recurrenceOf({ ...series, exdates: [] }),
    series.startsAt,
    new Date(Date.parse(at) - 1).toISOString(),
    5000,
  ).length
  const { times } = timesAsked(series, change, at)
  const rule = change.rrule === undefined ? countLess(series.rrule ?? '', before) : change.rrule
  await cutBefore(ctx, series, at)
  const values: AppointmentValues = {
    ...valuesOf(series),
    ...contentOf(change, series),
    ...times,
    ...repetitionOf(times, rule),
    uid: `${crypto.randomUUID()}@klientela`,
    sequence: 0,
    exdates: times.startsAt === at ? series.exdates.filter((one) => one > at) : [],
    rdates: times.startsAt === at ? series.rdates.filter((one) => one > at) : [],
    recordType: null,
    recordId: null,
    raw: null,
  }
  const [id] = await store.insertAppointments(ctx, [values])
  await store.replacePeople(
    ctx,
    id as string,
    peopleOf(change.people ?? asInvitees(series), series.people, series.ownerId, times.startsAt === at),
  )
  const row = await again(ctx, id as string)
  await recorded(ctx, 'appointmentAdded', null, row)
  return row
}

function endedAt(rrule: string, until: string): string {
  const kept = rrule.split(';').filter((part) => part && !/^(COUNT|UNTIL)=/i.test(part))
  return [...kept, `UNTIL=${until.slice(0, 19).replace(/[-:]/g, '')}Z`].join(';')
}

/** A rule that counts has fewer left after the first part took its share. */
function countLess(rrule: string, taken: number): string {
  return rrule.replace(/COUNT=(\d+)/i, (_, count: string) => `COUNT=${Math.max(1, Number(count) - taken)}`)
}
