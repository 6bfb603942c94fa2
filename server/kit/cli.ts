// What a command of the command line is, and what it is given to work with.
import type { Config } from '#server/kit/config.ts'
import type { Context } from '#server/kit/context.ts'
import type { Db } from '#server/kit/db.ts'

export interface CommandLine {
  readonly config: Config
  readonly db: Db
  /** For work that needs connections of its own. */
  readonly databaseUrl: string
  /** The arguments after the command's own words. */
  readonly args: readonly string[]
  /** Aborted by Ctrl-C; long commands look at it. */
  readonly signal: AbortSignal
  /** The system as actor, at this moment. Jobs enqueued with it run in the server, now or when it starts. */
  context(): Context
  /** A line of the result on standard output. */
  print(line: string): void
  /** A remark for the person at the terminal, on standard error. */
  remark(line: string): void
}

export interface Command {
  /** The words typed, for example `journal verify`. */
  readonly name: string
  /** What follows them, for example `FILE --key ico [--dry-run]`. */
  readonly usage: string
  /** Resolves with the exit code. */
  readonly run: (line: CommandLine) => Promise<number>
}
