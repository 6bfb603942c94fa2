// Every endpoint the border declares, found in the files of api/ themselves.
import { readdirSync } from 'node:fs'
import type { Endpoint } from '#api/endpoint.ts'

const folder = new URL('../../api/', import.meta.url)

export async function declaredEndpoints(): Promise<Endpoint[]> {
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  const modules = await Promise.all(
    files.map((name) => import(new URL(name, folder).href) as Promise<Record<string, unknown>>),
  )
  return modules.flatMap((module) => Object.values(module).filter(isEndpoint))
}

function isEndpoint(value: unknown): value is Endpoint {
  const e = value as Partial<Endpoint> | null
  return (
    typeof e === 'object' &&
    e !== null &&
    typeof e.id === 'string' &&
    typeof e.path === 'string' &&
    typeof e.method === 'string'
  )
}
