// What leads the day and the week of a person or a team, and what one decides about the steps offered.
import type { CalendarItem } from '#api/calendars.ts'
import type { DayChoice, DayView, Step, WeekView } from '#api/days.ts'
import { addBusinessDays, businessDaysBetween, holidayName, isBusinessDay } from '#domain/business-days.ts'
import { decidesAll } from '#domain/clients/access.ts'
import { addDays, type Day, weekday } from '#domain/day.ts'
import { whyNotSeeDay } from '#domain/days/access.ts'
import { abcOfClass, type Decision, inOrder, keepsAway, whyNotSnooze } from '#domain/days/next-best-action.ts'
import { clientsToTouch } from '#server/activities/actions.ts'
import { appointmentsBetween } from '#server/calendars/actions.ts'
import * as store from '#server/days/store.ts'
import type { Context } from '#server/kit/context.ts'
import type { DayRule, Suggestion } from '#server/kit/day-rules.ts'
import { BadInput, Forbidden, NotFound } from '#server/kit/errors.ts'
import { record } from '#server/kit/record.ts'
import { toInstant } from '#server/kit/zoned-time.ts'
import { duePromises } from '#server/promises/actions.ts'

const zone = 'Europe/Prague'
/** More steps than this nobody takes in a day; the rest is counted. */
const mostSteps = 40

type Whose = { person?: string; team?: string }

/** The whole day in one reply: own, that of somebody one leads or stands in for, or that of a team one leads. */
export async function dayOf(ctx: Context, rules: readonly DayRule[], whose: Whose): Promise<DayView> {
  const { of, userIds } = await whoseDay(ctx, whose)
  const nextDay = addBusinessDays(ctx.today, 1)
  const [suggestions, grounds, gathered, promises, items] = await Promise.all([
    candidatesOf(ctx, rules, userIds),
    store.groundsOf(ctx, userIds),
    store.gather(ctx, userIds, nextDay),
    duePromises(ctx, userIds, ctx.today, 60),
    appointmentsBetween(
      ctx,
      userIds,
      toInstant(ctx.today, '00:00', zone),
      toInstant(addDays(nextDay, 1), '00:00', zone),
    ),
  ])
  const unrated = clientsOf(suggestions.filter((one) => one.abc === undefined))
  const { steps, more } = chosen(ctx, suggestions, grounds, await store.classesOf(ctx, unrated))
  const { contacts, classes } = await store.aboutClients(ctx, clientsOf(steps))
  const appointments = items.filter((item) => item.status !== 'cancelled')
  const onDay = (day: Day) => (item: CalendarItem) => item.fromDay <= day && item.toDay >= day
  const capabilityOf = new Map(rules.map((rule) => [rule.key, rule.capability]))
  const { leads, nextPromises, ...rest } = gathered
  const own = grounds.choices.filter((choice) => ctx.actor.personIds.includes(choice.userId))
  return {
    ...rest,
    today: ctx.today,
    of,
    people: userIds.map((id) => ({ id, name: grounds.names[id] ?? '' })),
    holiday: holidayName(ctx.today),
    agenda: appointments.filter(onDay(ctx.today)).sort(byStart),
    promises,
    steps: steps.map(
      (step): Step => ({
        rule: step.rule,
        capability: capabilityOf.get(step.rule) ?? 'days',
        recordType: step.recordType,
        recordId: step.recordId,
        clientId: step.clientId,
        user: { id: step.userId, name: grounds.names[step.userId] ?? '' },
        name: step.name,
        href: step.href,
        severity: step.severity,
        priority: step.priority,
        abc: step.abc,
        dueOn: step.dueOn,
        details: { ...step.details },
        class: (step.clientId && classes[step.clientId]) || null,
        contact: (step.clientId && contacts[step.clientId]) || null,
        mine: ctx.actor.personIds.includes(step.userId),
      }),
    ),
    moreSteps: more,
    putAside: {
      snoozed: own.filter(
        (choice) => choice.decision === 'snoozed' && choice.until !== null && choice.until > ctx.today,
      ).length,
      muted: own.filter((choice) => choice.decision === 'muted').length,
    },
    leads: leads.map((lead) => ({ ...lead, businessDaysLeft: businessDaysBetween(ctx.today, lead.answerDueOn) })),
    next: { day: nextDay, appointments: appointments.filter(onDay(nextDay)).length, promises: nextPromises },
  }
}

const byStart = (a: CalendarItem, b: CalendarItem) =>
  Number(b.allDay) - Number(a.allDay) || (a.startsAt < b.startsAt ? -1 : a.startsAt > b.startsAt ? 1 : 0)

async function candidatesOf(
  ctx: Context,
  rules: readonly DayRule[],
  userIds: readonly string[],
): Promise<readonly Suggestion[]> {
  return (await Promise.all(rules.map((rule) => rule.candidates(ctx, userIds, ctx.today)))).flat()
}

const clientsOf = (steps: readonly { clientId: string | null }[]) => [
  ...new Set(steps.flatMap((step) => step.clientId ?? [])),
]

/** Clients to be in touch with lead the list, then the rest; each part by priority, without what was decided about. */
function chosen(
  ctx: Context,
  suggestions: readonly Suggestion[],
  grounds: store.Grounds,
  classes: Readonly<Record<string, string | null>>,
) {
  const decided = new Map(grounds.choices.map((one) => [`${one.userId} ${one.rule} ${one.recordId}`, one]))
  const offered = suggestions
    .filter((step) => {
      const choice = decided.get(`${step.userId} ${step.rule} ${step.recordId}`)
      return !choice || !keepsAway(choice, step.since, ctx.today)
    })
    .map((step) => ({ ...step, abc: step.abc ?? abcOfClass(step.clientId ? classes[step.clientId] : null) }))
  const ordered = inOrder(offered, ctx.today)
  const touches = ordered.filter((step) => step.rule === 'touch')
  const others = ordered.filter((step) => step.rule !== 'touch')
  // Neither part may crowd the other out of the day.
  const keptOthers = others.slice(0, Math.max(mostSteps / 2, mostSteps - touches.length))
  const keptTouches = touches.slice(0, mostSteps - keptOthers.length)
  return { steps: [...keptTouches, ...keptOthers], more: ordered.length - keptTouches.length - keptOthers.length }
}

