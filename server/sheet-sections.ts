// The sections of the preparation sheet: each capability that has something to say gives its own, one line each.

import { activitySections } from '#server/activities/sheet.ts'
import { contactSections } from '#server/contacts/sheet.ts'
import type { SheetSection } from '#server/kit/sheet.ts'
import { meetingSections } from '#server/meetings/sheet.ts'
import { objectionSections } from '#server/objections/sheet.ts'
import { peculiaritySections } from '#server/peculiarities/sheet.ts'
import { promiseSections } from '#server/promises/sheet.ts'

export const sheetSections: readonly SheetSection[] = [
  ...promiseSections,
  ...objectionSections,
  ...activitySections,
  ...contactSections,
  ...peculiaritySections,
  ...meetingSections,
]
