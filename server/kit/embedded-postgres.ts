// PostgreSQL 18 that belongs to one data folder: made on the first start, started in tens of milliseconds after that,
// stopped with us, and put right by itself after a crash. Durable unless a test says otherwise.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import {
  chownSync,
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { stopLeftovers } from '#server/kit/postgres-leftovers.ts'
import { type Place, placeFor } from '#server/kit/postgres-place.ts'
import { bilingual, explained, startupProblem } from '#server/kit/startup-problem.ts'

export interface EmbeddedPostgres {
  /** The address of a database in it, with the password. */
  url(database?: string): string
  readonly pid: number
  readonly home: string
  readonly log: string
  /** Settles when PostgreSQL ends, asked or not. */
  readonly ended: Promise<void>
  /** Fast shutdown: open transactions are rolled back, what was acknowledged is on disk. */
  stop(): Promise<void>
}

export interface EmbeddedPostgresOptions {
  /** The folder asked for; the database moves elsewhere only if its user cannot live there. */
  readonly folder: string
  /** False gives up surviving a power cut in exchange for speed; for tests only. */
  readonly durable?: boolean
  readonly settings?: Readonly<Record<string, string | number>>
  /** Told what takes long, in the operator's words. */
  readonly notice?: (line: string) => void
  readonly shelter?: string
}

const role = 'klientela'
export const productDatabase = 'klientela'

/** Starts the database of `folder`, creating it on the first start. The caller holds the lock of the folder. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const say = (of: Parameters<typeof bilingual>[0]) => options.notice?.(bilingual(of))
  const place = placeFor(options.folder, options.shelter)
  if (place.moved) say((texts) => texts.moved(options.folder, place.home))
  if (place.copied) say((texts) => texts.copied(place.programs))
  for (const orphan of place.orphans) say((texts) => texts.orphaned(orphan))
  const data = join(place.home, 'data')
  const clusterName = clusterNameOf(data)
  if (!existsSync(data)) {
    say((texts) => texts.initialising)
    await initialise(place, data, options.durable ?? true)
  } else if (await stopLeftovers(data, clusterName)) {
    say((texts) => texts.leftover)
  }
  const password = await passwordOf(place, data)
  const socketFolder = join(place.home, 'run')
  // A killed server leaves its socket and a lock naming a process that may, as a zombie, still count as alive.
  rmSync(socketFolder, { recursive: true, force: true })
  mkdirSync(socketFolder, { recursive: true, mode: 0o700 })
  if (place.user) chownSync(socketFolder, place.user.uid, place.user.gid)
  const log = join(place.home, 'server.log')
  const byTcp = Buffer.byteLength(join(socketFolder, '.s.PGSQL.5432.lock')) > 103
  let started: Started
  try {
    started = await startOn(byTcp ? await freePort() : socketFolder)
  } catch (error) {
    // A file system without sockets (some shared folders) leaves the loopback address.
    if (byTcp || !lastWords(log).includes('socket')) throw error
    started = await startOn(await freePort())
  }
  const { child, ended, endpoint } = started
  const url = (database = productDatabase) => urlOf(endpoint, password, database)
  const postgres: EmbeddedPostgres = {
    url,
    pid: child.pid ?? 0,
    home: place.home,
    log,
    ended,
    async stop() {
      child.ref()
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGINT')
      if (await settledWithin(ended, 60_000)) return
      child.kill('SIGQUIT')
      if (!(await settledWithin(ended, 10_000))) child.kill('SIGKILL')
      await ended
    },
  }
  try {
    await ensureDatabase(url('postgres'))
  } catch (error) {
    await postgres.stop()
    throw error
  }
  return postgres

  async function startOn(endpoint: Endpoint): Promise<Started> {
    const settings = {
      ...settingsFor(options.durable ?? true, clusterName),
      ...endpointSettings(endpoint),
      ...options.settings,
    }
    const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    const output = openLog(log)
    // In a session of its own: Ctrl-C in the terminal reaches us only, and we let requests finish before it stops.
    const child = spawn(join(place.programs, 'bin', 'postgres'), ['-D', data, ...args], {
      ...asUser(place),
      detached: true,
      stdio: ['ignore', output, output],
    })
    closeSync(output)
    // It alone keeps no process alive; stopping does.
    child.unref()
    const ended = new Promise<void>((resolve) => {
      child.once('exit', () => resolve())
      child.once('error', () => resolve())
    })
    await untilReady(child, data, log, () => say((texts) => texts.recovering))
    return { child, ended, endpoint }
  }
}

/** Stops a database whose run was killed. The caller holds the lock of its folder. */
export async function stopAbandoned(folder: string): Promise<void> {
  if (!existsSync(folder)) return
  const data = join(realpathSync(folder), 'data')
  await stopLeftovers(data, clusterNameOf(data))
}

