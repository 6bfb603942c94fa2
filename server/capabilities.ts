// Every capability's routes and jobs, in the order of the map; written by hand so that each can be clicked through.
import type { Outside } from '#server/app.ts'
import { bulkChangeJobs } from '#server/bulk-changes/jobs.ts'
import { bulkChangeRoutes } from '#server/bulk-changes/routes.ts'
import { clientJobs } from '#server/clients/jobs.ts'
import { clientRoutes } from '#server/clients/routes.ts'
import { clientTagLinks } from '#server/clients/tag-links.ts'
import { clientFollower } from '#server/clients/team-follower.ts'
import { contactRoutes } from '#server/contacts/routes.ts'
import { contactTagLinks } from '#server/contacts/tag-links.ts'
import { contactFollower } from '#server/contacts/team-follower.ts'
import { customFieldRoutes } from '#server/custom-fields/routes.ts'
import { demoRoutes } from '#server/demo/routes.ts'
import { exportJobs } from '#server/exports/jobs.ts'
import { exportRoutes } from '#server/exports/routes.ts'
import { groupJobs } from '#server/groups/jobs.ts'
import { groupRoutes } from '#server/groups/routes.ts'
import { histories } from '#server/histories.ts'
import { importJobs } from '#server/imports/jobs.ts'
import { importRoutes } from '#server/imports/routes.ts'
import { journalJobs } from '#server/journal/jobs.ts'
import { journalRoutes } from '#server/journal/routes.ts'
import type { JobDefinition } from '#server/kit/jobs.ts'
import type { Bind } from '#server/kit/serve.ts'
import { overviewRoutes } from '#server/overview/routes.ts'
import { peculiarityRoutes } from '#server/peculiarities/routes.ts'
import { registerJobs } from '#server/registers/jobs.ts'
import { registerRoutes } from '#server/registers/routes.ts'
import { searchRoutes } from '#server/search/routes.ts'
import { settingsRoutes } from '#server/settings/routes.ts'
import { tagRoutes } from '#server/tags/routes.ts'
import { teamRoutes } from '#server/teams/routes.ts'
import { userJobs } from '#server/users/jobs.ts'
import { userRoutes } from '#server/users/routes.ts'
import { viewRoutes } from '#server/views/routes.ts'

export interface ServerCapability {
  readonly name: string
  readonly routes?: (bind: Bind, outside: Outside) => void
  readonly jobs?: (outside: Outside) => JobDefinition[]
}

export const capabilities: readonly ServerCapability[] = [
  { name: 'settings', routes: settingsRoutes },
  { name: 'teams', routes: teamRoutes },
  {
    name: 'users',
    routes: (bind, outside) => userRoutes(bind, outside, [clientFollower, contactFollower]),
    jobs: userJobs,
  },
  { name: 'journal', routes: (bind) => journalRoutes(bind, histories), jobs: journalJobs },

  { name: 'views', routes: viewRoutes },
  { name: 'custom-fields', routes: customFieldRoutes },
  { name: 'tags', routes: (bind) => tagRoutes(bind, [clientTagLinks, contactTagLinks]) },
  { name: 'clients', routes: clientRoutes, jobs: clientJobs },
  { name: 'groups', routes: groupRoutes, jobs: groupJobs },
  { name: 'peculiarities', routes: peculiarityRoutes },
  { name: 'contacts', routes: contactRoutes },
  { name: 'imports', routes: importRoutes, jobs: importJobs },
  { name: 'exports', routes: exportRoutes, jobs: exportJobs },
  { name: 'bulk-changes', routes: bulkChangeRoutes, jobs: bulkChangeJobs },
  { name: 'registers', routes: registerRoutes, jobs: registerJobs },
  { name: 'search', routes: searchRoutes },
  { name: 'overview', routes: overviewRoutes },
  { name: 'demo', routes: demoRoutes },
]
