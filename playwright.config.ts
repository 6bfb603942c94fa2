// Browser journeys: one product with the demo company per run, in a real Chromium.
import { defineConfig } from '@playwright/test'
import { chromiumPath } from './e2e/chromium.ts'
import { freePort } from './e2e/server.ts'

// Workers load this file again and inherit what its first load decided.
process.env.E2E_PORT ??= String(await freePort())

export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  // Screenshots for the documentation are taken only when asked for: SCREENSHOTS=1 npm run e2e -- screenshots
  testIgnore: process.env.SCREENSHOTS ? [] : ['screenshots.spec.ts'],
  globalSetup: './e2e/product.ts',
  outputDir: 'test-results',
  forbidOnly: Boolean(process.env.CI),
  timeout: 90_000,
  expect: { timeout: 15_000 },
  // Journeys share one company, each with clients of its own: files may run beside each other, the journeys of one file not.
  workers: 2,
  retries: process.env.CI ? 1 : 0,
  use: {
    actionTimeout: 20_000,
    baseURL: `http://127.0.0.1:${process.env.E2E_PORT}`,
    browserName: 'chromium',
    launchOptions: await chromiumPath(),
    locale: 'cs-CZ',
    timezoneId: 'Europe/Prague',
    viewport: { width: 1440, height: 900 },
    contextOptions: { reducedMotion: 'reduce' },
    trace: 'off',
  },
})
