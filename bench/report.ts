// The result as a table to read.
import { availableParallelism, totalmem } from 'node:os'
import type { Plan, Row } from './measure.ts'
import type { Own } from './own.ts'

/** What PERFORMANCE asks for: processor time against the floor at most this many times. */
const targets: Readonly<Record<string, number>> = { W1: 2, W2: 0.5, W3: 2.5, 'create-client': 3, 'edit-client': 3 }
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
    const target = targets[row.name]
    const rate = rates[row.name]
    const verdict =
      row.name === 'interaction'
        ? `p99 ≤ 100 ms ${row.p99Ms <= 100 ? '✓' : '✗'}`
        : rate !== undefined
          ? `≥ ${rate} rows/s ${row.perSecond >= rate ? '✓' : '✗'}`
          : target !== undefined && row.cpuRatio !== null
            ? `≤ ${target} × ${row.cpuRatio <= target ? '✓' : '✗'}`
            : ''
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

const figure = (n: number) => (n >= 100 ? n.toFixed(0) : n >= 10 ? n.toFixed(1) : n.toFixed(2))
