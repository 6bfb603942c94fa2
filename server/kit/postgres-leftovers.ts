// What a killed run left behind: a PostgreSQL nobody owns any more, or a pid file naming somebody else's process.
// It is called under the lock of the data folder, so whatever still runs for that database is nobody's.
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startupProblem } from '#server/kit/startup-problem.ts'

interface Running {
  readonly pid: number
  /** The first process, which minds the others; the rest end by themselves once it is gone. */
  readonly postmaster: boolean
}

/** Stops what still runs for this database. Returns whether there was anything. */
export async function stopLeftovers(data: string, clusterName: string): Promise<boolean> {
  const found = runningFor(data, clusterName)
  if (found.length > 0) await end(data, clusterName)
  // The pid file of a dead PostgreSQL may name a process that is alive and has nothing to do with it; PostgreSQL would
  // then refuse to start. Removing it is safe only because no process of this database is left.
  const pid = postmasterPid(data)
  if (pid !== undefined && isAlive(pid)) rmSync(join(data, 'postmaster.pid'), { force: true })
  return found.length > 0
}

/** The processes of this database, told by the folder or the cluster name in their command lines. */
export function runningFor(data: string, clusterName: string): Running[] {
  return commandLines()
    .map(({ pid, words, line }) => ({
      pid,
      postmaster: words.some((word, i) => word === '-D' && words[i + 1] === data) || line.includes(` -D ${data} `),
      child: line.startsWith(`postgres: ${clusterName}:`),
    }))
    .filter(({ postmaster, child }) => postmaster || child)
    .map(({ pid, postmaster }) => ({ pid, postmaster }))
}

async function end(data: string, clusterName: string): Promise<void> {
  // Fast shutdown first, then immediate (the next start recovers), then without asking.
  const steps: [NodeJS.Signals, number][] = [
    ['SIGINT', 30_000],
    ['SIGQUIT', 10_000],
    ['SIGKILL', 5_000],
  ]
  let remaining: Running[] = []
  for (const [signal, patience] of steps) {
    const start = performance.now()
    remaining = runningFor(data, clusterName)
    const minders = remaining.filter((one) => one.postmaster)
    // Without their postmaster the others are leaving already; they are only hurried at the end.
    const addressed = minders.length > 0 && signal !== 'SIGKILL' ? minders : signal === 'SIGKILL' ? remaining : []
    for (const { pid } of addressed) send(pid, signal)
    const wait = minders.length > 0 ? patience : Math.min(patience, 5_000)
    while (remaining.length > 0 && performance.now() - start < wait) {
      await sleep(20)
      remaining = runningFor(data, clusterName)
    }
    if (remaining.length === 0) return
  }
  throw startupProblem('databaseLeftover', remaining[0]?.pid ?? 0)
}

function postmasterPid(data: string): number | undefined {
  const path = join(data, 'postmaster.pid')
  if (!existsSync(path)) return undefined
  const pid = Number.parseInt(readFileSync(path, 'utf8'), 10)
  return pid > 0 ? pid : undefined
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EPERM') throw startupProblem('databaseLeftover', pid)
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function commandLines(): { pid: number; words: string[]; line: string }[] {
  if (process.platform === 'linux') {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name) => {
        const text = commandLineOf(name)
        return { pid: Number(name), words: text.split('\0'), line: text.replaceAll('\0', ' ') }
      })
  }
  return execFileSync('ps', ['-axww', '-o', 'pid=,command='], { encoding: 'utf8' })
    .split('\n')
    .map((row) => /^\s*(\d+)\s+(.*)$/.exec(row))
    .filter((match) => match !== null)
    .map(([, pid, line = '']) => ({ pid: Number(pid), words: line.split(' '), line }))
}

function commandLineOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}
