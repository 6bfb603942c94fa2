// The browser of the journeys: one that is installed, otherwise the one inside the npm package @sparticuz/chromium,
// with the libraries and fonts it brings along, so that nothing has to be installed by hand.
import { spawnSync } from 'node:child_process'
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface Chromium {
  readonly executablePath: string
  readonly args: string[]
  readonly env: Record<string, string>
}

/** Where the browser is and how to launch it; unpacks it on first use. */
export async function chromiumPath(): Promise<Chromium> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== undefined)) as Record<
    string,
    string
  >
  const installed = installedBrowser()
  if (installed) return { executablePath: installed, args: [], env }
  const folder = await unpacked()
  const executablePath = join(folder, 'chromium')
  const fonts = { ...env, FONTCONFIG_PATH: join(folder, 'fonts') }
  const args = ['--no-zygote', '--disable-gpu', '--font-render-hinting=none', '--disable-dev-shm-usage']
  if (runs(executablePath, fonts)) return { executablePath, args, env: fonts }
  // A bare system lacks the NSS libraries; the package brings them.
  const libraries = [join(folder, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(delimiter)
  return { executablePath, args, env: { ...fonts, LD_LIBRARY_PATH: libraries } }
}

function runs(program: string, env: Record<string, string>): boolean {
  return spawnSync(program, ['--version'], { env, stdio: 'ignore' }).status === 0
}

function installedBrowser(): string | undefined {
  const named = process.env.CHROME_PATH
  if (named) {
    accessSync(named, constants.X_OK)
    return named
  }
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium']
      .map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`)
      .find((path) => existsSync(path))
  }
  const names = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser', 'chrome']
  const folders = (process.env.PATH ?? '').split(delimiter)
  // A Chromium that is only a door to a snap does not see files outside the home folder.
  return names
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find((path) => existsSync(path) && !path.startsWith('/snap/') && !readsSnap(path))
}

function readsSnap(path: string): boolean {
  const start = readFileSync(path).subarray(0, 4096).toString('latin1')
  return start.startsWith('#!') && start.includes('snap')
}

/** Unpacked once per version into .cache, by a rename at the end, so that an interrupted start leaves nothing half. */
async function unpacked(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium')
  const version = JSON.parse(readFileSync(join(packageFolder(entry), 'package.json'), 'utf8')).version as string
  const cache = join(dirname(dirname(fileURLToPath(import.meta.url))), '.cache')
  const folder = join(cache, `chromium-${version}`)
  if (existsSync(folder)) return folder
  const fresh = `${folder}.${process.pid}`
  mkdirSync(fresh, { recursive: true })
  // The package unpacks into the temporary folder, and its libraries only where it believes to be in a cloud function.
  const before = { ...process.env }
  try {
    Object.assign(process.env, { TMPDIR: fresh, AWS_LAMBDA_JS_RUNTIME: 'nodejs24.x' })
    const { default: chromium } = await import('@sparticuz/chromium')
    await chromium.executablePath()
  } finally {
    for (const name of ['TMPDIR', 'AWS_LAMBDA_JS_RUNTIME', 'LD_LIBRARY_PATH', 'FONTCONFIG_PATH', 'HOME']) {
      if (before[name] === undefined) delete process.env[name]
      else process.env[name] = before[name]
    }
  }
  chmodSync(join(fresh, 'chromium'), 0o755)
  writeFileSync(join(fresh, 'fonts', 'fonts.conf'), fontsConfiguration(join(folder, 'fonts')))
  try {
    renameSync(fresh, folder)
  } catch (error) {
    // Somebody else unpacked it meanwhile.
    rmSync(fresh, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  }
  return folder
}

function packageFolder(file: string): string {
  let folder = dirname(file)
  while (!existsSync(join(folder, 'LICENSE'))) folder = dirname(folder)
  return folder
}

/** The packaged configuration names the temporary folder it expected; ours names where the fonts are. */
function fontsConfiguration(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${folder}/cache</cachedir>
</fontconfig>
`
}
