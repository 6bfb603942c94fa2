// Browser journeys: one product with the demo company per run, in a real Chromium.
import { createServer } from 'node:net'
import { defineConfig } from '@playwright/test'
import { chromiumPath } from './e2e/chromium.ts'

// Workers load this file again and inherit what its first load decided.
process.env.E2E_PORT ??= String(await freePort())

export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  globalSetup: './e2e/product.ts',
  outputDir: 'test-results',
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  workers: 2,
  use: {
    baseURL: `http://127.0.0.1:${process.env.E2E_PORT}`,
    browserName: 'chromium',
    launchOptions: await chromiumPath(),
    locale: 'cs-CZ',
    timezoneId: 'Europe/Prague',
    viewport: { width: 1280, height: 800 },
    contextOptions: { reducedMotion: 'reduce' },
    trace: 'retain-on-failure',
  },
})

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}
