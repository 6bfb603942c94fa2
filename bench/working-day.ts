// What the working day holds besides the timeline: promises, meetings and leads, their days around the day of measuring.
import type pg from 'pg'
import type { Cell } from './copy.ts'
import {
  clientId,
  companyAt,
  day,
  type Firm,
  instant,
  measuredFrom,
  ownerId,
  ownerOf,
  phoneOf,
  teamId,
  teamOf,
} from './firm.ts'
import { idAt, randomAt } from './random.ts'

const room = { promise: 50, meeting: 51, lead: 52 } as const
const oneDay = 86_400_000

const promiseTexts = [
  'Poslat ceník na další čtvrtletí',
  'Potvrdit termín závozu',
  'Dodat vzorky nové řady',
  'Vyřídit dobropis',
  'Zavolat po poradě vedení',
] as const

export const promiseColumns =
  'id, side, kind, text, client_id, responsible_id, given_by, given_on, due_on, state, settled_on, settled_by, created_at, created_by, updated_at'

/** A promise for every other client; two of five are open, some of these late. */
export function* promiseRows(firm: Firm): Generator<readonly Cell[]> {
  for (let n = 0; n < firm.clients / 2; n++) {
    const random = randomAt(room.promise, n)
    const client = random.below(firm.clients)
    const owner = ownerId(ownerOf(firm, client))
    const open = random.chance(0.4)
    const due = measuredFrom + (open ? random.below(70) - 10 : -10 - random.below(500)) * oneDay
    const given = due - (10 + random.below(20)) * oneDay
    yield [
      idAt(room.promise, n, given),
      random.chance(0.7) ? 'ours' : 'theirs',
      random.pick(['promise', 'promise', 'task', 'callBack']),
      random.pick(promiseTexts),
      clientId(firm, client),
      owner,
      owner,
      day(given),
      day(due),
      open ? 'open' : 'kept',
      open ? null : day(due),
      open ? null : owner,
      instant(given),
      owner,
      instant(given),
    ]
  }
}

export const meetingColumns =
  'id, client_id, title, kind, starts_at, ends_at, place, state, organizer_id, letter_sent_at, created_at, created_by, updated_at'

/** A meeting for every tenth client; one of ten is to come, one of fifty waits for its minutes. */
export function* meetingRows(firm: Firm): Generator<readonly Cell[]> {
  for (let n = 0; n < firm.clients / 10; n++) {
    const random = randomAt(room.meeting, n)
    const client = random.below(firm.clients)
    const owner = ownerId(ownerOf(firm, client))
    const coming = random.chance(0.1)
    const held = !coming && random.chance(0.02)
    const days = coming ? random.below(30) : -1 - random.below(held ? 20 : 700)
    const starts = measuredFrom + days * oneDay + random.below(8) * 3_600_000
    const planned = starts - 7 * oneDay
    yield [
      idAt(room.meeting, n, planned),
      clientId(firm, client),
      random.pick(['Roční jednání', 'Nové ceny', 'Představení novinek']),
      random.pick(['meeting', 'visit', 'video']),
      instant(starts),
      instant(starts + 3_600_000),
      random.chance(0.5) ? 'u klienta' : null,
      coming ? 'planned' : held ? 'held' : 'closed',
      owner,
      coming || held ? null : instant(starts + oneDay),
      instant(planned),
      owner,
      instant(planned),
    ]
  }
}

export const leadColumns =
  'id, name, person_name, email, email_key, phone, phone_key, interest_items, source, state, owner_id, team_id, received_at, answer_due_on, answered_at, created_at, updated_at'

/** A lead for every twentieth client; one of five is open, half of these still without an answer. */
export function* leadRows(firm: Firm): Generator<readonly Cell[]> {
  for (let n = 0; n < firm.clients / 20; n++) {
    const random = randomAt(room.lead, n)
    const company = companyAt(8_000_000 + n)
    const owner = random.below(firm.owners)
    const open = random.chance(0.2)
    const waits = open && random.chance(0.5)
    const received = measuredFrom - (waits ? random.below(6) : 6 + random.below(open ? 30 : 600)) * oneDay - 3_600_000
    const phone = random.chance(0.8) ? phoneOf(company.random) : null
    yield [
      idAt(room.lead, n, received),
      company.name,
      null,
      `info@${company.domain}`,
      `info@${company.domain}`,
      phone,
      phone,
      'Poptávají pravidelný závoz.',
      random.pick(['form', 'call', 'mail', 'fair', 'web']),
      open ? random.pick(['new', 'contacted', 'qualified']) : 'disqualified',
      ownerId(owner),
      teamId(teamOf(owner)),
      instant(received),
      waits ? day(received + 2 * oneDay) : null,
      waits ? null : instant(received + oneDay),
      instant(received),
      instant(received),
    ]
  }
}

/** Meetings stand in the calendars of their organizers; the journal knows of what was promised and planned. */
export async function recordWorkingDay(client: pg.Client): Promise<void> {
  await client.query(`
    insert into appointments (uid, owner_id, title, place, starts_at, ends_at, client_id, record_type, record_id, created_at)
    select 'meeting-' || id, organizer_id, title, place, starts_at, ends_at, client_id, 'meetings', id, created_at from meetings`)
  await client.query(`
    insert into journal_entries (at, actor_id, fact, record_type, record_id, client_id, after, digest)
    select created_at, created_by, fact, record_type, id, client_id, after, '\\x00' from (
      select created_at, created_by, 'promises.made' as fact, 'promises' as record_type, id, client_id,
        jsonb_build_object('text', text, 'side', side, 'dueOn', due_on) as after from promises
      union all
      select created_at, created_by, 'meetings.planned', 'meetings', id, client_id, jsonb_build_object('title', title, 'startsAt', starts_at)
      from meetings) made
    order by created_at`)
}
