// The product as a process: one at a time per folder, stops in order, and loses nothing acknowledged when killed.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lockDataFolder, readRunning, tryLock } from '#server/kit/data-lock.ts'
import { isFresh } from '../bin/built.mjs'

const root = new URL('..', import.meta.url).pathname
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'klientela-runtime-'))
  chmodSync(folder, 0o755)
  if (!isFresh('server'))
    execFileSync(process.execPath, [join(root, 'bin', 'build.ts'), 'server'], { stdio: 'inherit' })
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Started {
  readonly child: ChildProcess
  readonly said: () => string
  readonly exit: Promise<number | null>
}

/** The server without the bootstrap: what `npm start` runs once everything is installed. */
function run(program: string, args: string[] = [], env: NodeJS.ProcessEnv = {}): Started {
  const child = spawn(process.execPath, [join(root, program), ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      PORT: '0',
      KLIENTELA_DATA: folder,
      DATABASE_URL: '',
      KLIENTELA_LOG: 'error',
      NODE_COMPILE_CACHE: join(root, '.cache', 'compiled'),
      ...env,
    },
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (text += chunk))
  const exit = once(child, 'close').then(([code]) => code as number | null)
  return { child, said: () => text, exit }
}

async function addressOf(started: Started): Promise<string> {
  for (;;) {
    const address = /^Klientela: (\S+)$/m.exec(started.said())?.[1]
    if (address) return address
    if (started.child.exitCode !== null) throw new Error(started.said())
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

async function connect(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: readRunning(folder)?.databaseUrl })
  client.on('error', () => {})
  await client.connect()
  return client
}

describe('the product as a process', () => {
  it('starts on an empty folder, refuses a second one beside it, and stops in order', {
    timeout: 120_000,
  }, async () => {
    const first = run('dist/server/main.mjs')
    const address = await addressOf(first)
    const ready = await fetch(`${address}/health/ready`)
    expect([ready.status, await ready.json()]).toMatchObject([200, { status: 'ready' }])
    const head = await fetch(`${address}/health/ready`, { method: 'HEAD' })
    expect([head.status, head.headers.get('content-type'), await head.text()]).toMatchObject([
      200,
      expect.stringContaining('application/json'),
      '',
    ])
    expect(statSync(join(folder, 'running.json')).mode & 0o077).toBe(0)

    const second = run('dist/server/main.mjs')
    expect(await second.exit).toBe(1)
    expect(second.said()).toContain('už pracuje jiná spuštěná Klientela')
    expect(second.said()).toContain(address)

    const third = run('dist/server/main.mjs', [], { KLIENTELA_DATA: `${folder}-other`, PORT: new URL(address).port })
    expect(await third.exit).toBe(1)
    expect(third.said()).toContain('Another program already listens')
    rmSync(`${folder}-other`, { recursive: true, force: true })

    first.child.kill('SIGTERM')
    expect(await first.exit).toBe(0)
    expect(existsSync(join(folder, 'running.json'))).toBe(false)
    expect(postgresOf(folder)).toBe('')
  })

  it('keeps every acknowledged write when it and its database are killed, and recovers by itself', {
    timeout: 180_000,
  }, async () => {
    let acknowledged = 0
    for (const victims of ['server', 'server and database']) {
      const started = run('dist/server/main.mjs')
      await addressOf(started)
      const client = await connect()
      await client.query('create table if not exists acknowledged (n int primary key)')
      const kill = setTimeout(() => {
        if (victims !== 'server') for (const pid of postgresOf(folder).split('\n')) process.kill(Number(pid), 'SIGKILL')
        started.child.kill('SIGKILL')
      }, 300)
      // A killed server leaves its database running; the writer then simply stops after a while.
      const until = performance.now() + 600
      try {
        while (performance.now() < until) {
          await client.query('insert into acknowledged values ($1)', [acknowledged + 1])
          acknowledged++
        }
      } catch {
        // The connection broke, as it should.
      }
      clearTimeout(kill)
      await started.exit
      await client.end().catch(() => {})

      const again = run('dist/server/main.mjs')
      await addressOf(again)
      const after = await connect()
      const { rows } = await after.query<{ n: number }>('select count(*)::int as n from acknowledged')
      expect(acknowledged).toBeGreaterThan(0)
      // The last one may have been written although its acknowledgement got lost on the way.
      expect(rows[0]?.n).toBeGreaterThanOrEqual(acknowledged)
      acknowledged = rows[0]?.n ?? 0
      await after.end()
      again.child.kill('SIGTERM')
      expect(await again.exit).toBe(0)
    }
  })

  it('says what is wrong with a setting in both languages and ends with 78', async () => {
    const started = run('dist/server/main.mjs', [], { PORT: 'abc' })
    expect(await started.exit).toBe(78)
    expect(started.said()).toContain('Nastavení PORT')
    expect(started.said()).toContain('The setting PORT')
  })
})

describe('the lock of the data folder', () => {
  it('is refused to others while its holder lives and free the moment it is killed', async () => {
    const holder = spawn(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `const { tryLock } = await import('#server/kit/data-lock.ts')
         globalThis.lock = tryLock(${JSON.stringify(folder)})
         console.log('locked')
         setInterval(() => {}, 1000)`,
      ],
      { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
    )
    await once(holder.stdout, 'data')
    expect(tryLock(folder)).toBeUndefined()
    await expect(lockDataFolder(folder, 100)).rejects.toThrow(/already uses the data folder/)
    holder.kill('SIGKILL')
    await once(holder, 'exit')
    const lock = await lockDataFolder(folder, 1000)
    lock.release()
  })
})

describe('package-lock.json', () => {
  it('names every optional package, so that npm ci works on every machine', () => {
    const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { optionalDependencies?: Record<string, string> }>
    }
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter(
        (name) => !packages[`node_modules/${name}`] && !packages[`${path}/node_modules/${name}`],
      ),
    )
    expect(missing).toEqual([])
  })
})

function postgresOf(dataDir: string): string {
  const lines = execFileSync('ps', ['-axww', '-o', 'pid=,command='], { encoding: 'utf8' }).split('\n')
  return lines
    .filter((line) => line.includes(`-D ${dataDir}/`))
    .map((line) => Number.parseInt(line, 10))
    .join('\n')
}