/** A week from Monday to Sunday: what stands in it and how each person stands today. */
export async function weekOf(ctx: Context, whose: Whose & { day?: Day }): Promise<WeekView> {
  const { userIds } = await whoseDay(ctx, whose)
  const any = whose.day ?? ctx.today
  const from = addDays(any, 1 - weekday(any))
  const to = addDays(from, 6)
  const [{ figures, ...gathered }, appointments, touches, people] = await Promise.all([
    store.gatherWeek(ctx, userIds, from, to),
    appointmentsBetween(ctx, userIds, toInstant(from, '00:00', zone), toInstant(addDays(to, 1), '00:00', zone)),
    clientsToTouch(ctx, userIds, ctx.today, 10_000),
    store.peopleBy(ctx, { ids: userIds }),
  ])
  const waiting = new Map<string, number>()
  for (const { ownerId } of touches) waiting.set(ownerId, (waiting.get(ownerId) ?? 0) + 1)
  return {
    ...gathered,
    today: ctx.today,
    from,
    days: Array.from({ length: 7 }, (_, i) => {
      const day = addDays(from, i)
      return { day, holiday: holidayName(day), business: isBusinessDay(day) }
    }),
    people: people.map(({ id, name }) => ({
      person: { id, name },
      waitingClients: waiting.get(id) ?? 0,
      ...(figures[id] ?? { latePromises: 0, lateLeads: 0, entries: 0 }),
    })),
    appointments: appointments.filter((item) => item.status !== 'cancelled').sort(byStart),
  }
}

/** Whose days the actor may look at: himself, whom he stands in for, his teams; sales director and CEO everybody in a team. */
export async function peopleOfDays(ctx: Context) {
  const teamIds = decidesAll(ctx.actor) ? 'all' : ctx.actor.roles.includes('TL') ? ctx.actor.ledTeamIds : []
  const people = await store.peopleBy(ctx, { ids: ctx.actor.personIds, teamIds })
  return { people, teams: await store.teamsBy(ctx, teamIds) }
}

async function whoseDay(ctx: Context, whose: Whose): Promise<{ of: DayView['of']; userIds: readonly string[] }> {
  if (whose.team) {
    if (!decidesAll(ctx.actor) && !(ctx.actor.roles.includes('TL') && ctx.actor.ledTeamIds.includes(whose.team)))
      throw new Forbidden('days.notYourTeam')
    const people = await store.peopleBy(ctx, { teamIds: await store.branchOf(ctx, whose.team) })
    return { of: 'team', userIds: people.map((person) => person.id) }
  }
  if (whose.person && whose.person !== ctx.actor.id) {
    const [person] = await store.peopleBy(ctx, { ids: [whose.person] })
    if (!person) throw new NotFound()
    const refused = whyNotSeeDay(ctx.actor, person)
    if (refused) throw new Forbidden(refused)
    return { of: 'person', userIds: [person.id] }
  }
  return { of: 'me', userIds: ctx.actor.personIds }
}

/**
 * Decides about a step offered to the actor or to whom he stands in for: done, put off to a later day (at most 14 days), or
 * muted with a reason, which is remembered until it is taken back.
 */
export async function chooseStep(
  ctx: Context,
  rules: readonly DayRule[],
  choice: { rule: string; recordId: string; decision: Decision; until?: Day | null; reason?: string | null },
): Promise<DayChoice> {
  const rule = rules.find((one) => one.key === choice.rule)
  const offered = await rule?.candidates(ctx, ctx.actor.personIds, ctx.today)
  const step = offered?.find((one) => one.recordId === choice.recordId)
  if (!step) throw new NotFound('days.noSuchStep')
  const until = choice.decision === 'snoozed' ? (choice.until ?? null) : null
  const reason = choice.reason?.normalize('NFC').trim() || null
  const refused = choice.decision === 'snoozed' ? whyNotSnooze(until, ctx.today) : undefined
  if (refused) throw new BadInput([{ field: 'until', reason: refused }])
  if (choice.decision === 'muted' && !reason) throw new BadInput([{ field: 'reason', reason: 'days.muteNeedsReason' }])
  const { userId, clientId } = step
  const id = await store.writeChoice(ctx, { ...choice, userId, clientId, until, reason })
  await record(ctx, {
    fact: `days.${choice.decision}`,
    recordType: 'days',
    recordId: id,
    clientId,
    reason,
    after: { rule: choice.rule, recordId: choice.recordId, until },
    onBehalfOf: userId === ctx.actor.id ? null : userId,
  })
  return (await store.findChoice(ctx, id)) as DayChoice
}

export async function listChoices(ctx: Context): Promise<DayChoice[]> {
  return store.listChoices(ctx)
}

/** Takes a decision back: the step is offered again while its cause lasts. */
export async function takeBack(ctx: Context, id: string): Promise<void> {
  const choice = await store.findChoice(ctx, id)
  if (!choice) throw new NotFound('days.noSuchChoice')
  await store.removeChoice(ctx, id)
  await record(ctx, {
    fact: 'days.resumed',
    recordType: 'days',
    recordId: id,
    clientId: choice.client?.id ?? null,
    before: { rule: choice.rule, recordId: choice.recordId, decision: choice.decision, until: choice.until },
  })
}
