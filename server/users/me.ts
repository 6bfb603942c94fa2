// The signed-in person: who I am, what I may decide, where I am signed in, what I change about myself.
import { sql } from 'kysely'
import type { Competence, Me, MyChange, MySession } from '#api/users.ts'
import { type AbilityName, abilityNames, may, reachOf, rolesWith, seesConfidential } from '#domain/access.ts'
import type { Context } from '#server/kit/context.ts'
import { conflict, NotFound } from '#server/kit/errors.ts'
import { record } from '#server/kit/record.ts'
import { firmSettings } from '#server/settings/actions.ts'
import { phoneOf, pictured } from '#server/users/actions.ts'
import * as sessions from '#server/users/session-store.ts'
import * as store from '#server/users/store.ts'

/** Everything a screen needs to know about the person in front of it. */
export async function getMe(ctx: Context): Promise<Me> {
  const { actor } = ctx
  const user = await store.findUser(ctx.db, actor.id)
  if (!user) throw new NotFound('users.notFound')
  const firm = await firmSettings(ctx)
  const { rows } = await sql<Pick<Me, 'deputisingFor' | 'team'>>`
    select (select json_build_object('id', t.id, 'name', t.name) from teams t where t.id = ${user.teamId}::uuid) as team,
      coalesce((
        select json_agg(json_build_object('id', u.id, 'name', u.name, 'to', (upper(d.valid) - 1)::text) order by u.name collate czech)
        from deputies d join users u on u.id = d.absent_id
        where d.deputy_id = ${actor.id}::uuid and d.valid @> ${ctx.today}::date), '[]') as deputising_for`.execute(
    ctx.db,
  )
  return {
    id: user.id,
    name: user.name,
    email: user.email,
    phone: user.phone,
    language: user.language,
    colorScheme: user.colorScheme,
    roles: user.roles,
    abilities: abilityNames.filter((ability) => may(actor, ability)),
    team: rows[0]?.team ?? null,
    ledTeamIds: [...actor.ledTeamIds],
    deputisingFor: rows[0]?.deputisingFor ?? [],
    firm: {
      name: firm.firmName,
      language: firm.language,
      currency: firm.currency,
      timeZone: firm.timeZone,
      visibility: firm.visibility,
    },
    version: user.version,
  }
}

/** Changes own name, phone, language or appearance; a version, when sent, must be the one read. */
export async function changeMe(ctx: Context, change: MyChange, version: number | undefined): Promise<Me> {
  const before = await store.lockUser(ctx, ctx.actor.id)
  if (version !== undefined && before.version !== version) throw conflict(await getMe(ctx))
  const after: store.UserRow = {
    ...before,
    ...change,
    name: (change.name ?? before.name).trim(),
    phone: change.phone === undefined ? before.phone : phoneOf(change.phone),
  }
  await store.updateUser(ctx, after)
  await record(ctx, {
    fact: 'users.changed',
    recordType: 'user',
    recordId: ctx.actor.id,
    before: { ...pictured(before), colorScheme: before.colorScheme },
    after: { ...pictured(after), colorScheme: after.colorScheme },
  })
  return getMe(ctx)
}

/** What the roles of the person let him decide, and whose the rest is. */
export function competenceOf(ctx: Context): Competence {
  const { actor } = ctx
  return {
    roles: [...actor.roles],
    reach: reachOf(actor),
    policy: actor.policy,
    seesConfidential: seesConfidential(actor),
    abilities: abilityNames.map((ability: AbilityName) => ({
      ability,
      mine: may(actor, ability),
      roles: [...rolesWith(ability)],
    })),
  }
}

export async function listMySessions(ctx: Context, token: string | undefined): Promise<MySession[]> {
  return sessions.listSessions(ctx, ctx.actor.id, token)
}

/** Signs one device out; somebody else's session does not exist for the person. */
export async function revokeMySession(ctx: Context, id: string): Promise<void> {
  if (!(await sessions.removeSession(ctx, ctx.actor.id, id))) throw new NotFound()
  await record(ctx, { fact: 'users.signedOutDevice', recordType: 'user', recordId: ctx.actor.id })
}

/** Signs out everywhere but here. */
export async function revokeMyOtherSessions(ctx: Context, token: string | undefined): Promise<number> {
  const revoked = await sessions.removeSessions(ctx, ctx.actor.id, token)
  if (revoked > 0)
    await record(ctx, {
      fact: 'users.signedOutDevices',
      recordType: 'user',
      recordId: ctx.actor.id,
      after: { revoked },
    })
  return revoked
}

/** Whether the caller's session is due to be prolonged. */
export async function mayProlong(ctx: Context, token: string | undefined): Promise<boolean> {
  return token !== undefined && sessions.isDueToProlong(ctx, token)
}
