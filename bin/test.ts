// `npm test`: everything that must pass. All of it runs even when something fails; the last line says the sum.
import { playwright, rules, sum, vitest } from './steps.ts'

const { passed, failed, skipped } = sum([await rules(), await vitest(), await playwright()])
if (skipped > 0) process.stdout.write(`\n${skipped} skipped, each says why above\n`)
process.stdout.write(`\n${passed} passed, ${failed} failed\n`)
process.exitCode = failed > 0 ? 1 : 0
