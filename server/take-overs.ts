// What goes along when a lead becomes a client, one line per capability; activities are taken over by leads themselves.
import { attachmentTakeOver } from '#server/attachments/take-over.ts'
import { appointmentTakeOver } from '#server/calendars/take-over.ts'
import { callTakeOver } from '#server/calls/take-over.ts'
import type { TakeOver } from '#server/kit/take-overs.ts'
import { meetingTakeOver } from '#server/meetings/take-over.ts'
import { objectionTakeOver } from '#server/objections/take-over.ts'
import { promiseTakeOver } from '#server/promises/take-over.ts'

export const takeOvers: readonly TakeOver[] = [
  attachmentTakeOver,
  promiseTakeOver,
  objectionTakeOver,
  appointmentTakeOver,
  callTakeOver,
  meetingTakeOver,
]
