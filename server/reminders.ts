// What reminds people by itself, one line per capability.
import type { Reminder } from '#server/kit/reminders.ts'
import { leadReminder } from '#server/leads/reminders.ts'
import { meetingReminder } from '#server/meetings/reminders.ts'
import { objectionReminder } from '#server/objections/reminders.ts'
import { peculiarityReminder } from '#server/peculiarities/reminders.ts'

export const reminders: readonly Reminder[] = [peculiarityReminder, leadReminder, objectionReminder, meetingReminder]
