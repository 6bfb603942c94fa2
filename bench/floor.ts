// The thin floor: bare node:http and pg with prepared statements, a session look-up by cookie and exactly the SQL the
// work needs. No checks, no rights, no log: the limit a Node product can approach.
import { createReadStream } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { dayContacts, dayStatements } from './floor-day.ts'

const asText: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: unknown) {
    return [20, 1082, 1184, 1700].includes(oid)
      ? (value: string) => value
      : pg.types.getTypeParser(oid, format as 'text')
  },
} as pg.CustomTypesConfig
const pool = new pg.Pool({
  connectionString: process.env.DATABASE_URL,
  max: 12,
  types: asText,
  application_name: 'floor',
})

const listBy = (column: 'owner_id' | 'team_id') => `
  select (select count(*) from clients where ${column} = $1 and deleted_at is null) as total,
    coalesce(json_agg(json_build_object('id', id, 'version', version, 'name', name, 'class', class, 'state', state,
      'owner', json_build_object('id', owner_id, 'name', owner_name), 'city', city, 'ico', ico, 'phone', phone, 'email', email,
      'tags', tags, 'confirmDueOn', confirm_due_on)), '[]')::text as rows from (
    select c.id, c.version, c.name, c.class, c.state, c.owner_id, u.name as owner_name, c.city, c.ico, c.confirm_due_on,
      (select value from client_channels where client_id = c.id and type = 'phone' order by position limit 1) as phone,
      (select value from client_channels where client_id = c.id and type = 'email' order by position limit 1) as email,
      (select json_agg(json_build_object('id', t.id, 'name', t.name, 'color', t.color)) from client_tags ct join tags t on t.id = ct.tag_id where ct.client_id = c.id) as tags
    from clients c left join users u on u.id = c.owner_id
    where c.${column} = $1 and c.deleted_at is null order by c.created_at desc, c.id desc limit 50) page`

