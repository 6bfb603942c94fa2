// What the search field finds besides clients and people: each capability gives its finder, one line each, in the order shown.

import { attachmentFinder } from '#server/attachments/finder.ts'
import { callListFinder } from '#server/calls/finder.ts'
import { doors } from '#server/doors.ts'
import { groupFinder } from '#server/groups/finder.ts'
import type { Finder } from '#server/kit/finding.ts'
import { leadFinder } from '#server/leads/finder.ts'
import { meetingFinder } from '#server/meetings/finder.ts'
import { objectionFinder } from '#server/objections/finder.ts'
import { promiseFinder } from '#server/promises/finder.ts'

export const finders: readonly Finder[] = [
  leadFinder,
  meetingFinder,
  promiseFinder,
  objectionFinder,
  callListFinder,
  groupFinder,
  attachmentFinder(doors),
]
