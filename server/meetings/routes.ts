// Binds the endpoints of meetings; the sections of the preparation sheet are handed over by the composition.
import type { FastifyReply } from 'fastify'
import * as minutesApi from '#api/meeting-minutes.ts'
import * as papersApi from '#api/meeting-papers.ts'
import * as api from '#api/meetings.ts'
import type { Outside } from '#server/app.ts'
import type { Pdf } from '#server/kit/pdf.ts'
import { type Bind, requireVersion } from '#server/kit/serve.ts'
import type { SheetSection } from '#server/kit/sheet.ts'
import * as actions from '#server/meetings/actions.ts'
import { inviteToMeeting } from '#server/meetings/actions-invite.ts'
import * as papers from '#server/meetings/actions-papers.ts'
import * as run from '#server/meetings/actions-run.ts'

const done = { ok: true as const }

export function meetingRoutes(bind: Bind, outside: Pick<Outside, 'mail'>, sections: readonly SheetSection[]): void {
  const mails = outside.mail !== undefined
  bind(api.listMeetings, (ctx, { query }) => actions.listMeetings(ctx, query))
  bind(api.meetingsOfClient, (ctx, { params }) => actions.meetingsOfClient(ctx, params.id))
  bind(api.proposeMeeting, (ctx, { query }) => actions.proposeMeeting(ctx, query))
  bind(api.planMeeting, (ctx, { body }) => actions.planMeeting(ctx, body))
  bind(api.getMeeting, (ctx, { params }) => actions.getMeeting(ctx, params.id))
  bind(api.changeMeeting, (ctx, { params, body, ...input }) =>
    actions.changeMeeting(ctx, params.id, body, requireVersion(input)),
  )
  bind(api.moveMeeting, (ctx, { params, body, version }) =>
    run.moveMeeting(ctx, params.id, body.move, body.reason ?? null, version),
  )
  bind(api.removeMeeting, async (ctx, { params, version }) => {
    await actions.removeMeeting(ctx, params.id, version)
    return done
  })
  bind(api.restoreMeeting, (ctx, { params }) => actions.restoreMeeting(ctx, params.id))
  bind(papersApi.prepareMeeting, (ctx, { params }) => papers.prepareMeeting(ctx, params.id, sections))
  bind(papersApi.printSheet, async (ctx, { params, reply }) =>
    pdf(reply, await papers.printSheet(ctx, params.id, sections), `priprava-${params.id.slice(-6)}`),
  )
  bind(minutesApi.readLines, (ctx, { params }) => run.readLines(ctx, params.id))
  bind(minutesApi.writeLines, (ctx, { params, body }) =>
    run.writeLines(ctx, params.id, body.changes, body.removed ?? []),
  )
  bind(minutesApi.goToPoint, (ctx, { params, body }) => run.goToPoint(ctx, params.id, body))
  bind(minutesApi.takeAttendance, (ctx, { params, body }) => run.takeAttendance(ctx, params.id, body))
  bind(minutesApi.readProposals, (ctx, { params }) => run.readProposals(ctx, params.id))
  bind(minutesApi.settleMinutes, (ctx, { params, body }) => run.settleMinutes(ctx, params.id, body))
  bind(minutesApi.printMinutes, async (ctx, { params, query, reply }) =>
    pdf(reply, await papers.printMinutes(ctx, params.id, query.for ?? 'us'), `zapis-${params.id.slice(-6)}`),
  )
  bind(papersApi.readLetter, (ctx, { params, query }) => papers.readLetter(ctx, params.id, query.anew ?? false, mails))
  bind(papersApi.writeLetter, (ctx, { params, body }) => papers.writeLetter(ctx, params.id, body, mails))
  bind(api.inviteToMeeting, (ctx, { params }) => inviteToMeeting(ctx, params.id, mails))
  bind(papersApi.sendLetter, (ctx, { params, body }) => papers.sendLetter(ctx, params.id, body, mails))
}

function pdf(reply: FastifyReply, { bytes }: Pdf, name: string): FastifyReply {
  return reply.type('application/pdf').header('content-disposition', `inline; filename="${name}.pdf"`).send(bytes)
}
