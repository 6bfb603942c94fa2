// Binds the endpoints of contacts.
import * as api from '#api/contacts.ts'
import * as actions from '#server/contacts/actions.ts'
import { type Bind, requireVersion } from '#server/kit/serve.ts'

const done = { ok: true as const }

export function contactRoutes(bind: Bind): void {
  bind(api.listDeletedContacts, (ctx, { query }) => actions.listDeletedContacts(ctx, query))
  bind(api.listContacts, (ctx, { query }) => actions.listContacts(ctx, query))
  bind(api.similarContacts, async (ctx, { body }) => ({ duplicates: await actions.findDuplicates(ctx, body) }))
  bind(api.createContact, (ctx, { body }) => actions.createContact(ctx, body))
  bind(api.getContact, (ctx, { params }) => actions.getContact(ctx, params.id))
  bind(api.changeContact, (ctx, { params, body, ...input }) =>
    actions.changeContact(ctx, params.id, body, requireVersion(input)),
  )
  bind(api.removeContact, async (ctx, { params, version }) => {
    await actions.removeContact(ctx, params.id, version)
    return done
  })
  bind(api.restoreContact, (ctx, { params }) => actions.restoreContact(ctx, params.id))
  bind(api.confirmContact, (ctx, { params }) => actions.confirmContact(ctx, params.id))
  bind(api.peopleOfClient, (ctx, { params, query }) => actions.peopleOfClient(ctx, params.id, query.left ?? false))
  bind(api.placePeople, async (ctx, { params, body }) => {
    await actions.placePeople(ctx, params.id, body.places)
    return done
  })
  bind(api.setReportsTo, async (ctx, { params, body }) => {
    await actions.setReportsTo(ctx, params.id, params.contactId, body.reportsToId)
    return done
  })
}
