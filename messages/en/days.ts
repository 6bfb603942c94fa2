// English sentences of My day and the week: what comes next, whom to contact and why.
import type { days as cs } from '#messages/cs/days.ts'
import { counted, type Messages } from '#messages/plural.ts'

const daysOf = (n: number) => counted('en', n, { one: 'day', other: 'days' })
const businessDays = (n: number) => counted('en', n, { one: 'business day', other: 'business days' })

export const days: Messages<typeof cs> = {
  title: 'My day',
  titleOf: (name) => `Day: ${name}`,
  titleTeam: 'The team’s day',
  one: 'Offered step',
  greeting: { morning: 'Good morning', day: 'Good day', evening: 'Good evening' },
  weekdays: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'].join(','),
  holiday: (name) => `Public holiday: ${name}`,
  summary: {
    agenda: (n) => counted('en', n, { one: 'event', other: 'events' }),
    late: (n) => counted('en', n, { one: 'promise overdue', other: 'promises overdue' }),
    due: (n) => counted('en', n, { one: 'promise due today', other: 'promises due today' }),
    contact: (n) => counted('en', n, { one: 'client waiting', other: 'clients waiting' }),
    leads: (n) => counted('en', n, { one: 'lead to answer', other: 'leads to answer' }),
    clear: 'Nothing is urgent.',
  },
  sections: {
    contact: 'Whom to contact',
    next: 'Next steps',
    promises: 'Promises and tasks',
    agenda: 'Calendar today',
    leads: 'New leads',
    mentions: 'Who mentioned you',
    callLists: 'Call lists',
    evening: 'Done today',
    ahead: (day) => `Next: ${day}`,
  },
  empty: {
    all: 'The day is clear. My day by itself offers whom to contact, what was promised and what is running out.',
    contact: 'You are in touch with all clients in time.',
    next: 'No other step is offered now.',
    promises: 'Nothing was promised for today.',
    agenda: 'The calendar is empty today.',
  },
  start: 'Choose a client',
  addPromise: 'Write down a promise',
  more: (n) => `and ${n} more`,
  showAll: (n) => `Show all ${n}`,
  allPromises: 'All promises',
  allDay: 'all day',
  busy: 'busy',
  tentative: 'tentative',
  video: 'Join',
  late: 'overdue',
  dueOn: (day) => `by ${day}`,
  priority: (n) => `Priority ${n}`,
  priorityOf: (n, severity, weight, nearness) =>
    `Priority ${n}: severity ${severity} × 10, client’s weight ${weight} × 5, nearness of the term ${nearness}`,
  reminders: (n) => counted('en', n, { one: 'reminder of peculiarities', other: 'reminders of peculiarities' }),
  steps: {
    touch: {
      action: (d) =>
        d.why === 'planned' ? (d.note ? `Get in touch: ${d.note}` : 'Get in touch, as agreed') : 'Get in touch',
      reason: (d) =>
        d.why === 'never'
          ? `No two-way contact yet, on record for ${daysOf(Number(d.days ?? 0))}.`
          : d.why === 'planned'
            ? `A contact is agreed for this day; the last one was ${daysOf(Number(d.days ?? 0))} ago.`
            : `Silent for ${daysOf(Number(d.days ?? 0))}, the cadence is ${daysOf(Number(d.cadence ?? 0))}.`,
    },
    N15: {
      action: (d) =>
        d.why === 'left' ? 'Introduce yourself, update the people map' : 'Find out what is wrong and win them back',
      reason: (d) =>
        d.why === 'left'
          ? `${d.person ?? 'A key person'} left${d.position ? ` (${d.position})` : ''}.`
          : `${d.person ?? 'The decider'} is against us${d.position ? ` (${d.position})` : ''}.`,
    },
  },
  actions: {
    done: 'Done',
    snooze: 'Put off…',
    mute: 'Do not offer…',
    call: (name) => `Call ${name}`,
    open: 'Open',
    plan: 'More steps',
    answer: 'Answer',
  },
  doneSaid: 'The step is done',
  snoozedSaid: (day) => `Put off, back on ${day}`,
  mutedSaid: 'This step will not be offered any more',
  takenBack: 'The step is back',
  snooze: {
    title: 'Put the step off',
    until: 'Until when',
    help: 'By 14 days at most.',
    choices: { tomorrow: 'Tomorrow', twoDays: 'In 2 days', week: 'In a week', twoWeeks: 'In 14 days' },
    save: 'Put off',
  },
  mute: {
    title: 'Do not offer this step any more',
    reason: 'Reason',
    help: 'You will see the reason among the steps put off, and can bring the step back at any time.',
    save: 'Do not offer',
  },
  putAside: {
    link: (snoozed, muted) => `Put off ${snoozed} · not offered ${muted}`,
    title: 'Steps put off or not offered',
    until: (day) => `put off until ${day}`,
    muted: (reason) => `not offered: ${reason}`,
    back: 'Offer again',
    empty: 'Nothing is put off.',
  },
  leads: {
    left: (n) =>
      n > 0 ? `${businessDays(n)} left` : n === 0 ? 'answer today' : `unanswered, ${businessDays(-n)} late`,
    nobody: 'no owner',
  },
  callLists: { waiting: (n, of) => `${n} of ${of} left` },
  evening: {
    entries: (n) => counted('en', n, { one: 'entry', other: 'entries' }),
    promises: (n) => counted('en', n, { one: 'promise kept', other: 'promises kept' }),
    steps: (n) => counted('en', n, { one: 'step done', other: 'steps done' }),
    meetings: (n) => counted('en', n, { one: 'meeting', other: 'meetings' }),
    nothing: 'Nothing written down yet.',
    ahead: (appointments, promises) => `${appointments}, ${promises}`,
    aheadPromises: (n) => counted('en', n, { one: 'promise', other: 'promises' }),
  },
  who: { label: 'Whose day', me: 'My day', team: (name) => `Team ${name}` },
  week: {
    title: 'Week',
    link: 'Week',
    previous: 'Previous week',
    next: 'Next week',
    current: 'This week',
    range: (from, to) => `${from} – ${to}`,
    person: 'Who',
    late: 'Promises overdue',
    waiting: 'Clients waiting',
    lateLeads: 'Leads past their term',
    entries: 'Entries this week',
    nothing: 'Free',
    touch: (name) => `Get in touch: ${name}`,
    moreInCell: (n) => `+ ${n}`,
    empty: 'Nothing in this week.',
  },
  keys: {
    down: 'Next item of the day',
    up: 'Previous item of the day',
    open: 'Open',
    done: 'Done or kept',
    snooze: 'Put off',
    mute: 'Do not offer, with a reason',
    call: 'Call',
    week: 'Week',
  },
  reasons: {
    notYourTeam: 'The days of others are seen by who leads them. You do not lead this person or team.',
    noSuchStep: 'This step is not offered to you now.',
    noSuchChoice: 'This decision no longer holds.',
    snoozeNotLater: 'Choose a day after today.',
    snoozeTooLong:
      'A step can be put off by 14 days at most. For longer, agree the day of the next contact with the client.',
    muteNeedsReason: 'Write why the step should not be offered any more.',
  },
}
