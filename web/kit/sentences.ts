// The sentences of a language, fetched capability by capability: a screen that asks for some not here yet waits for them.
import type { cs } from '#messages/cs.ts'
import type { Language, Messages } from '#messages/plural.ts'

export type AllMessages = Messages<typeof cs>
export type CapabilityName = keyof AllMessages

const files = import.meta.glob<Record<string, unknown>>('../../messages/{cs,en}/*.ts')
const here = new Map<string, unknown>()
const onTheWay = new Map<string, Promise<void>>()

const pathOf = (language: Language, name: string) =>
  `../../messages/${language}/${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.ts`

function load(language: Language, name: string): Promise<void> {
  const path = pathOf(language, name)
  const file = files[path]
  if (!file || here.has(path)) return Promise.resolve()
  let promise = onTheWay.get(path)
  if (!promise) {
    promise = file().then((module) => {
      here.set(path, module[name])
      onTheWay.delete(path)
    })
    onTheWay.set(path, promise)
  }
  return promise
}

/** All sentences as one object. Reading a part that is not here suspends the component; `in` asks without waiting. */
const all = (language: Language) =>
  new Proxy({} as AllMessages, {
    get: (_, name) => {
      if (typeof name === 'symbol') return undefined
      const path = pathOf(language, name)
      if (here.has(path)) return here.get(path)
      if (!files[path]) return undefined
      throw load(language, name)
    },
    has: (_, name) => typeof name === 'string' && here.has(pathOf(language, name)),
  })
const messages = { cs: all('cs'), en: all('en') }

export async function loadMessages(language: Language, names: readonly CapabilityName[]): Promise<AllMessages> {
  await Promise.all(names.map((name) => load(language, name)))
  return messages[language]
}

/** The other language with everything the screens have used so far, so that nothing flickers when it changes. */
export async function loadSame(from: Language, to: Language): Promise<AllMessages> {
  const names = [...here.keys()].filter((path) => path.startsWith(`../../messages/${from}/`)).map(nameOf)
  await Promise.all(names.map((name) => load(to, name)))
  return messages[to]
}

/** Fetches the rest quietly, one after another. */
export async function loadRest(language: Language) {
  for (const path of Object.keys(files)) {
    if (path.startsWith(`../../messages/${language}/`)) await load(language, nameOf(path)).catch(() => undefined)
  }
}

function nameOf(path: string): string {
  const file = path.slice(path.lastIndexOf('/') + 1, -3)
  return file.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
}
