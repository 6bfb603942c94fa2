// `node bin/run.mjs program.ts …` runs a program of the product with the pinned Node, installing it first if needed. What is
// built already runs built, which starts in half the time.
import { basename, join } from 'node:path'
import { folderOf, isFresh } from './built.mjs'
import { ensureInstalled, root } from './install.mjs'
import { launch } from './launch.mjs'

const [program = '', ...args] = process.argv.slice(2)
const node = ensureInstalled()
const built = program.startsWith('server/') && isFresh('server')
const path = built ? join(folderOf('server'), `${basename(program, '.ts')}.mjs`) : join(root, program)
// A command that may hold the data folder must not outlive the terminal it was typed in.
launch(node, [path, ...args], { tether: program.startsWith('server/') })
