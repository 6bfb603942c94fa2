// Starts the product the way a person does, on a folder of its own, and reads what it prints.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Who is signed in already, for all workers of this run. */
export const sessionsFile = join(root, '.cache', `e2e-sessions-${process.env.E2E_PORT}.json`)

export interface Login {
  readonly role: string
  readonly email: string
  readonly password: string
}

export interface RunningProduct {
  readonly address: string
  readonly logins: readonly Login[]
  /** Stops it and forgets its data. */
  stop(): Promise<void>
}

export interface StartOptions {
  readonly name: string
  readonly port: number
  readonly demo: boolean
  /** Where the register is asked; nothing of a journey may leave the machine. */
  readonly aresUrl: string
}

/** Resolves when the product says its address. */
export async function startServer({ name, port, demo, aresUrl }: StartOptions): Promise<RunningProduct> {
  const data = join(root, '.cache', `e2e-${name}-${process.pid}`)
  rmSync(data, { recursive: true, force: true })
  mkdirSync(data, { recursive: true })
  const child = spawn(process.execPath, [join(root, 'dist', 'server', 'main.mjs'), ...(demo ? ['--demo'] : [])], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      ...process.env,
      PORT: String(port),
      HOST: '127.0.0.1',
      KLIENTELA_DATA: data,
      DATABASE_URL: '',
      KLIENTELA_URL: '',
      KLIENTELA_LOG: 'warn',
      ARES_URL: aresUrl,
      ARES_TIMEOUT: '2',
    },
  })
  const said = await firstWords(child)
  const logins = [...said.matchAll(/^login: (\S+) (\S+) (\S+)$/gm)].map(([, role = '', email = '', password = '']) => ({
    role,
    email,
    password,
  }))
  return {
    address: `http://127.0.0.1:${port}`,
    logins,
    stop: async () => {
      if (child.exitCode === null) {
        child.kill('SIGTERM')
        await once(child, 'exit')
      }
      rmSync(data, { recursive: true, force: true })
    },
  }
}

/** What the product printed until it was listening. */
function firstWords(child: ChildProcess): Promise<string> {
  let said = ''
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error(`the product ended: ${said}`))
    child.once('exit', ended)
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk) => {
        said += chunk
        if (!/^Klientela: http/m.test(said)) return
        child.off('exit', ended)
        resolve(said)
      })
    }
  })
}

/** A port nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}
