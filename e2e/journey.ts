// What every journey shares: people of the demo company already signed in, a browser that may not complain, and axe.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContext, test as base, expect, type Page } from '@playwright/test'
import { type Login, sessionsFile } from './server.ts'

type State = Awaited<ReturnType<BrowserContext['storageState']>>

export interface Journey {
  /** A page of somebody with this role, in a browser of his own. */
  as(role: string): Promise<Page>
}

export const test = base.extend<Journey>({
  // Whatever a journey does, the browser must not report an error nor a breach of the content security policy.
  page: async ({ page }, use) => {
    const complaints = listen(page)
    await use(page)
    expect(complaints).toEqual([])
  },
  as: async ({ browser }, use) => {
    const contexts: BrowserContext[] = []
    const complaints: string[][] = []
    await use(async (role) => {
      const context = await browser.newContext({ storageState: await signedIn(browser, role) })
      contexts.push(context)
      const page = await context.newPage()
      complaints.push(listen(page))
      return page
    })
    for (const context of contexts) await context.close()
    expect(complaints.flat()).toEqual([])
  },
})

/** Refusals of the server are written down by the browser of its own accord; they are part of the journeys. */
const refusal = /^Failed to load resource: the server responded with a status of (400|401|403|404|409)/

function listen(page: Page): string[] {
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' && !refusal.test(message.text())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  return complaints
}

/** The demo company's person with this role. */
export function demoLogin(role: string): Login {
  const logins = JSON.parse(process.env.E2E_LOGINS ?? '[]') as Login[]
  const login = logins.find((one) => one.role === role)
  if (!login) throw new Error(`the demo company has nobody with the role ${role}`)
  return login
}

/** Everybody signs in once per run: attempts are throttled, and a journey that fails starts the worker anew. */
async function signedIn(browser: Browser, role: string): Promise<State> {
  const known = existsSync(sessionsFile)
    ? (JSON.parse(readFileSync(sessionsFile, 'utf8')) as Record<string, State>)
    : {}
  const state = known[role] ?? (await signIn(browser, role))
  // Whole or not at all: the other worker may be reading.
  writeFileSync(`${sessionsFile}.${process.pid}`, JSON.stringify({ ...known, [role]: state }))
  renameSync(`${sessionsFile}.${process.pid}`, sessionsFile)
  return state
}

async function signIn(browser: Browser, role: string): Promise<State> {
  const { email, password } = demoLogin(role)
  const context = await browser.newContext()
  const answer = await context.request.post('/api/auth/sign-in/email', { data: { email, password } })
  expect(answer.ok(), await answer.text()).toBe(true)
  const state = await context.storageState()
  await context.close()
  return state
}

/** Calls the interface as the person of this page; for what a journey needs to find, not for what it is about. */
export async function api<T = Record<string, unknown>>(
  page: Page,
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
  version?: number,
): Promise<T> {
  const answer = await page.request.fetch(path, {
    method,
    ...(body === undefined ? {} : { data: body }),
    ...(version === undefined ? {} : { headers: { 'if-match': `"${version}"` } }),
  })
  expect(answer.ok(), `${method} ${path}: ${await answer.text()}`).toBe(true)
  return (await answer.json()) as T
}

export interface MadeClient {
  readonly id: string
  readonly version: number
  readonly name: string
}

/** A client of the page's person, made for one journey so that journeys do not step on each other. */
export function makeClient(page: Page, name: string, more: Record<string, unknown> = {}): Promise<MadeClient> {
  return api<MadeClient>(page, 'POST', '/api/clients', { name, evenIfSimilar: true, ...more })
}

/** WCAG 2.2 AA by axe for what the page shows now. */
export async function expectAccessible(page: Page, where: string): Promise<void> {
  const axe = new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
  const { violations } = await axe.analyze()
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${where}: ${id}: ${node.target.join(' ')}: ${node.failureSummary ?? ''}`),
  )
  expect(found).toEqual([])
}

export { expect }
