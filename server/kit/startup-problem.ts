// What keeps the product from starting, told to the operator in Czech and English, without a stack.
import { runtime as cs } from '#messages/cs/runtime.ts'
import { runtime as en } from '#messages/en/runtime.ts'

type Problems = typeof cs.problems
type Reason = keyof Problems
type Arguments<K extends Reason> = Problems[K] extends (...args: infer A) => string ? A : []

/** sysexits.h: the configuration is wrong, so a supervisor gains nothing by trying again. */
export const badConfiguration = 78

export class StartupProblem extends Error {
  constructor(reason: Reason, czech: string, english: string, exitCode: number) {
    super(english)
    this.reason = reason
    this.czech = czech
    this.exitCode = exitCode
  }
  readonly reason: Reason
  readonly czech: string
  readonly exitCode: number
}

export function startupProblem<K extends Reason>(reason: K, ...details: Arguments<K>): StartupProblem {
  return new StartupProblem(
    reason,
    filled(cs.problems[reason] as Text, details),
    filled(en.problems[reason] as Text, details),
    exitCodes[reason] ?? 1,
  )
}

/** A sentence of the terminal in both languages: the product does not know yet who reads it. */
export function bilingual(of: (texts: typeof cs | typeof en) => string): string {
  const [czech, english] = [of(cs), of(en)]
  return czech === english ? czech : `${czech}\n${english}`
}

/** Turns what the system says about files and ports into a sentence; anything unknown stays a bug with its stack. */
export function explained(error: unknown, at: { path?: string; host?: string; port?: number } = {}): unknown {
  if (error instanceof StartupProblem) return error
  const { code, path = at.path ?? '.', syscall } = error as NodeJS.ErrnoException
  const { host = '', port = 0 } = at
  if (code === 'EADDRINUSE') return startupProblem('portTaken', host, port)
  if (code === 'EACCES' && syscall === 'listen') return startupProblem('portForbidden', host, port)
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return startupProblem('addressUnknown', host)
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === '53100') return startupProblem('diskFull', path)
  const refused =
    code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || (code === 'ENOENT' && syscall === 'mkdir')
  if (refused) return startupProblem('folderForbidden', path)
  if (code === 'ENOTDIR' || code === 'EEXIST') return startupProblem('folderNotFolder', path)
  return error
}

/** Prints the problem for a person and returns the exit code. */
export function tell(error: unknown): number {
  const known = explained(error)
  if (known instanceof StartupProblem) {
    process.stderr.write(`${known.czech}\n${known.message}\n`)
    return known.exitCode
  }
  const reason = known instanceof Error ? known.message : String(known)
  process.stderr.write(`${bilingual((texts) => texts.problems.unexpected(reason))}\n`)
  if (known instanceof Error && known.stack) process.stderr.write(`${known.stack}\n`)
  return 1
}

const exitCodes: Partial<Record<Reason, number>> = {
  badSetting: badConfiguration,
  folderNotFolder: badConfiguration,
  databaseVersion: badConfiguration,
  databasePrograms: badConfiguration,
}

type Text = string | ((...details: unknown[]) => string)

function filled(text: Text, details: readonly unknown[]): string {
  return typeof text === 'string' ? text : text(...details)
}
