// The walls of the house, checked on every run: who may import whom, who writes which table, what a file may be.
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { map } from '#map'

const root = new URL('../', import.meta.url)
const rooms = ['domain', 'api', 'messages', 'server', 'web'] as const
type Room = (typeof rooms)[number]

interface Source {
  /** `server/clients/store.ts` */
  readonly path: string
  readonly room: Room
  /** The capability the file belongs to; undefined for kit, composition and what is shared by all. */
  readonly capability: string | undefined
  readonly text: string
  readonly imports: readonly string[]
  readonly test: boolean
}

/** Files named otherwise than the capability they belong to. */
const belongs: Readonly<Record<string, string>> = {
  'api/deputies.ts': 'users',
  'api/lead-forms.ts': 'leads',
  'api/telephony.ts': 'calls',
  'api/call-lists.ts': 'calls',
  'api/calendar-links.ts': 'calendars',
  'api/bookings.ts': 'calendars',
  'api/client-standing.ts': 'clients',
  'api/meeting-minutes.ts': 'meetings',
  'api/meeting-papers.ts': 'meetings',
}

/** The four lists written by hand, and what starts the program: they see everything. */
const composition = new Set([
  'server/app.ts',
  'server/capabilities.ts',
  'server/client-parts.ts',
  'server/histories.ts',
  'server/doors.ts',
  'server/day-rules.ts',
  'server/reminders.ts',
  'server/sheet-sections.ts',
  'server/milestones.ts',
  'server/finders.ts',
  'server/take-overs.ts',
  'server/cli.ts',
  'server/main.ts',
  'server/product.ts',
  'server/listening.ts',
  'messages/cs.ts',
  'messages/en.ts',
  'messages/reasons.ts',
  'web/main.tsx',
  'web/router.tsx',
  'web/menu.ts',
  'web/session.ts',
])

/** Files of another capability's server room that others may read, besides its actions. */
const offered: Readonly<Record<string, string>> = {
  'server/clients/visible.ts': 'the one condition of who sees what; every query that touches clients contains it',
  'server/leads/visible.ts': 'as for clients: what hangs on a lead, below it in the map too, asks this one condition',
  'server/clients/duplicates.ts':
    'whether a company is known already is one question, for a client typed and for a lead',
  'server/clients/editable.ts':
    'the rule of who edits a client as SQL; what hangs on a client is changed by the same people',
  'server/clients/check.ts':
    'the same checks of what is written, whether a person types it, a file or a register brings it',
  'server/notifications/live.ts': 'an ephemeral event leaves with the transaction of whatever capability publishes it',
  'server/users/sessions.ts': 'a job acts with the rights of whoever asked for it, loaded as for a request',
}

/** Conditions read by capabilities that stand before their owner in the map: they know roles alone, so no knot comes of it. */
const conditions = new Set(['server/leads/visible.ts'])

/** Imports against a rule, each with its reason. */
const allowedImports: Readonly<Record<string, string>> = {}

/** Tables written by somebody else than their owner, each with its reason. */
const allowedWrites: Readonly<Record<string, string>> = {
  'server/kit/record.ts journal_entries':
    'every change is recorded in its own transaction, whatever capability makes it',
}

/** Files over 400 lines, each with its reason. */
const longFiles: Readonly<Record<string, string>> = {
  'server/kit/tables.ts': 'generated from the migrations',
}

const names = new Set(map.map((capability) => capability.name))
const sources = rooms.flatMap((room) => filesOf(room))

function filesOf(room: Room): Source[] {
  return readdirSync(new URL(room, root), { recursive: true, encoding: 'utf8' })
    .map((name) => `${room}/${name.replaceAll('\\', '/')}`)
    .filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts'))
    .map((path) => {
      const text = readFileSync(new URL(path, root), 'utf8')
      const imports = [
        ...text.matchAll(
          /^(?:import|export|\}).*?\bfrom\s+['"]([^'"]+)['"]|^import\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm,
        ),
      ].map((match) => (match[1] ?? match[2] ?? match[3]) as string)
      return { path, room, capability: capabilityOf(path), text, imports, test: /\.test\.tsx?$/.test(path) }
    })
}

function capabilityOf(path: string): string | undefined {
  if (belongs[path]) return belongs[path]
  const parts = path.split('/').slice(path.startsWith('messages/') ? 2 : 1)
  const name = parts[0]?.replace(/(\.test)?\.tsx?$/, '') ?? ''
  return names.has(name) ? name : undefined
}

const targetOf = (specifier: string) => (specifier.startsWith('#') ? specifier.slice(1) : undefined)

