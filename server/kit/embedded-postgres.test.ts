// The embedded database comes up whatever the last run left behind, and answers as the product expects.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#server/kit/embedded-postgres.ts'

let parent: string
let folder: string
const notices: string[] = []
const start = () =>
  startEmbeddedPostgres({
    folder,
    durable: false,
    notice: (line) => notices.push(line),
    settings: { shared_buffers: '32MB' },
  })

async function answer<T>(postgres: EmbeddedPostgres, text: string): Promise<T> {
  const client = new pg.Client({ connectionString: postgres.url() })
  client.on('error', () => {})
  await client.connect()
  try {
    return Object.values((await client.query(text)).rows[0] ?? {})[0] as T
  } finally {
    await client.end().catch(() => {})
  }
}

beforeAll(() => {
  parent = mkdtempSync(join(tmpdir(), 'klientela-embedded-'))
  folder = join(parent, 'postgres')
})
afterAll(() => rmSync(parent, { recursive: true, force: true }))

describe('the embedded database', () => {
  it('is made at the first start, in Czech order, with the extensions the product needs', async () => {
    const postgres = await start()
    expect(await answer(postgres, `select current_setting('server_version_num')::int >= 180000`)).toBe(true)
    expect(await answer(postgres, `select 'hrad' < 'chata' and 'cena' < 'čas' and 'čas' < 'dar'`)).toBe(true)
    const names = ['btree_gist', 'pg_trgm', 'pgcrypto', 'unaccent']
    for (const name of names) await answer(postgres, `create extension if not exists ${name}`)
    expect(await answer(postgres, `select show_trgm('čáp')::text like '%0x%' or 'č' = any(show_trgm('čáp'))`)).toBe(
      true,
    )
    await answer(postgres, 'create table kept as select 1 as n')
    await postgres.stop()
    expect(existsSync(join(postgres.home, 'data', 'postmaster.pid'))).toBe(false)
    expect(statSync(join(postgres.home, 'password')).mode & 0o077).toBe(0)
  })

  it('recovers after it was killed with a process of another program now under its number', async () => {
    const postgres = await start()
    process.kill(postgres.pid, 'SIGKILL')
    await postgres.ended
    const stranger = spawn('sleep', ['60'])
    const pidFile = join(postgres.home, 'data', 'postmaster.pid')
    const { uid, gid } = statSync(join(postgres.home, 'data'))
    writeFileSync(
      pidFile,
      `${stranger.pid}\n${join(postgres.home, 'data')}\n1700000000\n5432\n${postgres.home}/run\n\n 1 1\nready\n`,
    )
    chownSync(pidFile, uid, gid)
    const again = await start()
    expect(await answer(again, 'select n from kept')).toBe(1)
    await again.stop()
    stranger.kill()
  })

  it('is stopped first when the program that ran it was killed and left it running', async () => {
    const program = `
      const { startEmbeddedPostgres } = await import('#server/kit/embedded-postgres.ts')
      const postgres = await startEmbeddedPostgres({ folder: ${JSON.stringify(folder)}, durable: false })
      console.log(postgres.pid)
      setInterval(() => {}, 1000)`
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [said] = (await once(child.stdout, 'data')) as [Buffer]
    child.kill('SIGKILL')
    await once(child, 'exit')
    const orphan = Number(said.toString())
    expect(() => process.kill(orphan, 0)).not.toThrow()
    notices.length = 0
    const postgres = await start()
    expect(postgres.pid).not.toBe(orphan)
    expect(notices.join('\n')).toContain('left running')
    expect(await answer(postgres, 'select n from kept')).toBe(1)
    await postgres.stop()
  })

  it('gets a new password when the old one is lost', async () => {
    const { home } = await start().then(async (postgres) => {
      await postgres.stop()
      return postgres
    })
    rmSync(join(home, 'password'))
    const postgres = await start()
    expect(await answer(postgres, 'select n from kept')).toBe(1)
    await postgres.stop()
  })

  it('answers on the loopback address when its folder is too deep for a socket', async () => {
    const deep = join(parent, 'hluboka-slozka-'.repeat(8))
    mkdirSync(deep)
    const postgres = await startEmbeddedPostgres({ folder: join(deep, 'postgres'), durable: false })
    expect(new URL(postgres.url()).hostname).toBe('127.0.0.1')
    expect(await answer(postgres, 'select 1')).toBe(1)
    await postgres.stop()
  })
})
