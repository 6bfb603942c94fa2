// The settings of one run, read once from the environment, checked and frozen. Nobody else reads process.env.
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { runtime as cs } from '#messages/cs/runtime.ts'
import { runtime as en } from '#messages/en/runtime.ts'
import { badConfiguration, StartupProblem, startupProblem } from '#server/kit/startup-problem.ts'

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent'

/** Where the content of attachments lies and what looks at it before anybody opens it. */
export interface StorageSettings {
  /** The largest file one may attach. */
  readonly mostBytes: number
  /** S3-compatible storage; without it files lie in the data folder. */
  readonly s3?: {
    readonly endpoint: string
    readonly bucket: string
    readonly region: string
    readonly key: string
    readonly secret: string
  }
  /** A command that ends with 0 for a clean file and 1 for an infected one; or a ClamAV daemon. */
  readonly scan?: { readonly command: readonly string[] } | { readonly host: string; readonly port: number }
}

export const usualStorage: StorageSettings = { mostBytes: 50 * 1024 * 1024 }

export interface Config {
  readonly port: number
  readonly host: string
  /** Absolute; exists and is writable once `prepareDataFolder` has run. */
  readonly dataDir: string
  /** Set when the firm runs its own PostgreSQL. */
  readonly databaseUrl: string | undefined
  /** The address people open, without a slash at the end; undefined means the address we listen on. */
  readonly publicUrl: string | undefined
  readonly trustProxy: boolean | string
  /** Of one session, or of one address of those not signed in; 0 for no limit. */
  readonly requestsPerMinute: number
  readonly demo: boolean
  readonly logLevel: LogLevel
  readonly smtp: { readonly url: string; readonly from: string } | undefined
  readonly aresUrl: string
  readonly aresTimeoutMs: number
  readonly proxy: string | undefined
  readonly storage: StorageSettings
  /** Given by the operator; otherwise `secretOf` makes one and keeps it in the data folder. */
  readonly secret: string | undefined
}

/** Every environment variable the product obeys; each has its description in the messages and the manual. */
export const settingNames = Object.keys(cs.settings) as readonly (keyof typeof cs.settings)[]

/** Reads and checks the environment. A wrong value is a sentence and exit code 78, never a guess. */
export function readConfig(env: NodeJS.ProcessEnv, args: readonly string[] = []): Config {
  const read = (name: keyof typeof cs.settings) => env[name]?.trim() || undefined
  const databaseUrl = read('DATABASE_URL')
  if (databaseUrl !== undefined && !/^postgres(ql)?:\/\/\S+$|^socket:\S+$/.test(databaseUrl)) {
    // The address may hold a password, so it is not repeated.
    throw badSetting('DATABASE_URL', withoutPassword(databaseUrl), 'databaseUrl')
  }
  const smtpUrl = read('SMTP_URL')
  if (smtpUrl !== undefined && !/^smtps?:\/\/[^\s/]+/.test(smtpUrl)) {
    throw badSetting('SMTP_URL', withoutPassword(smtpUrl), 'smtpUrl')
  }
  const from = read('SMTP_FROM')
  if (from !== undefined && !/^[^@\r\n]*[^\s@]+@[^\s@]+$/.test(from)) throw badSetting('SMTP_FROM', from, 'mail')
  const secret = read('KLIENTELA_SECRET')
  if (secret !== undefined && secret.length < 32) throw badSetting('KLIENTELA_SECRET', '…', 'secret')
  const level = read('KLIENTELA_LOG') ?? 'info'
  if (!isLogLevel(level)) throw badSetting('KLIENTELA_LOG', level, 'logLevel')
  const host = read('HOST') ?? '127.0.0.1'
  if (/[\s/]/.test(host)) throw badSetting('HOST', host, 'host')
  const publicUrl = address('KLIENTELA_URL', read('KLIENTELA_URL'))
  return Object.freeze({
    port: wholeNumber('PORT', read('PORT') ?? '4000', 0, 65_535, 'port'),
    host,
    dataDir: resolve(read('KLIENTELA_DATA') ?? 'data'),
    databaseUrl,
    publicUrl,
    trustProxy: trusted(read('KLIENTELA_TRUST_PROXY')),
    requestsPerMinute: wholeNumber('KLIENTELA_REQUESTS', read('KLIENTELA_REQUESTS') ?? '1200', 0, 999_999, 'requests'),
    demo: args.includes('--demo'),
    logLevel: level,
    smtp: smtpUrl ? Object.freeze({ url: smtpUrl, from: from ?? 'Klientela <klientela@localhost>' }) : undefined,
    aresUrl: address('ARES_URL', read('ARES_URL')) ?? 'https://ares.gov.cz/ekonomicke-subjekty-v-be/rest',
    aresTimeoutMs: wholeNumber('ARES_TIMEOUT', read('ARES_TIMEOUT') ?? '10', 1, 300, 'seconds') * 1000,
    proxy: address('HTTPS_PROXY', read('HTTPS_PROXY') ?? env.https_proxy),
    secret,
    storage: storageOf(read),
  })
}

