// A real calendar server for tests: Radicale (Debian package `radicale`) on a free port of the loopback, one user, one calendar.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Whether the server is installed here; tests that need it say so when it is not. */
export const radicaleInstalled = (() => {
  try {
    execFileSync('radicale', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

export interface Radicale {
  readonly url: string
  readonly calendarUrl: string
  readonly user: string
  readonly password: string
  /** A request as another program of the same person would send it. */
  request(method: string, path: string, body?: string, headers?: Record<string, string>): Promise<Response>
  stop(): Promise<void>
}

export async function startRadicale(): Promise<Radicale> {
  const folder = mkdtempSync(join(tmpdir(), 'klientela-radicale-'))
  const port = await freePort()
  const [user, password] = ['jana', 'tajné heslo']
  writeFileSync(join(folder, 'users'), `${user}:${password}\n`)
  writeFileSync(
    join(folder, 'config'),
    [
      `[server]\nhosts = 127.0.0.1:${port}`,
      `[auth]\ntype = htpasswd\nhtpasswd_filename = ${join(folder, 'users')}\nhtpasswd_encryption = plain\ndelay = 0`,
      `[storage]\nfilesystem_folder = ${join(folder, 'collections')}`,
      '[logging]\nlevel = warning',
    ].join('\n'),
  )
  const server: ChildProcess = spawn('radicale', ['--config', join(folder, 'config')], { stdio: 'ignore' })
  const url = `http://127.0.0.1:${port}`
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
  const request: Radicale['request'] = (method, path, body, headers = {}) =>
    fetch(new URL(path, url), {
      method,
      headers: { authorization, ...headers },
      ...(body === undefined ? {} : { body }),
    })
  await answering(url)
  const calendar = `/${user}/prace/`
  const made = await request(
    'MKCALENDAR',
    calendar,
    '<?xml version="1.0"?><C:mkcalendar xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:D="DAV:"><D:set><D:prop><D:displayname>Práce</D:displayname></D:prop></D:set></C:mkcalendar>',
  )
  if (made.status !== 201) throw new Error(`Radicale made no calendar: ${made.status}`)
  return {
    url,
    calendarUrl: `${url}${calendar}`,
    user,
    password,
    request,
    async stop() {
      server.kill()
      await new Promise((resolve) => (server.exitCode === null ? server.once('exit', resolve) : resolve(undefined)))
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function answering(url: string): Promise<void> {
  for (let i = 0; i < 150; i++) {
    const up = await fetch(url, { redirect: 'manual' }).then(
      () => true,
      () => false,
    )
    if (up) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error('Radicale did not start')
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as { port: number }
  await new Promise((resolve) => probe.close(resolve))
  return port
}
