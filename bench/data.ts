// Loads the invented firm into an empty, migrated database by COPY, as an account manager's firm would have it,
// with the policy `team`, and leaves it vacuumed and analysed.
import pg from 'pg'
import { journalSealer } from '#server/journal/sealing.ts'
import { openDatabase } from '#server/kit/db.ts'
import { activityColumns, activityRows, fillAround, foldedText } from './activities.ts'
import { type Cell, copyRows } from './copy.ts'
import {
  administratorId,
  clientId,
  companyAt,
  contactsFrom,
  createdMillis,
  day,
  directorId,
  type Firm,
  fieldId,
  firmOf,
  instant,
  ownerId,
  ownerOf,
  phoneOf,
  plain,
  regionId,
  regionLeadId,
  rootTeamId,
  sourceOf,
  tagId,
  teamId,
  teamLeadId,
  teamOf,
  userName,
} from './firm.ts'
import { randomAt } from './random.ts'
import { tagNames } from './words.ts'
import {
  leadColumns,
  leadRows,
  meetingColumns,
  meetingRows,
  promiseColumns,
  promiseRows,
  recordWorkingDay,
} from './working-day.ts'

/** Raised whenever the rows made below change, so that kept databases are made anew. */
export const generation = 4

const filled = [
  'clients',
  'client_owners',
  'client_addresses',
  'client_channels',
  'client_tags',
  'client_members',
  'peculiarities',
  'contacts',
  'contact_channels',
  'contact_positions',
  'activities',
  'activity_people',
  'touches',
  'promises',
  'meetings',
  'leads',
  'appointments',
  'journal_entries',
]

export async function loadFirm(
  url: string,
  { clients, activities }: { clients: number; activities: number },
  say: (line: string) => void,
): Promise<void> {
  const firm = firmOf(clients, activities)
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(
      `set session_replication_role = replica; set maintenance_work_mem = '512MB'; set synchronous_commit = off`,
    )
    const indexes = await dropIndexes(client)
    await people(client, firm)
    await foldedText(client, true)
    for (const [table, columns, rows] of tables(firm)) {
      const start = performance.now()
      const count = await copyRows(client, table, columns, rows)
      say(`${table}: ${count} rows, ${((performance.now() - start) / 1000).toFixed(1)} s`)
    }
    await foldedText(client, false)
    await client.query(`
      insert into journal_entries (at, actor_id, fact, record_type, record_id, client_id, after, digest)
      select created_at, owner_id, 'clients.created', 'client', id, id, jsonb_build_object('name', name, 'ico', ico, 'state', state), '\\x00'
      from clients order by created_at`)
    await fillAround(client)
    await recordWorkingDay(client)
    for (const { name, definition } of indexes) {
      const start = performance.now()
      await client.query(definition)
      const seconds = (performance.now() - start) / 1000
      if (seconds > 5) say(`${name}: ${seconds.toFixed(1)} s`)
    }
    await client.query('reset session_replication_role')
    // A product that finds a journal of years unsealed seals it first, beside whatever is being measured.
    const database = openDatabase(url, 1)
    await journalSealer(database.db).seal()
    await database.close()
    await client.query('vacuum (freeze, analyze)')
    await client.query('checkpoint')
  } finally {
    await client.end()
  }
}

