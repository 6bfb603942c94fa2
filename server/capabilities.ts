// Every capability's routes and jobs, in the order of the map; written by hand so that each can be clicked through.

import type { FastifyInstance } from 'fastify'
import { activityRoutes } from '#server/activities/routes.ts'
import { activityTagLinks } from '#server/activities/tag-links.ts'
import type { Outside } from '#server/app.ts'
import { attachmentJobs } from '#server/attachments/jobs.ts'
import { attachmentRoutes } from '#server/attachments/routes.ts'
import { bulkChangeJobs } from '#server/bulk-changes/jobs.ts'
import { bulkChangeRoutes } from '#server/bulk-changes/routes.ts'
import type { Followers } from '#server/calendars/actions-change.ts'
import { calendarJobs } from '#server/calendars/jobs.ts'
import { calendarRoutes } from '#server/calendars/routes.ts'
import { callJobs } from '#server/calls/jobs.ts'
import { callPages } from '#server/calls/pages.ts'
import { callRoutes } from '#server/calls/routes.ts'
import { clientParts } from '#server/client-parts.ts'
import { clientJobs } from '#server/clients/jobs.ts'
import { clientRoutes } from '#server/clients/routes.ts'
import { clientTagLinks } from '#server/clients/tag-links.ts'
import { clientFollower } from '#server/clients/team-follower.ts'
import { commentRoutes } from '#server/comments/routes.ts'
import { contactRoutes } from '#server/contacts/routes.ts'
import { contactTagLinks } from '#server/contacts/tag-links.ts'
import { contactFollower } from '#server/contacts/team-follower.ts'
import { customFieldRoutes } from '#server/custom-fields/routes.ts'
import { dayRules } from '#server/day-rules.ts'
import { dayRoutes } from '#server/days/routes.ts'
import { demoRoutes } from '#server/demo/routes.ts'
import { doors } from '#server/doors.ts'
import { exportJobs } from '#server/exports/jobs.ts'
import { exportRoutes } from '#server/exports/routes.ts'
import { finders } from '#server/finders.ts'
import { groupJobs } from '#server/groups/jobs.ts'
import { groupRoutes } from '#server/groups/routes.ts'
import { histories } from '#server/histories.ts'
import { importJobs } from '#server/imports/jobs.ts'
import { importRoutes } from '#server/imports/routes.ts'
import { journalJobs } from '#server/journal/jobs.ts'
import { journalRoutes } from '#server/journal/routes.ts'
import type { JobDefinition } from '#server/kit/jobs.ts'
import type { Bind } from '#server/kit/serve.ts'
import { leadJobs } from '#server/leads/jobs.ts'
import { leadPages } from '#server/leads/pages.ts'
import { leadRoutes } from '#server/leads/routes.ts'
import { leadFollower } from '#server/leads/team-follower.ts'
import { meetingFollower } from '#server/meetings/calendar.ts'
import { meetingJobs } from '#server/meetings/jobs.ts'
import { meetingRoutes } from '#server/meetings/routes.ts'
import { milestones } from '#server/milestones.ts'
import { notificationJobs } from '#server/notifications/jobs.ts'
import { notificationRoutes } from '#server/notifications/routes.ts'
import { objectionRoutes } from '#server/objections/routes.ts'
import { overviewRoutes } from '#server/overview/routes.ts'
import { peculiarityRoutes } from '#server/peculiarities/routes.ts'
import { promiseJobs } from '#server/promises/jobs.ts'
import { promiseRoutes } from '#server/promises/routes.ts'
import { registerJobs } from '#server/registers/jobs.ts'
import { registerRoutes } from '#server/registers/routes.ts'
import { reminders } from '#server/reminders.ts'
import { searchRoutes } from '#server/search/routes.ts'
import { settingsRoutes } from '#server/settings/routes.ts'
import { sheetSections } from '#server/sheet-sections.ts'
import { tagRoutes } from '#server/tags/routes.ts'
import { takeOvers } from '#server/take-overs.ts'
import { teamRoutes } from '#server/teams/routes.ts'
import { userJobs } from '#server/users/jobs.ts'
import { userRoutes } from '#server/users/routes.ts'
import { viewRoutes } from '#server/views/routes.ts'

export interface ServerCapability {
  readonly name: string
  readonly routes?: (bind: Bind, outside: Outside) => void
  /** Addresses outside the API: public pages and their files. */
  readonly pages?: (app: FastifyInstance, outside: Outside) => void
  readonly jobs?: (outside: Outside) => JobDefinition[]
}

/** Records whose time is in the calendar: they move with it and learn who comes. */
const appointmentFollowers: Followers = [meetingFollower]

export const capabilities: readonly ServerCapability[] = [
  { name: 'settings', routes: settingsRoutes },
  { name: 'teams', routes: teamRoutes },
  {
    name: 'users',
    routes: (bind, outside) => userRoutes(bind, outside, [clientFollower, contactFollower, leadFollower]),
    jobs: userJobs,
  },
  { name: 'journal', routes: (bind) => journalRoutes(bind, histories), jobs: journalJobs },

  { name: 'views', routes: viewRoutes },
  { name: 'custom-fields', routes: customFieldRoutes },
  { name: 'tags', routes: (bind) => tagRoutes(bind, [clientTagLinks, contactTagLinks, activityTagLinks]) },
  { name: 'clients', routes: clientRoutes, jobs: clientJobs },
  { name: 'groups', routes: groupRoutes, jobs: groupJobs },
  { name: 'peculiarities', routes: peculiarityRoutes },
  { name: 'contacts', routes: contactRoutes },
  { name: 'promises', routes: promiseRoutes, jobs: promiseJobs },
  { name: 'objections', routes: objectionRoutes },
  {
    name: 'attachments',
    routes: (bind, outside) => attachmentRoutes(bind, outside, doors),
    jobs: attachmentJobs,
  },
  { name: 'comments', routes: (bind) => commentRoutes(bind, doors) },
  {
    name: 'notifications',
    routes: notificationRoutes,
    jobs: (outside) => notificationJobs(outside, reminders),
  },
  { name: 'activities', routes: (bind) => activityRoutes(bind, milestones) },
  {
    name: 'leads',
    routes: (bind, outside) => leadRoutes(bind, outside, takeOvers),
    pages: leadPages,
    jobs: leadJobs,
  },
  {
    name: 'calendars',
    routes: (bind, outside) => calendarRoutes(bind, outside, appointmentFollowers),
    jobs: (outside) => calendarJobs(outside, appointmentFollowers),
  },
  { name: 'days', routes: (bind) => dayRoutes(bind, dayRules) },
  {
    name: 'meetings',
    routes: (bind, outside) => meetingRoutes(bind, outside, sheetSections),
    jobs: meetingJobs,
  },
  {
    name: 'calls',
    routes: (bind, outside) => callRoutes(bind, outside, dayRules),
    pages: callPages,
    jobs: callJobs,
  },
  { name: 'imports', routes: importRoutes, jobs: importJobs },
  { name: 'exports', routes: exportRoutes, jobs: exportJobs },
  { name: 'bulk-changes', routes: bulkChangeRoutes, jobs: bulkChangeJobs },
  { name: 'registers', routes: registerRoutes, jobs: registerJobs },
  { name: 'search', routes: (bind) => searchRoutes(bind, finders) },
  { name: 'overview', routes: (bind) => overviewRoutes(bind, milestones, clientParts) },
  { name: 'demo', routes: demoRoutes },
]
