// Measures a work on the floor and on the product in turn: several rounds each, medians of the rounds.
import { type Address, load, type Screen } from './load.ts'
import { cpuMsOf, endedCpuMsOf, rssMbOf } from './processes.ts'
import { type BrowserWork, type LongWork, NotAvailable, type Place, type ScreenWork } from './work.ts'

export interface Row {
  readonly name: string
  readonly scale: string
  readonly connections: number
  /** Requests per screen; for a long work the rows it handles. */
  readonly calls: number
  readonly medianMs: number
  readonly p99Ms: number
  readonly perSecond: number
  /** Processor time of one screen (of the whole long work): server's and PostgreSQL's process trees. */
  readonly cpuMs: number
  readonly floorCpuMs: number | null
  readonly cpuRatio: number | null
  readonly rssMb: number
}

export interface Sides {
  readonly floor: Place
  readonly product: Place
  readonly postgres: number | undefined
}

export interface Plan {
  readonly rounds: number
  readonly seconds: number
  readonly connections: readonly number[]
}

interface Round {
  readonly medianMs: number
  readonly p99Ms: number
  readonly perSecond: number
  readonly cpuMs: number
  readonly serverCpuMs: number
  readonly rssMb: number
}

export async function measureScreens(
  work: ScreenWork,
  sides: Sides,
  plan: Plan,
  scale: string,
  say: (line: string) => void,
): Promise<Row[]> {
  const product = await work.product(sides.product)
  const floor = await work.floor(sides.floor)
  const rows: Row[] = []
  // Connections, plans and caches are warm before anything counts.
  await load(sides.floor.address, 8, 1_000, floor)
  await load(sides.product.address, 8, 2_000, product)
  for (const connections of plan.connections) {
    const rounds: { floor: Round[]; product: Round[] } = { floor: [], product: [] }
    for (let round = 0; round < plan.rounds; round++) {
      rounds.floor.push(
        await oneRound(sides.floor.address, sides.floor.pid, sides.postgres, connections, plan.seconds, floor),
      )
      rounds.product.push(
        await oneRound(sides.product.address, sides.product.pid, sides.postgres, connections, plan.seconds, product),
      )
    }
    const cpuMs = median(rounds.product, 'cpuMs')
    const floorCpuMs = median(rounds.floor, 'cpuMs')
    rows.push({
      name: work.name,
      scale,
      connections,
      calls: work.calls,
      medianMs: rounded(median(rounds.product, 'medianMs')),
      p99Ms: rounded(median(rounds.product, 'p99Ms')),
      perSecond: rounded(median(rounds.product, 'perSecond')),
      cpuMs: rounded(cpuMs),
      floorCpuMs: rounded(floorCpuMs),
      cpuRatio: rounded(cpuMs / floorCpuMs),
      rssMb: Math.round(median(rounds.product, 'rssMb')),
    })
    const parts = (side: Round[]) =>
      `${median(side, 'serverCpuMs').toFixed(2)} + ${(median(side, 'cpuMs') - median(side, 'serverCpuMs')).toFixed(2)} ms`
    say(
      `  ${connections} connections: ${median(rounds.product, 'perSecond').toFixed(0)}/s, server + PostgreSQL ${parts(rounds.product)}; floor ${median(rounds.floor, 'perSecond').toFixed(0)}/s, ${parts(rounds.floor)}; ratio ${(cpuMs / floorCpuMs).toFixed(2)}`,
    )
  }
  return rows
}

async function oneRound(
  address: Address,
  pid: number,
  postgres: number | undefined,
  connections: number,
  seconds: number,
  screen: Screen,
): Promise<Round> {
  const server = cpuMsOf(pid)
  const database = postgres ? cpuMsOf(postgres) : 0
  const sample = await load(address, connections, seconds * 1_000, screen)
  const serverCpuMs = (cpuMsOf(pid) - server) / sample.screens
  const databaseCpuMs = postgres ? (cpuMsOf(postgres) - database) / sample.screens : 0
  return { ...sample, serverCpuMs, cpuMs: serverCpuMs + databaseCpuMs, rssMb: rssMbOf(pid) }
}

