// The steps of `npm run check`, `e2e` and `test`: each runs to its end and says how many of its parts passed.
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface Outcome {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
const reports = join(root, '.cache', 'reports')

/** Runs a program of node_modules (or the repository) under this Node; resolves with its exit code. */
export function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, program), ...args], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
    })
    const forward = (signal: NodeJS.Signals) => child.kill(signal)
    process.on('SIGINT', forward).on('SIGTERM', forward)
    child.once('error', reject)
    child.once('close', (code) => {
      process.off('SIGINT', forward).off('SIGTERM', forward)
      resolve(code ?? 1)
    })
  })
}

/** Format and lint, then types. Neither counts tests; each that fails counts as one failure. */
export async function rules(): Promise<Outcome> {
  title('Biome')
  const lint = await run('node_modules/@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.'])
  title('TypeScript')
  const types = await run('node_modules/typescript/bin/tsc', ['-b'])
  return { passed: 0, failed: [lint, types].filter((code) => code !== 0).length, skipped: 0 }
}

/** Unit and server tests. */
export async function vitest(args: readonly string[] = []): Promise<Outcome> {
  title('Vitest')
  const file = report('vitest.json')
  const code = await run('node_modules/vitest/vitest.mjs', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
    ...args,
  ])
  const found = read<{ numPassedTests: number; numFailedTests: number; numPendingTests: number; numTodoTests: number }>(
    file,
  )
  return atLeastOneFailure(code, {
    passed: found?.numPassedTests ?? 0,
    failed: found?.numFailedTests ?? 0,
    skipped: (found?.numPendingTests ?? 0) + (found?.numTodoTests ?? 0),
  })
}

/** Browser journeys on the built product. */
export async function playwright(args: readonly string[] = []): Promise<Outcome> {
  title('Playwright')
  const { isFresh } = await import('./built.mjs')
  const stale = (['web', 'server'] as const).filter((part) => !isFresh(part))
  if (stale.length > 0 && (await run('bin/build.ts', stale)) !== 0) return { passed: 0, failed: 1, skipped: 0 }
  const file = report('playwright.json')
  const code = await run('node_modules/@playwright/test/cli.js', ['test', '--reporter=list,json', ...args], {
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
  })
  const found = read<{ stats: { expected: number; unexpected: number; flaky: number; skipped: number } }>(file)?.stats
  return atLeastOneFailure(code, {
    passed: (found?.expected ?? 0) + (found?.flaky ?? 0),
    failed: found?.unexpected ?? 0,
    skipped: found?.skipped ?? 0,
  })
}

export function sum(outcomes: readonly Outcome[]): Outcome {
  return outcomes.reduce(
    (all, one) => ({
      passed: all.passed + one.passed,
      failed: all.failed + one.failed,
      skipped: all.skipped + one.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  )
}

/** A run that failed outside its tests (a file that does not load, a setup that broke) must not look green. */
function atLeastOneFailure(code: number, outcome: Outcome): Outcome {
  return code !== 0 && outcome.failed === 0 ? { ...outcome, failed: 1 } : outcome
}

function title(name: string): void {
  process.stdout.write(`\n── ${name}\n`)
}

function report(name: string): string {
  mkdirSync(reports, { recursive: true })
  const file = join(reports, name)
  rmSync(file, { force: true })
  return file
}

function read<T>(file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T
  } catch {
    return undefined
  }
}
