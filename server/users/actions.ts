// What an administrator does with people: invite, change, give roles and a team, end access, help with a password.
import type { ListQuery } from '#api/lists.ts'
import type { OneTimeLink, PickedPerson, User, UserChange, UserDraft } from '#api/users.ts'
import { sameRoles, whyNotChangeRoles, whyNotDeactivate } from '#domain/users/access.ts'
import { checkChannel } from '#server/kit/channels.ts'
import type { Context } from '#server/kit/context.ts'
import { BadInput, conflict, constraintOf, Refusal } from '#server/kit/errors.ts'
import { listRows, wordsOf } from '#server/kit/lists.ts'
import { record } from '#server/kit/record.ts'
import type { RawJson } from '#server/kit/serve.ts'
import { firmSettings, lockRights } from '#server/settings/actions.ts'
import { requireTeam } from '#server/teams/actions.ts'
import { mailLink } from '#server/users/jobs.ts'
import { dropLinks, linkPath, makeLink } from '#server/users/one-time-links.ts'
import { removeSessions } from '#server/users/session-store.ts'
import * as store from '#server/users/store.ts'

/** Whether letters can be sent; without them the administrator hands links over. */
/**
 * What a person owns goes with him to his new team, in the same transaction: whoever sees his clients must change at the
 * moment his team does. Capabilities above give this, each for its own records; it answers how many moved.
 */
export interface TeamFollower {
  readonly records: string
  follow(ctx: Context, userId: string, teamId: string | null): Promise<number>
}

export interface Mailing {
  readonly mails: boolean
}

export async function listUsers(ctx: Context, query: ListQuery): Promise<RawJson> {
  return listRows(ctx, store.userSource(), query)
}

/** One person, with what the actor may not do with him and why. */
export async function getUser(ctx: Context, id: string): Promise<User> {
  const user = await store.getUser(ctx, id)
  const others = await store.countOtherAdministrators(ctx, id)
  const whyNot: Record<string, string> = {}
  const roles = whyNotChangeRoles(ctx.actor, user, [], others)
  if (roles) whyNot.roles = roles
  const leave = whyNotDeactivate(ctx.actor, user, others)
  if (leave) whyNot.deactivate = leave
  return { ...user, whyNot }
}

/** Adds a person without a password and gives the link to set one; the same link goes by mail when mail is set up. */
export async function inviteUser(
  ctx: Context,
  draft: UserDraft,
  mailing: Mailing,
): Promise<{ user: User; link: OneTimeLink }> {
  const user = {
    name: draft.name.trim(),
    email: emailOf(draft.email),
    phone: phoneOf(draft.phone ?? null),
    language: draft.language ?? (await firmSettings(ctx)).language,
    teamId: draft.teamId ?? null,
    roles: draft.roles,
  }
  if (user.teamId) await requireTeam(ctx, user.teamId)
  const id = await naturally(() => store.insertUser(ctx, user))
  await record(ctx, { fact: 'users.invited', recordType: 'user', recordId: id, after: user })
  return { user: await getUser(ctx, id), link: await linkFor(ctx, id, mailing) }
}

/**
 * Changes a person. Nobody changes own roles and the last administrator stays one; with a new team the clients and
 * contacts the person owns follow at once.
 */
export async function changeUser(
  ctx: Context,
  id: string,
  change: UserChange,
  version: number,
  followers: readonly TeamFollower[],
): Promise<User> {
  if (change.roles || change.teamId !== undefined) await lockRights(ctx)
  const before = await store.lockUser(ctx, id)
  if (before.version !== version) throw conflict(await getUser(ctx, id))
  const after: store.UserRow = {
    ...before,
    ...(change.name === undefined ? {} : { name: change.name.trim() }),
    ...(change.email === undefined ? {} : { email: emailOf(change.email) }),
    ...(change.phone === undefined ? {} : { phone: phoneOf(change.phone) }),
    ...(change.language === undefined ? {} : { language: change.language }),
    ...(change.teamId === undefined ? {} : { teamId: change.teamId }),
    ...(change.roles === undefined ? {} : { roles: [...change.roles].sort() }),
  }
  if (!sameRoles(before.roles, after.roles)) {
    const reason = whyNotChangeRoles(ctx.actor, before, after.roles, await store.countOtherAdministrators(ctx, id))
    if (reason) throw new Refusal(reason)
    await store.writeRoles(ctx, id, after.roles)
  }
  const moves = after.teamId !== before.teamId
  if (moves && after.teamId) await requireTeam(ctx, after.teamId)
  await naturally(() => store.updateUser(ctx, after))
  const moved: Record<string, number> = {}
  if (moves) for (const { records, follow } of followers) moved[records] = await follow(ctx, id, after.teamId)
  await record(ctx, {
    fact: 'users.changed',
    recordType: 'user',
    recordId: id,
    before: pictured(before),
    after: { ...pictured(after), ...(moves ? { moved } : {}) },
  })
  return getUser(ctx, id)
}

