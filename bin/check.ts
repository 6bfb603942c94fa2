// `npm run check`: format, lint, types, unit and server tests. Arguments narrow the tests: `npm run check -- lists`.
import { rules, sum, vitest } from './steps.ts'

const { failed } = sum([await rules(), await vitest(process.argv.slice(2))])
process.exitCode = failed > 0 ? 1 : 0