describe('the map', () => {
  it('lists every capability once, after all it uses, so that there is no cycle', () => {
    const seen = new Set<string>()
    const wrong: string[] = []
    for (const { name, uses } of map) {
      for (const used of uses) if (!seen.has(used)) wrong.push(`${name} uses ${used}, which is not listed before it`)
      if (seen.has(name)) wrong.push(`${name} is listed twice`)
      seen.add(name)
    }
    expect(wrong).toEqual([])
  })

  it('gives every table of the migrations exactly one owner', () => {
    const owned = map.flatMap((capability) => capability.tables)
    expect(owned.filter((table, i) => owned.indexOf(table) !== i)).toEqual([])
    expect([...new Set(owned)].sort()).toEqual(tables())
  })

  it('knows every folder and file named after a capability', () => {
    const shared = new Set(['kit'])
    const folders = (['server', 'web'] as const).flatMap((room) =>
      readdirSync(new URL(room, root), { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && !['public', 'node_modules', 'dist'].includes(entry.name))
        .filter((entry) => !names.has(entry.name) && !shared.has(entry.name))
        .map((entry) => `${room}/${entry.name}`),
    )
    expect(folders).toEqual([])
  })
})

function tables(): string[] {
  const folder = new URL('db/migrations/', root)
  const found = new Set<string>()
  for (const name of readdirSync(folder).sort()) {
    const text = readFileSync(new URL(name, folder), 'utf8')
    for (const match of text.matchAll(/^create table (?:if not exists )?(\w+)/gm)) found.add(match[1] as string)
    for (const match of text.matchAll(/^drop table (?:if exists )?(\w+)/gm)) found.delete(match[1] as string)
  }
  return [...found].sort()
}

describe('imports', () => {
  const mayImport: Readonly<Record<Room, readonly string[]>> = {
    domain: ['domain'],
    api: ['domain', 'api'],
    messages: ['domain', 'messages'],
    server: ['domain', 'api', 'messages', 'server', 'map', 'db'],
    web: ['domain', 'api', 'messages', 'web'],
  }

  it('stay in the rooms they may enter', () => {
    expect(
      broken((source, target) => {
        const room = target.split('/')[0]?.replace(/\.ts$/, '') ?? ''
        return source.test
          ? undefined
          : mayImport[source.room].includes(room)
            ? undefined
            : `${source.room} may not import ${room}`
      }),
    ).toEqual([])
  })

  it('are absolute and exact', () => {
    const wrong = sources.flatMap((source) =>
      source.imports
        .filter((i) => i.startsWith('.') || (i.startsWith('#') && i !== '#map' && !/\.\w+$/.test(i)))
        .map((i) => `${source.path}: ${i}`),
    )
    expect(wrong).toEqual([])
  })

  it('of domain name no module of the platform', () => {
    const wrong = sources
      .filter((s) => s.room === 'domain' && !s.test)
      .flatMap((s) => s.imports.filter((i) => !i.startsWith('#domain/')).map((i) => `${s.path}: ${i}`))
    expect(wrong).toEqual([])
  })

  it('follow the map: a capability imports another only if it uses it', () => {
    const uses = new Map(map.map(({ name, uses }) => [name, new Set(uses)]))
    expect(
      broken((source, target) => {
        const other = capabilityOf(target)
        if (!source.capability || !other || other === source.capability || source.test || isFactory(source.path))
          return undefined
        return uses.get(source.capability)?.has(other) || conditions.has(target)
          ? undefined
          : `the map does not say that ${source.capability} uses ${other}`
      }),
    ).toEqual([])
  })

  it('take from another capability its actions on the server, its queries and components on the web', () => {
    expect(
      broken((source, target) => {
        const other = capabilityOf(target)
        const room = target.split('/')[0]
        if (!source.capability || !other || other === source.capability || source.test || isFactory(source.path))
          return undefined
        const file = target.split('/').slice(2).join('/')
        if (
          room === 'server' &&
          !/^actions(-[a-z-]+)?\.ts$/.test(file) &&
          !offered[target] &&
          !(source.capability === 'demo' && isFactory(target))
        ) {
          return 'only actions.ts of another capability may be imported'
        }
        if (room === 'web' && file !== 'queries.ts' && !/^[A-Z]\w*\.tsx$/.test(file))
          return 'only queries.ts and components may be imported'
        return undefined
      }),
    ).toEqual([])
  })

  it('of the kit know no capability', () => {
    expect(
      broken((source, target) => {
        const kit = source.path.includes('/kit/') && !source.test
        return kit && capabilityOf(target) ? 'the kit knows no capability' : undefined
      }),
    ).toEqual([])
  })

  it('of the composition are made by nobody below it', () => {
    expect(
      broken((source, target) => {
        if (composition.has(source.path) || source.test || source.room !== 'server') return undefined
        // The shape of what a capability's routes are given is declared where it is put together.
        const typeOnly = target === 'server/app.ts' && /import type \{ Outside \}/.test(source.text)
        return composition.has(target) && target.startsWith('server/') && !typeOnly
          ? 'the composition is above'
          : undefined
      }),
    ).toEqual([])
  })

  it('excuse nothing that needs no excuse', () => {
    const made = new Set(sources.flatMap((source) => source.imports.map((i) => `${source.path} ${targetOf(i)}`)))
    expect(Object.keys(allowedImports).filter((key) => !made.has(key))).toEqual([])
  })
})

const isFactory = (path: string) => path.endsWith('/factory.ts')

/** Every import that a rule objects to, in words. */
function broken(rule: (source: Source, target: string) => string | undefined): string[] {
  return sources
    .filter((source) => !composition.has(source.path))
    .flatMap((source) =>
      source.imports.flatMap((specifier) => {
        const target = targetOf(specifier)
        const why = target && !allowedImports[`${source.path} ${target}`] ? rule(source, target) : undefined
        return why ? [`${source.path} imports ${target}: ${why}`] : []
      }),
    )
}

describe('tables', () => {
  it('are written only by their owner', () => {
    const owner = new Map(map.flatMap(({ name, tables }) => tables.map((table) => [table, name] as const)))
    const wrong = sources
      .filter((source) => source.room === 'server' && !source.test && !isFactory(source.path))
      .flatMap((source) =>
        [...new Set(written(source.text))]
          .filter((table) => owner.has(table) && owner.get(table) !== source.capability)
          .filter((table) => !allowedWrites[`${source.path} ${table}`])
          .map((table) => `${source.path} writes ${table}, which belongs to ${owner.get(table)}`),
      )
    expect(wrong).toEqual([])
  })
})

/** Tables a file inserts into, updates, deletes from or copies into, in SQL or through the query builder. */
function written(text: string): string[] {
  const code = text.replace(/^\s*(\/\/|\*|\/\*\*).*$/gm, '')
  const found = [
    ...code.matchAll(/\b(?:insert\s+into|delete\s+from|copy|truncate|merge\s+into)\s+"?([a-z_]+)/gi),
    ...code.matchAll(/(?<!for\s)\bupdate\s+"?([a-z_]+)"?\s+(?:as\s+)?(?:\w+\s+)?set\b/gi),
    ...code.matchAll(/\.(?:insertInto|updateTable|deleteFrom|mergeInto)\(\s*['"`](\w+)/g),
  ]
  return found.map((match) => (match[1] as string).replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`))
}

describe('files', () => {
  it('of domain leave chance and time to their callers', () => {
    const wrong = sources.filter(
      (s) => s.room === 'domain' && !s.test && /Math\.random|\bnew Date\b|Date\.now/.test(s.text),
    )
    expect(wrong.map((source) => source.path)).toEqual([])
  })

  it('of web take the day from the clock of the device, never from UTC, where it changes hours later', () => {
    const wrong = sources.filter(
      (s) => s.room === 'web' && !s.test && /new Date\(\)\s*\.toISOString\(\)\s*\.slice/.test(s.text),
    )
    expect(wrong.map((source) => source.path)).toEqual([])
  })

  it('are at most 400 lines, except those with a reason', () => {
    const lines = (source: Source) => source.text.trimEnd().split('\n').length
    const long = sources.filter((source) => lines(source) > 400).map((source) => source.path)
    expect(long.filter((path) => !longFiles[path])).toEqual([])
    expect(Object.keys(longFiles).filter((path) => !long.includes(path))).toEqual([])
  })

  it('are no index, export by name and re-export nothing', () => {
    const wrong = sources.flatMap(({ path, text }) => [
      ...(/\/index\.tsx?$/.test(path) ? [`${path}: is an index`] : []),
      ...(/^export default\b/m.test(text) ? [`${path}: has a default export`] : []),
      ...(/^export\s+(?:type\s+)?(?:\*|\{[^}]*\})\s+from\b/m.test(text)
        ? [`${path}: exports what it only imports`]
        : []),
    ])
    expect(wrong).toEqual([])
  })

  it('open with a line that says what they promise', () => {
    // A test's own name says what it promises.
    const wrong = sources.filter((source) => !source.test && !source.text.startsWith('//'))
    expect(wrong.map((source) => source.path)).toEqual([])
  })

  it('have names that say something', () => {
    const empty = /(^|[-/])(utils?|helpers?|common|misc|manager|service|base)(\.|\/|$)/i
    expect(
      sources.filter((source) => empty.test(source.path.replace(/\.tsx?$/, ''))).map((source) => source.path),
    ).toEqual([])
  })
})
