// `npm run e2e`: the browser journeys. Arguments go to Playwright: `npm run e2e -- clients --headed`.
import { playwright } from './steps.ts'

const { failed } = await playwright(process.argv.slice(2))
process.exitCode = failed > 0 ? 1 : 0
