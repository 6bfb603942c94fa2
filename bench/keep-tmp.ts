import { benchServer, templateOf } from './database.ts'
import { writeFileSync } from 'node:fs'
const s = await benchServer(console.log)
writeFileSync('/tmp/bench-url', s.url('postgres'))
process.on('SIGTERM', async () => { await s.stop(); process.exit(0) })
if (process.argv[2]) { await templateOf(s, '1m', 1000000, console.log); console.log('ready') }
setInterval(() => {}, 60000)
