import { writeFileSync } from 'node:fs'
import { benchServer, templateOf } from './database.ts'

const say = (l: string) => console.log(new Date().toISOString().slice(11, 19), l)
const s = await benchServer(say)
writeFileSync('/tmp/bench-url', s.url('postgres'))
for (const [l, n] of [
  ['1k', 1000],
  ['100k', 100000],
  ['1m', 1000000],
] as const)
  await templateOf(s, l, n, say)
say('ready')
process.on('SIGTERM', async () => {
  await s.stop()
  process.exit(0)
})
setInterval(() => {}, 60000)
