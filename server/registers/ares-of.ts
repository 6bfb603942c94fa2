// The one ARES client of the process for each address, so that the agreed pace holds for requests and jobs together.
import { type Ares, aresClient } from '#server/registers/ares-client.ts'

const clients = new Map<string, Ares>()

export function aresOf({ aresUrl }: { readonly aresUrl: string }): Ares {
  const known = clients.get(aresUrl)
  if (known) return known
  const loopback = ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(aresUrl).hostname)
  const client = aresClient({ url: aresUrl.replace(/\/+$/, ''), proxyEnv: loopback ? undefined : process.env })
  clients.set(aresUrl, client)
  return client
}
