// Web push: a message encrypted for one browser, handed to the push service that browser named. Nowhere else.
import http from 'node:http'
import https from 'node:https'
import type { Subscription } from '#server/notifications/store.ts'

export interface PushMessage {
  readonly title: string
  readonly body: string
  readonly href: string
  /** Messages with the same tag replace each other on the screen. */
  readonly tag: string
}

/** sent; gone: the browser is no longer there; later: the service asks to wait or is away; refused: it will never be taken. */
export type PushOutcome = 'sent' | 'gone' | 'later' | 'refused'

export interface PushSender {
  send(to: Subscription, message: PushMessage): Promise<PushOutcome>
}

export interface PushSettings {
  readonly keys: { publicKey: string; privateKey: string }
  /** Who is behind the messages: an address the push service may complain to. */
  readonly subject: string
  /** Which addresses may be called at all. */
  readonly allowed: (address: URL) => boolean
  readonly timeoutMs?: number
}

export async function newKeys(): Promise<{ publicKey: string; privateKey: string }> {
  return (await import('web-push')).default.generateVAPIDKeys()
}

/** A day: older news is better read in the application. */
const timeToLive = 24 * 3600

export async function pushSender({ keys, subject, allowed, timeoutMs = 10_000 }: PushSettings): Promise<PushSender> {
  const { default: webPush } = await import('web-push')
  return {
    async send(to, message) {
      if (!URL.canParse(to.endpoint) || !allowed(new URL(to.endpoint))) return 'refused'
      let details: ReturnType<typeof webPush.generateRequestDetails>
      try {
        details = webPush.generateRequestDetails({ endpoint: to.endpoint, keys: to.keys }, JSON.stringify(message), {
          vapidDetails: { subject, ...keys },
          TTL: timeToLive,
          urgency: 'high',
        })
      } catch {
        // Keys that are not a point of the curve: no message can be encrypted for this browser.
        return 'refused'
      }
      const status = await post(to.endpoint, details.headers as Record<string, string>, details.body, timeoutMs)
      if (status >= 200 && status < 300) return 'sent'
      if (status === 404 || status === 410) return 'gone'
      if (status === 0 || status === 408 || status === 425 || status === 429 || status >= 500) return 'later'
      return 'refused'
    },
  }
}

const agents = {
  direct: { http: new http.Agent(), https: new https.Agent() },
  outside: { http: new http.Agent({ proxyEnv: process.env }), https: new https.Agent({ proxyEnv: process.env }) },
}

/** The status of the answer, 0 when there was none. Redirects are not followed: they would lead past the check. */
function post(
  address: string,
  headers: Record<string, string>,
  body: Buffer | string | null | undefined,
  timeoutMs: number,
): Promise<number> {
  return new Promise((resolve) => {
    const { protocol, hostname } = new URL(address)
    const way = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname) ? agents.direct : agents.outside
    const [client, agent] = protocol === 'https:' ? [https, way.https] : [http, way.http]
    const signal = AbortSignal.timeout(timeoutMs)
    const request = client.request(address, { method: 'POST', headers, agent, signal }, (answer) => {
      answer.resume()
      answer.on('end', () => resolve(answer.statusCode ?? 0))
      answer.on('error', () => resolve(0))
    })
    request.on('error', () => resolve(0))
    request.end(body ?? undefined)
  })
}