/** Indexes are built after the rows: the same result in a fraction of the time. */
async function dropIndexes(client: pg.Client): Promise<{ name: string; definition: string }[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select i.indexname as name, i.indexdef as definition from pg_indexes i
     where i.schemaname = 'public' and i.tablename = any($1)
       and not exists (select 1 from pg_constraint c where c.conname = i.indexname)`,
    [filled],
  )
  for (const { name } of rows) await client.query(`drop index ${name}`)
  return rows
}

async function people(client: pg.Client, firm: Firm): Promise<void> {
  const teams: Cell[][] = [[rootTeamId, 'Obchod', null, directorId]]
  for (let r = 0; r < firm.regions; r++) teams.push([regionId(r), `Oblast ${r + 1}`, rootTeamId, regionLeadId(r)])
  for (let t = 0; t < firm.teams; t++)
    teams.push([teamId(t), `Tým ${t + 1}`, regionId(Math.floor(t / 8)), teamLeadId(t)])
  const users: { id: string; team: string; role: string }[] = [
    { id: directorId, team: rootTeamId, role: 'SD' },
    { id: administratorId, team: rootTeamId, role: 'ADM' },
  ]
  for (let r = 0; r < firm.regions; r++) users.push({ id: regionLeadId(r), team: regionId(r), role: 'TL' })
  for (let t = 0; t < firm.teams; t++) users.push({ id: teamLeadId(t), team: teamId(t), role: 'TL' })
  for (let o = 0; o < firm.owners; o++) users.push({ id: ownerId(o), team: teamId(teamOf(o)), role: 'AM' })
  await copyRows(client, 'teams', 'id, name, parent_id, lead_id', teams)
  await copyRows(
    client,
    'users',
    'id, name, email, email_verified, team_id',
    users.map(({ id, team }, i) => [id, userName(i), `${plain(userName(i))}${i}@firma.example`, true, team]),
  )
  await copyRows(
    client,
    'user_roles',
    'user_id, role',
    users.map(({ id, role }) => [id, role]),
  )
  await copyRows(
    client,
    'tags',
    'id, name',
    tagNames.map((name, i) => [tagId(i), name]),
  )
  await copyRows(client, 'custom_fields', 'id, capability, key, type, label_cs, label_en, choices, position', [
    [fieldId(0), 'clients', 'obrat', 'money', 'Roční obrat', 'Annual turnover', '[]', 0],
    [fieldId(1), 'clients', 'zamestnanci', 'number', 'Zaměstnanci', 'Employees', '[]', 1],
    [
      fieldId(2),
      'clients',
      'zavoz',
      'choice',
      'Závoz',
      'Delivery round',
      '[{"key":"rano","cs":"ráno","en":"morning"},{"key":"odpoledne","cs":"odpoledne","en":"afternoon"}]',
      2,
    ],
    [fieldId(3), 'clients', 'smlouvaOd', 'date', 'Smlouva od', 'Contract since', '[]', 3],
  ])
  await client.query(`update custom_fields set currency = 'CZK' where type = 'money'`)
  await client.query(
    `update settings set firm_name = 'Velkoobchod Měření', visibility = 'team', set_up_at = now(), access_stamp = access_stamp + 1`,
  )
}

const states = [
  'suspect',
  'lead',
  'lead',
  'prospect',
  'prospect',
  'verified',
  'active',
  'active',
  'active',
  'active',
  'dormant',
  'lost',
] as const
const classes = [null, null, 'standard', 'standard', 'standard', 'standard', 'watch', 'vip'] as const

function tables(firm: Firm): [string, string, Iterable<readonly Cell[]>][] {
  return [
    [
      'clients',
      'id, kind, number, name, ico, dic, legal_form, is_supplier, state, state_since, class, class_set_by, class_set_on, owner_id, team_id, confidentiality, nace, nace_version, source, note, city, country, last_confirmed_on, last_confirmed_by, custom, created_at, created_by, updated_at, updated_by',
      each(firm, clientRow),
    ],
    [
      'client_owners',
      'client_id, user_id, valid',
      each(firm, (i) => [clientId(firm, i), ownerId(ownerOf(firm, i)), `[${day(createdMillis(firm, i))},)`]),
    ],
    ['client_addresses', 'client_id, kind, label, street, city, postcode, gln, position', flat(firm, addressRows)],
    ['client_channels', 'client_id, type, value, match_key, kind, position', flat(firm, channelRows)],
    ['client_tags', 'client_id, tag_id', flat(firm, tagRows)],
    ['client_members', 'client_id, user_id, role', flat(firm, memberRows)],
    ['peculiarities', 'client_id, kind, text, created_by', flat(firm, peculiarityRows)],
    ['contacts', 'id, first_name, last_name, owner_id, team_id, created_at, updated_at', contactRows(firm)],
    ['contact_channels', 'contact_id, type, value, match_key, position', contactChannelRows(firm)],
    [
      'contact_positions',
      'contact_id, client_id, position, department, buying_roles, influence, sentiment, main',
      positionRows(firm),
    ],
    ['activities', activityColumns, activityRows(firm)],
    ['promises', promiseColumns, promiseRows(firm)],
    ['meetings', meetingColumns, meetingRows(firm)],
    ['leads', leadColumns, leadRows(firm)],
  ]
}

function* each(firm: Firm, row: (i: number, firm: Firm) => readonly Cell[]): Generator<readonly Cell[]> {
  for (let i = 0; i < firm.clients; i++) yield row(i, firm)
}
function* flat(firm: Firm, rows: (i: number, firm: Firm) => readonly Cell[][]): Generator<readonly Cell[]> {
  for (let i = 0; i < firm.clients; i++) yield* rows(i, firm)
}

function clientRow(i: number, firm: Firm): readonly Cell[] {
  const company = companyAt(i)
  const r = randomAt(20, i)
  const millis = createdMillis(firm, i)
  const owner = ownerId(ownerOf(firm, i))
  const touched = Math.min(millis + r.below(300) * 86_400_000, Date.UTC(2026, 9, 30))
  const kind = r.pick(classes)
  const custom = r.chance(0.4)
    ? `{"obrat":"${r.below(90_000) * 1_000}","zamestnanci":${1 + r.below(400)}${r.chance(0.5) ? ',"zavoz":"rano"' : ''}}`
    : '{}'
  return [
    clientId(firm, i),
    company.kind,
    r.chance(0.5) ? `ZK${100_000 + i}` : null,
    company.name,
    company.ico,
    company.ico && r.chance(0.7) ? `CZ${company.ico}` : null,
    company.legalForm,
    r.chance(0.08),
    r.pick(states),
    day(touched),
    kind,
    kind ? owner : null,
    kind ? day(touched) : null,
    owner,
    teamId(teamOf(ownerOf(firm, i))),
    r.chance(0.02) ? 'confidential' : r.chance(0.1) ? 'public' : 'internal',
    String(10_000 + r.below(85_000)),
    '2008',
    sourceOf(r),
    r.chance(0.3) ? 'Objednávají po telefonu, závoz domluvit den předem. Fakturu posílat na účtárnu.' : null,
    company.town[0],
    'CZ',
    r.chance(0.7) ? day(touched) : null,
    r.chance(0.7) ? owner : null,
    custom,
    instant(millis),
    owner,
    instant(touched),
    owner,
  ]
}

function addressRows(i: number, firm: Firm): Cell[][] {
  const company = companyAt(i)
  const id = clientId(firm, i)
  const r = randomAt(21, i)
  const rows: Cell[][] = [[id, 'seat', null, company.street, company.town[0], company.town[1], null, 0]]
  if (r.chance(0.2)) rows.push([id, 'invoice', 'účtárna', company.street, company.town[0], company.town[1], null, 1])
  if (r.chance(0.1))
    rows.push([
      id,
      'delivery',
      'sklad',
      `Průmyslová ${1 + r.below(90)}`,
      company.town[0],
      company.town[1],
      `859${String(1_000_000_000 + i)}`,
      2,
    ])
  return rows
}

function channelRows(i: number, firm: Firm): Cell[][] {
  const { domain } = companyAt(i)
  const id = clientId(firm, i)
  const r = randomAt(22, i)
  const rows: Cell[][] = []
  if (r.chance(0.8)) {
    const phone = phoneOf(r)
    rows.push([id, 'phone', phone, phone, 'main', 0])
  }
  if (r.chance(0.9)) rows.push([id, 'email', `info@${domain}`, `info@${domain}`, 'main', 1])
  if (r.chance(0.3)) rows.push([id, 'email', `faktury@${domain}`, `faktury@${domain}`, 'invoices', 2])
  if (r.chance(0.5)) rows.push([id, 'web', `https://www.${domain}`, domain, null, 3])
  return rows
}

