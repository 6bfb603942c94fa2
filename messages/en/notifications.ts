// English sentences about notifications: the bell, choices, the digest letter and messages on devices.
import type { EventName } from '#domain/notifications/events.ts'
import type { Words } from '#domain/notifications/words.ts'
import type { notifications as cs } from '#messages/cs/notifications.ts'
import { counted, type Messages } from '#messages/plural.ts'

const count = (n: number) => counted('en', n, { one: 'notification', other: 'notifications' })
const named = (text: string, name: string) => (name ? `${text}: ${name}` : text)
const when = (w: Words) => [w.day, w.time].filter(Boolean).join(' ')

const events: Record<EventName, { name: string; says: (w: Words) => string }> = {
  'comments.mention': { name: 'I am mentioned in a comment', says: (w) => named('Mentioned in a comment', w.title) },
  'activities.mention': { name: 'I am mentioned in an entry', says: (w) => named('Mentioned in an entry', w.title) },
  'comments.added': { name: 'A new comment where I have commented', says: (w) => named('New comment', w.title) },
  'promises.given': { name: 'A promise or task for me', says: (w) => named('A new promise for you', w.title) },
  'promises.due': {
    name: 'Reminder and due day of a promise',
    says: (w) => named(`Promise due ${w.day || 'today'}`, w.title),
  },
  'promises.late': {
    name: 'A promise is late',
    says: (w) => named(w.day ? `Promise overdue since ${w.day}` : 'Promise overdue', w.title),
  },
  'promises.kept': { name: 'A promise I handed out is kept', says: (w) => named('Promise kept', w.title) },
  'leads.new': { name: 'A new lead for me', says: (w) => named('New lead', w.title) },
  'leads.overdue': {
    name: 'A lead unanswered past its deadline',
    says: (w) => named('Lead past its deadline', w.title),
  },
  'calls.missed': { name: 'A missed call', says: (w) => named('Missed call', w.person || w.title) },
  'meetings.invited': {
    name: 'An invitation to a meeting',
    says: (w) => named(when(w) ? `Meeting ${when(w)}` : 'New meeting', w.title),
  },
  'meetings.changed': {
    name: 'A meeting changed or cancelled',
    says: (w) => named(when(w) ? `Meeting changed, now ${when(w)}` : 'Meeting changed', w.title),
  },
  'meetings.soon': {
    name: 'A meeting is near',
    says: (w) => named(w.time ? `Meeting at ${w.time}` : 'Meeting soon', w.title),
  },
  'calendars.invited': {
    name: 'An invitation in the calendar',
    says: (w) => named(when(w) ? `Invitation for ${when(w)}` : 'Invitation', w.title),
  },
  'calendars.answered': {
    name: 'An answer to an invitation',
    says: (w) => named(w.person ? `Answer to an invitation (${w.person})` : 'Answer to an invitation', w.title),
  },
  'calendars.booked': {
    name: 'A client booked a slot',
    says: (w) => named(when(w) ? `Booked for ${when(w)}` : 'A slot was booked', w.person || w.title),
  },
  'calendars.failing': {
    name: 'A calendar does not synchronise',
    says: (w) => named('Calendar does not synchronise', w.title),
  },
  'objections.due': {
    name: 'An objection waits for an answer',
    says: (w) => named('Objection waits for an answer', w.title),
  },
  'peculiarities.due': { name: 'Reminder of a peculiarity or wish', says: (w) => named('Reminder', w.title) },
}

export const notifications: Messages<typeof cs> = {
  title: 'Notifications',
  bell: (n) => (n > 0 ? `Notifications, unread: ${n > 99 ? 'over 99' : n}` : 'Notifications'),
  events,
  unknownEvent: 'Notification',
  standsFor: (name) => `standing in for ${name}`,
  markAll: 'Mark all as read',
  markRead: 'Mark as read',
  markUnread: 'Mark as unread',
  marked: (n) => `Read: ${count(n)}`,
  onlyUnread: 'Unread only',
  all: 'All',
  settings: 'Notification settings',
  seeAll: 'All notifications',
  older: 'Load older',
  unreadMark: 'unread',
  empty: 'Mentions of you, promises falling due, new leads, invitations and missed calls will appear here.',
  nothingUnread: 'Everything is read.',
  arrived: (text) => `New notification: ${text}`,
  choices: {
    title: 'Notifications and quiet',
    intro: 'For each event choose how you want to hear of it. Changes are saved at once.',
    event: 'Event',
    inApp: 'In the application',
    mail: 'By mail',
    push: 'On a device',
    way: (event, way) => `${event}: ${way}`,
    noMails: 'The firm sends no mail. Ask the administrator to set up a mail server.',
    saved: 'Saved',
  },
  hours: {
    title: 'Quiet hours and the mail digest',
    quiet: 'Do not disturb',
    quietHelp:
      'Nothing rings and no mail comes during this time; it comes when the quiet ends. In the application you always see everything.',
    quietOn: 'Do not disturb at set times',
    from: 'From',
    to: 'To',
    weekends: 'Do not disturb at weekends and public holidays',
    digest: 'Send mail',
    rhythms: { daily: 'once a day', hourly: 'at most once an hour', atOnce: 'at once', never: 'never' },
    digestAt: 'At what time',
  },
  columns: { quietFrom: 'Quiet from', quietTo: 'Quiet to', digestAt: 'Time of the mail', digest: 'Mail' },
  devices: {
    title: 'Devices',
    intro: 'A device that is on shows notifications even when Klientela is not open.',
    turnOn: 'Turn on for this device',
    on: 'Notifications are on for this device.',
    thisOne: 'this device',
    unnamed: 'Browser',
    since: (day) => `since ${day}`,
    failed: 'The last message was not delivered.',
    remove: 'Turn off',
    removed: 'The device gets no more notifications.',
    added: 'Notifications are on for this device.',
    tryIt: 'Send a test',
    tried: 'The test message is on its way.',
    unsupported:
      'This browser cannot show notifications on the device. On an iPhone or iPad add Klientela to the home screen first.',
    insecure: 'Notifications on a device work only over a secure address (https).',
    denied:
      'The browser blocks notifications for this address. Allow them in its settings for the address and try again.',
    noService: 'The browser did not reach its own delivery service. Check the connection and try again.',
  },
  push: {
    tryTitle: 'Klientela',
    tryText: 'The test arrived. This is how notifications look on this device.',
    more: (n) => `You have ${counted('en', n, { one: 'new notification', other: 'new notifications' })}`,
  },
  letter: {
    subject: (n, first) => (n === 1 ? first : `${first} and ${n - 1} more`),
    hello: (name) => `Good day,\n\nsince the last digest this is waiting for you in Klientela (${name}):`,
    more: (n) => `And ${count(n)} more.`,
    end: (open, settings) => `Open everything: ${open}\nChange how often and about what we write: ${settings}`,
  },
  reasons: {
    bothTimes: 'Fill in both the beginning and the end of the quiet hours, or neither.',
    foreignPushService: 'The address belongs to no known browser push service; messages are not sent there.',
    deviceGone: 'This device no longer gets notifications.',
  },
}
