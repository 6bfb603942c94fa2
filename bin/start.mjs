// `npm start`: installs and builds what is missing, then becomes the server. A second start does neither.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { folderOf, isFresh } from './built.mjs'
import { ensureInstalled, fail, root, say } from './install.mjs'
import { launch, serverFlags } from './launch.mjs'

const node = ensureInstalled()
const stale = /** @type {const} */ (['web', 'server']).filter((part) => !isFresh(part))
if (stale.length > 0) {
  say('Sestavuji program.', 'Building the program.')
  const { status } = spawnSync(node, [join(root, 'bin', 'build.ts'), ...stale], { cwd: root, stdio: ['ignore', 2, 2] })
  if (status !== 0)
    fail('Sestavení programu selhalo; důvod je výše.', 'Building the program failed; the reason is above.')
}
launch(node, [...serverFlags, join(folderOf('server'), 'main.mjs'), ...process.argv.slice(2)], { tether: true })
