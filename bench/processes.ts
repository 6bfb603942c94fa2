// Processor time and memory of process trees, from /proc (Linux).
import { readdirSync, readFileSync } from 'node:fs'

interface Standing {
  readonly pid: number
  readonly parent: number
  /** Clock ticks of the process itself (all its threads) and of its ended, awaited children. */
  readonly ticks: number
  readonly endedTicks: number
  readonly rssPages: number
}

const tickMs = 10
const pageBytes = 4096

function standing(pid: number | string): Standing | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The program's name may hold spaces and brackets; the fields follow the last one.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const number = (i: number) => Number(fields[i - 3])
    return {
      pid: Number(pid),
      parent: number(4),
      ticks: number(14) + number(15),
      endedTicks: number(16) + number(17),
      rssPages: number(24),
    }
  } catch {
    return undefined
  }
}

function tree(root: number): Standing[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(standing)
    .filter((s) => s !== undefined)
  const found = all.filter((s) => s.pid === root)
  for (let i = 0; i < found.length; i++) found.push(...all.filter((s) => s.parent === found[i]?.pid))
  return found
}

/** Milliseconds of processor time the tree under `root` has used so far, ended children included. */
export function cpuMsOf(root: number): number {
  return tree(root).reduce((sum, s) => sum + s.ticks + s.endedTicks, 0) * tickMs
}

/** Milliseconds used by children of `pid` that have ended. */
export function endedCpuMsOf(pid: number): number {
  return (standing(pid)?.endedTicks ?? 0) * tickMs
}

/** Resident memory of the tree in MB. */
export function rssMbOf(root: number): number {
  return (tree(root).reduce((sum, s) => sum + s.rssPages, 0) * pageBytes) / 1_048_576
}

export function parentOf(pid: number): number | undefined {
  return standing(pid)?.parent
}
