// Runs a command of the product as a person would type it, and watches its memory.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { rssMbOf } from './processes.ts'
import { secret } from './sides.ts'
import { NotAvailable, type Place } from './work.ts'

export interface CommandEnd {
  /** What the command printed last, as JSON. */
  readonly result: Record<string, unknown>
  readonly highestMb: number
}

/** `home` is the file of the capability that has the command; without it the product cannot do the work yet. */
export async function command(place: Place, home: string, args: readonly string[]): Promise<CommandEnd> {
  const file = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))
  if (!existsSync(file(home))) throw new NotAvailable(home)
  const child = spawn(process.execPath, [file('server/cli.ts'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
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