function tagRows(i: number, firm: Firm): Cell[][] {
  const r = randomAt(23, i)
  const first = r.below(tagNames.length)
  const count = r.below(3)
  return Array.from({ length: count }, (_, k) => [clientId(firm, i), tagId((first + k * 7) % tagNames.length)])
}

function memberRows(i: number, firm: Firm): Cell[][] {
  const r = randomAt(24, i)
  if (!r.chance(0.02)) return []
  return [[clientId(firm, i), ownerId(r.below(firm.owners)), 'support']]
}

function peculiarityRows(i: number, firm: Firm): Cell[][] {
  const r = randomAt(25, i)
  if (!r.chance(0.1)) return []
  return [
    [
      clientId(firm, i),
      r.chance(0.6) ? 'peculiarity' : 'wish',
      'Rampa jen do 3,5 tuny, volat hodinu předem.',
      ownerId(ownerOf(firm, i)),
    ],
  ]
}

function* contactRows(firm: Firm): Generator<readonly Cell[]> {
  for (const c of contactsFrom(firm)) {
    const owner = ownerOf(firm, c.client)
    yield [c.id, c.first, c.last, ownerId(owner), teamId(teamOf(owner)), instant(c.millis), instant(c.millis)]
  }
}

function* contactChannelRows(firm: Firm): Generator<readonly Cell[]> {
  for (const c of contactsFrom(firm)) {
    if (c.phone) yield [c.id, 'phone', c.phone, c.phone, 0]
    if (c.email) yield [c.id, 'email', c.email, c.email, 1]
  }
}

function* positionRows(firm: Firm): Generator<readonly Cell[]> {
  for (const c of contactsFrom(firm)) {
    const [position, department, role] = c.position
    yield [
      c.id,
      clientId(firm, c.client),
      position,
      department,
      `{${role}}`,
      1 + c.random.below(5),
      c.random.below(5) - 2,
      c.main,
    ]
    // One person in twenty works in a second company too.
    const other = c.random.below(firm.clients)
    if (c.random.chance(0.05) && other !== c.client) {
      yield [c.id, clientId(firm, other), position, department, '{}', null, null, false]
    }
  }
}
