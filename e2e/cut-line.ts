// A line between a browser and the product that can be cut: the browser's own offline mode is forgotten with a reload.
import { connect, createServer, type Socket } from 'node:net'

export interface Line {
  /** Where the browser finds the product. */
  readonly address: string
  /** Nothing passes any more, what was under way breaks off. */
  cut(): void
  /** The next request that begins so reaches the product, its answer is lost and the line breaks. */
  loseAnswerTo(beginning: string): void
  mend(): void
  /** How many requests that begin so have passed. */
  passed(beginning: string): number
  close(): Promise<void>
}

export async function cutLine(port: number): Promise<Line> {
  const sockets = new Set<Socket>()
  const requests: string[] = []
  let whole = true
  let losing: string | undefined
  const server = createServer((browser) => {
    if (!whole) return browser.destroy()
    const product = connect(port, '127.0.0.1')
    let deaf = false
    for (const socket of [browser, product]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        sockets.delete(socket)
        browser.destroy()
        product.destroy()
      })
    }
    browser.on('data', (data) => {
      const head = data.toString('latin1', 0, 200)
      if (/^[A-Z]+ \//.test(head)) requests.push(head)
      if (losing && head.startsWith(losing)) {
        losing = undefined
        deaf = true
      }
      product.write(data)
    })
    product.on('data', (data) => (deaf ? browser.destroy() : browser.write(data)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const breakAll = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    address: `http://127.0.0.1:${(server.address() as { port: number }).port}`,
    cut() {
      whole = false
      breakAll()
    },
    mend() {
      whole = true
    },
    loseAnswerTo(beginning) {
      losing = beginning
    },
    passed: (beginning) => requests.filter((head) => head.startsWith(beginning)).length,
    async close() {
      breakAll()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
