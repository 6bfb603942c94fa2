// Runs a program of the product under the pinned Node as if it were this process: same terminal, signals and exit code.
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { join } from 'node:path'
import { root } from './install.mjs'

/**
 * @param {string} node the pinned Node
 * @param {string[]} args the program and its arguments
 * @param {{ tether?: boolean }} [options] `tether`: the child learns by a closed channel that we died, however we died
 */
export function launch(node, args, { tether = false } = {}) {
  const child = spawn(node, args, {
    stdio: tether ? ['inherit', 'inherit', 'inherit', 'ipc'] : 'inherit',
    // Compiled once, loaded a third faster ever after; Node does without where the folder cannot be written.
    // Where the way out leads through a proxy (HTTPS_PROXY), fetch takes it only when told so at the start.
    env: { NODE_COMPILE_CACHE: join(root, '.cache', 'compiled'), NODE_USE_ENV_PROXY: '1', ...process.env },
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
