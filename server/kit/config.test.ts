// Settings are read once and judged at once; a wrong one is a sentence, never a guess.
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addressOf, prepareDataFolder, readConfig, secretOf } from '#server/kit/config.ts'
import { StartupProblem } from '#server/kit/startup-problem.ts'

describe('settings', () => {
  it('have defaults that need no environment', () => {
    const config = readConfig({})
    expect(config).toMatchObject({ port: 4000, host: '127.0.0.1', demo: false, logLevel: 'info', trustProxy: false })
    expect(config.databaseUrl).toBeUndefined()
    expect(Object.isFrozen(config)).toBe(true)
    expect(addressOf(config, 4000)).toBe('http://127.0.0.1:4000')
  })

  it('are taken from the environment and the command', () => {
    const config = readConfig(
      {
        PORT: '8080',
        HOST: '::',
        KLIENTELA_DATA: '/srv/k',
        KLIENTELA_URL: 'https://k.example.cz/',
        SMTP_URL: 'smtp://posta',
      },
      ['--demo'],
    )
    expect(config).toMatchObject({ port: 8080, dataDir: '/srv/k', demo: true, publicUrl: 'https://k.example.cz' })
    expect(config.smtp?.url).toBe('smtp://posta')
    expect(addressOf({ ...config, publicUrl: undefined }, 8080)).toBe('http://127.0.0.1:8080')
  })

  it.each([
    ['PORT', '70000'],
    ['PORT', '4000x'],
    ['HOST', 'a b'],
    ['DATABASE_URL', 'mysql://k@server/k'],
    ['KLIENTELA_URL', 'k.example.cz'],
    ['KLIENTELA_SECRET', 'short'],
    ['KLIENTELA_LOG', 'loud'],
    ['SMTP_URL', 'posta.example.cz'],
    ['SMTP_FROM', 'nobody'],
    ['ARES_URL', 'ftp://ares'],
    ['ARES_TIMEOUT', '0'],
    ['KLIENTELA_REQUESTS', '-1'],
  ])('%s=%s is refused with exit code 78', (name, value) => {
    try {
      readConfig({ [name]: value })
      expect.unreachable()
    } catch (error) {
      expect(error).toBeInstanceOf(StartupProblem)
      expect((error as StartupProblem).exitCode).toBe(78)
      expect((error as StartupProblem).czech).toContain(name)
    }
  })

  it('never repeat a password in what they say', () => {
    expect(() => readConfig({ DATABASE_URL: 'mysql://k:tajne@server/k' })).toThrow(/^(?!.*tajne)/s)
  })
})

describe('the data folder', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'klientela-config-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('keeps one secret, readable by the product only, and replaces a half written one', () => {
    const config = readConfig({ KLIENTELA_DATA: join(folder, 'deep', 'data') })
    prepareDataFolder(config.dataDir)
    const secret = secretOf(config)
    expect(secret.length).toBeGreaterThanOrEqual(32)
    expect(secretOf(config)).toBe(secret)
    const path = join(config.dataDir, 'secret')
    expect(statSync(path).mode & 0o077).toBe(0)
    writeFileSync(path, '')
    expect(secretOf(config)).not.toBe(secret)
    expect(readFileSync(path, 'utf8').trim()).toBe(secretOf(config))
  })

  it('must be a folder', () => {
    writeFileSync(join(folder, 'file'), '')
    expect(() => prepareDataFolder(join(folder, 'file'))).toThrow(StartupProblem)
  })
})
