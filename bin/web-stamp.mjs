// Tells whether dist/web was built from the sources as they are now, by their content.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from './install.mjs'

export const webFolder = join(root, 'dist', 'web')
const stampFile = join(root, 'dist', 'web.stamp')
const sources = ['web', 'api', 'domain', 'messages', 'vite.config.ts', 'package-lock.json']

/** @returns {boolean} */
export function webIsFresh() {
  if (!existsSync(join(webFolder, 'index.html')) || !existsSync(stampFile)) return false
  return readFileSync(stampFile, 'utf8') === webDigest()
}

/** @param {string} digest of the sources as they were when the build began */
export function stampWeb(digest) {
  mkdirSync(dirname(stampFile), { recursive: true })
  writeFileSync(stampFile, digest)
}

/** @returns {string} */
export function webDigest() {
  const hash = createHash('sha256')
  for (const source of sources) add(hash, source)
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
