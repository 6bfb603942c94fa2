// Tells whether dist/web and dist/server were built from the sources as they are now, by their content.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from './install.mjs'

const common = ['api', 'domain', 'messages', 'package-lock.json']
const sources = {
  web: ['web', 'vite.config.ts', ...common],
  server: ['server', 'map.ts', 'vite.server.config.ts', ...common],
}

/** @typedef {keyof typeof sources} Part */

/** @param {Part} part */
export const folderOf = (part) => join(root, 'dist', part)
const stampOf = (part) => join(root, 'dist', `${part}.stamp`)

/**
 * @param {Part} part
 * @returns {boolean}
 */
export function isFresh(part) {
  if (!existsSync(folderOf(part)) || !existsSync(stampOf(part))) return false
  return readFileSync(stampOf(part), 'utf8') === digestOf(part)
}

/**
 * @param {Part} part
 * @param {string} digest of the sources as they were when the build began
 */
export function stamp(part, digest) {
  mkdirSync(dirname(stampOf(part)), { recursive: true })
  writeFileSync(stampOf(part), digest)
}

/**
 * @param {Part} part
 * @returns {string}
 */
export function digestOf(part) {
  const hash = createHash('sha256')
  for (const source of sources[part]) add(hash, source)
  return hash.digest('hex')
}

function add(hash, path) {
  if (/\.test\.tsx?$|\.tsbuildinfo$/.test(path)) return
  const full = join(root, path)
  const entries = listed(full)
  if (entries) for (const name of entries) add(hash, `${path}/${name}`)
  else if (existsSync(full)) hash.update(`${path}\n`).update(readFileSync(full)).update('\n')
}

function listed(path) {
  try {
    return readdirSync(path).sort()
  } catch {
    return undefined
  }
}
