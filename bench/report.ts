// The result as a table to read.
import { availableParallelism, totalmem } from 'node:os'
import type { Plan, Row } from './measure.ts'
import type { Own } from './own.ts'

/** What PERFORMANCE asks for: processor time against the floor at most this many times. */
const targets: Readonly<Record<string, number>> = {
  W1: 2,
  W2: 0.5,
  W3: 2.5,
  W4: 3,
  caller: 2,
  'my-day': 3,
  'create-client': 3,
  'edit-client': 3,
}
/** Milliseconds of one screen at most. */
const times: Readonly<Record<string, number>> = { 'timeline-10k': 100 }
/** Milliseconds from a key to the picture at most. */
const pictures: Readonly<Record<string, number>> = { interaction: 100 }
/** Rows a second at least. */
const rates: Readonly<Record<string, number>> = {
  W7: 5_000,
  'import-100k': 5_000,
  'import-1m': 5_000,
  'export-100k': 50_000,
}

export interface Report {
  readonly scale: string
  readonly server: string
  readonly plan: Plan
  readonly rows: readonly Row[]
  readonly missing: readonly { name: string; title: string; needs: string }[]
  readonly own: Own
}

export function printReport(report: Report): void {
  const { own, rows } = report
  const out = (line = '') => process.stdout.write(`${line}\n`)
  out(
    `Scale ${report.scale}; ${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GB; ${report.server}; medians of ${report.plan.rounds} rounds of ${report.plan.seconds} s`,
  )
  out()
  out('| work | connections | median ms | p99 ms | per second | CPU ms | floor CPU ms | ratio | target | memory MB |')
  out('|---|---|---|---|---|---|---|---|---|---|')
  for (const row of rows) {
    const verdict = verdictOf(row)
    out(
      `| ${row.name} | ${row.connections} | ${figure(row.medianMs)} | ${figure(row.p99Ms)} | ${figure(row.perSecond)} | ${figure(row.cpuMs)} | ${row.floorCpuMs === null ? '–' : figure(row.floorCpuMs)} | ${row.cpuRatio === null ? '–' : row.cpuRatio.toFixed(2)} | ${verdict} | ${row.rssMb} |`,
    )
  }
  for (const { name, title, needs } of report.missing)
    out(`| ${name} | not available (${title}): needs ${needs} | | | | | | | | |`)
  out()
  out(
    `Start to first good answer, besides PostgreSQL: ${figure(own.startMs)} ms. Memory at rest: ${figure(own.idleMb)} MB.`,
  )
  out(
    `Packages installed: ${own.packages.count}, ${figure(own.packages.mb)} MB; of these the server ships ${own.packages.shippedCount}, ${figure(own.packages.shippedMb)} MB.`,
  )
  out(
    own.firstLoadKb
      ? `First load of the browser, gzip: ${figure(own.firstLoadKb.script)} kB of script, ${figure(own.firstLoadKb.style)} kB of style.`
      : 'First load of the browser: not available, the web is not built (npm run build).',
  )
}

function verdictOf(row: Row): string {
  const said = (target: string, met: boolean) => `${target} ${met ? '✓' : '✗'}`
  const [target, rate, most, longest] = [targets[row.name], rates[row.name], times[row.name], pictures[row.name]]
  if (rate !== undefined) return said(`≥ ${rate} rows/s`, row.perSecond >= rate)
  if (most !== undefined) return said(`≤ ${most} ms`, row.medianMs <= most)
  if (longest !== undefined) return said(`p99 ≤ ${longest} ms`, row.p99Ms <= longest)
  return target !== undefined && row.cpuRatio !== null ? said(`≤ ${target} ×`, row.cpuRatio <= target) : ''
}

const figure = (n: number) => (n >= 100 ? n.toFixed(0) : n >= 10 ? n.toFixed(1) : n.toFixed(2))
