// What is not described does not exist: manual pages, texts of reasons, summaries of endpoints, settings of the operator.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { roles } from '#domain/access.ts'
import { isEvent } from '#domain/notifications/events.ts'
import { map } from '#map'
import { runtime as runtimeCs } from '#messages/cs/runtime.ts'
import { cs } from '#messages/cs.ts'
import { runtime as runtimeEn } from '#messages/en/runtime.ts'
import { en } from '#messages/en.ts'
import { settingNames } from '#server/kit/config.ts'
import { declaredEndpoints } from '#test/strangers/endpoints.ts'

const root = new URL('../', import.meta.url)
const page = (name: string) => new URL(`docs/manual/${name}.md`, root)
const textOf = (name: string) => (existsSync(page(name)) ? readFileSync(page(name), 'utf8') : '')

/** Czech and English part of a page: each begins with a title of the first level. */
function halves(name: string): string[] {
  return textOf(name)
    .split(/^# .+$/m)
    .slice(1)
    .map((half) => half.trim())
}

describe('the manual', () => {
  it('has a page for every capability, in Czech and in English', () => {
    const missing = map
      .map(({ name }) => name)
      .filter((name) => halves(name).length !== 2 || halves(name).some((half) => half.length < 150))
    expect(missing).toEqual([])
  })

  it('says both halves in as many sections', () => {
    const uneven = readdirSync(new URL('docs/manual/', root))
      .map((file) => file.replace(/\.md$/, ''))
      .filter((name) => new Set(halves(name).map((half) => half.match(/^## /gm)?.length ?? 0)).size > 1)
    expect(uneven).toEqual([])
  })

  it('names only commands and settings that exist', () => {
    const scripts = (
      JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { scripts: Record<string, string> }
    ).scripts
    const wrong = readdirSync(new URL('docs/manual/', root)).flatMap((file) => {
      const text = readFileSync(new URL(`docs/manual/${file}`, root), 'utf8')
      const commands = [...text.matchAll(/npm run (\S+?)[`\s]/g)].map((match) => match[1] as string)
      const settings = [...text.matchAll(/`((?:KLIENTELA|SMTP|ARES)_[A-Z_]+)`/g)].map((match) => match[1] as string)
      return [
        ...commands.filter((name) => !scripts[name]).map((name) => `${file}: npm run ${name}`),
        ...settings
          .filter((name) => !(settingNames as readonly string[]).includes(name))
          .map((name) => `${file}: ${name}`),
      ]
    })
    expect(wrong).toEqual([])
  })

  it('describes every setting of the operator in both languages', () => {
    const [czech = '', english = ''] = halves('operation')
    const missing = settingNames.filter((name) => !czech.includes(`\`${name}\``) || !english.includes(`\`${name}\``))
    expect(missing).toEqual([])
    expect(Object.keys(runtimeEn.settings)).toEqual(Object.keys(runtimeCs.settings))
  })

  it('knows every environment variable the product reads', () => {
    // Variables of tests and of the runtime itself are nobody's setting.
    const known = new Set<string>([...settingNames, 'NODE_ENV', 'https_proxy', 'PATH', 'XDG_DATA_HOME'])
    const read = sourcesIn('server').flatMap(({ path, text }) =>
      [...text.matchAll(/process\.env\.([A-Za-z_]+)|\bread\('([A-Z_]+)'\)/g)].map(
        (match) => `${path}: ${match[1] ?? match[2]}`,
      ),
    )
    expect(read.filter((line) => !known.has(line.split(': ')[1] as string))).toEqual([])
  })
})

describe('the glossary', () => {
  const glossary = readFileSync(new URL('docs/glossary.md', root), 'utf8').toLowerCase()
  const rows = glossary.split('\n').filter((line) => line.startsWith('| '))
  const inOneRow = (...words: string[]) => rows.some((row) => words.every((word) => row.includes(word.toLowerCase())))

  it('has the word of every list, in both languages in one row', () => {
    const words = (messages: Readonly<Record<string, object>>) =>
      new Map(
        Object.entries(messages).flatMap(([name, texts]) =>
          'one' in texts && typeof texts.one === 'string' ? [[name, texts.one] as const] : [],
        ),
      )
    const english = words(en)
    const czech = [...words(cs)]
    expect(czech.length).toBeGreaterThan(10)
    expect(czech.filter(([name, word]) => !inOneRow(word, english.get(name) ?? '–'))).toEqual([])
  })

  it('has every place of the menu', () => {
    const { places } = cs.kit
    const missing = Object.entries(places).filter(([name, place]) => {
      const stem = (text: string) => text.split(' ')[0]?.slice(0, 4) ?? text
      return !inOneRow(stem(place), stem(en.kit.places[name as keyof typeof places]))
    })
    expect(missing).toEqual([])
  })

  it('names every role as the screens do', () => {
    const missing = roles.filter((role) => !inOneRow(role, cs.users.roles[role], en.users.roles[role]))
    expect(missing).toEqual([])
  })
})

describe('texts', () => {
  it('give every reason a sentence in both languages', () => {
    const missing = reasonsInCode().filter((reason) => !sentence(cs, reason) || !sentence(en, reason))
    expect(missing).toEqual([])
  })

  it('hold the same keys in both languages', () => {
    expect(keysOf(en)).toEqual(keysOf(cs))
  })

  it('promise nothing for later and shout at nobody', () => {
    const wrong = sourcesIn('messages')
      .filter(({ path }) => !path.endsWith('.test.ts'))
      .flatMap(({ path, text }) =>
        [
          ...text.matchAll(/(?:['"`])([^'"`\n]*(?:coming soon|připravujeme|TODO|[^!=]!(?=['"`]))[^'"`\n]*)(?:['"`])/gi),
        ].map((match) => `${path}: ${match[1]}`),
      )
    expect(wrong).toEqual([])
  })
})

describe('endpoints', () => {
  it('each say in a sentence what they are for, under an id and path of their own', async () => {
    const endpoints = await declaredEndpoints()
    expect(endpoints.filter((endpoint) => endpoint.summary.trim().length < 8).map((endpoint) => endpoint.id)).toEqual(
      [],
    )
    const ids = endpoints.map((endpoint) => endpoint.id)
    const routes = endpoints.map((endpoint) => `${endpoint.method} ${endpoint.path}`)
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([])
    expect(routes.filter((route, i) => routes.indexOf(route) !== i)).toEqual([])
  })
})

function sourcesIn(room: string): { path: string; text: string }[] {
  return readdirSync(new URL(room, root), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
    .map((name) => ({ path: `${room}/${name}`, text: readFileSync(new URL(`${room}/${name}`, root), 'utf8') }))
}

/** Every reason named in the code: in refusals and field errors of the server, and as answers of the rules. */
function reasonsInCode(): string[] {
  const found = new Set<string>()
  const capabilities = new Set(Object.keys(cs))
  for (const { text } of sourcesIn('domain')) {
    for (const match of text.matchAll(/'([a-z][A-Za-z]*)\.([a-z]\w*)'/g)) {
      // Abilities and events of notifications are written alike; they are keys of their tables.
      const key = match[0].slice(1, -1)
      if (capabilities.has(match[1] as string) && !isAbility(key) && !isEvent(key)) found.add(`${match[1]}.${match[2]}`)
    }
  }
  for (const { text } of [...sourcesIn('server'), ...sourcesIn('web')]) {
    for (const match of text.matchAll(
      /(?:new (?:Refusal|Forbidden|NotFound)\(\s*|\breason:\s*|\brefuse\(\s*|reasonText\(\s*)'([a-z][A-Za-z]*\.[a-z]\w*)'/g,
    )) {
      found.add(match[1] as string)
    }
  }
  return [...found].sort()
}

const abilities: string[] =
  readFileSync(new URL('domain/access.ts', root), 'utf8').match(/'[a-z]+\.[a-zA-Z]+'(?=: )/g) ?? []
const isAbility = (text: string) => abilities.includes(`'${text}'`)

function sentence(texts: Record<string, unknown>, reason: string): unknown {
  const [capability = '', name = ''] = reason.split('.')
  return (texts[capability] as { reasons?: Record<string, unknown> } | undefined)?.reasons?.[name]
}

function keysOf(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [path]
  return Object.entries(value)
    .flatMap(([key, inner]) => keysOf(inner, path ? `${path}.${key}` : key))
    .sort()
}