export async function measureLong(
  work: LongWork,
  sides: Sides,
  plan: Plan,
  scale: string,
  say: (line: string) => void,
): Promise<Row[]> {
  const times: number[] = []
  const cpu: number[] = []
  const floorCpu: number[] = []
  let rssMb = 0
  const rounds = Math.min(work.rounds, plan.rounds)
  for (let round = 0; round < rounds; round++) {
    if (work.floor) await work.floor(sides.floor, round, (job) => timed(sides.floor.pid, [], floorCpu, job))
    await work.product(sides.product, round, (job) => timed(sides.product.pid, times, cpu, job))
  }
  if (times.length === 0) throw new NotAvailable('the work measured nothing')
  const ms = middle(times)
  const floorCpuMs = floorCpu.length > 0 ? middle(floorCpu) : null
  say(
    `  ${(ms / 1000).toFixed(2)} s, ${Math.round((work.rows / ms) * 1000)} rows/s, highest memory ${rssMb.toFixed(0)} MB`,
  )
  return [
    {
      name: work.name,
      scale,
      connections: 1,
      calls: work.rows,
      medianMs: rounded(ms),
      p99Ms: rounded(Math.max(...times)),
      perSecond: rounded((work.rows / ms) * 1000),
      cpuMs: rounded(middle(cpu)),
      floorCpuMs: floorCpuMs === null ? null : rounded(floorCpuMs),
      cpuRatio: floorCpuMs === null ? null : rounded(middle(cpu) / floorCpuMs),
      rssMb: Math.round(rssMb),
    },
  ]

  async function timed(
    pid: number,
    elapsed: number[],
    used: number[],
    job: () => Promise<number | undefined>,
  ): Promise<void> {
    // Commands the job runs are children of the bench itself and count once they have ended.
    const spent = () => cpuMsOf(pid) + (sides.postgres ? cpuMsOf(sides.postgres) : 0) + endedCpuMsOf(process.pid)
    const before = spent()
    const start = performance.now()
    const watch = setInterval(() => {
      if (pid === sides.product.pid) rssMb = Math.max(rssMb, rssMbOf(pid))
    }, 250)
    try {
      const highest = (await job()) ?? 0
      rssMb = Math.max(rssMb, highest)
    } finally {
      clearInterval(watch)
    }
    elapsed.push(performance.now() - start)
    used.push(spent() - before)
  }
}

/** Each call is one event; its picture has no floor to be compared with. */
export async function measureBrowser(
  work: BrowserWork,
  place: Place,
  plan: Plan,
  scale: string,
  say: (line: string) => void,
): Promise<Row[]> {
  const before = cpuMsOf(place.pid)
  const { events, layoutShift } = await work.product(place, plan.rounds)
  const ms = events.map((event) => event.ms)
  const sorted = [...ms].sort((a, b) => a - b)
  const p99 = sorted[Math.ceil(sorted.length * 0.99) - 1] ?? 0
  const slowest = [...events].sort((a, b) => b.ms - a.ms).slice(0, 3)
  say(
    `  ${ms.length} events of 16 ms or more, the longest: ${slowest.map((one) => `${one.ms} ms ${one.name}`).join(', ')}; layout shift ${layoutShift.toFixed(4)}`,
  )
  return [
    {
      name: work.name,
      scale,
      connections: 1,
      calls: ms.length,
      medianMs: rounded(middle(sorted)),
      p99Ms: rounded(p99),
      perSecond: 0,
      cpuMs: rounded((cpuMsOf(place.pid) - before) / plan.rounds),
      floorCpuMs: null,
      cpuRatio: null,
      rssMb: Math.round(rssMbOf(place.pid)),
    },
  ]
}

function median(rounds: readonly Round[], key: keyof Round): number {
  return middle(rounds.map((round) => round[key]))
}

export function middle(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN
}

const rounded = (n: number) => Math.round(n * 1000) / 1000
