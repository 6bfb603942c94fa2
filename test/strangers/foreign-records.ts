// One record of each kind that belongs to somebody else, for every endpoint with a record in its path.
import { sql } from 'kysely'
import type { Endpoint } from '#api/endpoint.ts'
import { aClient } from '#server/clients/factory.ts'
import { aUser } from '#server/users/factory.ts'
import type { TestApp } from '#test/app.ts'

/**
 * Makes the records and answers with the parameters for an endpoint. A new kind of record must be added here:
 * an endpoint whose path is not known fails the test. `shared` records are seen by the whole firm: changing them
 * is forbidden instead of not found.
 */
export async function foreignRecords(
  t: TestApp,
  ownerId: string,
): Promise<(endpoint: Endpoint) => { params: Record<string, string>; shared: boolean }> {
  const ctx = await t.ctx()
  // By the clock of the test, not of the machine: an entry that has yet to happen is refused.
  const at = sql`${ctx.now}::timestamptz`
  const today = sql`${ctx.today}::date`
  const one = async (query: ReturnType<typeof sql<{ id: string }>>) => (await query.execute(t.db)).rows[0]?.id as string
  const client = (await aClient(ctx, { ownerId })).id
  const contact = await one(
    sql<{ id: string }>`insert into contacts (last_name, owner_id) values ('Cizí', ${ownerId}::uuid) returning id`,
  )
  await sql`insert into contact_positions (contact_id, client_id) values (${contact}::uuid, ${client}::uuid)`.execute(
    t.db,
  )
  const entry = await one(sql<{ id: string }>`
    insert into journal_entries (actor_id, fact, record_type, record_id, client_id, before, after)
    values (${ownerId}::uuid, 'clients.changed', 'clients', ${client}::uuid, ${client}::uuid, '{"note":"a"}', '{"note":"b"}') returning id`)
  const session = await one(sql<{ id: string }>`
    insert into sessions (user_id, token, expires_at) values (${ownerId}::uuid, 'cizi', now() + interval '1 day') returning id`)
  const absent = await aUser(ctx)
  const deputy = await one(sql<{ id: string }>`
    insert into deputies (absent_id, deputy_id, valid) values (${ownerId}::uuid, ${absent.id}::uuid, daterange(${today}, ${today} + 5)) returning id`)
  const view = await one(sql<{ id: string }>`
    insert into saved_views (capability, name, owner_id, state) values ('clients', 'Můj pohled', ${ownerId}::uuid, '{}') returning id`)
  const peculiarity = await one(sql<{ id: string }>`
    insert into peculiarities (client_id, text) values (${client}::uuid, 'Jen dopoledne') returning id`)
  const promise = await one(sql<{ id: string }>`
    insert into promises (side, text, client_id, responsible_id) values ('theirs', 'Poslat vzorky', ${client}::uuid, ${ownerId}::uuid) returning id`)
  const activity = await one(sql<{ id: string }>`
    insert into activities (client_id, channel, happened_at, text, author_id)
    values (${client}::uuid, 'note', ${at}, 'Mezi námi', ${ownerId}::uuid) returning id`)
  const choice = await one(sql<{ id: string }>`
    insert into day_choices (rule, record_id, client_id, user_id, decision, reason) values ('touch', ${client}::uuid, ${client}::uuid, ${ownerId}::uuid, 'muted', 'Ozve se sám') returning id`)
  const other = (await aClient(ctx, { ownerId })).id
  const relation = await one(sql<{ id: string }>`
    insert into client_relations (from_id, to_id, relation) values (${client}::uuid, ${other}::uuid, 'supplies') returning id`)
  const imported = await one(sql<{ id: string }>`
    insert into imports (capability, file_name, file_path, file_size, file_hash, created_by)
    values ('clients', 'a.csv', 'a', 1, 'x', ${ownerId}::uuid) returning id`)
  const exported = await one(sql<{ id: string }>`
    insert into exports (kind, format, created_by) values ('everything', 'zip', ${ownerId}::uuid) returning id`)
  const bulk = await one(sql<{ id: string }>`
    insert into bulk_changes (capability, change, selection, created_by) values ('clients', '{}', '{}', ${ownerId}::uuid) returning id`)
  const check = await one(sql<{ id: string }>`
    insert into register_checks (client_id, source, state) values (${client}::uuid, 'ares', 'differs') returning id`)
  const tag = await one(sql<{ id: string }>`insert into tags (name) values ('Cizí štítek') returning id`)
  const meeting = await one(sql<{ id: string }>`
    insert into meetings (client_id, title, starts_at, ends_at, organizer_id)
    values (${client}::uuid, 'Cizí jednání', ${at} + interval '1 day', ${at} + interval '25 hours', ${ownerId}::uuid) returning id`)
  const objection = await one(sql<{ id: string }>`
    insert into objections (client_id, text, kind, due_on) values (${client}::uuid, 'Drahé', 'price', ${today}) returning id`)
  const argument = await one(sql<{ id: string }>`
    insert into objection_arguments (objection, kind, argument, created_by) values ('Drahé', 'price', 'Levné', ${ownerId}::uuid) returning id`)
  const team = await one(sql<{ id: string }>`insert into teams (name) values ('Cizí tým') returning id`)

  const comment = await one(sql<{ id: string }>`
    insert into comments (record_type, record_id, client_id, text, created_by)
    values ('clients', ${client}::uuid, ${client}::uuid, 'Mezi námi', ${ownerId}::uuid) returning id`)
  await sql`insert into stored_files (hash, size, type, place) values (${'a'.repeat(64)}, 1, 'text/plain', 'disk')`.execute(
    t.db,
  )
  const attachment = await one(sql<{ id: string }>`
    insert into attachments (record_type, record_id, client_id, hash, name, created_by)
    values ('clients', ${client}::uuid, ${client}::uuid, ${'a'.repeat(64)}, 'cizi.txt', ${ownerId}::uuid) returning id`)
  const device = await one(sql<{ id: string }>`
    insert into push_subscriptions (user_id, endpoint, keys) values (${ownerId}::uuid, 'https://fcm.googleapis.com/x', '{}') returning id`)

  const lead = await one(sql<{ id: string }>`
    insert into leads (name, owner_id, team_id) select 'Cizí zájemce', id, team_id from users where id = ${ownerId}::uuid returning id`)
  const rule = await one(sql<{ id: string }>`
    insert into lead_rules (name, user_ids) values ('Cizí pravidlo', array[${ownerId}::uuid]) returning id`)
  const form = await one(
    sql<{ id: string }>`insert into lead_forms (key, name) values ('cizi-formular', 'Cizí formulář') returning id`,
  )
  const submission = await one(sql<{ id: string }>`
    insert into lead_submissions (form_id, payload, outcome) values (${form}::uuid, '{"email":"a@b.example"}', 'spam') returning id`)
  const script = await one(
    sql<{
      id: string
    }>`insert into call_scripts (name, text, created_by) values ('Cizí', 'Cizí', ${ownerId}::uuid) returning id`,
  )
  const callList = await one(
    sql<{
      id: string
    }>`insert into call_lists (name, owner_id, created_by) values ('Cizí', ${ownerId}::uuid, ${ownerId}::uuid) returning id`,
  )
  const callItem = await one(sql<{ id: string }>`
    insert into call_list_items (list_id, position, client_id) values (${callList}::uuid, 1, ${client}::uuid) returning id`)
  const exchange = await one(
    sql<{ id: string }>`insert into telephony_exchanges (name, secret) values ('Cizí', 'x') returning id`,
  )
  const telephoneCall = await one(sql<{ id: string }>`
    insert into calls (exchange_id, external_id, direction, state, started_at, user_id, client_id)
    values (${exchange}::uuid, 'x', 'in', 'missed', ${at}, ${ownerId}::uuid, ${client}::uuid) returning id`)

  const appointment = await one(sql<{ id: string }>`
    insert into appointments (uid, owner_id, title, starts_at, ends_at)
    values ('cizi', ${ownerId}::uuid, 'Cizí', ${at}, ${at} + interval '1 hour') returning id`)
  const feed = await one(sql<{ id: string }>`
    insert into calendar_feeds (user_id, name, secret_hash) values (${ownerId}::uuid, 'Cizí', 'cizi') returning id`)
  const calendarServer = await one(
    sql<{ id: string }>`insert into calendar_servers (origin) values ('https://cizi.example') returning id`,
  )
  const account = await one(sql<{ id: string }>`
    insert into calendar_accounts (user_id, server_url, user_name, password_sealed)
    values (${ownerId}::uuid, 'https://cizi.example/', 'cizi', 'x') returning id`)
  const calendarConflict = await one(sql<{ id: string }>`
    insert into calendar_conflicts (account_id, appointment_id, uid, ours, theirs, theirs_ics, ours_hash)
    values (${account}::uuid, ${appointment}::uuid, 'cizi', '[]', '{"events":[]}', '', '') returning id`)
  const bookingPage = await one(sql<{ id: string }>`
    insert into booking_pages (user_id, key, title) values (${ownerId}::uuid, 'cizi-stranka', 'Cizí') returning id`)

  // The longest beginning of the path decides.
  const byPath: Readonly<Record<string, Record<string, string>>> = {
    '/api/clients/:id': { id: client, contactId: contact },
    '/api/clients/:id/relations/': { id: client, relationId: relation },
    '/api/contacts/:id': { id: contact },
    '/api/history/:recordType': { recordType: 'clients', recordId: client },
    '/api/history/:entryId': { entryId: entry },
    '/api/me/sessions/:id': { id: session },
    '/api/deputies/:id': { id: deputy },
    '/api/users/:id': { id: ownerId },
    '/api/teams/:id': { id: team },
    '/api/tags/:id': { id: tag },
    '/api/custom-fields/:id': { id: tag },
    '/api/views/:id': { id: view },
    '/api/peculiarities/:id': { id: peculiarity },
    '/api/appointments/:id': { id: appointment },
    '/api/calendar-feeds/:id': { id: feed },
    '/api/calendar-servers/:id': { id: calendarServer },
    '/api/calendar-accounts/:id': { id: account },
    '/api/calendar-conflicts/:id': { id: calendarConflict },
    '/api/booking-pages/:id': { id: bookingPage },
    '/api/leads/:id': { id: lead },
    '/api/lead-rules/:id': { id: rule },
    '/api/lead-forms/:id': { id: form },
    '/api/lead-submissions/:id': { id: submission },
    '/api/call-scripts/:id': { id: script },
    '/api/call-lists/:id': { id: callList },
    '/api/call-list-items/:id': { id: callItem },
    '/api/telephony/exchanges/:id': { id: exchange },
    '/api/calls/:id': { id: telephoneCall },
    '/api/records/:recordType/:recordId': { recordType: 'clients', recordId: client },
    '/api/comments/:id': { id: comment },
    '/api/attachments/:id': { id: attachment },
    '/api/notifications/devices/:id': { id: device },
    '/api/meetings/:id': { id: meeting },
    '/api/objections/:id': { id: objection },
    '/api/objection-arguments/:id': { id: argument },
    '/api/promises/:id': { id: promise },
    '/api/activities/:id': { id: activity },
    '/api/days/choices/:id': { id: choice },
    '/api/relations/:id': { id: relation },
    '/api/imports/:id': { id: imported },
    '/api/exports/:id': { id: exported },
    '/api/bulk-changes/:id': { id: bulk },
    '/api/register-checks/:id': { id: check },
    '/api/registers/ares/:ico': { ico: '27082440' },
  }
  const sharedPaths = [
    '/api/call-scripts/:id',
    '/api/tags/:id',
    '/api/custom-fields/:id',
    '/api/teams/:id',
    '/api/registers/ares/:ico',
    '/api/objection-arguments/:id',
  ]
  return (endpoint) => {
    const known = Object.keys(byPath)
      .filter((path) => endpoint.path.startsWith(path))
      .sort((a, b) => b.length - a.length)[0]
    if (!known)
      throw new Error(`${endpoint.id}: say in test/strangers/foreign-records.ts whose record ${endpoint.path} names`)
    const params = byPath[known] as Record<string, string>
    const names = [...endpoint.path.matchAll(/:(\w+)/g)].map((match) => match[1] as string)
    const filled = Object.fromEntries(
      names.map((name) => {
        const value = params[name]
        if (!value)
          throw new Error(`${endpoint.id}: no foreign record for :${name}; add it to test/strangers/foreign-records.ts`)
        return [name, value]
      }),
    )
    return { params: filled, shared: sharedPaths.includes(known) }
  }
}
