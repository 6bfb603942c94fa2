import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: [
      'domain/**/*.test.ts',
      'messages/**/*.test.ts',
      'server/**/*.test.ts',
      'web/**/*.test.{ts,tsx}',
      'test/**/*.test.ts',
    ],
    globalSetup: ['./test/global-setup.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
    // The network is denied to tests: whatever speaks to the outside is answered by a server of the test itself.
    setupFiles: ['./test/no-network.ts'],
  },
})
