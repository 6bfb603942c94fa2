// Whoever starts the product, its database lands where the database's own user can reach it.
import { chmodSync, lstatSync, mkdirSync, mkdtempSync, readlinkSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { allows, placeFor } from '#server/kit/postgres-place.ts'
import { StartupProblem } from '#server/kit/startup-problem.ts'

const isRoot = process.getuid?.() === 0
const user = { uid: 1000, gid: 1000, name: 'petr' }

describe('permission bits', () => {
  it.each([
    ['the owner is judged by the first triplet', { uid: 1000, gid: 1, mode: 0o40700 }, 0o7, true],
    ['the owner is refused what others may', { uid: 1000, gid: 1, mode: 0o40077 }, 0o1, false],
    ['the group comes second', { uid: 0, gid: 1000, mode: 0o40710 }, 0o1, true],
    ['others need their own triplet', { uid: 0, gid: 0, mode: 0o40700 }, 0o1, false],
    ['passing through needs no reading', { uid: 0, gid: 0, mode: 0o40711 }, 0o1, true],
  ])('%s', (_, entry, wanted, expected) => {
    expect(allows(entry, user, wanted)).toBe(expected)
  })
})

describe('the place of the database', () => {
  let parent: string
  let shelter: string
  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'klientela-place-'))
    shelter = join(tmpdir(), `klientela-shelter-${process.pid}`)
  })
  afterEach(() => {
    rmSync(parent, { recursive: true, force: true })
    rmSync(shelter, { recursive: true, force: true })
  })

  it('is where it was asked for when its user can get there', () => {
    chmodSync(parent, 0o755)
    mkdirSync(join(parent, 'data'), { mode: 0o700 })
    const place = placeFor(join(parent, 'data', 'postgres'), shelter)
    expect(place.moved).toBe(false)
    expect(statSync(place.home).mode & 0o777).toBe(0o700)
    expect(placeFor(join(parent, 'data', 'postgres'), shelter).home).toBe(place.home)
  })

  it.runIf(isRoot)('is in the shelter, with a link in its stead, when the checkout is for root only', () => {
    const asked = join(parent, 'data', 'postgres')
    const place = placeFor(asked, shelter)
    expect(place.user?.uid).toBeGreaterThan(0)
    expect(dirname(place.home)).toBe(shelter)
    expect(statSync(place.home).uid).toBe(place.user?.uid)
    expect(readlinkSync(asked)).toBe(place.home)
    expect(placeFor(asked, shelter).home).toBe(place.home)
  })

  it.runIf(isRoot)('moves with its data when the folder is taken where its user cannot follow', () => {
    chmodSync(parent, 0o755)
    const asked = join(parent, 'data', 'postgres')
    const before = placeFor(asked, shelter)
    mkdirSync(join(before.home, 'data'))
    chmodSync(parent, 0o700)
    const after = placeFor(asked, shelter)
    expect(after.moved).toBe(true)
    expect(lstatSync(join(after.home, 'data')).isDirectory()).toBe(true)
  })

  it.runIf(isRoot)('is not shared by a copied folder, and its loss is not taken for a first start', () => {
    const original = join(parent, 'a', 'postgres')
    const copy = join(parent, 'b', 'postgres')
    const { home } = placeFor(original, shelter)
    mkdirSync(dirname(copy))
    symlinkSync(home, copy)
    expect(() => placeFor(copy, shelter)).toThrow(StartupProblem)
    rmSync(home, { recursive: true })
    expect(() => placeFor(original, shelter)).toThrow(/not there/)
  })
})