/** Shown in the names of its processes, by which a killed run's are found again. */
function clusterNameOf(data: string): string {
  return `klientela-${createHash('sha256').update(data).digest('hex').slice(0, 10)}`
}

/** A folder with a socket, or a port on the loopback address. */
type Endpoint = string | number
type Started = { child: ChildProcess; ended: Promise<void>; endpoint: Endpoint }

function settingsFor(durable: boolean, clusterName: string): Record<string, string | number> {
  const memoryMb = Math.floor(Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY) / 2 ** 20)
  const portion = (share: number, least: number, most: number) =>
    `${Math.max(least, Math.min(most, Math.floor(memoryMb * share)))}MB`
  return {
    cluster_name: clusterName,
    max_connections: 50,
    shared_buffers: portion(0.25, 64, 512),
    effective_cache_size: portion(0.6, 128, 65_536),
    work_mem: portion(0.004, 4, 32),
    maintenance_work_mem: portion(0.05, 64, 512),
    random_page_cost: 1.1,
    jit: 'off',
    max_wal_size: '2GB',
    min_wal_size: '128MB',
    checkpoint_timeout: '15min',
    checkpoint_completion_target: 0.9,
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_min_messages: 'warning',
    log_checkpoints: 'off',
    log_autovacuum_min_duration: -1,
    // Statements and details of errors carry people's names and addresses; they do not belong in a log.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    // Containers often get 64 MB of /dev/shm, too little for a parallel query.
    ...(sharedMemoryMb() < 256 ? { dynamic_shared_memory_type: 'mmap' } : {}),
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }
}

function sharedMemoryMb(): number {
  if (process.platform !== 'linux') return Number.POSITIVE_INFINITY
  try {
    const { bsize, bavail } = statfsSync('/dev/shm')
    return (bsize * bavail) / 2 ** 20
  } catch {
    return 0
  }
}

function endpointSettings(endpoint: Endpoint): Record<string, string | number> {
  return typeof endpoint === 'string'
    ? { listen_addresses: '', unix_socket_directories: quotedList(endpoint), port: 5432 }
    : { listen_addresses: '127.0.0.1', unix_socket_directories: '', port: endpoint }
}

/** The setting is a list split at commas; a folder name may hold one. */
function quotedList(path: string): string {
  return `"${path.replaceAll('"', '""')}"`
}

function urlOf(endpoint: Endpoint, password: string, database: string): string {
  const who = `${role}:${encodeURIComponent(password)}`
  return typeof endpoint === 'number'
    ? `postgresql://${who}@127.0.0.1:${endpoint}/${database}`
    : `postgresql://${who}@${encodeURIComponent(endpoint)}/${database}`
}

/** Builds the cluster aside and renames it into place, so that a start cut short leaves nothing half made. */
async function initialise(place: Place, data: string, durable: boolean): Promise<void> {
  // A name of its own each time: an initdb whose parent was killed may still be writing into the one before.
  const fresh = `${data}.new-${randomBytes(4).toString('hex')}`
  const passwordFile = join(place.home, 'password')
  const shown = join(place.home, 'password.init')
  const password = randomBytes(24).toString('base64url')
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600, flush: true })
  rmSync(shown, { force: true })
  writeFileSync(shown, `${password}\n`, { mode: 0o600 })
  if (place.user) chownSync(shown, place.user.uid, place.user.gid)
  try {
    const choices = {
      pgdata: fresh,
      username: role,
      pwfile: shown,
      auth: 'scram-sha-256',
      encoding: 'UTF8',
      'locale-provider': 'icu',
      'icu-locale': 'cs-CZ',
      locale: 'C',
    }
    const common = Object.entries(choices).map(([name, value]) => `--${name}=${value}`)
    common.push('--no-instructions', ...(durable ? [] : ['--no-sync']))
    let answer = { status: 1 as number | null, text: '' }
    // Trigrams see letters beyond ASCII only through the C library's character classes, which need a UTF-8 locale.
    for (const ctype of ['C.UTF-8', 'C.utf8', 'en_US.UTF-8', 'cs_CZ.UTF-8', 'C']) {
      answer = await ran(place, 'initdb', [...common, `--lc-ctype=${ctype}`])
      if (answer.status === 0 || !/invalid locale name|locale/i.test(answer.text)) break
      rmSync(fresh, { recursive: true, force: true })
    }
    if (answer.status !== 0) throw failure(answer.text, join(place.home, 'server.log'))
    renameSync(fresh, data)
    for (const name of readdirSync(place.home)) {
      if (name.startsWith('data.new-')) rmSync(join(place.home, name), { recursive: true, force: true, maxRetries: 3 })
    }
  } finally {
    rmSync(shown, { force: true })
  }
}

