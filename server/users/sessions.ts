// Who asks: the signed session cookie is checked, one prepared statement finds the person, and what he may see
// is loaded once and kept until something about rights changes (settings.access_stamp).
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import type { Actor, Role, VisibilityPolicy } from '#domain/access.ts'
import { dayOf } from '#server/kit/context.ts'
import type { Db } from '#server/kit/db.ts'

const cookieNames = ['klientela.session_token', '__Secure-klientela.session_token']

export interface SessionReader {
  actorOf(request: FastifyRequest): Promise<Actor | undefined>
}

export function sessionReader(db: () => Db, secret: string, now: () => Date): SessionReader {
  const touched = new Map<string, number>()
  const actors = new Map<string, { stamp: string; day: string; actor: Actor }>()
  /** Writes down that the person is here, at most every ten minutes: reading must not become writing. */
  async function touch(token: string, userId: string): Promise<void> {
    const now = Date.now()
    if ((touched.get(token) ?? 0) > now - 600_000) return
    if (touched.size > 5_000) touched.clear()
    touched.set(token, now)
    await sql`
      with seen as (update sessions set updated_at = now() where token = ${token})
      update users set last_seen_at = now() where id = ${userId}::uuid`.execute(db())
  }

  return {
    async actorOf(request) {
      const token = sessionToken(request.headers.cookie, secret)
      if (!token) return undefined
      const { rows } = await sql<{ userId: string; stamp: string }>`
        select s.user_id, f.access_stamp as stamp from sessions s
        join users u on u.id = s.user_id and u.active, settings f
        where s.token = ${token} and s.expires_at > now()`.execute(db())
      const session = rows[0]
      if (!session) return undefined
      await touch(token, session.userId)
      const day = dayOf(now())
      const known = actors.get(session.userId)
      const actor =
        known && known.stamp === session.stamp && known.day === day
          ? known.actor
          : await loadActor(db(), session.userId, day)
      if (actors.size > 5_000) actors.clear()
      actors.set(session.userId, { stamp: session.stamp, day, actor })
      Object.assign(request, { language: actor.language, accessStamp: session.stamp })
      return actor
    },
  }
}

/** The token inside the signed cookie of better-auth (`token.signature`, HMAC-SHA-256), or undefined when forged. */
export function sessionToken(cookies: string | undefined, secret: string): string | undefined {
  if (!cookies) return undefined
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
      (select coalesce(json_agg(r.role order by r.role), '[]') from user_roles r where r.user_id = u.id) as roles,
      (select json_agg(id) from persons) as person_ids,
      (select coalesce(json_agg(id), '[]') from seen) as team_ids,
      (select coalesce(json_agg(id), '[]') from led) as led_team_ids
    from users u, settings f where u.id = ${userId}::uuid`.execute(db)
  const row = rows[0]
  if (!row) throw new Error('a session without its user')
  return { id: userId, onBehalfOf: null, ...row }
}