/** All of S3 or nothing; one way of scanning or none. */
function storageOf(read: (name: keyof typeof cs.settings) => string | undefined): StorageSettings {
  const endpoint = address('KLIENTELA_S3_ENDPOINT', read('KLIENTELA_S3_ENDPOINT'))
  const [bucket, key, secret] = [read('KLIENTELA_S3_BUCKET'), read('KLIENTELA_S3_KEY'), read('KLIENTELA_S3_SECRET')]
  const named = { KLIENTELA_S3_BUCKET: bucket, KLIENTELA_S3_KEY: key, KLIENTELA_S3_SECRET: secret }
  for (const [name, value] of Object.entries(named)) {
    if ((endpoint === undefined) !== (value === undefined)) throw badSetting(name, '', 's3Whole')
  }
  if (bucket !== undefined && !/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)) {
    throw badSetting('KLIENTELA_S3_BUCKET', bucket, 'bucket')
  }
  const daemon = read('KLIENTELA_CLAMAV')
  const [, host, port = '3310'] = /^([^\s:/]+)(?::(\d{1,5}))?$/.exec(daemon ?? '') ?? []
  if (daemon !== undefined && (host === undefined || Number(port) > 65_535))
    throw badSetting('KLIENTELA_CLAMAV', daemon, 'clamav')
  const command = read('KLIENTELA_SCAN_COMMAND')?.split(/\s+/)
  return Object.freeze({
    mostBytes:
      wholeNumber('KLIENTELA_ATTACHMENT_MB', read('KLIENTELA_ATTACHMENT_MB') ?? '50', 1, 2000, 'megabytes') * 1024 ** 2,
    ...(endpoint && bucket && key && secret
      ? { s3: { endpoint, bucket, key, secret, region: read('KLIENTELA_S3_REGION') ?? 'us-east-1' } }
      : {}),
    ...(host ? { scan: { host, port: Number(port) } } : command ? { scan: { command } } : {}),
  })
}

/** Makes the data folder and proves that it can be written before anything leans on it. */
export function prepareDataFolder(dataDir: string): void {
  makeFolder(dataDir)
  if (!statSync(dataDir).isDirectory()) throw startupProblem('folderNotFolder', dataDir)
  const probe = join(dataDir, `.probe-${process.pid}`)
  writeFileSync(probe, 'x', { flush: false })
  rmSync(probe, { force: true })
}

/** Not `recursive`: that never ends where a folder refuses children by saying that it does not exist (/proc). */
function makeFolder(path: string): void {
  if (existsSync(path)) return
  makeFolder(dirname(path))
  mkdirSync(path, { mode: 0o700 })
}

/** The key that signs sessions: the operator's, or one made once and readable by the product's user only. */
export function secretOf(config: Config): string {
  if (config.secret) return config.secret
  const path = join(config.dataDir, 'secret')
  const kept = existsSync(path) ? readFileSync(path, 'utf8').trim() : ''
  if (kept) {
    if (kept.length < 32) throw badSetting(path, '…', 'secret')
    return kept
  }
  // Renamed into place, so that a crash leaves either no key or a whole one.
  const made = randomBytes(32).toString('base64url')
  writeFileSync(`${path}.new`, `${made}\n`, { mode: 0o600, flush: true })
  renameSync(`${path}.new`, path)
  return made
}

/** The address shown to the operator and used in links when no public one is set. */
export function addressOf(config: Config, port: number): string {
  if (config.publicUrl) return config.publicUrl
  const everywhere = config.host === '0.0.0.0' || config.host === '::'
  const host = everywhere ? '127.0.0.1' : config.host.includes(':') ? `[${config.host}]` : config.host
  return `http://${host}:${port}`
}

/** A database address that may be shown: without its password. */
export function withoutPassword(url: string): string {
  return url.replace(/(:\/\/[^:/@\s]*):[^@\s]*@/, '$1:…@')
}

function badSetting(name: string, value: string, expected: keyof typeof cs.expected): StartupProblem {
  return new StartupProblem(
    'badSetting',
    cs.problems.badSetting(name, value, cs.expected[expected]),
    en.problems.badSetting(name, value, en.expected[expected]),
    badConfiguration,
  )
}

function wholeNumber(
  name: string,
  text: string,
  least: number,
  most: number,
  expected: 'port' | 'seconds' | 'megabytes' | 'requests',
): number {
  const value = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN
  if (!(value >= least && value <= most)) throw badSetting(name, text, expected)
  return value
}

function address(name: string, text: string | undefined): string | undefined {
  if (!text) return undefined
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw badSetting(name, withoutPassword(text), 'url')
  }
  return text.replace(/\/+$/, '')
}

function trusted(text: string | undefined): boolean | string {
  if (text === undefined || text === 'false') return false
  return text === 'true' ? true : text
}

const logLevels: readonly string[] = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] satisfies LogLevel[]
function isLogLevel(text: string): text is LogLevel {
  return logLevels.includes(text)
}
