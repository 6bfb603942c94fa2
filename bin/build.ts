// Builds the browser program into dist/web: aside first and then swapped in, so that a running server never sees half.
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { build } from 'vite'
import { stampWeb, webDigest, webFolder } from './web-stamp.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const fresh = `${webFolder}.${process.pid}`
process.chdir(root)

try {
  const digest = webDigest()
  await build({
    configFile: join(root, 'vite.config.ts'),
    build: { outDir: fresh },
    logLevel: process.argv.includes('--verbose') ? 'info' : 'warn',
  })
  await compressBeside(fresh)
  await mkdir(dirname(webFolder), { recursive: true })
  const old = `${fresh}.old`
  await rename(webFolder, old).catch(() => {})
  await rename(fresh, webFolder)
  await rm(old, { recursive: true, force: true })
  stampWeb(digest)
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`)
  process.exitCode = 1
} finally {
  await rm(fresh, { recursive: true, force: true })
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
