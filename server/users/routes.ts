// Binds the endpoints of users.
import type { FastifyReply, FastifyRequest } from 'fastify'
import * as deputiesApi from '#api/deputies.ts'
import * as api from '#api/users.ts'
import type { Outside } from '#server/app.ts'
import { NotFound } from '#server/kit/errors.ts'
import { type Bind, requireVersion } from '#server/kit/serve.ts'
import * as actions from '#server/users/actions.ts'
import type { Auth } from '#server/users/auth.ts'
import * as deputies from '#server/users/deputies.ts'
import * as me from '#server/users/me.ts'
import { findLinkOwner } from '#server/users/one-time-links.ts'
import { sessionToken } from '#server/users/sessions.ts'
import * as setup from '#server/users/setup.ts'

export function userRoutes(
  bind: Bind,
  { auth, mail, secret }: Outside,
  followers: readonly actions.TeamFollower[],
): void {
  const mailing = { mails: mail !== undefined }
  const ok = { ok: true as const }
  const tokenOf = (request: FastifyRequest) => sessionToken(request.headers.cookie, secret)

  bind(api.getSetup, (ctx) => setup.setupState(ctx, mailing.mails))
  bind(api.setUp, async (ctx, { body }) => {
    await setup.setUpFirm(ctx, body, auth)
    return ok
  })
  bind(api.getMe, async (ctx, { request, reply }) => {
    if (await me.mayProlong(ctx, tokenOf(request))) await keepSignedIn(auth, request, reply)
    return me.getMe(ctx)
  })
  bind(api.changeMe, (ctx, { body, version }) => me.changeMe(ctx, body, version))
  bind(api.getCompetence, async (ctx) => me.competenceOf(ctx))
  bind(api.listMySessions, async (ctx, { request }) => ({
    sessions: await me.listMySessions(ctx, tokenOf(request)),
  }))
  bind(api.revokeMySession, async (ctx, { params }) => {
    await me.revokeMySession(ctx, params.id)
    return ok
  })
  bind(api.revokeMyOtherSessions, async (ctx, { request }) => ({
    revoked: await me.revokeMyOtherSessions(ctx, tokenOf(request)),
  }))
  bind(api.pickPeople, async (ctx, { query }) => ({ people: await actions.pickPeople(ctx, query) }))
  bind(api.listUsers, (ctx, { query }) => actions.listUsers(ctx, query))
  bind(api.getUser, (ctx, { params }) => actions.getUser(ctx, params.id))
  bind(api.inviteUser, (ctx, { body }) => actions.inviteUser(ctx, body, mailing))
  bind(api.changeUser, (ctx, { params, body, ...input }) =>
    actions.changeUser(ctx, params.id, body, requireVersion(input), followers),
  )
  bind(api.deactivateUser, (ctx, { params }) => actions.deactivateUser(ctx, params.id))
  bind(api.reactivateUser, (ctx, { params }) => actions.reactivateUser(ctx, params.id))
  bind(api.makeOneTimeLink, (ctx, { params }) => actions.makeOneTimeLink(ctx, params.id, mailing))
  bind(api.getPasswordLink, async (ctx, { params }) => {
    const owner = await findLinkOwner(ctx.db, params.token)
    if (!owner) throw new NotFound('users.linkExpired')
    return owner
  })
  bind(deputiesApi.listDeputies, async (ctx) => ({ deputies: await deputies.listDeputies(ctx) }))
  bind(deputiesApi.setDeputy, (ctx, { body }) => deputies.setDeputy(ctx, body))
  bind(deputiesApi.endDeputy, async (ctx, { params }) => {
    await deputies.endDeputy(ctx, params.id)
    return ok
  })
}

/** Lets the sign-in service prolong a session in use, once a day; its new cookie goes with the reply. */
async function keepSignedIn(auth: Auth, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const headers = new Headers({ cookie: request.headers.cookie ?? '' })
  const { headers: answered, response } = await (await auth.service()).api.getSession({ headers, returnHeaders: true })
  if (!response) return
  for (const cookie of answered.getSetCookie()) reply.header('set-cookie', cookie)
}