const statements = {
  session: 'select user_id from sessions where token = $1 and expires_at > now()',
  w1: listBy('owner_id'),
  team: listBy('team_id'),
  w2: `select c.id, c.name, c.city, c.ico, c.owner_id from clients c
    where c.name_folded like $1 and c.deleted_at is null order by c.name_folded limit 20`,
  client: `select json_build_object('client', to_json(c), 'owner', u.name, 'team', t.name,
      'addresses', (select json_agg(to_json(a) order by a.position) from client_addresses a where a.client_id = c.id),
      'channels', (select json_agg(to_json(h) order by h.position) from client_channels h where h.client_id = c.id),
      'bankAccounts', (select json_agg(to_json(b) order by b.position) from client_bank_accounts b where b.client_id = c.id),
      'tags', (select json_agg(to_json(g)) from client_tags ct join tags g on g.id = ct.tag_id where ct.client_id = c.id),
      'members', (select json_agg(json_build_object('id', m.user_id, 'role', m.role)) from client_members m where m.client_id = c.id))::text as json
    from clients c left join users u on u.id = c.owner_id left join teams t on t.id = c.team_id where c.id = $1 and c.deleted_at is null`,
  contacts: `select coalesce(json_agg(json_build_object('id', p.id, 'firstName', p.first_name, 'lastName', p.last_name, 'position', cp.position,
      'department', cp.department, 'roles', cp.buying_roles, 'influence', cp.influence, 'sentiment', cp.sentiment, 'main', cp.main,
      'channels', (select json_agg(json_build_object('type', h.type, 'value', h.value) order by h.position) from contact_channels h where h.contact_id = p.id))), '[]')::text as json
    from contact_positions cp join contacts p on p.id = cp.contact_id and p.deleted_at is null where cp.client_id = $1`,
  timeline: `select coalesce(json_agg(json_build_object('id', id, 'channel', channel, 'direction', direction, 'happenedAt', happened_at, 'text', text,
      'outcome', outcome, 'duration', duration_minutes, 'private', private, 'author', json_build_object('id', author_id, 'name', author),
      'contacts', contacts)), '[]')::text as json from (
    select a.id, a.channel, a.direction, a.happened_at, a.text, a.outcome, a.duration_minutes, a.private, a.author_id, u.name as author,
      (select json_agg(json_build_object('id', p.id, 'name', p.first_name || ' ' || p.last_name)) from activity_people ap join contacts p on p.id = ap.contact_id where ap.activity_id = a.id) as contacts
    from activities a left join users u on u.id = a.author_id
    where a.client_id = $1 and a.deleted_at is null order by a.happened_at desc, a.id desc limit 20) page`,
  promises: `select coalesce(json_agg(json_build_object('id', id, 'side', side, 'text', text, 'dueOn', due_on)), '[]')::text as json
    from promises where client_id = $1 and deleted_at is null and state = 'open'`,
  find: `select coalesce(json_agg(json_build_object('id', id, 'channel', channel, 'happenedAt', happened_at, 'text', text)), '[]')::text as json from (
    select id, channel, happened_at, text from activities where client_id = $1 and deleted_at is null and text_folded like all ($2)
    order by happened_at desc, id desc limit 30) page`,
  write: `insert into activities (client_id, channel, direction, happened_at, text, outcome, two_way, author_id)
    values ($1, $2, $3, now(), $4, $5, true, $6) returning id`,
  caller: `select coalesce(json_agg(caller), '[]')::text as json from (
    (select json_build_object('id', p.id, 'name', p.first_name || ' ' || p.last_name, 'position', cp.position, 'clientId', c.id, 'client', c.name,
        'class', c.class, 'state', c.state, 'ownerId', u.id, 'owner', u.name) as caller
      from contact_channels h join contacts p on p.id = h.contact_id and p.deleted_at is null
      left join contact_positions cp on cp.contact_id = p.id and cp.to_on is null left join clients c on c.id = cp.client_id left join users u on u.id = c.owner_id
      where h.type = 'phone' and h.match_key = $1 limit 8)
    union all (select json_build_object('clientId', c.id, 'client', c.name, 'class', c.class, 'state', c.state, 'ownerId', u.id, 'owner', u.name)
      from client_channels h join clients c on c.id = h.client_id and c.deleted_at is null left join users u on u.id = c.owner_id
      where h.type = 'phone' and h.match_key = $1 limit 8)
    union all (select json_build_object('leadId', l.id, 'lead', l.name, 'state', l.state) from leads l where l.phone_key = $1 and l.deleted_at is null limit 8)) found`,
  create: `with c as (
      insert into clients (name, legal_form, ico, owner_id, team_id, city, country, created_by)
      select $1, $2, $3, u.id, u.team_id, $4, 'CZ', u.id from users u where u.id = $5 returning id),
    o as (insert into client_owners (client_id, user_id, valid) select id, $5, daterange(current_date, null) from c),
    a as (insert into client_addresses (client_id, kind, street, city, postcode) select id, 'seat', $6, $4, $7 from c),
    h as (insert into client_channels (client_id, type, value, match_key, position) select c.id, v.* from c, (values ('email', $8, $8, 0), ('phone', $9, $9, 1)) v)
    select id from c`,
  ...dayStatements,
  dayContacts,
  edit: `update clients set note = $2, source = $3, version = version + 1, updated_at = now(), updated_by = $4 where id = $1 returning version`,
} as const

async function rowsOf(name: keyof typeof statements, values: unknown[]): Promise<Record<string, unknown>[]> {
  return (await pool.query({ name, text: statements[name], values })).rows
}

