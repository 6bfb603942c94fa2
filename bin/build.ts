// Builds the browser program and the server into dist: aside first and then swapped in, so that what runs never sees half.
// Without arguments both; `bin/build.ts web` only that part.
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { build } from 'vite'
import { digestOf, folderOf, type Part, stamp } from './built.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const configs = { web: 'vite.config.ts', server: 'vite.server.config.ts' }
process.chdir(root)

const asked = (Object.keys(configs) as Part[]).filter((part) => process.argv.includes(part))
try {
  for (const part of asked.length > 0 ? asked : (Object.keys(configs) as Part[])) await buildPart(part)
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`)
  process.exitCode = 1
}

async function buildPart(part: Part): Promise<void> {
  const folder = folderOf(part)
  const fresh = `${folder}.${process.pid}`
  try {
    const digest = digestOf(part)
    await build({
      configFile: join(root, configs[part]),
      build: { outDir: fresh },
      logLevel: process.argv.includes('--verbose') ? 'info' : 'warn',
    })
    if (part === 'web') await compressBeside(fresh)
    await mkdir(dirname(folder), { recursive: true })
    const old = `${fresh}.old`
    await rename(folder, old).catch(() => {})
    await rename(fresh, folder)
    await rm(old, { recursive: true, force: true })
    stamp(part, digest)
  } finally {
    await rm(fresh, { recursive: true, force: true })
  }
}

/** The server sends these instead of compressing the same file for everyone. */
async function compressBeside(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(js|css|html|svg|json|txt)$/.test(entry.name)) continue
    const path = join(entry.parentPath, entry.name)
    const content = await readFile(path)
    if (content.length < 1024) continue
    const best = {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
    }
    await writeFile(`${path}.br`, await promisify(brotliCompress)(content, best))
    await writeFile(`${path}.gz`, await promisify(gzip)(content, { level: 9 }))
  }
}
