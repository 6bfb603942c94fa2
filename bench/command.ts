// Runs a command of the product as a person would type it, and watches its memory.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { folderOf } from '../bin/built.mjs'
import { environment, serverFlags } from '../bin/launch.mjs'
import { rssMbOf } from './processes.ts'
import { secret } from './sides.ts'
import type { Place } from './work.ts'

export interface CommandEnd {
  /** What the command printed last, as JSON. */
  readonly result: Record<string, unknown>
  readonly highestMb: number
}

export async function command(place: Place, args: readonly string[]): Promise<CommandEnd> {
  const child = spawn(process.execPath, [...serverFlags, join(folderOf('server'), 'cli.mjs'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...environment(),
      NODE_ENV: 'production',
      DATABASE_URL: place.databaseUrl,
      KLIENTELA_SECRET: secret,
      KLIENTELA_DATA: `${place.folder}/command`,
    },
  })
  let printed = ''
  let complaints = ''
  let highestMb = 0
  child.stdout.on('data', (piece) => (printed += piece))
  child.stderr.on('data', (piece) => (complaints = `${complaints}${piece}`.slice(-2_000)))
  const watch = setInterval(() => {
    highestMb = Math.max(highestMb, rssMbOf(child.pid ?? 0))
  }, 200)
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  }).finally(() => clearInterval(watch))
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${complaints}`)
  return { result: JSON.parse(printed.trim().split('\n').at(-1) ?? '{}') as Record<string, unknown>, highestMb }
}
