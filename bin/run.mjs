// `node bin/run.mjs program.ts …` runs a program of the product with the pinned Node, installing it first if needed.
import { join } from 'node:path'
import { ensureInstalled, root } from './install.mjs'
import { launch } from './launch.mjs'

const [program = '', ...args] = process.argv.slice(2)
const node = ensureInstalled()
// A command that may hold the data folder must not outlive the terminal it was typed in.
launch(node, [join(root, program), ...args], { tether: program.startsWith('server/') })
