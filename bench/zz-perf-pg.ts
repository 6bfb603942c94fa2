import { writeFileSync } from 'node:fs'
import { benchServer, cloned } from '/work/main/bench/database.ts'
const s = await benchServer((l) => console.log(l))
writeFileSync('/tmp/perf-url', s.url('postgres'))
console.log('up', s.description)
process.on('SIGTERM', async () => { await s.stop(); process.exit(0) })
setInterval(() => {}, 1e6)
