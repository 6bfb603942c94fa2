// `npm run dev`: the product on demo data with hot reload. The server restarts when its files change, the browser
// program is updated in place; the data lie in data/dev, apart from anybody's own.
import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createServer } from 'vite'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const port = Number(process.env.PORT ?? 4000)
const apiPort = port + 1
process.chdir(root)
process.env.KLIENTELA_SERVER = `http://127.0.0.1:${apiPort}`

const server = spawn(
  process.execPath,
  ['--watch', '--watch-preserve-output', '--watch-kill-signal=SIGTERM', join(root, 'server', 'main.ts'), '--demo'],
  {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      KLIENTELA_DATA: join(root, 'data', 'dev'),
      KLIENTELA_LOG: 'warn',
      ...process.env,
      PORT: String(apiPort),
      // The address the browser uses, so that sign-in accepts its origin.
      KLIENTELA_URL: `http://127.0.0.1:${port}`,
    },
  },
)
const web = await createServer({ configFile: join(root, 'vite.config.ts'), server: { port } })
await web.listen()

const stop = (signal: NodeJS.Signals) => {
  server.kill(signal)
  void web.close()
}
process.on('SIGINT', () => stop('SIGINT')).on('SIGTERM', () => stop('SIGTERM'))
server.once('exit', (code) => {
  void web.close().finally(() => process.exit(code ?? 0))
})
