// Starts the product on an empty folder with the demo company before the journeys and stops it after them.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

export default async function startProduct(): Promise<() => Promise<void>> {
  const data = join(root, '.cache', `e2e-${process.pid}`)
  rmSync(data, { recursive: true, force: true })
  mkdirSync(data, { recursive: true })
  const child = spawn(process.execPath, [join(root, 'server', 'main.ts'), '--demo'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      ...process.env,
      PORT: process.env.E2E_PORT,
      HOST: '127.0.0.1',
      KLIENTELA_DATA: data,
      DATABASE_URL: '',
      KLIENTELA_URL: '',
      KLIENTELA_LOG: 'warn',
      // Nothing of a journey may leave the machine.
      ARES_URL: 'http://127.0.0.1:9/ares',
    },
  })
  let said = ''
  const ready = new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk) => {
        said += chunk
        if (/^Klientela: http/m.test(said)) resolve()
      })
    }
    child.once('exit', () => reject(new Error(said)))
  })
  await ready
  const logins = [...said.matchAll(/^login: (\S+) (\S+) (\S+)$/gm)].map(([, role, email, password]) => ({
    role,
    email,
    password,
  }))
  process.env.E2E_LOGINS = JSON.stringify(logins)
  return async () => {
    child.removeAllListeners('exit')
    if (child.exitCode === null) {
      child.kill('SIGTERM')
      await once(child, 'exit')
    }
    rmSync(data, { recursive: true, force: true })
  }
}
