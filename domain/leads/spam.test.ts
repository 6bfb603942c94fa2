import { describe, expect, it } from 'vitest'
import { spamReasonOf } from '#domain/leads/spam.ts'

const sent = (parts: Partial<Parameters<typeof spamReasonOf>[0]> = {}) => ({
  honeypot: '',
  shownForMs: 20_000,
  texts: ['Prosíme o nabídku, viz www.priklad.example'],
  ...parts,
})

describe('what a public form receives', () => {
  it.each([
    [{}, undefined],
    [{ honeypot: null }, undefined],
    [{ honeypot: 'http://spam.example' }, 'honeypot'],
    [{ shownForMs: null }, 'badToken'],
    [{ shownForMs: -1 }, 'badToken'],
    [{ shownForMs: 2_999 }, 'tooFast'],
    [{ shownForMs: 3_000 }, undefined],
    [{ shownForMs: 7 * 86_400_000 }, undefined],
    [{ shownForMs: 7 * 86_400_000 + 1 }, 'oldToken'],
    [{ texts: ['http://a http://b', 'www.c https://d'] }, 'links'],
  ])('%j is %s', (parts, reason) => {
    expect(spamReasonOf(sent(parts))).toBe(reason)
  })
})
