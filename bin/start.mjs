// `npm start`: installs and builds what is missing, then becomes the server. A second start does neither.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ensureInstalled, fail, root, say } from './install.mjs'
import { launch } from './launch.mjs'
import { webIsFresh } from './web-stamp.mjs'

const node = ensureInstalled()
if (!webIsFresh()) {
  say('Sestavuji webovou část.', 'Building the web part.')
  const { status } = spawnSync(node, [join(root, 'bin', 'build.ts')], { cwd: root, stdio: ['ignore', 2, 2] })
  if (status !== 0) {
    fail('Sestavení webové části selhalo; důvod je výše.', 'Building the web part failed; the reason is above.')
  }
}
// Requests live shortly: a small place for young objects saves a hundred megabytes and no time is lost.
launch(node, ['--max-semi-space-size=4', join(root, 'server', 'main.ts'), ...process.argv.slice(2)], { tether: true })
