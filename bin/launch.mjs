// Runs a program of the product under the pinned Node as if it were this process: same terminal, signals and exit code.
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { join } from 'node:path'
import { root } from './install.mjs'

/**
 * Requests live shortly: a small place for young objects saves a hundred megabytes and no time is lost. What lives longer
 * may grow by four fifths before it is looked through, not threefold: forty megabytes saved under load, within the noise of time.
 * The collector is shown so that the server can let go of what starting needed.
 */
export const serverFlags = ['--max-semi-space-size=4', '--heap-growing-percent=80', '--expose-gc']

/** @returns {NodeJS.ProcessEnv} */
export const environment = () => ({
  // Compiled once, loaded a third faster ever after; Node does without where the folder cannot be written.
  NODE_COMPILE_CACHE: join(root, '.cache', 'compiled'),
  // Where the way out leads through a proxy (HTTPS_PROXY), fetch takes it only when told so at the start.
  NODE_USE_ENV_PROXY: '1',
  // Threads of the C library keep what they freed to themselves, ten megabytes for nothing.
  MALLOC_ARENA_MAX: '2',
  ...process.env,
})

/**
 * @param {string} node the pinned Node
 * @param {string[]} args the program and its arguments
 * @param {{ tether?: boolean }} [options] `tether`: the child learns by a closed channel that we died, however we died
 */
export function launch(node, args, { tether = false } = {}) {
  const child = spawn(node, args, {
    stdio: tether ? ['inherit', 'inherit', 'inherit', 'ipc'] : 'inherit',
    env: environment(),
  })
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => child.kill(signal))
  }
  child.once('error', (error) => {
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  })
  child.once('exit', (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : (code ?? 1)))
  if (tether) stopWithoutNpm(child)
}

/** When npm itself is killed outright, nobody is left to pass its end on; a server must not live on unseen. */
function stopWithoutNpm(child) {
  if (!process.env.npm_lifecycle_event) return
  const npm = process.ppid
  setInterval(() => process.ppid !== npm && child.kill('SIGTERM'), 200).unref()
}
