// One process at a time per data folder. The kernel holds the lock and drops it when its holder dies, however it dies,
// so nothing stale is ever left to judge; SQLite is here only because it is Node's one way to ask for such a lock.
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { startupProblem } from '#server/kit/startup-problem.ts'

export interface DataLock {
  release(): void
}

/** What the running process tells others about itself; readable by the product's user only. */
export interface RunningProcess {
  readonly pid: number
  readonly role: 'server' | 'cli'
  readonly state: 'starting' | 'running' | 'stopping'
  /** Where its PostgreSQL answers, once it does. */
  readonly databaseUrl?: string
  readonly address?: string
}

/** Takes the folder, or refuses with who holds it. Waits a little: a process told to stop may still be finishing. */
export async function lockDataFolder(dataDir: string, patienceMs = 2500): Promise<DataLock> {
  const start = performance.now()
  for (;;) {
    const lock = tryLock(dataDir)
    if (lock) return lock
    const holder = readRunning(dataDir)
    const patience = holder?.state === 'stopping' ? Math.max(patienceMs, 30_000) : patienceMs
    if (performance.now() - start >= patience) {
      throw startupProblem('alreadyRunning', dataDir, holder ? (holder.address ?? `PID ${holder.pid}`) : '')
    }
    await sleep(50)
  }
}

export function tryLock(dataDir: string): DataLock | undefined {
  const database = new DatabaseSync(join(dataDir, 'lock'))
  try {
    database.exec('pragma journal_mode = off; pragma locking_mode = exclusive; begin exclusive')
  } catch (error) {
    database.close()
    if ((error as { errcode?: number }).errcode === 5) return undefined
    throw error
  }
  return { release: () => database.close() }
}

/** Only the holder of the lock writes here. */
export function writeRunning(dataDir: string, running: RunningProcess): void {
  const path = join(dataDir, 'running.json')
  writeFileSync(`${path}.new`, JSON.stringify(running), { mode: 0o600 })
  renameSync(`${path}.new`, path)
}

/** What the last holder wrote; true of now only while the lock is held. */
export function readRunning(dataDir: string): RunningProcess | undefined {
  try {
    return JSON.parse(readFileSync(join(dataDir, 'running.json'), 'utf8')) as RunningProcess
  } catch {
    return undefined
  }
}

export function forgetRunning(dataDir: string): void {
  rmSync(join(dataDir, 'running.json'), { force: true })
}