/** Ends access at once: signed out everywhere, links dead. What the person wrote and owns stays until handed over. */
export async function deactivateUser(ctx: Context, id: string): Promise<User> {
  await lockRights(ctx)
  const user = await store.lockUser(ctx, id)
  const reason = whyNotDeactivate(ctx.actor, user, await store.countOtherAdministrators(ctx, id))
  if (reason) throw new Refusal(reason)
  if (user.active) {
    await store.updateUser(ctx, { ...user, active: false })
    await removeSessions(ctx, id)
    await dropLinks(ctx.db, id)
    await record(ctx, {
      fact: 'users.deactivated',
      recordType: 'user',
      recordId: id,
      before: { active: true },
      after: { active: false },
    })
  }
  return getUser(ctx, id)
}

/** Lets a person in again, with the roles and password kept from before. */
export async function reactivateUser(ctx: Context, id: string): Promise<User> {
  const user = await store.lockUser(ctx, id)
  if (!user.active) {
    await store.updateUser(ctx, { ...user, active: true })
    await record(ctx, {
      fact: 'users.reactivated',
      recordType: 'user',
      recordId: id,
      before: { active: false },
      after: { active: true },
    })
  }
  return getUser(ctx, id)
}

/** A new link to set a password; the earlier ones stop working. */
export async function makeOneTimeLink(ctx: Context, id: string, mailing: Mailing): Promise<OneTimeLink> {
  const user = await store.lockUser(ctx, id)
  if (!user.active) throw new Refusal('users.linkForInactive')
  await dropLinks(ctx.db, id)
  await record(ctx, { fact: 'users.linkMade', recordType: 'user', recordId: id })
  return linkFor(ctx, id, mailing)
}

/** Colleagues for pickers. */
export async function pickPeople(
  ctx: Context,
  query: { q?: string; ids?: string; limit?: number },
): Promise<PickedPerson[]> {
  const ids = query.ids?.split(',').filter(Boolean)
  if (ids?.some((id) => !/^[0-9a-f-]{36}$/i.test(id))) throw new BadInput([{ field: 'ids', reason: 'kit.badInput' }])
  const limit = ids ? Math.max(ids.length, 1) : (query.limit ?? 30)
  return store.pickPeople(ctx, { words: wordsOf(query.q ?? ''), ...(ids ? { ids } : {}), limit })
}

async function linkFor(ctx: Context, userId: string, mailing: Mailing): Promise<OneTimeLink> {
  const { token, validUntil } = await makeLink(ctx.db, userId, 'invitation')
  if (mailing.mails) await mailLink(ctx.jobs, ctx.db, userId, 'invitation')
  return { path: linkPath(token), validUntil, mailed: mailing.mails }
}

/** The address people sign in with: small letters, no spaces around. */
export function emailOf(text: string): string {
  const checked = checkChannel('email', text)
  if (!checked.ok) throw new BadInput([{ field: 'email', reason: checked.reason }])
  return checked.matchKey
}

export function phoneOf(text: string | null): string | null {
  if (!text?.trim()) return null
  const checked = checkChannel('phone', text)
  if (!checked.ok) throw new BadInput([{ field: 'phone', reason: checked.reason }])
  return checked.value
}

/** The one constraint a person may run into gets its sentence. */
export async function naturally<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (constraintOf(error) === 'users_email') throw new BadInput([{ field: 'email', reason: 'users.emailTaken' }])
    throw error
  }
}

export function pictured(user: store.UserRow): Record<string, unknown> {
  const { name, email, phone, language, teamId, roles } = user
  return { name, email, phone, language, teamId, roles }
}
