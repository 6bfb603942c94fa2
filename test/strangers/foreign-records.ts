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
    insert into deputies (absent_id, deputy_id, valid) values (${ownerId}::uuid, ${absent.id}::uuid, daterange(current_date, current_date + 5)) returning id`)
  const view = await one(sql<{ id: string }>`
    insert into saved_views (capability, name, owner_id, state) values ('clients', 'Můj pohled', ${ownerId}::uuid, '{}') returning id`)
  const peculiarity = await one(sql<{ id: string }>`
    insert into peculiarities (client_id, text) values (${client}::uuid, 'Jen dopoledne') returning id`)
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
  const team = await one(sql<{ id: string }>`insert into teams (name) values ('Cizí tým') returning id`)

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
    '/api/relations/:id': { id: relation },
    '/api/imports/:id': { id: imported },
    '/api/exports/:id': { id: exported },
    '/api/bulk-changes/:id': { id: bulk },
    '/api/register-checks/:id': { id: check },
    '/api/registers/ares/:ico': { ico: '27082440' },
  }
  const sharedPaths = ['/api/tags/:id', '/api/custom-fields/:id', '/api/teams/:id', '/api/registers/ares/:ico']
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