async function answer(
  path: string,
  query: URLSearchParams,
  userId: unknown,
  body: () => Promise<string>,
): Promise<string | undefined> {
  switch (path) {
    case '/w1':
    case '/team': {
      const [row] = path === '/w1' ? await rowsOf('w1', [query.get('owner')]) : await rowsOf('team', [query.get('id')])
      return `{"total":${row?.total},"rows":${row?.rows}}`
    }
    case '/w2':
      return JSON.stringify(await rowsOf('w2', [`%${query.get('q')}%`]))
    case '/client': {
      const [row] = await rowsOf('client', [query.get('id')])
      return row?.json as string
    }
    case '/w3': {
      const [client, contacts, timeline, promises] = await Promise.all([
        rowsOf('client', [query.get('id')]),
        rowsOf('contacts', [query.get('id')]),
        rowsOf('timeline', [query.get('id')]),
        rowsOf('promises', [query.get('id')]),
      ])
      return `{"client":${client[0]?.json},"contacts":${contacts[0]?.json},"timeline":${timeline[0]?.json},"promises":${promises[0]?.json}}`
    }
    case '/w4': {
      const d = JSON.parse(await body())
      return JSON.stringify((await rowsOf('write', [d.clientId, d.channel, d.direction, d.text, d.outcome, userId]))[0])
    }
    case '/timeline': {
      const words = (query.get('q') ?? '').split(' ').map((word) => `%${word}%`)
      const [row] = await rowsOf('find', [query.get('id'), words])
      return row?.json as string
    }
    case '/caller': {
      const [row] = await rowsOf('caller', [query.get('key')])
      return row?.json as string
    }
    case '/day': {
      const names = Object.keys(dayStatements) as (keyof typeof dayStatements)[]
      const found = await Promise.all(names.map((name) => rowsOf(name, [userId, query.get('today')])))
      const parts = found.map((rows, i) => `"${names[i]}":${rows[0]?.json}`)
      const shown = (JSON.parse(found[0]?.[0]?.json as string) as { id: string }[]).slice(0, 40).map((one) => one.id)
      const [contacts] = await rowsOf('dayContacts', [shown])
      return `{${parts.join(',')},"contacts":${contacts?.json}}`
    }
    case '/create': {
      const d = JSON.parse(await body())
      const [seat] = d.addresses
      const values = [
        d.name,
        d.legalForm,
        d.ico,
        seat.city,
        userId,
        seat.street,
        seat.postcode,
        d.channels[0].value,
        d.channels[1].value,
      ]
      return JSON.stringify((await rowsOf('create', values))[0])
    }
    case '/edit': {
      const d = JSON.parse(await body())
      return JSON.stringify((await rowsOf('edit', [query.get('id'), d.note, d.source, userId]))[0])
    }
    case '/import':
      return JSON.stringify(await importCompanies(JSON.parse(await body()).path, userId))
    default:
      return undefined
  }
}

/** A file of semicolons by the thousand rows; nothing is checked, nothing compared. */
async function importCompanies(path: string, userId: unknown): Promise<{ rows: number }> {
  let count = 0
  let batch: string[][] = []
  const write = async () => {
    const columns = Array.from({ length: 10 }, (_, i) => batch.map((cells) => cells[i] || null))
    await pool.query({ name: 'import', text: importSql, values: [userId, ...columns] })
    count += batch.length
    batch = []
  }
  const lines = createInterface({ input: createReadStream(path) })
  let header = true
  for await (const line of lines) {
    if (!header) batch.push(line.split(';'))
    header = false
    if (batch.length === 1_000) await write()
  }
  if (batch.length > 0) await write()
  return { rows: count }
}

const importSql = `
  with f as materialized (
    select uuidv7() as id, r.* from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[])
      as r(name, ico, dic, street, city, postcode, phone, email, web, note)),
  c as (insert into clients (id, name, ico, dic, city, country, note, kind, owner_id, team_id, created_by)
    select f.id, f.name, f.ico, f.dic, f.city, 'CZ', f.note, case when f.ico is null then 'shop' else 'company' end, u.id, u.team_id, u.id from f, users u where u.id = $1),
  o as (insert into client_owners (client_id, user_id, valid) select id, $1, daterange(current_date, null) from f),
  a as (insert into client_addresses (client_id, kind, street, city, postcode) select id, 'seat', street, city, postcode from f)
  insert into client_channels (client_id, type, value, match_key, position)
  select f.id, v.type, v.value, v.value, v.position from f, lateral (values ('phone', f.phone, 0), ('email', f.email, 1), ('web', f.web, 2)) v(type, value, position)
  where v.value is not null`

function bodyOf(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    request.setEncoding('utf8')
    request.on('data', (piece) => (text += piece))
    request.on('end', () => resolve(text))
    request.on('error', reject)
  })
}

const server = createServer((request, response) => {
  const asked = async () => {
    const token = /klientela\.session_token=([^.;]+)/.exec(request.headers.cookie ?? '')?.[1]
    const [session] = await rowsOf('session', [token])
    if (!session) return response.writeHead(401).end()
    const at = request.url?.indexOf('?') ?? -1
    const path = at < 0 ? request.url : request.url?.slice(0, at)
    const json = await answer(
      path ?? '',
      new URLSearchParams(at < 0 ? '' : request.url?.slice(at)),
      session.user_id,
      () => bodyOf(request),
    )
    if (json === undefined) return response.writeHead(404).end()
    response
      .writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(json) })
      .end(json)
  }
  asked().catch((error) => response.writeHead(500).end(String(error)))
})
server.listen(0, '127.0.0.1', () =>
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`),
)
process.on('disconnect', () => process.exit(0))
