// Where the product lies: its migrations, manual and web files are found from here, whether it runs from its sources or built.
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

function rootAbove(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : rootAbove(dirname(folder))
}

export const root = rootAbove(import.meta.dirname)
