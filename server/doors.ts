// The doors of all records that comments and attachments may hang on, one line per kind of record.
import { activityDoor } from '#server/activities/door.ts'
import { appointmentDoor } from '#server/calendars/door.ts'
import { callDoor } from '#server/calls/door.ts'
import { clientDoor } from '#server/clients/door.ts'
import { contactDoor } from '#server/contacts/door.ts'
import { doorsOf } from '#server/kit/doors.ts'
import { leadDoor } from '#server/leads/door.ts'
import { meetingDoor } from '#server/meetings/door.ts'
import { objectionDoor } from '#server/objections/door.ts'
import { promiseDoor } from '#server/promises/door.ts'

export const doors = doorsOf([
  clientDoor,
  contactDoor,
  promiseDoor,
  objectionDoor,
  activityDoor,
  leadDoor,
  callDoor,
  meetingDoor,
  appointmentDoor,
])
