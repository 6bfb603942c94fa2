// A local server that answers as ARES did when it was recorded; tests tell it to misbehave.
import { existsSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'

export const fixture = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`fixtures/${name}`, import.meta.url)), 'utf8')

const byIco: Record<string, string> = {
  '45274649': 'find-45274649-cez.json',
  '45317054': 'find-45317054-komercni-banka-vat-group.json',
  '00006947': 'detail-00006947-ministry.json',
}

export type Misbehaviour = (request: IncomingMessage, response: ServerResponse, asked: number) => boolean

export interface RecordedAres {
  readonly url: string
  /** Paths asked so far, in order, with the body of a search. */
  readonly asked: string[]
  /** Answers in place of the recorded one while it returns true. */
  misbehave: Misbehaviour | undefined
  /** Changes the recorded answer of a company. */
  change: Record<string, (answer: Record<string, unknown>) => void>
  close(): Promise<void>
}

export async function recordedAres(): Promise<RecordedAres> {
  const asked: string[] = []
  const server: Server = createServer((request, response) => {
    let body = ''
    request.on('data', (piece) => (body += piece))
    request.on('end', () => {
      asked.push(`${request.method} ${request.url}${body ? ` ${body}` : ''}`)
      if (ares.misbehave?.(request, response, asked.length)) return
      const [status, text] = recorded(request.url ?? '', ares.change)
      response.writeHead(status, { 'content-type': 'application/json' }).end(text)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const ares: RecordedAres = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/rest`,
    asked,
    misbehave: undefined,
    change: {},
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return ares
}

function recorded(url: string, change: RecordedAres['change']): [number, string] {
  if (url === '/rest/ekonomicke-subjekty/vyhledat') return [200, fixture('vyhledat-cez.json')]
  const [, kind, ico = ''] = /^\/rest\/(ekonomicke-subjekty(?:-vr)?)\/(.*)$/.exec(url) ?? []
  if (!/^\d{8}$/.test(ico)) return [400, fixture('error-400-ico-format.json')]
  if (kind === 'ekonomicke-subjekty-vr') {
    return ico === '27082440' ? [200, fixture('vr-invented.json')] : [404, fixture('error-404-not-found.json')]
  }
  const file = byIco[ico]
  if (!file || !existsSync(fileURLToPath(new URL(`fixtures/${file}`, import.meta.url)))) {
    return [404, fixture('error-404-not-found.json')]
  }
  const answer = JSON.parse(fixture(file)) as Record<string, unknown>
  change[ico]?.(answer)
  return [200, JSON.stringify(answer)]
}
