// Who asks: the signed session cookie is checked, one prepared statement finds the person, and what he may see
// is loaded once and kept until something about rights changes (settings.access_stamp). Of a session seen before the
// statement may travel with the first one of the work; the work counts only if it finds what was remembered.
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { CompiledQuery, sql } from 'kysely'
import type { Actor, Role, VisibilityPolicy } from '#domain/access.ts'
import { dayOf } from '#server/kit/context.ts'
import type { Db } from '#server/kit/db.ts'
import { type Answer, type Step, step } from '#server/kit/pipeline.ts'

const cookieNames = ['klientela.session_token', '__Secure-klientela.session_token']

const sessionSql = `
  select s.user_id as id, f.access_stamp as stamp from sessions s
  join users u on u.id = s.user_id and u.active, settings f
  where s.token = $1 and s.expires_at > now()`

export interface SessionReader {
  actorOf(request: FastifyRequest): Promise<Actor | undefined>
  /** The person as remembered, with what has to be asked before that counts; undefined when there is more to do. */
  remembered(request: FastifyRequest): Remembered | undefined
}

export interface Remembered {
  readonly actor: Actor
  /** The question, once; it is to be asked before the first statement of the work. */
  take(): Step | undefined
  /** Whether the session and the rights are still those remembered; asks over `db` if nothing carried the question. */
  holds(db: Db): Promise<boolean>
}

interface Known {
  readonly userId: string
  readonly stamp: string
  readonly day: string
  readonly actor: Actor
}
type Found = { readonly id: string; readonly stamp: string }

export function sessionReader(db: () => Db, secret: string, now: () => Date): SessionReader {
  const touched = new Map<string, number>()
  const actors = new Map<string, Known>()
  const sessions = new Map<string, Known>()
  /** Writes down that the person is here, at most every ten minutes: reading must not become writing. */
  async function touch(token: string, userId: string): Promise<void> {
    if (!dueToTouch(token)) return
    if (touched.size > 5_000) touched.clear()
    touched.set(token, Date.now())
    await sql`
      with seen as (update sessions set updated_at = now() where token = ${token})
      update users set last_seen_at = now() where id = ${userId}::uuid`.execute(db())
  }
  const dueToTouch = (token: string) => (touched.get(token) ?? 0) <= Date.now() - 600_000
  const remember = <K>(map: Map<K, Known>, key: K, known: Known) => {
    if (map.size > 5_000) map.clear()
    map.set(key, known)
  }
  const note = (request: FastifyRequest, { actor, stamp }: Known) => {
    Object.assign(request, { language: actor.language, accessStamp: stamp })
  }

  return {
    async actorOf(request) {
      const token = sessionToken(request.headers.cookie, secret)
      if (!token) return undefined
      const { rows } = await db().executeQuery(CompiledQuery.raw(sessionSql, [token]))
      const session = rows[0] as Found | undefined
      if (!session) {
        sessions.delete(token)
        return undefined
      }
      await touch(token, session.id)
      const day = dayOf(now())
      const kept = actors.get(session.id)
      const known =
        kept && kept.stamp === session.stamp && kept.day === day
          ? kept
          : { userId: session.id, stamp: session.stamp, day, actor: await loadActor(db(), session.id, day) }
      remember(actors, session.id, known)
      remember(sessions, token, known)
      note(request, known)
      return known.actor
    },
    remembered(request) {
      const token = sessionToken(request.headers.cookie, secret)
      const known = token && sessions.get(token)
      if (!known || dueToTouch(token) || known.day !== dayOf(now())) return undefined
      note(request, known)
      return inQuestion(token, known)
    },
  }
}

function inQuestion(token: string, known: Known): Remembered {
  let asked: Promise<Answer> | undefined
  return {
    actor: known.actor,
    take() {
      if (asked) return undefined
      const question = step('session', sessionSql, [token])
      asked = question.done
      return question
    },
    async holds(db) {
      const { rows } = await (asked ?? db.executeQuery(CompiledQuery.raw(sessionSql, [token])))
      const found = rows[0] as Found | undefined
      return found?.id === known.userId && found.stamp === known.stamp
    },
  }
}

/** Whether the session still holds; asked while a stream stays open. */
export async function isSignedIn(db: Db, token: string | undefined): Promise<boolean> {
  if (!token) return false
  const { rows } = await db.executeQuery(CompiledQuery.raw(sessionSql, [token]))
  return rows.length > 0
}

/** Cookies found to be signed, so that a signature is computed once and not at every request. */
const signed = new Map<string, { secret: string; token: string }>()

/** The token inside the signed cookie of better-auth (`token.signature`, HMAC-SHA-256), or undefined when forged. */
export function sessionToken(cookies: string | undefined, secret: string): string | undefined {
  if (!cookies) return undefined
  const known = signed.get(cookies)
  if (known?.secret === secret) return known.token
  const token = tokenIn(cookies, secret)
  if (token && cookies.length < 4_000) {
    if (signed.size > 5_000) signed.clear()
    signed.set(cookies, { secret, token })
  }
  return token
}

function tokenIn(cookies: string, secret: string): string | undefined {
  for (const part of cookies.split(';')) {
    const eq = part.indexOf('=')
    if (!cookieNames.includes(part.slice(0, eq).trim())) continue
    const value = decode(part.slice(eq + 1).trim())
    const dot = value.lastIndexOf('.')
    if (dot < 1) continue
    const token = value.slice(0, dot)
    const given = Buffer.from(value.slice(dot + 1), 'base64')
    const right = createHmac('sha256', secret).update(token).digest()
    if (given.length === right.length && timingSafeEqual(given, right)) return token
  }
  return undefined
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return ''
  }
}

/** Everything about a person that rules need: roles, teams seen and led, and whom he stands in for on that day. */
export async function loadActor(db: Db, userId: string, day: string): Promise<Actor> {
  const { rows } = await sql<{
    name: string
    language: 'cs' | 'en'
    teamId: string | null
    policy: VisibilityPolicy
    roles: Role[]
    personIds: string[]
    teamIds: string[]
    ledTeamIds: string[]
  }>`
    with recursive persons as (
      select ${userId}::uuid as id
      union
      select d.absent_id from deputies d where d.deputy_id = ${userId}::uuid and d.valid @> ${day}::date
    ), led as (
      select t.id from teams t where t.lead_id in (select id from persons)
      union
      select t.id from teams t join led on t.parent_id = led.id
    ), seen as (
      select u.team_id as id from users u join persons p on p.id = u.id where u.team_id is not null
      union
      select id from led
      union
      select t.id from teams t join seen on t.parent_id = seen.id
    )
    select u.name, u.language, u.team_id, f.visibility as policy,
      -- An account manager who stands in for a team lead leads the team meanwhile; nobody else and nothing else is lent.
      (select coalesce(json_agg(distinct r.role order by r.role), '[]') from user_roles r join persons p on p.id = r.user_id
        where r.user_id = u.id or (r.role = 'TL'
          and exists (select from user_roles o where o.user_id = u.id and o.role in ('AM', 'KAM')))) as roles,
      (select json_agg(id) from persons) as person_ids,
      (select coalesce(json_agg(id), '[]') from seen) as team_ids,
      (select coalesce(json_agg(id), '[]') from led) as led_team_ids
    from users u, settings f where u.id = ${userId}::uuid`.execute(db)
  const row = rows[0]
  if (!row) throw new Error('a session without its user')
  return { id: userId, onBehalfOf: null, ...row }
}