function ran(place: Place, program: string, args: string[]): Promise<{ status: number | null; text: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(join(place.programs, 'bin', program), args, {
      ...asUser(place),
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let text = ''
    child.stdout?.on('data', (chunk) => (text += chunk))
    child.stderr?.on('data', (chunk) => (text += chunk))
    child.once('error', reject)
    child.once('close', (status) => resolve({ status, text }))
  })
}

function asUser(place: Place) {
  return {
    cwd: place.home,
    env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
    ...(place.user ? { uid: place.user.uid, gid: place.user.gid } : {}),
  }
}

/** The password made at birth; a lost one (data restored without it) is set anew while nobody is connected. */
async function passwordOf(place: Place, data: string): Promise<string> {
  const path = join(place.home, 'password')
  const kept = existsSync(path) ? readFileSync(path, 'utf8').trim() : ''
  if (kept) return kept
  const password = randomBytes(24).toString('base64url')
  const answer = spawnSync(join(place.programs, 'bin', 'postgres'), ['--single', '-D', data, '-j', 'postgres'], {
    ...asUser(place),
    input: `alter role ${role} password '${password}'\n`,
    encoding: 'utf8',
  })
  if (answer.status !== 0) throw failure(answer.stderr ?? '', path)
  writeFileSync(path, `${password}\n`, { mode: 0o600, flush: true })
  return password
}

/** PostgreSQL itself writes into its pid file when it is ready; asking by connections would fill the log. */
async function untilReady(child: ChildProcess, data: string, log: string, recovering: () => void): Promise<void> {
  const start = performance.now()
  let told = false
  let broken: Error | undefined
  child.once('error', (error) => {
    broken = error
  })
  for (;;) {
    if (broken) throw explained(broken, { path: data })
    if (child.exitCode !== null || child.signalCode !== null) throw failure(lastWords(log), log)
    const lines = pidFile(data)
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready') return
    if (!told && performance.now() - start > 3000) {
      told = true
      recovering()
    }
    await sleep(8)
  }
}

function pidFile(data: string): string[] {
  try {
    return readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return []
  }
}

function failure(text: string, log: string): unknown {
  if (/No space left on device|Disk quota exceeded/.test(text)) return startupProblem('diskFull', log)
  const fatal = text.split('\n').findLast((line) => /FATAL|PANIC|error:/.test(line)) ?? text.trim().split('\n').at(-1)
  return startupProblem('databaseFailed', log, fatal?.replace(/^.*?(FATAL|PANIC|error):\s*/, '') ?? '')
}

/** The log starts anew when it has grown; the one before is kept. */
function openLog(path: string): number {
  const log = openSync(path, 'a', 0o600)
  if (fstatSync(log).size < 10 * 2 ** 20) return log
  closeSync(log)
  renameSync(path, `${path}.1`)
  return openSync(path, 'a', 0o600)
}

function lastWords(path: string): string {
  const log = openSync(path, 'r')
  try {
    const size = Math.min(fstatSync(log).size, 4096)
    const buffer = Buffer.alloc(size)
    readSync(log, buffer, 0, size, fstatSync(log).size - size)
    return buffer.toString('utf8')
  } finally {
    closeSync(log)
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}

async function ensureDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [productDatabase])
    if (rowCount === 0) await client.query(`create database ${productDatabase}`)
  } finally {
    await client.end()
  }
}

async function settledWithin(promise: Promise<void>, ms: number): Promise<boolean> {
  const timer = new AbortController()
  const result = await Promise.race([
    promise.then(() => true),
    sleep(ms, false, { signal: timer.signal, ref: false }).catch(() => false),
  ])
  timer.abort()
  return result
}
