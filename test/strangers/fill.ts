// Records that hang on the clients and people of a small world; each kind is written once in a world.
import { sql } from 'kysely'
import type { Probe } from '#test/strangers/probe.ts'

/** A lead of each person, of each team without an owner, of nobody, and one that became each third client. */
export async function someLeads({ t, world }: Probe): Promise<void> {
  await sql`insert into leads (name, owner_id, team_id, state, client_id, converted_at)
    select 'zajemce', u.id, u.team_id, 'new', null::uuid, null::timestamptz from users u where u.id = any(${[...world.personIds]}::uuid[])
      and not exists (select 1 from leads)
    union all select 'zajemce', null, x.id, 'new', null, null from teams x where x.id = any(${[...world.teamIds]}::uuid[]) and not exists (select 1 from leads)
    union all select 'zajemce', null, null, 'new', null, null where not exists (select 1 from leads)
    union all select 'zajemce', c.owner_id, c.team_id, 'converted', c.id, now() from clients c
      where c.id = any(${world.clientIds.filter((_, i) => i % 3 === 0)}::uuid[]) and not exists (select 1 from leads)`.execute(
    t.db,
  )
}

/** A promise about each client, in the bin or not, and a task of each person. */
export async function somePromises({ t, world }: Probe): Promise<void> {
  await sql`insert into promises (side, text, client_id, due_on)
    select 'ours', 'slib ' || c.name, c.id, ${t.now.toISOString()}::date + (c.id::text < '8')::int from clients c
    where not exists (select 1 from promises r where r.client_id = c.id)`.execute(t.db)
  await sql`insert into promises (side, kind, text, responsible_id) select 'ours', 'task', 'úkol', u.id
    from unnest(${[...world.personIds]}::uuid[]) u(id) where not exists (select 1 from promises r where r.responsible_id = u.id)`.execute(
    t.db,
  )
}

export async function someObjections({ t }: Probe): Promise<void> {
  await sql`insert into objections (client_id, text, kind, due_on) select c.id, 'námitka ' || c.name, 'price', current_date from clients c
    where not exists (select 1 from objections o where o.client_id = c.id)`.execute(t.db)
}

export async function someMeetings({ t, world }: Probe): Promise<void> {
  await sql`insert into meetings (client_id, title, starts_at, ends_at, organizer_id)
    select c.id, 'jednání ' || c.name, now(), now() + interval '1 hour', ${world.personIds[0]}::uuid from clients c
    where not exists (select 1 from meetings m where m.client_id = c.id)`.execute(t.db)
}

/** A call list of each person. */
export async function someCallLists({ t, world }: Probe): Promise<void> {
  await sql`insert into call_lists (name, owner_id) select 'seznam volání', u.id from unnest(${[...world.personIds]}::uuid[]) u(id)
    where not exists (select 1 from call_lists)`.execute(t.db)
}

/** A file at each client, in the bin or not. */
export async function someFiles({ t }: Probe): Promise<void> {
  await sql`insert into stored_files (hash, size, type, place) values (repeat('a', 64), 1, 'text/plain', 'disk') on conflict do nothing`.execute(
    t.db,
  )
  await sql`insert into attachments (record_type, record_id, client_id, hash, name)
    select 'clients', c.id, c.id, repeat('a', 64), 'smlouva ' || c.name || '.pdf' from clients c
    where not exists (select 1 from attachments a where a.client_id = c.id)`.execute(t.db)
}
