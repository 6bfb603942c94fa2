// `npm run cli -- COMMAND`: works beside a running server on its database, or starts the database itself.
import { setTimeout as sleep } from 'node:timers/promises'
import { runtime as cs } from '#messages/cs/runtime.ts'
import { runtime as en } from '#messages/en/runtime.ts'
import type { Command, CommandLine } from '#server/kit/cli.ts'
import { type Config, prepareDataFolder, readConfig } from '#server/kit/config.ts'
import { dayOf, systemActor } from '#server/kit/context.ts'
import { forgetRunning, lockDataFolder, readRunning, tryLock, writeRunning } from '#server/kit/data-lock.ts'
import { databaseServer } from '#server/kit/database-server.ts'
import { openDatabase } from '#server/kit/db.ts'
import { type RunningJobs, startJobs } from '#server/kit/jobs.ts'
import { makeLogger } from '#server/kit/logger.ts'
import { migrate } from '#server/kit/migrate.ts'
import { bilingual, explained, tell } from '#server/kit/startup-problem.ts'

/** The first word of a command and where it is. Loaded only when asked for. */
const homes: Readonly<Record<string, () => Promise<{ commands: readonly Command[] }>>> = {
  journal: () => import('#server/journal/cli.ts'),
  import: () => import('#server/imports/cli.ts'),
  export: () => import('#server/exports/cli.ts'),
  user: () => import('#server/users/cli.ts'),
}

const remark = (line: string) => process.stderr.write(`${line}\n`)

async function main(words: readonly string[]): Promise<number> {
  const command = await find(words)
  if (!command) {
    if (words.length > 0 && words[0] !== 'help') remark(bilingual((texts) => texts.cli.unknown(words.join(' '))))
    await listCommands()
    return words.length === 0 || words[0] === 'help' ? 0 : 2
  }
  const config = readConfig(process.env)
  const database = await reachDatabase(config)
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort())
  try {
    return await runOn(config, database.url, command, words.slice(command.name.split(' ').length), stop.signal)
  } finally {
    await database.leave()
  }
}

async function runOn(
  config: Config,
  url: string,
  command: Command,
  args: readonly string[],
  signal: AbortSignal,
): Promise<number> {
  const database = openDatabase(url)
  let jobs: Promise<RunningJobs> | undefined
  // The queue is joined only by the commands that use it.
  const queue = () => {
    jobs ??= startJobs(url, database.db, [], makeLogger('silent').log)
    return jobs
  }
  const line: CommandLine = {
    config,
    db: database.db,
    databaseUrl: url,
    args,
    signal,
    context() {
      const now = new Date()
      const enqueue: RunningJobs['enqueue'] = async (...rest) => (await queue()).enqueue(...rest)
      return { db: database.db, actor: systemActor, now: now.toISOString(), today: dayOf(now), jobs: { enqueue } }
    },
    print: (text) => process.stdout.write(`${text}\n`),
    remark,
  }
  try {
    await migrate(database.pool)
    return await command.run(line)
  } finally {
    await (await jobs)?.stop()
    await database.close()
  }
}

/** The server's database while it runs; otherwise a database of our own, which the server must wait for. */
async function reachDatabase(config: Config): Promise<{ url: string; leave(): Promise<void> }> {
  if (config.databaseUrl) {
    const server = await databaseServer(config, remark)
    return { url: server.url, leave: () => server.stop() }
  }
  prepareDataFolder(config.dataDir)
  const lock = await lockOrServer(config.dataDir)
  if (typeof lock === 'string') return { url: lock, leave: async () => {} }
  try {
    writeRunning(config.dataDir, { pid: process.pid, role: 'cli', state: 'starting' })
    const server = await databaseServer(config, remark)
    writeRunning(config.dataDir, { pid: process.pid, role: 'cli', state: 'starting', databaseUrl: server.url })
    return {
      url: server.url,
      async leave() {
        writeRunning(config.dataDir, { pid: process.pid, role: 'cli', state: 'stopping' })
        await server.stop()
        forgetRunning(config.dataDir)
        lock.release()
      },
    }
  } catch (error) {
    lock.release()
    throw error
  }
}

/** The lock when it is free, or the address of the database of the server that holds it. */
async function lockOrServer(dataDir: string) {
  const patience = performance.now() + 60_000
  for (let told = false; ; told = true) {
    const lock = tryLock(dataDir)
    if (lock) return lock
    const holder = readRunning(dataDir)
    if (holder?.role === 'server' && holder.state === 'running' && holder.databaseUrl) return holder.databaseUrl
    // Another command uses the folder alone: that is a refusal. A server that starts or stops is worth waiting for.
    if (holder?.role === 'cli' || performance.now() > patience) return lockDataFolder(dataDir)
    if (!told) remark(bilingual((texts) => texts.cli.serverStarting))
    await sleep(200)
  }
}

async function find(words: readonly string[]): Promise<Command | undefined> {
  const home = homes[words[0] ?? '']
  if (!home) return undefined
  const typed = `${words.join(' ')} `
  return (await home()).commands.find((command) => typed.startsWith(`${command.name} `))
}

async function listCommands(): Promise<void> {
  const lines = [`${cs.cli.usage} / ${en.cli.usage}`, '', `${cs.cli.commands} / ${en.cli.commands}`]
  for (const home of Object.values(homes)) {
    for (const { name, usage } of (await home()).commands) lines.push(`  ${name} ${usage}`)
  }
  process.stdout.write(`${lines.join('\n')}\n`)
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  process.exitCode = tell(explained(error))
}
process.exit()
