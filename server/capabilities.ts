// Every capability's routes and jobs, in the order of the map; written by hand so that each can be clicked through.
import type { Outside } from '#server/app.ts'
import { clientJobs } from '#server/clients/jobs.ts'
import { clientRoutes } from '#server/clients/routes.ts'
import { contactRoutes } from '#server/contacts/routes.ts'
import type { JobDefinition } from '#server/kit/jobs.ts'
import type { Bind } from '#server/kit/serve.ts'

export interface ServerCapability {
  readonly name: string
  readonly routes?: (bind: Bind, outside: Outside) => void
  readonly jobs?: (outside: Outside) => JobDefinition[]
}

export const capabilities: readonly ServerCapability[] = [
  { name: 'clients', routes: clientRoutes, jobs: clientJobs },
  { name: 'contacts', routes: contactRoutes },
]
