// `node bin/run.mjs program.ts …` runs a program of the product with the pinned Node, installing it first if needed. What is
// built already runs built, which starts in half the time.
import { basename, join } from 'node:path'
import { folderOf, isFresh } from './built.mjs'
import { ensureInstalled, root } from './install.mjs'
import { launch, serverFlags } from './launch.mjs'

const [program = '', ...args] = process.argv.slice(2)
const node = ensureInstalled()
const built = program.startsWith('server/') && isFresh('server')
const path = built ? join(folderOf('server'), `${basename(program, '.ts')}.mjs`) : join(root, program)
const ofProduct = program.startsWith('server/')
// A command of the product is as thrifty with memory as the server: an import of it held twice as much without.
// One that may hold the data folder must not outlive the terminal it was typed in.
launch(node, [...(ofProduct ? serverFlags : []), path, ...args], { tether: ofProduct })
